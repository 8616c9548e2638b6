#include <stdlib.h>
#include <string.h>

#include "xlsx/verify.h"

/* How cells look, put together from the pieces of styles.xml. */

struct styles {
	struct look *fonts, *fills, *borders;
	size_t nfonts, nfills, nborders;
	struct number_format {
		unsigned long id;
		const char *code;
	} *numbers;
	size_t nnumbers;
	size_t fonts_cap, fills_cap, borders_cap, numbers_cap;
	bool in_cells;		/* in cellXfs */
	struct look open;	/* what is being read */
};

/* Those that have a number of their own, which say so in no style sheet. */
static const struct number_format built_in[] = {
	{ 1, "0" }, { 2, "0.00" }, { 3, "#,##0" }, { 4, "#,##0.00" },
	{ 9, "0%" }, { 10, "0.00%" }, { 49, "@" },
};

static struct styles *
styles_of(struct package_part *p)
{
	if (p->own == NULL)
		p->own = arena_alloc(&p->package->arena,
		    sizeof(struct styles));
	return p->own;
}

static void
copy(char *to, size_t room, const char *text)
{
	const size_t n = strlen(text);

	memset(to, 0, room);
	memcpy(to, text, n < room ? n : room - 1);
}

/* rgb="FF0563C1"; 0 where it is said in another way. */
static uint32_t
colour(const char *const *attributes)
{
	return (uint32_t)(strtoul(part_attribute(attributes, "rgb"), NULL,
	    16) & 0xffffff);
}

static const char *
number_code(const struct styles *s, unsigned long id)
{
	for (size_t i = 0; i < s->nnumbers; i++)
		if (s->numbers[i].id == id)
			return s->numbers[i].code;
	for (size_t i = 0; i < sizeof(built_in) / sizeof(*built_in); i++)
		if (built_in[i].id == id)
			return built_in[i].code;
	return "";
}

/* The piece that an attribute names by its number; NULL: there is none. */
static const struct look *
piece(const char *const *attributes, const char *name,
    const struct look *pieces, size_t n)
{
	const size_t i = strtoul(part_attribute(attributes, name), NULL, 10);

	return i < n ? &pieces[i] : NULL;
}

static void
start_look(struct package_part *p, struct styles *s, const char *const *attributes)
{
	const struct look *font = piece(attributes, "fontId", s->fonts,
	    s->nfonts);
	const struct look *fill = piece(attributes, "fillId", s->fills,
	    s->nfills);
	const struct look *border = piece(attributes, "borderId", s->borders,
	    s->nborders);

	p->broken |= font == NULL || fill == NULL || border == NULL;
	if (p->broken)
		return;
	s->open = *font;
	s->open.fill = fill->fill;
	s->open.borders = border->borders;
	s->open.line = border->line;
	copy(s->open.number, sizeof(s->open.number), number_code(s,
	    strtoul(part_attribute(attributes, "numFmtId"), NULL, 10)));
}

/* An element inside a font, a fill, a border or a look. */
static void
start_piece(struct look *l, const char *name, const char *const *attributes)
{
	const char *val = part_attribute(attributes, "val");

	if (strcmp(name, "sz") == 0) {
		l->size = strtod(val, NULL);
	} else if (strcmp(name, "name") == 0) {
		copy(l->font, sizeof(l->font), val);
	} else if (strcmp(name, "b") == 0) {
		l->bold = true;
	} else if (strcmp(name, "u") == 0) {
		l->underlined = true;
	} else if (strcmp(name, "color") == 0) {
		l->colour = l->line = colour(attributes);
	} else if (strcmp(name, "fgColor") == 0) {
		l->fill = colour(attributes);
	} else if (strcmp(name, "alignment") == 0) {
		copy(l->across, sizeof(l->across),
		    part_attribute(attributes, "horizontal"));
		copy(l->down, sizeof(l->down),
		    part_attribute(attributes, "vertical"));
		l->wraps = strcmp(part_attribute(attributes, "wrapText"),
		    "1") == 0;
	} else if (*part_attribute(attributes, "style") != '\0') {
		l->borders++;	/* left, right, top, bottom */
	}
}

static void
start_number(struct package_part *p, struct styles *s, const char *const *attributes)
{
	struct arena *a = &p->package->arena;

	arena_grow(a, &s->numbers, &s->numbers_cap, s->nnumbers,
	    sizeof(*s->numbers));
	s->numbers[s->nnumbers++] = (struct number_format){
		strtoul(part_attribute(attributes, "numFmtId"), NULL, 10),
		arena_strdup(a, part_attribute(attributes, "formatCode")) };
}

static void
styles_start(struct package_part *p, const char *name, const char *const *attributes)
{
	struct styles *s = styles_of(p);

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = true;
	else if (strcmp(name, "numFmt") == 0)
		start_number(p, s, attributes);
	else if (strcmp(name, "font") == 0 || strcmp(name, "fill") == 0 ||
	    strcmp(name, "border") == 0)
		s->open = (struct look){ 0 };
	else if (strcmp(name, "xf") == 0 && s->in_cells)
		start_look(p, s, attributes);
	else
		start_piece(&s->open, name, attributes);
}

static void
keep(struct package_part *p, struct look **list, size_t *n, size_t *cap,
    const struct look *l)
{
	arena_grow(&p->package->arena, list, cap, *n, sizeof(**list));
	(*list)[(*n)++] = *l;
}

static void
keep_look(struct package *z, const struct look *l)
{
	mem_grow(&z->looks, &z->looks_cap, z->nlooks, sizeof(*z->looks));
	/* The first is what is used where nothing is said. */
	z->looks[z->nlooks] = z->nlooks == 0 ? 0 : look_hash(l);
	z->nlooks++;
}

static void
styles_end(struct package_part *p, const char *name)
{
	struct styles *s = styles_of(p);

	if (strcmp(name, "cellXfs") == 0)
		s->in_cells = false;
	else if (strcmp(name, "font") == 0)
		keep(p, &s->fonts, &s->nfonts, &s->fonts_cap, &s->open);
	else if (strcmp(name, "fill") == 0)
		keep(p, &s->fills, &s->nfills, &s->fills_cap, &s->open);
	else if (strcmp(name, "border") == 0)
		keep(p, &s->borders, &s->nborders, &s->borders_cap, &s->open);
	else if (strcmp(name, "xf") == 0 && s->in_cells)
		keep_look(p->package, &s->open);
}

const struct part_reader styles_reader = {
	.start = styles_start, .end = styles_end
};
