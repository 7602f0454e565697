#include "gui-agent/xorg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>
#include <X11/Xauth.h>

#define COOKIE_BYTES 16
#define COOKIE_NAME "MIT-MAGIC-COOKIE-1"
#define FAMILY_WILD 65535 /* Xau: every host and display */

static bool
make_folder(struct xorg *xorg)
{
	const char *base = secure_getenv("XDG_RUNTIME_DIR");
	char *path = xorg->folder;
	size_t size = sizeof(xorg->folder);

	if (base && base[0] == '/' &&
	    snprintf(path, size, "%s/paravent-agent-XXXXXX", base) < (int)size &&
	    mkdtemp(path)) {
		return true;
	}
	snprintf(path, size, "/tmp/paravent-agent-XXXXXX");
	if (!mkdtemp(path)) {
		path[0] = '\0';
		return false;
	}
	return true;
}

static bool
write_authority(const struct xorg *xorg)
{
	static char no_address[] = "";
	static char name[] = COOKIE_NAME;
	char cookie[COOKIE_BYTES];
	Xauth entry = {
	    .family = FAMILY_WILD,
	    .address = no_address,
	    .number = no_address,
	    .name_length = sizeof(name) - 1,
	    .name = name,
	    .data_length = sizeof(cookie),
	    .data = cookie,
	};

	if (getrandom(cookie, sizeof(cookie), 0) != (ssize_t)sizeof(cookie)) {
		return false;
	}
	FILE *file = fopen(xorg->authority, "wbxe");
	if (!file) {
		return false;
	}
	bool written = XauWriteAuth(file, &entry) == 1;
	return fclose(file) == 0 && written;
}

static void
write_device(FILE *file, const struct options *options)
{
	fputs("Section \"Device\"\n"
	      "\tIdentifier \"paravent\"\n"
	      "\tDriver \"paravent\"\n",
	    file);
	fprintf(file, "\tOption \"Pages\" \"%s\"\n", options->xen ? "grant" : "memfd");
	if (options->xen) {
		fprintf(file, "\tOption \"PeerDomain\" \"%u\"\n", options->peer);
	}
	if (options->width > 0) {
		fprintf(file, "\tOption \"Mode\" \"%ux%u\"\n", options->width,
		    options->height);
	}
	if (options->xkb_layout) {
		fprintf(file, "\tOption \"XkbLayout\" \"%s\"\n", options->xkb_layout);
	}
	fputs("EndSection\n", file);
}

static bool
write_config(const struct xorg *xorg, const struct options *options)
{
	FILE *file = fopen(xorg->config, "wxe");

	if (!file) {
		return false;
	}
	fputs("Section \"ServerFlags\"\n"
	      "\tOption \"AutoAddDevices\" \"false\"\n"
	      "\tOption \"AutoEnableDevices\" \"false\"\n"
	      "\tOption \"AutoAddGPU\" \"false\"\n"
	      "\tOption \"DontVTSwitch\" \"true\"\n"
	      "\tOption \"DontZap\" \"true\"\n"
	      "\tOption \"BlankTime\" \"0\"\n"
	      "\tOption \"StandbyTime\" \"0\"\n"
	      "\tOption \"SuspendTime\" \"0\"\n"
	      "\tOption \"OffTime\" \"0\"\n"
	      "EndSection\n",
	    file);
	write_device(file, options);
	fputs("Section \"Screen\"\n"
	      "\tIdentifier \"paravent\"\n"
	      "\tDevice \"paravent\"\n"
	      "\tDefaultDepth 24\n"
	      "EndSection\n"
	      "Section \"InputDevice\"\n"
	      "\tIdentifier \"Paravent keyboard\"\n"
	      "\tDriver \"paravent\"\n"
	      "EndSection\n"
	      "Section \"InputDevice\"\n"
	      "\tIdentifier \"Paravent pointer\"\n"
	      "\tDriver \"paravent\"\n"
	      "EndSection\n"
	      "Section \"ServerLayout\"\n"
	      "\tIdentifier \"paravent\"\n"
	      "\tScreen \"paravent\"\n"
	      "\tInputDevice \"Paravent keyboard\" \"CoreKeyboard\"\n"
	      "\tInputDevice \"Paravent pointer\" \"CorePointer\"\n"
	      "EndSection\n",
	    file);
	bool failed = ferror(file);
	return fclose(file) == 0 && !failed;
}

const char *
xorg_prepare(struct xorg *xorg, const struct options *options)
{
	*xorg = (struct xorg){.folder = ""};
	if (!make_folder(xorg)) {
		return "cannot make a private folder";
	}
	snprintf(xorg->config, sizeof(xorg->config), "%s/xorg.conf", xorg->folder);
	snprintf(xorg->authority, sizeof(xorg->authority), "%s/Xauthority", xorg->folder);
	snprintf(xorg->log, sizeof(xorg->log), "%s/Xorg.log", xorg->folder);
	if (!write_authority(xorg) || !write_config(xorg, options)) {
		return "cannot write into the private folder";
	}
	return NULL;
}

void
xorg_arguments(struct xorg *xorg, const struct options *options, int display_fd)
{
	size_t n = 0;

	/* execv() takes what it does not change as not constant. */
#define ADD(text) xorg->argv[n++] = (char *)(uintptr_t)(text)
	snprintf(xorg->display_fd, sizeof(xorg->display_fd), "%d", display_fd);
	ADD(options->xorg_path);
	ADD("-displayfd");
	ADD(xorg->display_fd);
	ADD("-config");
	ADD(xorg->config);
	ADD("-configdir");
	ADD(xorg->folder);
	ADD("-auth");
	ADD(xorg->authority);
	ADD("-logfile");
	ADD(options->log ? options->log : xorg->log);
	ADD("-verbose");
	ADD("0"); /* standard error is for our own lines */
	ADD("-nolisten");
	ADD("tcp");
	ADD("-noreset");
	if (options->module_path) {
		ADD("-modulepath");
		ADD(options->module_path);
	}
	xorg->argv[n] = NULL;
#undef ADD
}

void
xorg_finish(const struct xorg *xorg)
{
	char old_log[sizeof(xorg->log) + 4];

	if (!xorg->folder[0]) {
		return;
	}
	snprintf(old_log, sizeof(old_log), "%s.old", xorg->log);
	unlink(xorg->config);
	unlink(xorg->authority);
	unlink(xorg->log);
	unlink(old_log);
	rmdir(xorg->folder);
}
