/* The messages' numbers, sizes and bytes, written down a second time. */
#include "protocol/wire/messages.h"
#include "tests/unit/tap.h"

#include <string.h>

/* What the protocol says, written down a second time. */
static const struct {
	uint32_t number;
	const char *name;
	enum wire_direction direction;
	size_t least, most, step;
} facts[] = {
    {124, "KEYPRESS", DAEMON_TO_AGENT, 20, 20, 1},
    {125, "BUTTON", DAEMON_TO_AGENT, 20, 20, 1},
    {126, "MOTION", DAEMON_TO_AGENT, 16, 16, 1},
    {127, "CROSSING", DAEMON_TO_AGENT, 28, 28, 1},
    {128, "FOCUS", DAEMON_TO_AGENT, 12, 12, 1},
    {129, "RESIZE", NEVER, 8, 8, 1},
    {130, "CREATE", AGENT_TO_DAEMON, 24, 24, 1},
    {131, "DESTROY", BOTH_WAYS, 0, 0, 1},
    {132, "MAP", BOTH_WAYS, 8, 8, 1},
    {133, "UNMAP", AGENT_TO_DAEMON, 0, 0, 1},
    {134, "CONFIGURE", BOTH_WAYS, 20, 20, 1},
    {135, "MFNDUMP", NEVER, 28, 28, 1},
    {136, "SHMIMAGE", AGENT_TO_DAEMON, 16, 16, 1},
    {137, "CLOSE", DAEMON_TO_AGENT, 0, 0, 1},
    {138, "EXECUTE", NEVER, 255, 255, 1},
    {139, "CLIPBOARD_REQ", DAEMON_TO_AGENT, 0, 0, 1},
    {140, "CLIPBOARD_DATA", BOTH_WAYS, 0, 256001, 1},
    {141, "WMNAME", AGENT_TO_DAEMON, 128, 128, 1},
    {142, "KEYMAP_NOTIFY", DAEMON_TO_AGENT, 32, 32, 1},
    {143, "DOCK", AGENT_TO_DAEMON, 0, 0, 1},
    {144, "WINDOW_HINTS", AGENT_TO_DAEMON, 36, 36, 1},
    {145, "WINDOW_FLAGS", BOTH_WAYS, 8, 8, 1},
    {146, "WMCLASS", AGENT_TO_DAEMON, 128, 128, 1},
    {147, "WINDOW_DUMP", AGENT_TO_DAEMON, 16, 16 + 4 * 98304, 4},
    {148, "CURSOR", AGENT_TO_DAEMON, 4, 4, 1},
    {149, "WINDOW_DUMP_ACK", DAEMON_TO_AGENT, 0, 0, 1},
};

static void
table_holds_what_the_protocol_says(void)
{
	for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
		const struct wire_message *m = wire_message_find(facts[i].number);

		ok_named(m && m == wire_message_at(i) && m->number == facts[i].number &&
		        strcmp(m->name, facts[i].name) == 0 &&
		        m->direction == facts[i].direction &&
		        m->least == facts[i].least && m->most == facts[i].most &&
		        m->step == facts[i].step,
		    facts[i].name);
	}
	ok(!wire_message_at(ARRAY_LEN(facts)));
	ok(!wire_message_find(0) && !wire_message_find(123) && !wire_message_find(150));
	ok(!wire_message_find(UINT32_MAX));
}

static void
bytes_lie_as_the_protocol_says(void)
{
	static const uint8_t expected[20] = {0xff, 0xff, 0xff, 0xff, 0x02, 0, 0, 0x80,
	    0x78, 0x56, 0x34, 0x12, 4, 0, 0, 0, 1, 0, 0, 0};
	uint8_t body[20];
	const struct msg_configure m = {-1, INT32_MIN + 2, 0x12345678, 4, 1};

	ok(wire_encode_configure(body, sizeof(body), &m) == sizeof(body));
	ok(memcmp(body, expected, sizeof(body)) == 0);

	static const uint8_t header[] = {
	    147, 0, 0, 0, 0xef, 0xbe, 0xad, 0xde, 20, 0, 0, 0};
	uint8_t out[WIRE_HEADER_BYTES];
	wire_encode_header(out, &(struct wire_header){147, 0xdeadbeef, 20});
	ok(memcmp(out, header, sizeof(out)) == 0);
}

static void
handshake_comes_back(void)
{
	uint8_t version[WIRE_VERSION_BYTES];
	uint8_t record[WIRE_XCONF_BYTES];
	const struct wire_xconf sent = {1920, 1080, 24, 8101};

	wire_encode_version(version, WIRE_VERSION);
	ok(memcmp(version, "\x08\x00\x01\x00", 4) == 0);
	ok(wire_decode_version(version) == WIRE_VERSION);
	ok(wire_decode_guest_version(version).guest_raw == WIRE_VERSION);
	wire_encode_xconf(record, &sent);
	struct wire_xconf got = wire_decode_xconf(record);
	ok(memcmp(&sent, &got, sizeof(got)) == 0);
	ok(memcmp(record, "\x80\x07\0\0\x38\x04\0\0\x18\0\0\0\xa5\x1f\0\0", 16) == 0);
}

int
main(void)
{
	table_holds_what_the_protocol_says();
	bytes_lie_as_the_protocol_says();
	handshake_comes_back();
	return done_testing();
}
