#ifndef PINGGU_PDF_CHARSET_H
#define PINGGU_PDF_CHARSET_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "page/display.h"

/*
 * The characters a document uses, by face.  In the file a character is a
 * code, which parts_make gives out for each face.  Two characters never have
 * the same one, so that copied text is right where one glyph serves both (用
 * and the radical ⽤).
 *
 * A variation selector behind a character (葛 and U+E0100) makes one with it,
 * because it asks for another glyph.  Its number, from 1, stands above the
 * character's 21 bits.
 */
#define USED_CHAR(ch) ((ch) & 0x1fffffu)

/* ch with the selector that *text begins with, if it does. */
uint32_t used_join(uint32_t ch, const char **text);

/* The next character of a text, with its selector; 0 at the NUL. */
static inline uint32_t
used_next(const char **text)
{
	uint32_t ch = text_next(text);
	const char *p = *text;

	/* Selectors are EF B8 … and F3 A0 …; called for every character. */
	if ((p[0] == '\xef' && p[1] == '\xb8') ||
	    (p[0] == '\xf3' && p[1] == '\xa0'))
		return used_join(ch, text);
	return ch;
}

/* The selector of a character, 0 when it has none. */
uint32_t used_selector(uint32_t ch);

struct used_char {
	uint32_t ch;		/* with its selector */
	uint32_t glyph;		/* in the face */
	uint32_t advance;	/* 1/1000 em */
	uint16_t code;		/* once given out */
};

struct used_face {
	unsigned face;		/* in the font library */
	struct used_char *chars;	/* in the order of ch once finished */
	size_t n, cap;
	const struct used_face *shared;	/* whose characters these are; NULL */
};

struct used_slot {
	uint32_t key;		/* role and character, +1; 0: empty */
	uint32_t ch;		/* what is printed for it, with its selector */
	uint16_t face;		/* index in used.faces */
	uint16_t code;		/* 0: nothing is drawn */
};

struct used {
	const struct font_library *fonts;
	struct used_face *faces;	/* in the order of first use */
	size_t nfaces, faces_cap;
	struct used_slot *slots;	/* hash table */
	size_t nslots, nfilled;	/* nslots: a power of two */
};

/* Zero-initialise but for fonts, then give it every text of the document. */
void	used_add(struct used *u, enum font_role role, const char *text);

/*
 * All texts were added.  Where the document uses most of a shared face, its
 * characters are moved to a face of their own, whose shared is set.  shared
 * may be NULL.  -1 when a face has more characters than there are codes.
 */
int	used_finish(struct used *u, const struct used *shared,
	    struct err *err);

/* Note the codes of all faces where used_find looks for them. */
void	used_encode(struct used *u);

/* Where a character that was added is found: its face and code. */
const struct used_slot *used_find(const struct used *u, enum font_role role,
	    uint32_t ch);

void	used_free(struct used *u);

#endif
