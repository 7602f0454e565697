# PARAVENT_TRY_CFLAGS(VAR, FLAGS): append to VAR each of FLAGS the compiler takes.
# A shell loop, because flags such as -Wl,-z,now hold commas that m4 would
# split.  -Werror, because clang merely warns about flags it does not know.
AC_DEFUN([PARAVENT_TRY_CFLAGS], [
  for paravent_flag in m4_normalize([$2]); do
    AS_VAR_PUSHDEF([cache], [paravent_cv_cflag_$paravent_flag])
    AC_CACHE_CHECK([whether $CC takes $paravent_flag], [cache],
      [paravent_save=$CFLAGS; CFLAGS="$CFLAGS -Werror $paravent_flag"
       AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
         [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
       CFLAGS=$paravent_save])
    AS_VAR_IF([cache], [yes], [$1="$$1 $paravent_flag"])
    AS_VAR_POPDEF([cache])
  done
])

# PARAVENT_TRY_LDFLAGS(VAR, FLAGS): likewise for the linker.
AC_DEFUN([PARAVENT_TRY_LDFLAGS], [
  for paravent_flag in m4_normalize([$2]); do
    AS_VAR_PUSHDEF([cache], [paravent_cv_ldflag_$paravent_flag])
    AC_CACHE_CHECK([whether the linker takes $paravent_flag], [cache],
      [paravent_save=$LDFLAGS; LDFLAGS="$LDFLAGS -Werror $paravent_flag"
       AC_LINK_IFELSE([AC_LANG_PROGRAM()],
         [AS_VAR_SET([cache], [yes])], [AS_VAR_SET([cache], [no])])
       LDFLAGS=$paravent_save])
    AS_VAR_IF([cache], [yes], [$1="$$1 $paravent_flag"])
    AS_VAR_POPDEF([cache])
  done
])

AC_DEFUN([PARAVENT_WARNINGS], [
  AC_ARG_ENABLE([werror],
    [AS_HELP_STRING([--enable-werror], [treat warnings as errors])],
    [], [enable_werror=no])
  PARAVENT_TRY_CFLAGS([WARN_CFLAGS],
    [-std=gnu11 -Wall -Wextra -Wformat=2 -Wshadow -Wvla -Wundef
     -Wstrict-prototypes -Wmissing-prototypes -Wmissing-declarations
     -Wwrite-strings -Wpointer-arith -Wconversion -Wimplicit-fallthrough
     -Wswitch-enum -Wcast-qual -Wnull-dereference -fno-common])
  AS_IF([test "x$enable_werror" = xyes], [WARN_CFLAGS="$WARN_CFLAGS -Werror"])
  AC_SUBST([WARN_CFLAGS])
])

# Programs are PIE and bind at start; Xorg modules are PIC and bind lazily.
# Hence one set for everything (HARDEN_*) and one for programs (PIE_*).
AC_DEFUN([PARAVENT_HARDENING], [
  AC_ARG_ENABLE([hardening],
    [AS_HELP_STRING([--disable-hardening], [no hardening flags])],
    [], [enable_hardening=yes])
  AS_IF([test "x$enable_hardening" = xyes], [
    PARAVENT_TRY_CFLAGS([HARDEN_CFLAGS],
      [-fstack-protector-strong -fstack-clash-protection -fcf-protection=full
       -fno-delete-null-pointer-checks -ftrivial-auto-var-init=zero
       -fstrict-flex-arrays=3])
    PARAVENT_TRY_LDFLAGS([HARDEN_LINK], [-Wl,-z,relro -Wl,-z,noexecstack])
    PARAVENT_TRY_CFLAGS([PIE_COMPILE], [-fPIE])
    PARAVENT_TRY_LDFLAGS([PIE_LINK], [-pie -Wl,-z,now])
    # FORTIFY needs the optimiser.
    AS_CASE([" $CFLAGS "], [*" -O0 "*|*" -Og "*], [],
      [*" -O"*], [HARDEN_CPPFLAGS="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3"])
  ])
  AC_SUBST([HARDEN_CPPFLAGS])
  AC_SUBST([HARDEN_CFLAGS])
  AC_SUBST([HARDEN_LINK])
  AC_SUBST([PIE_COMPILE])
  AC_SUBST([PIE_LINK])
])

AC_DEFUN([PARAVENT_SANITIZERS], [
  AC_ARG_ENABLE([sanitizers],
    [AS_HELP_STRING([--enable-sanitizers@<:@=LIST@:>@],
      [-fsanitize=LIST (default LIST: address,undefined)])],
    [], [enable_sanitizers=no])
  AS_IF([test "x$enable_sanitizers" = xyes],
    [enable_sanitizers=address,undefined])
  AS_IF([test "x$enable_sanitizers" != xno], [
    SAN_CFLAGS="-fsanitize=$enable_sanitizers -fno-sanitize-recover=all"
    SAN_CFLAGS="$SAN_CFLAGS -fno-omit-frame-pointer"
    paravent_save=$CFLAGS; CFLAGS="$CFLAGS $SAN_CFLAGS"
    AC_LINK_IFELSE([AC_LANG_PROGRAM()], [],
      [AC_MSG_ERROR([$CC cannot link with $SAN_CFLAGS])])
    CFLAGS=$paravent_save
    HARDEN_CPPFLAGS= # FORTIFY hides calls from ASan
  ])
  # Counters are written to files as a program ends, which the worker's fence forbids:
  # such a build is unfenced as a sanitized one is, and in the same way.
  AC_ARG_ENABLE([coverage],
    [AS_HELP_STRING([--enable-coverage], [count which lines run: make coverage])],
    [], [enable_coverage=no])
  AS_IF([test "x$enable_coverage" != xno],
    [SAN_CFLAGS="$SAN_CFLAGS --coverage -fprofile-update=atomic"
     HARDEN_CPPFLAGS=])
  AC_SUBST([SAN_CFLAGS])
  AM_CONDITIONAL([SANITIZED],
    [test "x$enable_sanitizers$enable_coverage" != xnono])
])

# Fuzz targets are always built, against tests/fuzz/replay.c, and `make check'
# replays the corpus.  With an engine they are linked as fuzzers as well.
AC_DEFUN([PARAVENT_FUZZING], [
  AC_ARG_ENABLE([fuzzing],
    [AS_HELP_STRING([--enable-fuzzing], [link fuzz targets with an engine])],
    [], [enable_fuzzing=no])
  AC_ARG_VAR([LIB_FUZZING_ENGINE], [engine to link (default: -fsanitize=fuzzer)])
  AS_IF([test "x$enable_fuzzing" = xyes], [
    AS_IF([test -z "$LIB_FUZZING_ENGINE"],
      [LIB_FUZZING_ENGINE=-fsanitize=fuzzer
       FUZZ_CFLAGS=-fsanitize=fuzzer-no-link])
    HARDEN_CPPFLAGS=
  ])
  AC_SUBST([FUZZ_CFLAGS])
  AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])
])

# PARAVENT_QUIET_HEADERS(VAR): someone else's headers need not meet our warnings.
AC_DEFUN([PARAVENT_QUIET_HEADERS],
  [$1=$(AS_ECHO(["$$1"]) | sed 's/-I */-isystem /g')])
