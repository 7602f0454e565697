#include "tests/oracle/proxy_wire.h"

#define LITTLE_ENDIAN_MARK 'l'
#define CLIENT_SETUP_BYTES 12u
#define SERVER_SETUP_BYTES 8u
#define GENERIC_EVENT 35

uint16_t
x_wire_get16(const uint8_t *bytes)
{
	return (uint16_t)(bytes[0] | bytes[1] << 8);
}

uint32_t
x_wire_get32(const uint8_t *bytes)
{
	return x_wire_get16(bytes) | (uint32_t)x_wire_get16(bytes + 2) << 16;
}

void
x_wire_put16(uint8_t *bytes, uint16_t value)
{
	bytes[0] = (uint8_t)value;
	bytes[1] = (uint8_t)(value >> 8);
}

void
x_wire_put32(uint8_t *bytes, uint32_t value)
{
	x_wire_put16(bytes, (uint16_t)value);
	x_wire_put16(bytes + 2, (uint16_t)(value >> 16));
}

static size_t
padded(size_t len)
{
	return (len + 3) & ~(size_t)3;
}

size_t
x_wire_client_setup(const uint8_t *bytes, size_t len)
{
	if (len < CLIENT_SETUP_BYTES) {
		return 0;
	}
	if (bytes[0] != LITTLE_ENDIAN_MARK) {
		return SIZE_MAX;
	}
	return CLIENT_SETUP_BYTES + padded(x_wire_get16(bytes + 6)) +
	    padded(x_wire_get16(bytes + 8));
}

size_t
x_wire_request(const uint8_t *bytes, size_t len)
{
	if (len < 4) {
		return 0;
	}
	uint32_t words = x_wire_get16(bytes + 2);
	if (words > 0) {
		return 4 * (size_t)words;
	}
	if (len < 8) {
		return 0;
	}
	words = x_wire_get32(bytes + 4);
	return words < 2 ? SIZE_MAX : 4 * (size_t)words;
}

size_t
x_wire_server_setup(const uint8_t *bytes, size_t len)
{
	if (len < SERVER_SETUP_BYTES) {
		return 0;
	}
	return SERVER_SETUP_BYTES + 4 * (size_t)x_wire_get16(bytes + 6);
}

size_t
x_wire_packet(const uint8_t *bytes, size_t len)
{
	if (len < X_PACKET_BYTES) {
		return 0;
	}
	if (bytes[0] != X_REPLY && x_wire_kind(bytes) != GENERIC_EVENT) {
		return X_PACKET_BYTES;
	}
	return X_PACKET_BYTES + 4 * (size_t)x_wire_get32(bytes + 4);
}
