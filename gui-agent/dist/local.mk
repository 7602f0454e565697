# What starts the agent with its X server, as an ordinary user of the guest.
systemunit_DATA += %D%/paravent-agent@.service
CLEANFILES      += %D%/paravent-agent@.service
EXTRA_DIST      += %D%/paravent-agent@.service.in

udevrulesdir = $(systemlibdir)/udev/rules.d
modprobedir  = $(systemlibdir)/modprobe.d
sysusersdir  = $(prefix)/lib/sysusers.d
dist_udevrules_DATA = %D%/60-paravent-guest.rules
dist_modprobe_DATA  = %D%/modprobe.d/paravent-guest.conf
dist_sysusers_DATA  = %D%/sysusers.d/paravent-guest.conf

# What the agent's session runs, and may be edited.
dist_pkglibexec_SCRIPTS = %D%/paravent-programs
programsdir             = $(sysconfdir)/paravent
dist_programs_SCRIPTS   = %D%/programs
pamdir                  = $(sysconfdir)/pam.d
dist_pam_DATA           = %D%/pam.d/paravent-agent
