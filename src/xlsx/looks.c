#include "xlsx/record.h"

#include <string.h>

#include "base/text.h"

static uint64_t
add_number(uint64_t h, uint64_t n)
{
	return (h ^ n) * UINT64_C(0x9e3779b97f4a7c15) + n;
}

uint64_t
look_hash(const struct look *l)
{
	uint64_t h = TEXT_HASH;

	/* Without a format a number is shown by this one. */
	h = text_hash(h, strcmp(l->number, "General") == 0 ? "" : l->number);
	h = text_hash(h, l->font);
	h = text_hash(h, l->across);
	h = text_hash(h, l->down);
	h = add_number(h, (uint64_t)(l->size * 100 + 0.5));
	h = add_number(h, (uint64_t)l->bold << 2 |
	    (uint64_t)l->underlined << 1 | l->wraps);
	h = add_number(h, l->colour);
	h = add_number(h, l->fill);
	h = add_number(h, l->line);
	return add_number(h, l->borders);
}

static void
copy(char *to, size_t room, const char *text)
{
	const size_t n = strlen(text);

	memcpy(to, text, n < room ? n : room - 1);
}

void
look_of(const lxw_format *f, struct look *out)
{
	static const char *const across[] = { [LXW_ALIGN_LEFT] = "left",
	    [LXW_ALIGN_CENTER] = "center", [LXW_ALIGN_RIGHT] = "right" };

	*out = (struct look){ .size = f->font_size, .bold = f->bold != 0,
	    .underlined = f->underline != 0, .wraps = f->text_wrap != 0,
	    .colour = f->font_color, .fill = f->bg_color,
	    .line = f->left_color };
	copy(out->number, sizeof(out->number), f->num_format);
	copy(out->font, sizeof(out->font), f->font_name[0] == '\0' ?
	    "Calibri" : f->font_name);
	if (f->text_h_align != LXW_ALIGN_NONE &&
	    f->text_h_align <= LXW_ALIGN_RIGHT)
		copy(out->across, sizeof(out->across),
		    across[f->text_h_align]);
	if (f->text_v_align == LXW_ALIGN_VERTICAL_CENTER)
		copy(out->down, sizeof(out->down), "center");
	if (f->text_v_align == LXW_ALIGN_VERTICAL_TOP)
		copy(out->down, sizeof(out->down), "top");
	out->borders = (unsigned)((f->left != 0) + (f->right != 0) +
	    (f->top != 0) + (f->bottom != 0));
}
