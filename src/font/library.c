#include "font/font.h"

#include <assert.h>
#include <errno.h>
#include <hb-ot.h>
#include <hb.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "font/find.h"
#include "font/outline.h"

#define BMP 0x10000u
#define LATIN_END 0x250u	/* behind the Latin letters */

struct bmp_entry {
	uint16_t glyph;		/* 0: the face lacks the character */
	uint16_t advance;	/* 1/1000 em */
};

/* A font file, opened when a character needs it. */
struct face {
	_Atomic(hb_font_t *) font;	/* NULL until opened */
	_Atomic(hb_face_t *) prepared;	/* NULL until asked for */
	enum outlines outlines;
	bool broken;		/* could not be opened */
	unsigned upem;
	struct bmp_entry *bmp;	/* of the roles' faces; else NULL */
};

/* Text of nearly every document of a kind. */
struct common {
	struct buf text[FONT_ROLES];
};

struct font_library {
	struct font_files files;
	struct face *face;		/* one for each file */
	/* The role's own, then those of the other roles, see others. */
	unsigned chain[FONT_ROLES][FONT_ROLES];
	bool chosen[FONT_ROLES];	/* the role's own was asked for */
	bool has_latin[FONT_ROLES];	/* the role's own lacks letters, */
	unsigned latin[FONT_ROLES];	/* which come from this face */
	double ascent[FONT_ROLES], descent[FONT_ROLES];
	pthread_mutex_t lock;		/* while a face is opened, prepared */
	struct common *common;		/* one for each kind of document */
	size_t ncommon, common_cap;
	pthread_mutex_t keep_lock;	/* while kept is made */
	bool asked;			/* for kept */
	void *kept;
	void (*done)(void *kept);
};

static uint32_t
scale(const struct face *f, hb_position_t units)
{
	if (units < 0)
		return 0;
	return (uint32_t)units * 1000 / f->upem;
}

/*
 * Open the file; NULL when it has no outlines after all, or the system does
 * not let us, which err_refused then knows: with another font the pages would
 * be others.
 */
static hb_font_t *
open_file(const struct font_file *file, struct face *f)
{
	hb_blob_t *blob;
	hb_face_t *face;
	hb_font_t *font = NULL;

	errno = 0;
	blob = hb_blob_create_from_file_or_fail(file->path);
	if (blob == NULL) {
		(void)err_errno(NULL, errno != 0 ? errno : EIO,
		    "无法读取字体文件 %s", file->path);
		return NULL;
	}
	face = hb_face_create(blob, (unsigned)file->index);
	f->outlines = outlines_of(face);
	f->upem = hb_face_get_upem(face);
	if (f->outlines != OUTLINES_NONE && f->upem > 0) {
		hb_face_make_immutable(face);
		font = hb_font_create(face);
		hb_font_make_immutable(font);
	}
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return font;
}

static hb_font_t *
face_font(struct font_library *lib, unsigned index)
{
	struct face *f = &lib->face[index];
	pthread_mutex_t *lock = &lib->lock;
	hb_font_t *font = atomic_load_explicit(&f->font, memory_order_acquire);

	if (font != NULL)
		return font;
	(void)pthread_mutex_lock(lock);
	font = atomic_load_explicit(&f->font, memory_order_relaxed);
	if (font == NULL && !f->broken) {
		font = open_file(&lib->files.file[index], f);
		f->broken = font == NULL;
		atomic_store_explicit(&f->font, font, memory_order_release);
	}
	(void)pthread_mutex_unlock(lock);
	return font;
}

/*
 * Chinese fonts have marks as wide as letters, which would stand beside
 * theirs; other fonts put them on it.
 */
static bool
stands_beside(uint32_t ch, uint32_t advance)
{
	return advance > 0 && text_is_mark(ch);
}

/* Look every BMP character of a face up once, so that later it is quick. */
static void
fill_table(struct face *f)
{
	hb_font_t *font = atomic_load(&f->font);
	hb_set_t *chars = hb_set_create();
	hb_codepoint_t ch = HB_SET_VALUE_INVALID, glyph;
	struct outline_check check;

	outline_check_init(&check, font);
	f->bmp = mem_zero(BMP, sizeof(*f->bmp));
	hb_face_collect_unicodes(hb_font_get_face(font), chars);
	while (hb_set_next(chars, &ch) && ch < BMP) {
		uint32_t advance;

		if (!hb_font_get_nominal_glyph(font, ch, &glyph) ||
		    glyph > UINT16_MAX ||
		    !outline_check_shows(&check, glyph, ch))
			continue;
		advance = scale(f, hb_font_get_glyph_h_advance(font, glyph));
		if (!stands_beside(ch, advance))
			f->bmp[ch] = (struct bmp_entry){ (uint16_t)glyph,
			    (uint16_t)advance };
	}
	outline_check_free(&check);
	hb_set_destroy(chars);
}

/* How far the ink of ordinary characters goes up and down, 1/1000 em. */
static void
measure_role(struct font_library *lib, enum font_role role)
{
	static const hb_codepoint_t sample[] = {
		0x56fd, 0x6c38, 0x9e23, 0xff08, 'j', 'g', 'A', '('
	};
	const struct face *f = &lib->face[lib->chain[role][0]];
	hb_font_t *font = atomic_load(&f->font);

	for (size_t i = 0; i < sizeof(sample) / sizeof(sample[0]); i++) {
		hb_glyph_extents_t e;
		hb_codepoint_t glyph;
		double top, bottom;

		if (!hb_font_get_nominal_glyph(font, sample[i], &glyph) ||
		    !hb_font_get_glyph_extents(font, glyph, &e))
			continue;
		top = e.y_bearing * 1000.0 / f->upem;
		bottom = (e.y_bearing + e.height) * 1000.0 / f->upem;
		lib->ascent[role] = fmax(lib->ascent[role], top);
		lib->descent[role] = fmax(lib->descent[role], -bottom);
	}
}

/* True when the face has ch with its ink in the left half of the em. */
static bool
stands_left(const struct face *f, uint32_t ch)
{
	hb_glyph_extents_t e;

	return f->bmp[ch].glyph != 0 && hb_font_get_glyph_extents(
	    atomic_load(&f->font), f->bmp[ch].glyph, &e) &&
	    e.x_bearing + e.width / 2 < (int)f->upem / 2 - (int)f->upem / 10;
}

/*
 * 、 and 。 stand at the left foot of their em on the mainland.  UMing sets
 * them in the middle, as Taiwan does; then another role's face gives them.
 */
static void
settle_stops(struct font_library *lib)
{
	static const uint32_t stops[] = { 0x3001, 0x3002 };

	for (size_t i = 0; i < 2; i++)
		for (int r = 0; r < FONT_ROLES; r++) {
			struct face *f = &lib->face[lib->chain[r][0]];
			bool other = false;

			for (int k = 1; k < FONT_ROLES; k++)
				other = other || stands_left(
				    &lib->face[lib->chain[r][k]], stops[i]);
			if (other && !stands_left(f, stops[i]))
				f->bmp[stops[i]].glyph = 0;
		}
}

static int
open_role(struct font_library *lib, enum font_role role, const char *family,
    struct err *err)
{
	size_t i = lib->chain[FONT_BODY][0];

	if (font_files_for_role(&lib->files, role, family, &i, err) == -1)
		return -1;
	lib->chosen[role] = (family != NULL && *family != '\0') ||
	    (role == FONT_FANG && lib->chosen[FONT_BODY] &&
	    i == lib->chain[FONT_BODY][0]);
	if (face_font(lib, (unsigned)i) == NULL)
		return err_set(err, "无法读取字体文件 %s",
		    lib->files.file[i].path);
	if (lib->face[i].bmp == NULL)
		fill_table(&lib->face[i]);
	lib->chain[role][0] = (unsigned)i;
	lib->has_latin[role] = lib->face[i].bmp['0'].glyph == 0 &&
	    font_files_latin(&lib->files, role, &i) &&
	    face_font(lib, (unsigned)i) != NULL;
	lib->latin[role] = (unsigned)i;
	measure_role(lib, role);
	return 0;
}

static int
open_roles(struct font_library *lib, const struct font_choice *choice,
    struct err *err)
{
	/* Who helps out first: 楷 is near 宋 in weight. */
	static const enum font_role others[FONT_ROLES] = {
		FONT_KAI, FONT_HEAD, FONT_BODY, FONT_FANG
	};

	for (int r = 0; r < FONT_ROLES; r++)
		if (open_role(lib, (enum font_role)r,
		    choice != NULL ? choice->family[r] : NULL, err) == -1)
			return -1;
	for (int r = 0; r < FONT_ROLES; r++)
		for (int i = 0, k = 1; i < FONT_ROLES; i++)
			if ((int)others[i] != r)
				lib->chain[r][k++] = lib->chain[others[i]][0];
	settle_stops(lib);
	return 0;
}

struct font_library *
font_library_open(const struct font_choice *choice, struct err *err)
{
	struct font_library *lib = mem_zero(1, sizeof(*lib));

	(void)pthread_mutex_init(&lib->lock, NULL);
	(void)pthread_mutex_init(&lib->keep_lock, NULL);
	if (font_files_list(&lib->files, err) == 0) {
		lib->face = mem_zero(lib->files.n, sizeof(*lib->face));
		if (open_roles(lib, choice, err) == 0)
			return lib;
	}
	font_library_close(lib);
	return NULL;
}

void
font_library_close(struct font_library *lib)
{
	if (lib == NULL)
		return;
	for (size_t i = 0; lib->face != NULL && i < lib->files.n; i++) {
		hb_font_destroy(atomic_load(&lib->face[i].font));
		hb_face_destroy(atomic_load(&lib->face[i].prepared));
		free(lib->face[i].bmp);
	}
	free(lib->face);
	if (lib->kept != NULL)
		lib->done(lib->kept);
	for (size_t i = 0; i < lib->ncommon; i++)
		for (int r = 0; r < FONT_ROLES; r++)
			buf_free(&lib->common[i].text[r]);
	free(lib->common);
	(void)pthread_mutex_destroy(&lib->keep_lock);
	font_files_free(&lib->files);
	(void)pthread_mutex_destroy(&lib->lock);
	free(lib);
}

void
font_library_common(struct font_library *lib, unsigned kind,
    enum font_role role, const char *text)
{
	if (lib->asked)
		return;
	while (lib->ncommon <= kind) {
		mem_grow(&lib->common, &lib->common_cap, lib->ncommon,
		    sizeof(*lib->common));
		lib->common[lib->ncommon++] = (struct common){ 0 };
	}
	buf_adds(&lib->common[kind].text[role], text);
}

unsigned
font_common_kinds(struct font_library *lib)
{
	return (unsigned)lib->ncommon;
}

const char *
font_common(struct font_library *lib, unsigned kind, enum font_role role)
{
	return buf_str(&lib->common[kind].text[role]);
}

void *
font_library_keep(struct font_library *lib,
    void *(*make)(struct font_library *lib), void (*done)(void *kept))
{
	void *kept;

	(void)pthread_mutex_lock(&lib->keep_lock);
	if (!lib->asked) {
		lib->asked = true;
		lib->done = done;
		lib->kept = make(lib);
	}
	kept = lib->kept;
	(void)pthread_mutex_unlock(&lib->keep_lock);
	return kept;
}

hb_face_t *
font_face_prepared(struct font_library *lib, unsigned face)
{
	hb_font_t *font = face_font(lib, face);
	struct face *f = &lib->face[face];
	pthread_mutex_t *lock = &lib->lock;
	hb_face_t *p = atomic_load_explicit(&f->prepared, memory_order_acquire);

	assert(font != NULL);
	if (p != NULL)
		return p;
	(void)pthread_mutex_lock(lock);
	p = atomic_load_explicit(&f->prepared, memory_order_relaxed);
	if (p == NULL) {
		p = outlines_only(hb_font_get_face(font));
		atomic_store_explicit(&f->prepared, p, memory_order_release);
	}
	(void)pthread_mutex_unlock(lock);
	return p;
}

bool
font_face_truetype(struct font_library *lib, unsigned face)
{
	assert(lib->face[face].outlines != OUTLINES_NONE);
	return lib->face[face].outlines == OUTLINES_TRUETYPE;
}

void
font_face_name(struct font_library *lib, unsigned face, char *name,
    size_t size)
{
	unsigned len = (unsigned)size;

	*name = '\0';
	(void)hb_ot_name_get_utf8(hb_font_get_face(face_font(lib, face)),
	    HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, name);
}

/* ---- characters to glyphs -------------------------------------------------- */

/* What the file itself says of ch with a variation selector, or with 0. */
static bool
in_file(struct font_library *lib, unsigned index, uint32_t ch,
    uint32_t selector, struct font_glyph *out)
{
	hb_codepoint_t glyph;
	hb_font_t *font;

	if (!FcCharSetHasChar(lib->files.file[index].chars, ch))
		return false;
	font = face_font(lib, index);
	if (font == NULL || !hb_font_get_glyph(font, ch, selector, &glyph) ||
	    glyph == 0 || !outline_shows(font, glyph, ch))
		return false;
	*out = (struct font_glyph){ index, glyph, scale(&lib->face[index],
	    hb_font_get_glyph_h_advance(font, glyph)) };
	return true;
}

static bool
in_face(struct font_library *lib, unsigned index, uint32_t ch,
    struct font_glyph *out)
{
	const struct face *f = &lib->face[index];

	if (f->bmp != NULL && ch < BMP) {
		struct bmp_entry c = f->bmp[ch];

		*out = (struct font_glyph){ index, c.glyph, c.advance };
		return c.glyph != 0;
	}
	return in_file(lib, index, ch, 0, out) &&
	    !stands_beside(ch, out->advance);
}

static bool
in_chain(struct font_library *lib, enum font_role role, uint32_t ch,
    struct font_glyph *out)
{
	if (lib->has_latin[role] && ch < LATIN_END &&
	    in_face(lib, lib->latin[role], ch, out))
		return true;
	for (int i = 0; i < FONT_ROLES; i++)
		if (in_face(lib, lib->chain[role][i], ch, out))
			return true;
	for (size_t i = 0; i < lib->files.n; i++)
		if (in_face(lib, (unsigned)i, ch, out))
			return true;
	/* A mark beside its letter is better than none. */
	for (size_t i = 0; i < lib->files.n && text_is_mark(ch); i++)
		if (in_file(lib, (unsigned)i, ch, 0, out))
			return true;
	return false;
}

bool
font_glyph(struct font_library *lib, enum font_role role, uint32_t ch,
    struct font_glyph *out)
{
	unsigned own = lib->chain[role][0];
	bool found;

	/* What a private character looks like, only its own font knows. */
	if (in_face(lib, own, ch, out) && (!text_is_private(ch) ||
	    lib->chosen[role]) && !text_is_invisible(ch))
		return true;
	if (text_is_invisible(ch)) {
		*out = (struct font_glyph){ .face = own };
		return true;
	}
	found = !text_is_private(ch) && in_chain(lib, role, ch, out);
	if (!found && !in_chain(lib, role, FONT_GETA, out))
		*out = (struct font_glyph){ .face = own, .advance = 1000 };
	return found;
}

bool
font_variant(struct font_library *lib, enum font_role role, uint32_t ch,
    uint32_t selector, struct font_glyph *out)
{
	for (int i = 0; i < FONT_ROLES; i++)
		if (in_file(lib, lib->chain[role][i], ch, selector, out))
			return true;
	for (size_t i = 0; i < lib->files.n; i++)
		if (in_file(lib, (unsigned)i, ch, selector, out))
			return true;
	return false;
}

double
font_width(struct font_library *lib, enum font_role role,
    const char *text, size_t len)
{
	const char *end = text + len;
	double width = 0;

	while (text < end) {
		struct font_glyph g;
		uint32_t ch = text_next(&text);

		if (ch == 0)
			break;
		(void)font_glyph(lib, role, ch, &g);
		width += g.advance;
	}
	return width;
}

void
font_extents(struct font_library *lib, enum font_role role,
    double *ascent, double *descent)
{
	*ascent = lib->ascent[role];
	*descent = lib->descent[role];
}
