#include "scheme/private.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

bool
scheme_is_number(const char *text)
{
	char *end;

	if (text[0] == '0' && text[1] != '\0' && text[1] != '.')
		return false;
	if (strspn(text, "0123456789.-") != strlen(text))
		return false;
	(void)strtod(text, &end);
	return end != text && *end == '\0';
}

static void
fill(struct scheme *s, struct reference *r, const struct sheet *sheet)
{
	const struct sheet_record *head = &sheet->records[0];

	r->ncolumns = head->ncells;
	r->columns = arena_alloc(&s->arena, r->ncolumns * sizeof(*r->columns));
	r->numeric = arena_alloc(&s->arena, r->ncolumns * sizeof(*r->numeric));
	r->nrows = sheet->nrecords - 1;
	r->rows = arena_alloc(&s->arena, r->nrows * sizeof(*r->rows));
	r->lines = arena_alloc(&s->arena, r->nrows * sizeof(*r->lines));
	for (size_t c = 0; c < r->ncolumns; c++) {
		r->columns[c] = text_fold(&s->arena, head->cells[c]);
		r->numeric[c] = r->nrows > 0;
	}
	for (size_t i = 0; i < r->nrows; i++) {
		r->lines[i] = sheet->records[i + 1].line;
		r->rows[i] = arena_alloc(&s->arena,
		    r->ncolumns * sizeof(*r->rows[i]));
		for (size_t c = 0; c < r->ncolumns; c++) {
			const char *text = text_trim(&s->arena,
			    sheet_cell(&sheet->records[i + 1], c));

			r->rows[i][c] = text;
			r->numeric[c] &= *text == '\0' || scheme_is_number(text);
		}
	}
}

static void
check_columns(struct scheme *s, const struct reference *r, const char *file)
{
	for (size_t c = 0; c < r->ncolumns; c++) {
		if (*r->columns[c] == '\0' || *r->columns[c] == '_')
			scheme_complain(s, file, 1, "第 %zu 列没有可用的列名",
			    c + 1);
		for (size_t k = 0; k < c; k++)
			if (strcmp(r->columns[k], r->columns[c]) == 0)
				scheme_complain(s, file, 1,
				    "列“%s”出现了两次", r->columns[c]);
	}
	if (store_reserved(r->name) || scheme_form(s, r->name) != NULL)
		scheme_complain(s, file, 0,
		    "参照表“%s”与表单或程序自用的表同名", r->name);
}

void
scheme_read_references(struct scheme *s)
{
	struct reference_source *list;
	size_t n = scheme_reference_sources(s, &list);

	s->references = arena_alloc(&s->arena,
	    (n + 1) * sizeof(*s->references));
	for (size_t i = 0; i < n; i++) {
		struct reference *r = &s->references[s->nreferences];
		struct sheet sheet;

		if (!scheme_table(s, list[i].file, &sheet, false))
			continue;
		r->name = list[i].name;
		scheme_check_width(s, list[i].file, &sheet);
		fill(s, r, &sheet);
		check_columns(s, r, list[i].file);
		s->nreferences++;
	}
}
