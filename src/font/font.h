#ifndef PINGGU_FONT_FONT_H
#define PINGGU_FONT_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hb.h>

#include "base/err.h"
#include "store/store.h"

/*
 * The fonts of a batch: found by fontconfig, opened once, when a character
 * first needs them.  All workers share one library, which locks itself.
 *
 * A role has a chain of faces: the scheme's or user's choice or else the
 * default of the role, the faces of the other roles (楷 before 黑 before 宋),
 * then every installed font with outlines (TrueType before CFF before
 * variable before bold or slanted ones).  A character is set in the first
 * face of the chain that shows something for it; one that no font has is set
 * as 〓.
 */
enum font_role {
	FONT_BODY,		/* 宋 */
	FONT_HEAD,		/* 黑 */
	FONT_KAI,		/* 楷: labels, notes */
	FONT_FANG,		/* 仿宋: running text; 宋 when there is none */
	FONT_ROLES
};

#define FONT_GETA 0x3013u	/* 〓: in place of what no font has */

struct font_library;

/* Family names asked for, NULL = the default of the role. */
struct font_choice {
	const char *family[FONT_ROLES];
};

/*
 * Open the fonts.  NULL when a role has no usable font; err then names the
 * Debian package that brings one.  choice may be NULL.
 */
struct font_library *font_library_open(const struct font_choice *choice,
	    struct err *err);
void	font_library_close(struct font_library *lib);

/*
 * Say that nearly every document of a kind prints this text in this role: the
 * template's and the rubric's own words.  Kinds are numbered from 0.  Those
 * of its documents that use most of these characters then share one subset,
 * compressed once.  Only for speed; but the same calls are needed to get the
 * same bytes.  To be called before the first document is written, by one
 * thread; later calls do nothing.
 */
void	font_library_common(struct font_library *lib, unsigned kind,
	    enum font_role role, const char *text);

struct font_glyph {
	unsigned face;		/* index of the face in the library */
	uint32_t glyph;		/* glyph in that face */
	uint32_t advance;	/* 1/1000 em */
};

/*
 * The glyph for one character; false when no font has it (*out is 〓's).
 * Control and format characters have glyph 0 and no advance: nothing is
 * drawn for them.  A private character is drawn only in a face that was asked
 * for by name, because no other knows what it is.
 */
bool	font_glyph(struct font_library *lib, enum font_role role,
	    uint32_t ch, struct font_glyph *out);

/*
 * The glyph of the first face of the chain that knows ch with this variation
 * selector (葛 and U+E0100); false when none does, and ch alone has to do.
 */
bool	font_variant(struct font_library *lib, enum font_role role,
	    uint32_t ch, uint32_t selector, struct font_glyph *out);

/* Width of len bytes of UTF-8, in 1/1000 em. */
double	font_width(struct font_library *lib, enum font_role role,
	    const char *text, size_t len);

/* A field of a table in the store whose cells coverage_check looks at. */
struct coverage_field {
	const char *table, *name;
	const char *studio;	/* the table's column with the studio's 编号 */
	const char *person;	/* its column with whose row it is, or "" */
	bool is_name;		/* it is a person's name */
	bool personal, person_personal;	/* its values and person's are masked */
};

/*
 * Findings for every cell of n fields (those of a table next to each other)
 * with characters that get lost: those no font has, which are printed as 〓
 * (lib may be NULL: not looked for), private ones, and compatibility forms.
 * Each names the person of its row.  Personal values are masked unless
 * show_personal.
 */
int	coverage_check(struct store *store, struct font_library *lib,
	    const struct coverage_field *fields, size_t n,
	    bool show_personal, struct err *err);

/*
 * How far ordinary characters (Han, brackets, letters) reach above and below
 * the baseline, 1/1000 em, in the face of a role.
 */
void	font_extents(struct font_library *lib, enum font_role role,
	    double *ascent, double *descent);

/* ---- what an output format needs to embed a face ---------------------------- */


/* Whether the face, which a glyph came from, has TrueType's outlines. */
bool	font_face_truetype(struct font_library *lib, unsigned face);

/*
 * The face; of a TrueType one only the tables that are embedded (outlines and
 * metrics), which hb-subset reads quickly: made on the first call, shared
 * afterwards.  The library owns it.  Thread-safe.
 */
hb_face_t *font_face_prepared(struct font_library *lib, unsigned face);

/* The face's PostScript name, cut at size bytes; "" when it has none. */
void	font_face_name(struct font_library *lib, unsigned face,
	    char *name, size_t size);

/* What font_library_common was told: of how many kinds, and of a role in one. */
unsigned font_common_kinds(struct font_library *lib);
const char *font_common(struct font_library *lib, unsigned kind,
	    enum font_role role);

/*
 * What an output format keeps with the library: made on the first call, by
 * one thread while others wait, and freed with the library.  make may return
 * NULL, and is not asked again then.
 */
void	*font_library_keep(struct font_library *lib,
	    void *(*make)(struct font_library *lib),
	    void (*done)(void *kept));

#endif
