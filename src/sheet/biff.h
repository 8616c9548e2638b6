#ifndef PINGGU_SHEET_BIFF_H
#define PINGGU_SHEET_BIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

/*
 * The records of an .xls ([MS-XLS], BIFF5 and BIFF8): a kind, a length, the
 * bytes.  Private to sheet/.
 */
enum {
	BIFF_FORMULA = 0x06,
	BIFF_EOF = 0x0a,
	BIFF_DATEMODE = 0x22,
	BIFF_FILEPASS = 0x2f,
	BIFF_CONTINUE = 0x3c,
	BIFF_COLINFO = 0x7d,
	BIFF_BOUNDSHEET = 0x85,
	BIFF_MULRK = 0xbd,
	BIFF_RSTRING = 0xd6,
	BIFF_XF = 0xe0,
	BIFF_MERGEDCELLS = 0xe5,
	BIFF_SST = 0xfc,
	BIFF_LABELSST = 0xfd,
	BIFF_NUMBER = 0x203,
	BIFF_LABEL = 0x204,
	BIFF_BOOLERR = 0x205,
	BIFF_STRING = 0x207,
	BIFF_ROW = 0x208,
	BIFF_RK = 0x27e,
	BIFF_FORMAT = 0x41e,
	BIFF_BOF = 0x809
};

struct biff {
	const unsigned char *at, *end;	/* behind the record; of the stream */
	unsigned kind;			/* the record */
	const unsigned char *data;
	size_t len;
	bool unicode;			/* BIFF8 */
};

/* The next record; false at the end and where the bytes of it are cut off. */
bool	 biff_next(struct biff *b);

/*
 * The bytes of the record from offset on, and of the CONTINUE records behind
 * it, as one.
 */
struct biff_part {
	struct biff *b;
	const unsigned char *p, *end;
};

struct biff_part biff_part(struct biff *b, size_t offset);

/* The next bytes as a number; 0 behind the end. */
uint32_t biff_u8(struct biff_part *t);
uint32_t biff_u16(struct biff_part *t);
uint32_t biff_u32(struct biff_part *t);

/* Whether there are bytes left. */
bool	 biff_more(struct biff_part *t);

/*
 * A text of n characters (in BIFF5: bytes, in the code page of a Chinese
 * Windows unless they are UTF-8), without its runs of fonts and its phonetic
 * signs; what there is of it where it is cut off.  UTF-8, in the arena.
 */
const char *biff_text(struct biff_part *t, struct arena *a, size_t n);

#endif
