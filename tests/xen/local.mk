# Under a real hypervisor, in QEMU: `./check --xen`, not `make check`.  The programs are
# built with the other tests, so that they do not rot unseen.
if WITH_XEN
check_LTLIBRARIES += libxentest.la
xen_programs = \
	%D%/vchan-peer \
	%D%/vchan-liar \
	%D%/vchan-t \
	%D%/grants-t \
	%D%/person \
	%D%/windows
check_PROGRAMS += $(xen_programs)

libxentest_la_SOURCES = %D%/stream.h %D%/stream.c
libxentest_la_LIBADD  = libtransport.la libbase.la

%C%_vchan_peer_SOURCES = \
	%D%/vchan-peer.c \
	%D%/shares.h \
	%D%/shares.c \
	xorg-dummy-driver/pages_gntalloc.c
%C%_vchan_peer_LDADD   = libxentest.la $(XEN_LIBS)
%C%_vchan_liar_SOURCES = %D%/vchan-liar.c
%C%_vchan_liar_LDADD   = $(XEN_LIBS)
%C%_vchan_t_SOURCES    = %D%/vchan-t.c
%C%_vchan_t_LDADD      = libxentest.la $(EV_LIBS)
%C%_grants_t_SOURCES   = %D%/grants-t.c
%C%_grants_t_LDADD     = libguest-pure.la libxentest.la
%C%_person_SOURCES     = %D%/person.c
%C%_person_LDADD       = libscenario.la libbase.la $(CAIRO_LIBS) $(TEST_XCB_LIBS)
%C%_windows_SOURCES    = %D%/windows.c
%C%_windows_LDADD      = libbase.la $(TEST_XCB_LIBS)
endif

# What `./check --xen` carries into the lab.
.PHONY: xen-programs
xen-programs: $(xen_programs) $(scenario_tests) replay/paravent-replay

EXTRA_DIST += \
	%D%/lab \
	%D%/image.sh \
	%D%/machine.sh \
	%D%/image/coldplug.conf \
	%D%/image/journald.conf \
	%D%/image/modules.list \
	%D%/image/packages.list \
	%D%/image/packages.skip \
	%D%/image/system.conf \
	%D%/image/units.masked \
	%D%/domain/block-lab \
	%D%/domain/dom0 \
	%D%/domain/guest \
	%D%/domain/guests.sh \
	%D%/domain/init \
	%D%/domain/initramfs \
	%D%/domain/lab-dom0.service \
	%D%/domain/lab-guest.service \
	%D%/domain/lib.sh \
	%D%/domain/xen \
	%D%/domain/xen.service \
	%D%/bench \
	%D%/run \
	%D%/cases/all.sh \
	%D%/cases/bench.sh \
	%D%/cases/buffers.sh \
	%D%/cases/byhand.sh \
	%D%/cases/clipboard.sh \
	%D%/cases/desktop.sh \
	%D%/cases/grants.sh \
	%D%/cases/install.sh \
	%D%/cases/manual.sh \
	%D%/cases/pace.sh \
	%D%/cases/reach.sh \
	%D%/cases/removal.sh \
	%D%/cases/scenarios.sh \
	%D%/cases/system.sh \
	%D%/cases/transport.sh \
	%D%/cases/xenstored.sh
