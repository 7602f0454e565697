#include "gui-daemon/guest/dispatch.h"

#include "gui-daemon/guest/requests.h"

#define IN(phase) (1u << (phase))

enum id_rule {
	ID_NEW,   /* no window may have it */
	ID_KNOWN, /* a window must have it */
	ID_ANY,
};

static const struct {
	uint32_t type;
	unsigned int phases; /* IN() bits */
	enum id_rule id;
	const char *(*run)(const struct request *r);
} table[] = {
    {MSG_CREATE, IN(PHASE_RUNNING), ID_NEW, request_create},
    {MSG_DESTROY, IN(PHASE_RUNNING), ID_KNOWN, request_destroy},
    {MSG_MAP, IN(PHASE_RUNNING), ID_KNOWN, request_map},
    {MSG_UNMAP, IN(PHASE_RUNNING), ID_KNOWN, request_unmap},
    {MSG_CONFIGURE, IN(PHASE_RUNNING), ID_KNOWN, request_configure},
    {MSG_SHMIMAGE, IN(PHASE_RUNNING), ID_KNOWN, request_damage},
    {MSG_WINDOW_DUMP, IN(PHASE_RUNNING), ID_KNOWN, request_dump},
    {MSG_WMNAME, IN(PHASE_RUNNING), ID_KNOWN, request_title},
    {MSG_WMCLASS, IN(PHASE_RUNNING), ID_KNOWN, request_class},
    {MSG_WINDOW_HINTS, IN(PHASE_RUNNING), ID_KNOWN, request_hints},
    {MSG_WINDOW_FLAGS, IN(PHASE_RUNNING), ID_KNOWN, request_flags},
    {MSG_CURSOR, IN(PHASE_RUNNING), ID_KNOWN, request_cursor},
    {MSG_DOCK, IN(PHASE_RUNNING), ID_KNOWN, request_dock},
    {MSG_CLIPBOARD_DATA, IN(PHASE_RUNNING), ID_ANY, request_clipboard},
};

/* Nothing that is said of a window beyond the quota has an effect. */
static const char *
run_refused(const struct request *r, uint32_t type)
{
	if (type == MSG_DESTROY) {
		return request_destroy(r);
	}
	return type == MSG_WINDOW_DUMP ? request_refused_dump(r) : NULL;
}

static const char *
run(struct session *session, size_t i, const struct frame *frame)
{
	struct request r = {
	    .session = session,
	    .id = guest_u32_as_key(frame->window),
	    .body = frame->body,
	    .len = frame->len,
	};

	if (!(table[i].phases & IN(session->phase))) {
		return "message before the handshake";
	}
	if (table[i].id != ID_ANY) {
		r.window = windows_find(&session->windows, r.id);
	}
	if (table[i].id == ID_KNOWN && !r.window) {
		return "message for an unknown window";
	}
	if (table[i].id == ID_NEW && r.window) {
		return "window id in use";
	}
	return r.window && r.window->is_refused ? run_refused(&r, table[i].type)
	                                        : table[i].run(&r);
}

const char *
dispatch(struct session *session, const struct frame *frame)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		if (table[i].type == frame->type) {
			return run(session, i, frame);
		}
	}
	return "message that nobody may send";
}
