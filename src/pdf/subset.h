#ifndef PINGGU_PDF_SUBSET_H
#define PINGGU_PDF_SUBSET_H

#include <libdeflate.h>

#include "pdf/charset.h"

/*
 * What a subset of a face puts into a document: metrics and its streams,
 * deflated.
 */
struct subset {
	char name[80];		/* PostScript name with the subset's tag */
	int bbox[4];		/* of all glyphs, 1/1000 em */
	int ascent, descent;	/* 1/1000 em, the latter below zero */
	size_t file_size;	/* of the font file before it was deflated */
	bool truetype;		/* the font file is; else it is CFF */
	struct buf file;	/* the font */
	struct buf map;		/* codes to glyphs; empty: they are the same */
	struct buf unicode;	/* codes to characters */
};

/* Make them, and give the face's characters their codes. */
int	subset_make(struct subset *p, struct font_library *fonts,
	    struct charset_face *used, struct libdeflate_compressor *z,
	    struct err *err);
void	subset_free(struct subset *p);

/* Add one UTF-16 unit or a surrogate pair, in hexadecimal. */
void	subset_put_utf16(struct buf *b, uint32_t ch);

/*
 * The subsets that the documents of a kind share, made from the library's
 * common text (font_library_common) by the first document of any kind that
 * asks, then kept in the library.  NULL when there is none.
 */
struct shared_subsets {
	struct charset used;	/* faces and characters of the common text */
	struct subset *parts;	/* one for each of used.faces */
};

const struct shared_subsets *shared_subsets_get(
	    struct font_library *fonts, unsigned kind);

#endif
