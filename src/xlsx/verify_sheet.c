#include <stdlib.h>
#include <string.h>

#include "xlsx/verify.h"

/* What a worksheet holds, counted as record.h says. */

/* The cell that is open. */
struct open_cell {
	uint64_t place, is;		/* see record_cell_begin() */
	bool shared, text;		/* what its value is */
	bool value, formula, inside;	/* what it has: inside, a text */
};

/* A1 as a place, and behind it if it is a range; 0, 0 when it is none. */
static const char *
read_ref(const char *ref, size_t *row, size_t *column)
{
	*row = *column = 0;
	for (; *ref >= 'A' && *ref <= 'Z'; ref++)
		*column = *column * 26 + (size_t)(*ref - 'A') + 1;
	for (; *ref >= '0' && *ref <= '9'; ref++)
		*row = *row * 10 + (size_t)(*ref - '0');
	return ref;
}

static uint64_t
place_of(const char *ref)
{
	size_t row, column;

	(void)read_ref(ref, &row, &column);
	return record_place(row - 1, column - 1);
}

static uint64_t
range_of(const char *ref)
{
	size_t row, column, last_row, last_column;

	ref = read_ref(ref, &row, &column);
	if (*ref == ':') {
		(void)read_ref(ref + 1, &last_row, &last_column);
	} else {
		last_row = row;
		last_column = column;
	}
	return record_range(row - 1, column - 1, last_row - 1,
	    last_column - 1);
}

static size_t
number(const char *const *attributes, const char *name)
{
	return strtoul(part_attribute(attributes, name), NULL, 10);
}

static void
add(struct package_part *p, enum book_record_kind kind, uint64_t what)
{
	record_count(&p->package->found->sheets[p->sheet].of[kind], what);
}

static void
start_cell(struct package_part *p, const char *const *attributes)
{
	struct package *z = p->package;
	struct open_cell *c;
	const char *type = "";
	size_t look = 0;

	if (p->own == NULL)
		p->own = arena_alloc(&z->arena, sizeof(*c));
	c = p->own;
	*c = (struct open_cell){ 0 };
	for (; *attributes != NULL; attributes += 2) {
		if (strcmp(attributes[0], "r") == 0)
			c->place = place_of(attributes[1]);
		else if (strcmp(attributes[0], "s") == 0)
			look = strtoul(attributes[1], NULL, 10);
		else if (strcmp(attributes[0], "t") == 0)
			type = attributes[1];
	}
	c->shared = strcmp(type, "s") == 0;
	c->text = strcmp(type, "str") == 0;
	p->broken |= look >= z->nlooks;
	c->is = record_cell_begin(look < z->nlooks ? z->looks[look] : 0);
}

/* The text of an element of the cell has ended. */
static void
end_text(struct package_part *p, const char *name)
{
	struct package *z = p->package;
	struct open_cell *c = p->own;
	const char *text = buf_str(&p->text);
	size_t i;

	if (*name == 't') {
		c->inside = true;
		c->is = record_cell_text(c->is, text_hash(TEXT_HASH, text));
	} else if (*name == 'f') {
		c->formula = true;
		c->is = record_cell_text(c->is, text_hash(TEXT_HASH, text));
	} else if (c->shared) {
		i = strtoul(text, NULL, 10);
		p->broken |= i >= z->nstrings;
		c->inside = true;
		c->is = record_cell_text(c->is, i < z->nstrings ?
		    z->strings[i] : 0);
	} else {
		c->value = true;
		if (c->text)
			c->is = record_cell_text(c->is, text_hash(TEXT_HASH,
			    text));
		else
			p->broken |= *text == '\0';
	}
}

static void
end_cell(struct package_part *p)
{
	const struct open_cell *c = p->own;
	enum record_cell type = c->inside ? RECORD_TEXT : !c->value ?
	    RECORD_BLANK : !c->formula ? RECORD_NUMBER : c->text ?
	    RECORD_FORMULA_TEXT : RECORD_FORMULA_NUMBER;

	p->broken |= c->formula && !c->value;
	add(p, RECORD_CELL, record_cell_end(c->is, c->place, type));
}

/* ---- what stands around the cells ------------------------------------------------- */

static void
start_column(struct package_part *p, const char *const *attributes)
{
	const size_t to = number(attributes, "max");
	const bool hidden = number(attributes, "hidden") != 0;

	for (size_t i = number(attributes, "min"); i <= to && i <= 16384; i++)
		add(p, RECORD_COLUMN, record_place(hidden, i - 1));
}

static void
start_row(struct package_part *p, const char *const *attributes)
{
	const char *height = part_attribute(attributes, "ht");

	if (*height != '\0')
		add(p, RECORD_ROW, record_row(number(attributes, "r") - 1,
		    strtod(height, NULL)));
}

static void
start_panes(struct package_part *p, const char *const *attributes)
{
	add(p, RECORD_PANES, record_place(number(attributes, "ySplit"),
	    number(attributes, "xSplit")));
}

static void
start_merged(struct package_part *p, const char *const *attributes)
{
	add(p, RECORD_MERGED, range_of(part_attribute(attributes, "ref")));
}

static void
start_filter(struct package_part *p, const char *const *attributes)
{
	add(p, RECORD_FILTER, range_of(part_attribute(attributes, "ref")));
}

static void
start_list(struct package_part *p, const char *const *attributes)
{
	add(p, RECORD_LIST, range_of(part_attribute(attributes, "sqref")));
}

static void
start_link(struct package_part *p, const char *const *attributes)
{
	const struct relation *r = part_relation(p,
	    part_attribute(attributes, "r:id"));

	p->broken |= !r->known || !r->external;
	add(p, RECORD_LINK, record_what(place_of(part_attribute(attributes,
	    "ref")), r->target));
}

static void
start_page(struct package_part *p, const char *const *attributes)
{
	add(p, RECORD_PAGE, strcmp(part_attribute(attributes, "orientation"),
	    "landscape") == 0);
}

static void
start_drawing(struct package_part *p, const char *const *attributes)
{
	p->broken |= !part_relation(p, part_attribute(attributes,
	    "r:id"))->known;
	add(p, RECORD_CHART, 1);
}

static void
start_text(struct package_part *p, const char *const *attributes)
{
	(void)attributes;
	p->wanted = p->own != NULL;
}

static void
start_footer(struct package_part *p, const char *const *attributes)
{
	(void)attributes;
	p->wanted = true;
}

static const struct {
	const char *name;
	void (*start)(struct package_part *p, const char *const *attributes);
} elements[] = {		/* the most frequent come first */
	{ "c", start_cell }, { "t", start_text }, { "v", start_text },
	{ "f", start_text }, { "row", start_row }, { "col", start_column },
	{ "hyperlink", start_link }, { "mergeCell", start_merged },
	{ "pane", start_panes }, { "autoFilter", start_filter },
	{ "dataValidation", start_list }, { "drawing", start_drawing },
	{ "pageSetup", start_page }, { "oddFooter", start_footer },
};

static void
sheet_start(struct package_part *p, const char *name, const char *const *attributes)
{
	for (size_t i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (strcmp(elements[i].name, name) == 0) {
			elements[i].start(p, attributes);
			return;
		}
}

static void
sheet_end(struct package_part *p, const char *name)
{
	if (strcmp(name, "c") == 0)
		end_cell(p);
	else if (p->wanted && strcmp(name, "oddFooter") == 0)
		add(p, RECORD_FOOTER, text_hash(TEXT_HASH,
		    buf_str(&p->text)));
	else if (p->wanted)
		end_text(p, name);
}

const struct part_reader sheet_reader = {
	.start = sheet_start, .end = sheet_end
};

/* ---- texts that cells share -------------------------------------------------------- */

static void
strings_start(struct package_part *p, const char *name, const char *const *attributes)
{
	(void)attributes;
	p->wanted = strcmp(name, "t") == 0;
}

static void
strings_end(struct package_part *p, const char *name)
{
	struct package *z = p->package;

	(void)name;
	if (!p->wanted)
		return;
	mem_grow(&z->strings, &z->strings_cap, z->nstrings,
	    sizeof(*z->strings));
	z->strings[z->nstrings++] = text_hash(TEXT_HASH, buf_str(&p->text));
}

const struct part_reader strings_reader = {
	.start = strings_start, .end = strings_end
};
