#include "xlsx/private.h"

#include <string.h>

#define FACE_BODY	"宋体"
#define FACE_HEAD	"黑体"
#define FILL_HEAD	0xDCE6F1
#define FILL_SUM	0xF2F2F2
#define COLOUR_LINE	0x9C9C9C
#define COLOUR_LINK	0x0563C1
#define COLOUR_NOTE	0x595959

static const struct {
	const char *word;
	uint32_t colour;
} colour_words[] = { { "红", 0xC00000 }, { "橙", 0xC55A11 },
    { "绿", 0x2E7D32 }, { "蓝", 0x1F4E79 }, { "灰", 0x7F7F7F } };

#define NCOLOURS (sizeof(colour_words) / sizeof(colour_words[0]))

uint32_t
book_colour(const char *word)
{
	for (size_t i = 0; i < NCOLOURS; i++)
		if (strcmp(colour_words[i].word, word) == 0)
			return colour_words[i].colour;
	return 0;
}

const char *
book_colour_names(struct arena *a)
{
	const char *s = "";

	for (size_t i = 0; i < NCOLOURS; i++)
		s = arena_printf(a, "%s%s%s", s, i == 0 ? "" : "、",
		    colour_words[i].word);
	return s;
}

static bool
same_style(const struct cell_style *a, const struct cell_style *b)
{
	return a->align == b->align && a->role == b->role &&
	    a->colour == b->colour && (a->number == NULL ?
	    b->number == NULL : b->number != NULL &&
	    strcmp(a->number, b->number) == 0);
}

static void
set_role(lxw_format *f, const struct cell_style *style)
{
	const bool head = style->role == ROLE_HEAD;

	format_set_font_name(f, head || style->role == ROLE_TITLE ?
	    FACE_HEAD : FACE_BODY);
	format_set_font_size(f, style->role == ROLE_TITLE ? 16 : 10);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (style->role == ROLE_NOTE)
		format_set_font_color(f, COLOUR_NOTE);
	if (style->role == ROLE_TITLE)
		return;
	/* A number never wraps: it would show as ####. */
	if (style->number == NULL)
		format_set_text_wrap(f);
	if (style->role == ROLE_NOTE)
		return;
	format_set_border(f, LXW_BORDER_THIN);
	format_set_border_color(f, COLOUR_LINE);
	if (head)
		format_set_bg_color(f, FILL_HEAD);
	if (style->role == ROLE_SUM)
		format_set_bg_color(f, FILL_SUM);
	if (style->role == ROLE_LINK) {
		format_set_font_color(f, COLOUR_LINK);
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	}
}

lxw_format *
book_format(struct book *book, const struct cell_style *style)
{
	static const uint8_t aligns[] = { [STYLE_LEFT] = LXW_ALIGN_LEFT,
	    [STYLE_RIGHT] = LXW_ALIGN_RIGHT,
	    [STYLE_CENTRE] = LXW_ALIGN_CENTER };
	struct format_entry *e;

	for (size_t i = 0; i < book->nformats; i++)
		if (same_style(&book->formats[i].style, style))
			return book->formats[i].format;
	mem_grow(&book->formats, &book->formats_cap, book->nformats,
	    sizeof(*e));
	e = &book->formats[book->nformats++];
	e->style = *style;
	e->format = workbook_add_format(book->wb);
	if (e->format == NULL) {
		book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED);
		return NULL;
	}
	set_role(e->format, style);
	format_set_align(e->format, aligns[style->align]);
	if (style->number != NULL)
		format_set_num_format(e->format, style->number);
	if (style->colour != 0)
		format_set_font_color(e->format, style->colour);
	return e->format;
}

void
book_check(struct book *book, lxw_error error)
{
	if (book->failed == LXW_NO_ERROR)
		book->failed = error;
}
