/*
 * How long the messages of the X protocol are, so that a stream of them can be taken
 * apart (X11 protocol, appendix B; BIG-REQUESTS).  Little-endian clients only.
 * Knows neither sockets nor what a request does.
 */
#ifndef ORACLE_PROXY_WIRE_H
#define ORACLE_PROXY_WIRE_H

#include "common/base/base.h"

#define X_PACKET_BYTES 32u /* events, errors, and what each reply begins with */
#define X_ERROR 0
#define X_REPLY 1
#define X_KEYMAP_NOTIFY 11 /* the one event without a sequence number */
#define X_NO_REQUEST 120   /* no request has this opcode: BadRequest */

/*
 * Each returns the length in bytes of the message that begins at bytes, of which len are
 * there; 0 while too few are there to tell; SIZE_MAX when it can be no such message.
 */
size_t x_wire_client_setup(const uint8_t *bytes, size_t len);
size_t x_wire_request(const uint8_t *bytes, size_t len);
size_t x_wire_server_setup(const uint8_t *bytes, size_t len);
size_t x_wire_packet(const uint8_t *bytes, size_t len);

uint16_t x_wire_get16(const uint8_t *bytes);
uint32_t x_wire_get32(const uint8_t *bytes);
void x_wire_put16(uint8_t *bytes, uint16_t value);
void x_wire_put32(uint8_t *bytes, uint32_t value);

/* Of a packet's first byte: an event's number without the bit for SendEvent. */
static inline uint8_t
x_wire_kind(const uint8_t *packet)
{
	return packet[0] & 0x7f;
}

#endif
