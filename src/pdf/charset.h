#ifndef PINGGU_PDF_CHARSET_H
#define PINGGU_PDF_CHARSET_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "page/page.h"

/*
 * The characters a document uses, by face.  In the file a character is a
 * code, which subset_make gives out for each face.  Two characters never have
 * the same one, so that copied text is right where one glyph serves both (用
 * and the radical ⽤).
 *
 * A variation selector behind a character (葛 and U+E0100) makes one with it,
 * because it asks for another glyph.  Its number, from 1, stands above the
 * character's 21 bits.
 */
#define CHARSET_CHAR(ch) ((ch) & 0x1fffffu)

/* ch with the selector that *text begins with, if it does. */
uint32_t charset_join(uint32_t ch, const char **text);

/* The next character of a text, with its selector; 0 at the NUL. */
static inline uint32_t
charset_next(const char **text)
{
	uint32_t ch = text_next(text);
	const char *p = *text;

	/* Selectors are EF B8 … and F3 A0 …; called for every character. */
	if ((p[0] == '\xef' && p[1] == '\xb8') ||
	    (p[0] == '\xf3' && p[1] == '\xa0'))
		return charset_join(ch, text);
	return ch;
}

/* The selector of a character, 0 when it has none. */
uint32_t charset_selector(uint32_t ch);

struct charset_char {
	uint32_t ch;		/* with its selector */
	uint32_t glyph;		/* in the face */
	uint32_t advance;	/* 1/1000 em */
	uint16_t code;		/* once given out */
};

struct charset_face {
	unsigned face;		/* in the font library */
	struct charset_char *chars;	/* in the order of ch once finished */
	size_t n, cap;
	const struct charset_face *shared;	/* whose characters these are; NULL */
};

struct charset_slot {
	uint32_t key;		/* role and character, +1; 0: empty */
	uint32_t ch;		/* what is printed for it, with its selector */
	uint16_t face;		/* index in used.faces */
	uint16_t code;		/* 0: nothing is drawn */
};

struct charset {
	struct font_library *fonts;
	struct charset_face *faces;	/* in the order of first use */
	size_t nfaces, faces_cap;
	struct charset_slot *slots;	/* hash table */
	size_t nslots, nfilled;	/* nslots: a power of two */
};

/* Zero-initialise but for fonts, then give it every text of the document. */
void	charset_add(struct charset *u, enum font_role role, const char *text);

/*
 * All texts were added.  Where the document uses most of a shared face, its
 * characters are moved to a face of their own, whose shared is set.  shared
 * may be NULL.  -1 when a face has more characters than there are codes.
 */
int	charset_finish(struct charset *u, const struct charset *shared,
	    struct err *err);

/* Note the codes of all faces where charset_find looks for them. */
void	charset_encode(struct charset *u);

/* Where a character that was added is found: its face and code. */
const struct charset_slot *charset_find(const struct charset *u,
	    enum font_role role, uint32_t ch);

void	charset_free(struct charset *u);

#endif
