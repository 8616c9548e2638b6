#include "pdf/cff.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * Why the glyphs are drawn anew and not cut out by hb-subset, as TrueType's
 * are: hb-subset goes through all 65,535 glyphs of a CJK face for each
 * document, and keeps the face's CIDs, so that codes need a CMap beside them.
 * It does variable faces (CFF2), but a PDF cannot hold those.  Measured, five
 * rare characters of Noto Serif CJK: drawn 0.1 ms and 1.3 KB, hb-subset 6 ms
 * and 1.8 KB, as Type 3 procedures 0.3 ms and 2.6 KB; 400 characters: 8 ms
 * and 105 KB, 24 ms and 121 KB, 25 ms and 253 KB.
 */
#define EM 1000
#define STACK 48		/* numbers that an operator may take */
#define LINES 5u		/* operators of a charstring */
#define CURVES 8u
#define END 14u
#define MOVE 21u
#define SID 391u		/* the first string of our own */

/* Entries of a DICT. */
#define CHARSET 15u
#define CHARSTRINGS 17u
#define PRIVATE 18u
#define DEFAULT_WIDTH 20u
#define FONT_BBOX 5u
#define ESCAPE 12u		/* the next byte is the operator */
#define ROS 30u
#define CID_COUNT 34u
#define FD_ARRAY 36u
#define FD_SELECT 37u

/* Bytes of parts that are always equally long. */
#define CHARSET_SIZE 5u
#define FD_SELECT_SIZE 8u
#define FD_ARRAY_SIZE 12u

/* One glyph while it is drawn. */
struct outline_pen {
	struct buf code;
	unsigned op;		/* that the numbers in args wait for, or 0 */
	int args[STACK];
	int n;
	int x, y;		/* where the pen is */
	bool home;		/* a line back to the outline's start is due */
	int box[4];		/* of all glyphs: left, bottom, right, top */
};

/* The data of an INDEX and where each of its objects ends. */
struct index {
	struct buf data;
	size_t *ends;
	size_t n, cap;
};

static void
put_bytes(struct buf *b, unsigned long value, int bytes)
{
	while (bytes-- > 0)
		buf_addc(b, (char)(value >> 8 * bytes & 0xff));
}

/* A number as charstrings and DICTs both write it. */
static void
put_number(struct buf *b, int v)
{
	if (v >= -107 && v <= 107) {
		put_bytes(b, (unsigned)(v + 139), 1);
	} else if (v >= 108 && v <= 1131) {
		put_bytes(b, (unsigned)(v - 108) + (247u << 8), 2);
	} else if (v >= -1131 && v <= -108) {
		put_bytes(b, (unsigned)(-v - 108) + (251u << 8), 2);
	} else {
		put_bytes(b, 28, 1);
		put_bytes(b, (unsigned)v & 0xffff, 2);
	}
}

/* ---- glyphs -------------------------------------------------------------------- */

static void
flush(struct outline_pen *p)
{
	for (int i = 0; i < p->n; i++)
		put_number(&p->code, p->args[i]);
	if (p->op != 0)
		put_bytes(&p->code, p->op, 1);
	p->op = 0;
	p->n = 0;
}

static int
whole(float v)
{
	return (int)lroundf(fmaxf(-16000, fminf(16000, v)));
}

/* The pen goes on to x, y: two numbers for the operator. */
static void
go(struct outline_pen *p, float to_x, float to_y)
{
	int x = whole(to_x), y = whole(to_y);

	p->args[p->n++] = x - p->x;
	p->args[p->n++] = y - p->y;
	p->x = x;
	p->y = y;
	p->box[0] = x < p->box[0] ? x : p->box[0];
	p->box[1] = y < p->box[1] ? y : p->box[1];
	p->box[2] = x > p->box[2] ? x : p->box[2];
	p->box[3] = y > p->box[3] ? y : p->box[3];
}

/* The next numbers are for op; neighbours of one kind share an operator. */
static void
take_up(struct outline_pen *p, unsigned op, int numbers)
{
	if (p->op != op || op == MOVE || p->n + numbers > STACK)
		flush(p);
	p->op = op;
}

static void
line(struct outline_pen *p, float x, float y)
{
	take_up(p, LINES, 2);
	go(p, x, y);
}

/* Draw the line that was put off. */
static void
catch_up(struct outline_pen *p, const hb_draw_state_t *st)
{
	if (p->home)
		line(p, st->path_start_x, st->path_start_y);
	p->home = false;
}

static void
move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, float x,
    float y, void *user)
{
	(void)funcs;
	(void)st;
	(void)user;
	take_up(data, MOVE, 2);
	go(data, x, y);
}

/* The end of an outline is its start anyway: a line there can be left out. */
static void
line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, float x,
    float y, void *user)
{
	struct outline_pen *p = data;

	(void)funcs;
	(void)user;
	catch_up(p, st);
	p->home = x == st->path_start_x && y == st->path_start_y;
	if (!p->home)
		line(p, x, y);
}

static void
cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, float x1,
    float y1, float x2, float y2, float x, float y, void *user)
{
	(void)funcs;
	(void)user;
	catch_up(data, st);
	take_up(data, CURVES, 6);
	go(data, x1, y1);
	go(data, x2, y2);
	go(data, x, y);
}

static void
close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *st, void *user)
{
	struct outline_pen *p = data;

	(void)funcs;
	(void)st;
	(void)user;
	p->home = false;
}

static hb_draw_funcs_t *
pen_funcs(void)
{
	hb_draw_funcs_t *f = hb_draw_funcs_create();

	hb_draw_funcs_set_move_to_func(f, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(f, line_to, NULL, NULL);
	hb_draw_funcs_set_cubic_to_func(f, cubic_to, NULL, NULL);
	hb_draw_funcs_set_close_path_func(f, close_path, NULL, NULL);
	return f;
}

static void
index_end(struct index *ix)
{
	mem_grow(&ix->ends, &ix->cap, ix->n, sizeof(*ix->ends));
	ix->ends[ix->n++] = ix->data.len;
}

/* The charstrings of .notdef, which is empty, and of the characters. */
static void
draw_glyphs(struct index *to, int box[4], hb_face_t *face,
    const struct charset_face *used)
{
	hb_draw_funcs_t *funcs = pen_funcs();
	hb_font_t *font = hb_font_create(face);
	struct outline_pen p = { .box = { 0 } };

	hb_font_set_scale(font, EM, EM);
	put_bytes(&to->data, END, 1);
	index_end(to);
	for (size_t i = 0; i < used->n; i++) {
		buf_reset(&p.code);
		p.x = p.y = 0;
		if (used->chars[i].advance != EM)
			put_number(&p.code, (int)used->chars[i].advance);
		hb_font_get_glyph_shape(font, used->chars[i].glyph, funcs, &p);
		flush(&p);
		put_bytes(&p.code, END, 1);
		buf_add(&to->data, p.code.data, p.code.len);
		index_end(to);
	}
	memcpy(box, p.box, sizeof(p.box));
	buf_free(&p.code);
	hb_font_destroy(font);
	hb_draw_funcs_destroy(funcs);
}

/* ---- the font around them -------------------------------------------------------- */

static void
put_index(struct buf *b, const struct index *ix)
{
	int size = ix->data.len < 0xff ? 1 : ix->data.len < 0xffff ? 2 : 4;

	put_bytes(b, ix->n, 2);
	put_bytes(b, (unsigned)size, 1);
	put_bytes(b, 1, size);
	for (size_t i = 0; i < ix->n; i++)
		put_bytes(b, ix->ends[i] + 1, size);
	buf_add(b, ix->data.data, ix->data.len);
}

static void
index_free(struct index *ix)
{
	buf_free(&ix->data);
	free(ix->ends);
}

/* An INDEX of one object, which is emptied. */
static void
put_alone(struct buf *b, struct buf *object)
{
	struct index ix = { .data = *object };

	index_end(&ix);
	put_index(b, &ix);
	index_free(&ix);
	*object = (struct buf){ 0 };
}

/* Numbers and the DICT's operator they belong to. */
static void
put_entry(struct buf *dict, unsigned op, const int *numbers, int n)
{
	for (int i = 0; i < n; i++)
		put_number(dict, numbers[i]);
	if (op >= ROS)
		put_bytes(dict, ESCAPE, 1);
	put_bytes(dict, op, 1);
}

/* An offset always takes five bytes, so that it can be filled in later. */
static void
put_offset(struct buf *dict, unsigned op, size_t offset)
{
	put_bytes(dict, 29, 1);
	put_bytes(dict, offset, 4);
	put_entry(dict, op, NULL, 0);
}

/* All that stands before the charstrings; at is where they will stand. */
static void
put_front(struct buf *b, const char *name, const int box[4], int glyphs,
    size_t at, size_t fonts)
{
	struct buf object = { 0 };
	struct index strings = { 0 };

	put_bytes(b, 0x01000404, 4);
	buf_adds(&object, name);
	put_alone(b, &object);
	put_entry(&object, ROS, (const int[]){ SID, SID + 1, 0 }, 3);
	put_entry(&object, CID_COUNT, &glyphs, 1);
	put_entry(&object, FONT_BBOX, box, 4);
	put_offset(&object, CHARSET, at - CHARSET_SIZE - FD_SELECT_SIZE);
	put_offset(&object, FD_SELECT, at - FD_SELECT_SIZE);
	put_offset(&object, CHARSTRINGS, at);
	put_offset(&object, FD_ARRAY, fonts);
	put_alone(b, &object);
	buf_adds(&strings.data, "Adobe");
	index_end(&strings);
	buf_adds(&strings.data, "Identity");
	index_end(&strings);
	put_index(b, &strings);
	index_free(&strings);
	put_bytes(b, 0, 2);		/* no subroutines */
	put_bytes(b, 2, 1);		/* charset: CIDs from 1 on */
	put_bytes(b, 1, 2);
	put_bytes(b, (unsigned)glyphs - 2, 2);
	put_bytes(b, 3, 1);		/* FDSelect: one range, */
	put_bytes(b, 1, 2);
	put_bytes(b, 0, 3);		/* from glyph 0, of dictionary 0 */
	put_bytes(b, (unsigned)glyphs, 2);
}

void
cff_make(struct buf *out, hb_face_t *face, const char *name,
    const struct charset_face *used)
{
	struct index glyphs = { 0 };
	struct buf strings = { 0 }, front = { 0 }, dict = { 0 }, private = { 0 };
	int box[4], n = (int)used->n + 1;
	size_t at;

	draw_glyphs(&glyphs, box, face, used);
	put_index(&strings, &glyphs);
	put_front(&front, name, box, n, 0, 0);
	at = front.len;			/* now that this is known */
	put_front(out, name, box, n, at, at + strings.len);
	buf_add(out, strings.data, strings.len);
	put_entry(&private, DEFAULT_WIDTH, (const int[]){ EM }, 1);
	put_number(&dict, (int)private.len);
	put_offset(&dict, PRIVATE, at + strings.len + FD_ARRAY_SIZE);
	put_alone(out, &dict);
	assert(out->len == at + strings.len + FD_ARRAY_SIZE);
	buf_add(out, private.data, private.len);
	index_free(&glyphs);
	buf_free(&strings);
	buf_free(&front);
	buf_free(&private);
}
