#include "pdf/page.h"

#include <hpdf_pages.h>
#include <math.h>
#include <string.h>

#include "pdf/link.h"
#include "pdf/stream.h"
#include "pdf/subset.h"

enum page_pen_down { PEN_UP, PEN_PATH, PEN_TEXT };

/*
 * The page's operators, written here and handed to libharu whole: its own
 * text functions know one-byte and UTF-8 text, ours is in codes.  They are
 * kept short, since each byte is deflated: what is set already is not set
 * again, neighbouring lines are one path, neighbouring texts one text object
 * whose places count from the text before.
 */
struct page_pen {
	struct buf out;
	HPDF_Page page;
	const struct charset *used;
	HPDF_Dict *fonts;
	double height;		/* of the page: PDF's y grows upwards */
	struct color fill, stroke;
	double width, dash;
	size_t face;		/* index in fonts; SIZE_MAX: none set */
	double size;
	double spacing;		/* after each character, pt */
	enum page_pen_down down;	/* what is not ended */
	long x, y;		/* of the last text, 1/100 pt */
};

/* 1/100 pt (3.5 µm), as fine as anything is placed. */
static long
hundredths(double pt)
{
	return lround(pt * 100);
}

/* n/100 and a blank, whatever the locale. */
static void
put_hundredths(struct page_pen *p, long n)
{
	char digits[24];
	unsigned long rest = n < 0 ? 0 - (unsigned long)n : (unsigned long)n;
	size_t at = sizeof(digits);
	bool any = false;

	digits[--at] = ' ';
	for (int i = 0; i < 2; i++, rest /= 10)
		if (any || rest % 10 != 0) {
			digits[--at] = (char)('0' + rest % 10);
			any = true;
		}
	if (any)
		digits[--at] = '.';
	for (; rest > 0 || at == sizeof(digits) - 1; rest /= 10)
		digits[--at] = (char)('0' + rest % 10);
	if (n < 0)
		digits[--at] = '-';
	buf_add(&p->out, digits + at, sizeof(digits) - at);
}

static void
put(struct page_pen *p, double value)
{
	put_hundredths(p, hundredths(value));
}

/* End what was begun, unless it is of this kind and may go on. */
static void
begin(struct page_pen *p, enum page_pen_down kind)
{
	if (p->down == kind)
		return;
	if (p->down == PEN_PATH)
		buf_adds(&p->out, "S\n");
	else if (p->down == PEN_TEXT)
		buf_adds(&p->out, "ET\n");
	if (kind == PEN_TEXT) {
		buf_adds(&p->out, "BT ");
		p->x = p->y = 0;
	}
	p->down = kind;
}

static bool
same_color(struct color a, struct color b)
{
	return a.r == b.r && a.g == b.g && a.b == b.b;
}

static void
put_color(struct page_pen *p, struct color *old, struct color c,
    const char *gray, const char *rgb)
{
	if (same_color(*old, c))
		return;
	*old = c;
	put(p, (double)c.r);
	if (c.r == c.g && c.g == c.b) {
		buf_adds(&p->out, gray);
		return;
	}
	put(p, (double)c.g);
	put(p, (double)c.b);
	buf_adds(&p->out, rgb);
}

static void
set_fill(struct page_pen *p, struct color c)
{
	put_color(p, &p->fill, c, "g\n", "rg\n");
}

static void
set_stroke(struct page_pen *p, struct color c, double width, double dash)
{
	if (same_color(p->stroke, c) && p->width == width && p->dash == dash)
		return;
	begin(p, PEN_UP);	/* a path is stroked in one way */
	put_color(p, &p->stroke, c, "G\n", "RG\n");
	if (p->width != width) {
		p->width = width;
		put(p, width);
		buf_adds(&p->out, "w\n");
	}
	if (p->dash != dash) {
		p->dash = dash;
		buf_addc(&p->out, '[');
		if (dash > 0)
			put(p, dash);
		buf_adds(&p->out, "]0 d\n");
	}
}

static void
put_point(struct page_pen *p, double x, double y, const char *op)
{
	put(p, x);
	put(p, p->height - y);
	buf_adds(&p->out, op);
}

/* Paint the path that was put: filled, outlined, or both. */
static void
paint(struct page_pen *p, const struct item *it)
{
	bool line = it->width > 0;

	if (it->fill || line)
		buf_adds(&p->out, it->fill ? line ? "b\n" : "f\n" : "s\n");
	else
		buf_adds(&p->out, "n\n");
}

static void
set_paint(struct page_pen *p, const struct item *it)
{
	begin(p, PEN_UP);
	if (it->fill)
		set_fill(p, it->color);
	if (it->width > 0)
		set_stroke(p, it->stroke, it->width, it->dash);
}

static void
draw_line(struct page_pen *p, const struct item *it)
{
	set_stroke(p, it->color, it->width, it->dash);
	begin(p, PEN_PATH);
	put_point(p, it->x, it->y, "m ");
	put_point(p, it->x2, it->y2, "l ");
}

static void
draw_rect(struct page_pen *p, const struct item *it)
{
	set_paint(p, it);
	put_point(p, it->x, it->y2, "");
	put(p, it->x2 - it->x);
	put(p, it->y2 - it->y);
	buf_adds(&p->out, "re ");
	paint(p, it);
}

static void
draw_polygon(struct page_pen *p, const struct item *it)
{
	if (it->npoints < 2)
		return;
	set_paint(p, it);
	for (size_t i = 0; i < it->npoints; i++)
		put_point(p, it->points[i].x, it->points[i].y,
		    i == 0 ? "m " : "l ");
	paint(p, it);
}

/* ---- text ------------------------------------------------------------------ */

static void
put_byte(struct page_pen *p, unsigned byte)
{
	if (byte == '(' || byte == ')' || byte == '\\')
		buf_addc(&p->out, '\\');
	if (byte == '\r')
		buf_adds(&p->out, "\\r");
	else
		buf_addc(&p->out, (char)byte);
}

static void
set_font(struct page_pen *p, size_t face, double size)
{
	if (p->face == face && p->size == size)
		return;
	p->face = face;
	p->size = size;
	buf_addc(&p->out, '/');
	buf_adds(&p->out, HPDF_Page_GetLocalFontName(p->page, p->fonts[face]));
	buf_addc(&p->out, ' ');
	put(p, size);
	buf_adds(&p->out, "Tf ");
}

/* Where the text begins, from where the last one did. */
static void
move_to(struct page_pen *p, double left, double base)
{
	long x = hundredths(left), y = hundredths(p->height - base);

	put_hundredths(p, x - p->x);
	put_hundredths(p, y - p->y);
	buf_adds(&p->out, "Td ");
	p->x = x;
	p->y = y;
}

/*
 * Before a character with a selector: say what it is copied as.  In ToUnicode
 * two characters for one code, one of them outside the BMP, are more than
 * mupdf understands.
 */
static void
begin_variant(struct page_pen *p, uint32_t ch)
{
	buf_adds(&p->out, "/Span<</ActualText<FEFF");
	subset_put_utf16(&p->out, CHARSET_CHAR(ch));
	subset_put_utf16(&p->out, charset_selector(ch));
	buf_adds(&p->out, ">>>BDC ");
}

/* Character ch of the open string, which is begun when none is. */
static void
put_code(struct page_pen *p, const struct charset_slot *s, double size,
    bool *open)
{
	if (*open && s->face != p->face) {
		buf_adds(&p->out, ")Tj ");
		*open = false;
	}
	if (!*open) {
		set_font(p, s->face, size);
		buf_addc(&p->out, '(');
		*open = true;
	}
	put_byte(p, s->code >> 8);
	put_byte(p, s->code & 0xff);
}

static void
close_string(struct page_pen *p, bool *open)
{
	if (*open)
		buf_adds(&p->out, ")Tj ");
	*open = false;
}

static void
draw_text(struct page_pen *p, const struct item *it)
{
	const char *text = it->text;
	bool open = false;
	uint32_t ch;

	begin(p, PEN_TEXT);
	set_fill(p, it->color);
	if (p->spacing != it->spacing) {
		p->spacing = it->spacing;
		put(p, it->spacing);
		buf_adds(&p->out, "Tc ");
	}
	move_to(p, it->x, it->y);
	while ((ch = charset_next(&text)) != 0) {
		const struct charset_slot *s = charset_find(p->used, it->role, ch);
		bool variant = charset_selector(s->ch) != 0;

		if (s->code == 0)
			continue;
		if (variant) {
			close_string(p, &open);
			begin_variant(p, ch);
		}
		put_code(p, s, it->size, &open);
		if (variant) {
			close_string(p, &open);
			buf_adds(&p->out, "EMC ");
		}
	}
	buf_adds(&p->out, open ? ")Tj\n" : "\n");
}

/* Around the text, the height of its line. */
static void
add_link(HPDF_Doc doc, struct page_pen *p, const struct item *it)
{
	double up, down, width = font_width(p->used->fonts, it->role, it->text,
	    strlen(it->text)) * it->size / 1000;
	double base = p->height - it->y;

	font_extents(p->used->fonts, it->role, &up, &down);
	link_add(doc, p->page, (HPDF_Rect){
		.left = (HPDF_REAL)it->x,
		.bottom = (HPDF_REAL)(base - down * it->size / 1000),
		.right = (HPDF_REAL)(it->x + width),
		.top = (HPDF_REAL)(base + up * it->size / 1000)
	}, it->link);
}

void
page_draw(HPDF_Doc doc, HPDF_Page to, const struct page *from,
    const struct charset *used, HPDF_Dict *fonts,
    struct libdeflate_compressor *z)
{
	struct page_pen p = { .page = to, .used = used, .fonts = fonts,
	    .height = from->height, .width = 1, .face = SIZE_MAX };
	const HPDF_PageAttr_Rec *attr = to->attr;
	struct buf small = { 0 };

	for (size_t i = 0; i < from->nitems; i++) {
		const struct item *it = &from->items[i];

		switch (it->kind) {
		case ITEM_TEXT:
			draw_text(&p, it);
			if (it->link != NULL)
				add_link(doc, &p, it);
			break;
		case ITEM_LINE:
			draw_line(&p, it);
			break;
		case ITEM_RECT:
			draw_rect(&p, it);
			break;
		case ITEM_POLYGON:
			draw_polygon(&p, it);
			break;
		}
	}
	begin(&p, PEN_UP);
	stream_deflate(z, &small, buf_str(&p.out), p.out.len);
	stream_is_deflated(attr->contents);
	(void)HPDF_Stream_Write(attr->stream, (const HPDF_BYTE *)small.data,
	    (HPDF_UINT)small.len);
	buf_free(&small);
	buf_free(&p.out);
}
