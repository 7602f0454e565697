EXTRA_DIST += %D%/start.tap
if BUILD_DRIVER
check_LTLIBRARIES += libdrivertest.la

# An Xorg of ours, and windows in it.
libdrivertest_la_SOURCES = \
	%D%/xserver.h \
	%D%/xserver.c \
	%D%/window.h \
	%D%/window.c
libdrivertest_la_CFLAGS = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
libdrivertest_la_LIBADD = libxext-client.la libscenario.la libbase.la $(TEST_XCB_LIBS)

driver_tests = \
	%D%/P30-driver-faults-t \
	%D%/buffer-t \
	%D%/describe-t \
	%D%/hold-t \
	%D%/idle-t \
	%D%/inject-t \
	%D%/pages-t \
	%D%/pool-t \
	%D%/randr-t \
	%D%/repeat-t
if WITH_XEN
driver_tests += %D%/P30-grant-faults-t %D%/gntalloc-t
grants_sources = %D%/grants.h %D%/grants.c xorg-dummy-driver/pool.c \
	xorg-dummy-driver/pages_gntalloc.c
%C%_P30_grant_faults_t_SOURCES = %D%/P30-grant-faults-t.c $(grants_sources) \
	$(fault_free_sources)
%C%_P30_grant_faults_t_LDFLAGS = $(AM_LDFLAGS) $(fault_free_link)
%C%_P30_grant_faults_t_LDADD   = libscenario.la libbase.la
%C%_gntalloc_t_SOURCES = %D%/gntalloc-t.c $(grants_sources)
%C%_gntalloc_t_LDADD   = libscenario.la libbase.la
endif
check_PROGRAMS += $(driver_tests) %D%/with-xorg
TESTS          += $(driver_tests) %D%/start.tap

# A driver with calls that can be made to fail.  Never installed: rpath makes libtool link a module.
check_LTLIBRARIES += %D%/faulty_drv.la
%C%_faulty_drv_la_SOURCES = xorg-dummy-driver/driver.c $(fault_free_sources)
%C%_faulty_drv_la_CFLAGS  = $(AM_CFLAGS) $(XORG_CFLAGS)
%C%_faulty_drv_la_LDFLAGS = $(driver_link) $(fault_free_link) -rpath /nowhere
%C%_faulty_drv_la_LIBADD  = libdriver.la $(XEN_GNTTAB_LIBS)
%C%_P30_driver_faults_t_SOURCES = %D%/P30-driver-faults-t.c
%C%_P30_driver_faults_t_CFLAGS  = $(AM_CFLAGS) $(TEST_XCB_CFLAGS)
%C%_P30_driver_faults_t_LDADD   = libdrivertest.la

%C%_buffer_t_SOURCES  = %D%/buffer-t.c
%C%_buffer_t_LDADD    = libdrivertest.la
%C%_describe_t_SOURCES = %D%/describe-t.c
%C%_describe_t_LDADD  = libdrivertest.la
%C%_hold_t_SOURCES    = %D%/hold-t.c
%C%_hold_t_LDADD      = libdrivertest.la
%C%_idle_t_SOURCES    = %D%/idle-t.c
%C%_idle_t_LDADD      = libdrivertest.la
%C%_inject_t_SOURCES  = %D%/inject-t.c
%C%_inject_t_LDADD    = libdrivertest.la
%C%_pages_t_SOURCES   = %D%/pages-t.c
%C%_pages_t_LDADD     = libdrivertest.la
%C%_pool_t_SOURCES    = %D%/pool-t.c xorg-dummy-driver/pool.c \
	xorg-dummy-driver/pages_memfd.c
%C%_pool_t_LDADD      = libscenario.la libbase.la
%C%_randr_t_SOURCES   = %D%/randr-t.c
%C%_randr_t_LDADD     = libdrivertest.la
%C%_repeat_t_SOURCES  = %D%/repeat-t.c
%C%_repeat_t_LDADD    = libdrivertest.la
%C%_with_xorg_SOURCES = %D%/with-xorg.c
%C%_with_xorg_LDADD   = libdrivertest.la
endif
