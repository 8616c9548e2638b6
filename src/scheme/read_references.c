#include "scheme/private.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/text.h"

#define FOLDER "参照"

/* "名额.csv" gives "名额"; NULL when the file is no CSV. */
static const char *
stem(struct scheme *s, const char *name)
{
	size_t len = strlen(name);

	if (len <= 4 || strcasecmp(name + len - 4, ".csv") != 0)
		return NULL;
	return arena_strndup(&s->arena, name, len - 4);
}

/* A leading zero makes a code, not a number: 001 must stay 001. */
static bool
is_number(const char *text)
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
			r->numeric[c] &= *text == '\0' || is_number(text);
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

static void
read_reference(struct scheme *s, const char *dir, const char *name)
{
	struct reference *r = &s->references[s->nreferences];
	char *path = path_join(&s->arena, dir, name);
	char *file = path_join(&s->arena, FOLDER, name);
	struct sheet sheet;
	enum sheet_status status;
	struct err err = { 0 };

	r->name = stem(s, name);
	if (r->name == NULL) {
		scheme_complain(s, file, 0, "参照表应是 .csv 文件");
		return;
	}
	if (sheet_read(&s->arena, path, &sheet, &status, &err) == -1) {
		scheme_complain(s, file, 0, "%s", err.text);
		return;
	}
	if (status != SHEET_OK) {
		scheme_complain(s, file, sheet.bad_line,
		    "空文件，或不是文本的 CSV");
		return;
	}
	for (size_t i = 0; i < sheet.noddities; i++)
		scheme_complain(s, file, sheet.oddities[i].line, "这一行%s",
		    sheet.oddities[i].kind == SHEET_BYTE_BROKEN ?
		    "有不成字的字节" : "引号没有成对，或单元格过长");
	scheme_check_width(s, file, &sheet);
	fill(s, r, &sheet);
	check_columns(s, r, file);
	s->nreferences++;
}

void
scheme_read_references(struct scheme *s)
{
	char *dir = path_join(&s->arena, s->path, FOLDER);
	struct dir_entry *entries;
	struct err err = { 0 };
	size_t n;

	if (!path_is_dir(dir))
		return;
	if (dir_list(&s->arena, dir, &entries, &n, &err) == -1) {
		scheme_complain(s, FOLDER, 0, "%s", err.text);
		return;
	}
	s->references = arena_alloc(&s->arena,
	    (n + 1) * sizeof(*s->references));
	for (size_t i = 0; i < n; i++)
		if (entries[i].kind == FILE_REGULAR && *entries[i].name != '.')
			read_reference(s, dir, entries[i].name);
}
