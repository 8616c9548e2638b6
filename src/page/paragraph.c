#include "page/paragraph.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <linebreak.h>
#include <linebreakdef.h>

#include "base/text.h"
#include "page/punctuation.h"

#define BMP		0x10000
#define UNKNOWN		UINT16_MAX
/* Between characters, em; at 0.1 readers of PDF see a blank between words. */
#define MAX_STRETCH	0.09
#define MAX_FED		2.5	/* taken from one line for the next, em */
/* Two marks are squeezed that are wider than this, em: full-width ones. */
#define SQUARES		1.8
/*
 * So much closer, em.  From half of one on, readers of PDF take what comes
 * after for another line; widths are rounded, so stay clear of it.
 */
#define SQUEEZE		0.48
#define MEMO_SIZE	4096	/* texts whose breaks are remembered */
#define MEMO_MAX	4096	/* bytes of the longest of them */

/* Most texts of a report are the scheme's own: the same in every report. */
struct memo {
	uint64_t hash;
	size_t len;
	char *text;		/* owned; behind it the len break marks */
};

struct measure {
	struct font_library *fonts;
	uint16_t *advance[FONT_ROLES];	/* 1/1000 em, UNKNOWN: ask */
	struct memo memo[MEMO_SIZE];
	char *marks;		/* scratch for texts not remembered */
	size_t marks_cap;
};

struct measure *
measure_new(struct font_library *fonts)
{
	struct measure *m = mem_zero(1, sizeof(*m));

	m->fonts = fonts;
	for (size_t r = 0; r < FONT_ROLES; r++) {
		m->advance[r] = mem_alloc(BMP * sizeof(**m->advance));
		memset(m->advance[r], 0xff, BMP * sizeof(**m->advance));
	}
	return m;
}

void
measure_free(struct measure *m)
{
	if (m == NULL)
		return;
	for (size_t r = 0; r < FONT_ROLES; r++)
		free(m->advance[r]);
	for (size_t i = 0; i < MEMO_SIZE; i++)
		free(m->memo[i].text);
	free(m->marks);
	free(m);
}

/* Width of the character ch, which stands at s, n bytes; 1/1000 em. */
static double
advance(struct measure *m, enum font_role role, uint32_t ch, const char *s,
    size_t n)
{
	double w;

	if (ch < 0x20)
		return 0;
	if (ch < BMP && m->advance[role][ch] != UNKNOWN)
		return m->advance[role][ch];
	w = font_width(m->fonts, role, s, n);
	if (ch < BMP && w >= 0 && w < UNKNOWN - 1)
		m->advance[role][ch] = (uint16_t)(w + 0.5);
	return w;
}

double
measure_width(struct measure *m, enum font_role role, double size,
    const char *text, size_t len)
{
	double sum = 0;

	for (const char *p = text, *end = text + len; p < end; ) {
		const char *at = p;
		uint32_t ch = text_next(&p);

		if (p == at)
			break;
		sum += advance(m, role, ch, at, (size_t)(p - at));
	}
	return sum * size / 1000;
}

/* ---- where a text may break ------------------------------------------------ */

static uint64_t
hash_bytes(const char *s, size_t len)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * UINT64_C(1099511628211);
	return h;
}

/*
 * libunibreak 5 knows the class of regional indicators, two of which are a
 * flag, but has no rules for it and aborts: to it they are letters, so that a
 * flag stays together.
 */
static utf32_t
next_char(const void *text, size_t len, size_t *at)
{
	const utf32_t ch = lb_get_next_char_utf8(text, len, at);

	return ch >= 0x1f1e6 && ch <= 0x1f1ff ? 'A' : ch;
}

/* Unicode's rules and ours. */
static void
find_marks(const char *text, size_t len, char *marks)
{
	set_linebreaks(text, len, "zh", marks, next_char);
	for (size_t i = 0; i + 1 < len; i++)
		if (marks[i] == LINEBREAK_ALLOWBREAK &&
		    punctuation_forbids_break(text, i))
			marks[i] = LINEBREAK_NOBREAK;
}

/* One mark a byte: LINEBREAK_…; valid until the next call. */
static const char *
break_marks(struct measure *m, const char *text, size_t len)
{
	uint64_t h;
	struct memo *memo;

	if (len > MEMO_MAX) {
		if (len > m->marks_cap) {
			m->marks_cap = len * 2;
			m->marks = mem_resize(m->marks, m->marks_cap, 1);
		}
		find_marks(text, len, m->marks);
		return m->marks;
	}
	h = hash_bytes(text, len);
	memo = &m->memo[h % MEMO_SIZE];
	if (memo->text != NULL && memo->hash == h && memo->len == len &&
	    memcmp(memo->text, text, len) == 0)
		return memo->text + len;
	free(memo->text);
	memo->hash = h;
	memo->len = len;
	memo->text = mem_alloc(2 * len + 1);
	memcpy(memo->text, text, len);
	find_marks(text, len, memo->text + len);
	return memo->text + len;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

double
measure_word(struct measure *m, enum font_role role, double size,
    const char *text)
{
	size_t len = strlen(text);
	const char *marks = break_marks(m, text, len);
	double widest = 0;

	for (size_t from = 0, i = 0; i < len; i++) {
		double w;

		if (i + 1 < len && marks[i] != LINEBREAK_ALLOWBREAK &&
		    marks[i] != LINEBREAK_MUSTBREAK)
			continue;
		w = measure_width(m, role, size, text + from, i + 1 - from);
		if (w > widest)
			widest = w;
		from = i + 1;
	}
	return widest;
}

/* ---- lines ----------------------------------------------------------------- */

struct breaker {
	struct measure *m;
	struct arena *a;
	struct paragraph *p;
	const char *marks;
	size_t len, cap;
	size_t span;		/* the one that holds the next character */
	bool squeezed;		/* marks of this line */
	uint32_t mark;		/* the character before, 0: no mark */
	double mark_width;	/* pt */
	size_t mark_span;
};

static enum font_role
role_at(struct breaker *b, size_t i)
{
	const struct paragraph *p = b->p;

	if (p->spans == NULL)
		return p->role;
	while (i >= p->spans[b->span].upto && p->spans[b->span].upto < b->len)
		b->span++;
	return p->spans[b->span].role;
}

static void
add_line(struct breaker *b, size_t from, size_t to, double width, bool hard)
{
	struct paragraph *p = b->p;

	arena_grow(b->a, &p->lines, &b->cap, p->nlines, sizeof(*p->lines));
	p->lines[p->nlines++] = (struct line){
		.from = from, .to = to, .width = width, .hard = hard,
		.squeezed = b->squeezed
	};
}

/* Ideographs and letters, which are most characters, are told at once. */
static bool
may_be_mark(uint32_t ch)
{
	return ch >= 0x2018 && (ch <= 0x3015 || ch >= 0xff08);
}

/* How far the character ch, w wide, moves to the one before it, pt. */
static double
pull(struct breaker *b, uint32_t ch, double w)
{
	double by = 0;

	if (!may_be_mark(ch)) {
		b->mark = 0;
		return 0;
	}
	if (b->mark != 0 && b->mark_span == b->span && b->mark_width + w >
	    SQUARES * b->p->size && punctuation_squeezes(b->mark, ch)) {
		by = b->p->size * SQUEEZE;
		b->squeezed = true;
	}
	b->mark = ch;
	b->mark_width = w;
	b->mark_span = b->span;
	return by;
}

/*
 * One line from byte from on: as much as fits, up to the last place that
 * may break; a word wider than the line is broken where the line ends.
 * Returns where the next line starts.
 */
static size_t
next_line(struct breaker *b, size_t from)
{
	struct paragraph *p = b->p;
	double room = p->width - (p->nlines == 0 ? p->indent : 0) + 0.01;
	double x = 0, ink = 0;		/* with and without trailing blanks */
	size_t ink_to = from;
	size_t cut = from, cut_to = from;	/* last good break */
	double cut_width = 0;
	const char *s = p->text + from;

	while (*s != '\0') {
		size_t at = (size_t)(s - p->text), end;
		uint32_t ch = text_next(&s);
		double w = advance(b->m, role_at(b, at), ch, p->text + at,
		    (size_t)(s - p->text) - at) * p->size / 1000;

		end = (size_t)(s - p->text);
		x -= pull(b, ch, w);
		if (!is_blank(p->text[at])) {
			bool hangs = punctuation_hangs(ch) && x + w / 2 <= room;

			if (x + w > room && ink_to > from && !hangs) {
				if (cut > from) {
					add_line(b, from, cut_to, cut_width,
					    false);
					return cut;
				}
				add_line(b, from, ink_to, ink, false);
				return at;
			}
			ink = x + w > room && hangs ? x + w / 2 : x + w;
			ink_to = end;
		}
		x += w;
		if (b->marks[end - 1] == LINEBREAK_MUSTBREAK && *s != '\0') {
			add_line(b, from, ink_to, ink, true);
			return end;
		}
		if (b->marks[end - 1] == LINEBREAK_ALLOWBREAK) {
			cut = end;
			cut_to = ink_to;
			cut_width = ink;
		}
	}
	add_line(b, from, ink_to, ink, true);
	return b->len;
}

/* Characters of a line, so gaps are one fewer. */
static size_t
count_chars(const char *s, size_t len)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xc0) != 0x80;
	return n;
}

/* Let line ln hold the bytes from from up to to. */
static void
reline(struct breaker *b, struct line *ln, size_t from, size_t to)
{
	const char *text = b->p->text, *s = text + from;
	double x = 0;

	b->span = 0;
	b->squeezed = false;
	b->mark = 0;
	while (s < text + to) {
		const char *at = s;
		uint32_t ch = text_next(&s);
		double w = advance(b->m, role_at(b, (size_t)(at - text)), ch,
		    at, (size_t)(s - at)) * b->p->size / 1000;

		x += w - pull(b, ch, w);
	}
	*ln = (struct line){
		.from = from, .to = to, .width = x, .hard = ln->hard,
		.squeezed = b->squeezed
	};
}

/*
 * A last line of one character gets another from the line above, which keeps
 * two.  Where that one cannot be stretched any more it stays ragged.
 */
static void
feed_last(struct breaker *b)
{
	struct paragraph *p = b->p;
	struct line *ln = &p->lines[p->nlines - 1], *above = ln - 1;
	struct line fed, rest;
	size_t at;

	if (p->nlines < 2 || above->hard ||
	    !punctuation_is_lone(p->text + ln->from, ln->to - ln->from))
		return;
	at = above->to - 1;
	while (at > above->from && b->marks[at - 1] != LINEBREAK_ALLOWBREAK)
		at--;
	if (count_chars(p->text + above->from, at - above->from) < 2 ||
	    is_blank(p->text[at - 1]))
		return;
	fed = *ln;
	rest = *above;
	reline(b, &fed, at, ln->to);
	reline(b, &rest, above->from, at);
	if (fed.width > p->width || above->width - rest.width >
	    MAX_FED * p->size)
		return;
	*above = rest;
	*ln = fed;
}

void
paragraph_break(struct measure *m, struct arena *a, struct paragraph *p)
{
	struct breaker b = { .m = m, .a = a, .p = p, .len = strlen(p->text) };

	p->lines = NULL;
	p->nlines = 0;
	if (b.len == 0)
		return;
	b.marks = break_marks(m, p->text, b.len);
	for (size_t from = 0; from < b.len; ) {
		b.span = 0;
		b.squeezed = false;
		b.mark = 0;
		from = next_line(&b, from);
	}
	feed_last(&b);
}

void
paragraph_balance(struct measure *m, struct arena *a, struct paragraph *p)
{
	size_t lines;

	paragraph_break(m, a, p);
	lines = p->nlines;
	while (lines > 1 && p->width > 6 * p->size) {
		p->width -= p->size;
		paragraph_break(m, a, p);
		if (p->nlines > lines) {
			p->width += p->size;
			paragraph_break(m, a, p);
			break;
		}
	}
}

/* Up to where marks of a line stand at their full distance. */
static size_t
next_squeeze(struct measure *m, enum font_role role, const struct paragraph *p,
    size_t from, size_t to)
{
	const char *s = p->text + from, *at;
	uint32_t before = text_next(&s), ch;

	for (at = s; at < p->text + to; at = s, before = ch) {
		ch = text_next(&s);
		if (may_be_mark(ch) && punctuation_squeezes(before, ch) &&
		    advance(m, role, before, at - 3, 3) +
		    advance(m, role, ch, at, 3) > SQUARES * 1000)
			break;
	}
	return (size_t)(at - p->text);
}

/*
 * Draw a line's parts, each in its font, from x on; a mark that moves to the
 * one before it begins a part of its own.
 */
static void
draw_parts(struct measure *m, const struct paragraph *p, const struct line *ln,
    struct display *d, size_t page, double x, double y, double spacing)
{
	size_t span = 0;

	for (size_t at = ln->from, end; at < ln->to; at = end) {
		enum font_role role = p->role;
		size_t whole;
		struct item *it;

		end = ln->to;
		if (p->spans != NULL) {
			while (p->spans[span].upto <= at)
				span++;
			role = p->spans[span].role;
			if (p->spans[span].upto < end)
				end = p->spans[span].upto;
		}
		whole = end;
		if (ln->squeezed)
			end = next_squeeze(m, role, p, at, end);
		it = display_text(d, page, role, p->size, x, y, p->text + at,
		    end - at);
		it->spacing = spacing;
		x += measure_width(m, role, p->size, p->text + at, end - at) +
		    spacing * (double)count_chars(p->text + at, end - at);
		if (end < whole)
			x -= p->size * SQUEEZE;
	}
}

/* The same, by times as large. */
static void
draw_smaller(struct measure *m, const struct paragraph *p,
    const struct line *ln, struct display *d, size_t page, double x, double y,
    double by)
{
	struct paragraph small = *p;

	small.size *= by > 0 ? by : 0;
	draw_parts(m, &small, ln, d, page, x, y, 0);
}

void
paragraph_draw(struct measure *m, const struct paragraph *p, size_t i,
    struct display *d, size_t page, double x, double y, enum align align)
{
	const struct line *ln = &p->lines[i];
	double room = p->width - (i == 0 ? p->indent : 0);
	double rest = room - ln->width, spacing = 0;

	if (rest < -0.1) {	/* one character, wider than the column */
		draw_smaller(m, p, ln, d, page, x, y, room / ln->width);
		return;
	}
	if (i == 0)
		x += p->indent;
	if (align == ALIGN_CENTER)
		x += rest / 2;
	else if (align == ALIGN_RIGHT)
		x += rest;
	else if (align == ALIGN_JUSTIFY && !ln->hard && rest > 0) {
		size_t n = count_chars(p->text + ln->from, ln->to - ln->from);

		/* A line cut short by a long word stays ragged. */
		if (n > 1 && rest / (double)(n - 1) < p->size * MAX_STRETCH)
			spacing = rest / (double)(n - 1);
	}
	draw_parts(m, p, ln, d, page, x, y, spacing);
}
