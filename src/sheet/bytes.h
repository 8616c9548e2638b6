#ifndef PINGGU_SHEET_BYTES_H
#define PINGGU_SHEET_BYTES_H

#include <stdint.h>

/* Numbers of a binary workbook, low byte first: private to sheet/. */
static inline uint16_t
bytes_u16(const unsigned char *p)
{
	return (uint16_t)(p[0] | p[1] << 8);
}

static inline uint32_t
bytes_u32(const unsigned char *p)
{
	return bytes_u16(p) | (uint32_t)bytes_u16(p + 2) << 16;
}

#endif
