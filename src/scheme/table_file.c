#include "scheme/private.h"

#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool
named_in(const char *list, const char *name)
{
	size_t len = strlen(name);

	for (const char *p = list; (p = strstr(p, name)) != NULL; p += len)
		if ((p == list || p[-1] == ' ') &&
		    (p[len] == ' ' || p[len] == '\0'))
			return true;
	return false;
}

const char *
meant_text(struct arena *a, const char *name)
{
	return name == NULL ? "" : arena_printf(a, "；是不是“%s”？", name);
}

/* What an author writes for himself beside his lines. */
static bool
is_remark(const char *name)
{
	return strcmp(name, "说明") == 0 || strcmp(name, "备注") == 0;
}

static void
unknown_column(struct table_file *d, const char *name)
{
	struct arena *a = &d->scheme->arena;
	const char *near;
	size_t n = 0;

	while (d->names[n] != NULL)
		n++;
	near = text_nearest(a, name, d->names, n);
	scheme_complain(d->scheme, d->file, d->sheet.records[0].line,
	    "不认识的列“%s”%s", name, meant_text(a, near));
}

static void
find_columns(struct table_file *d)
{
	const struct sheet_record *head = &d->sheet.records[0];

	for (size_t n = 0; n < TABLE_FILE_COLUMNS; n++)
		d->where[n] = SIZE_MAX;
	for (size_t c = 0; c < head->ncells; c++) {
		const char *name = text_fold(&d->scheme->arena, head->cells[c]);
		size_t n = 0;

		while (d->names[n] != NULL && strcmp(d->names[n], name) != 0)
			n++;
		if (d->names[n] == NULL) {
			if (*name != '\0' && !is_remark(name))
				unknown_column(d, name);
		} else if (d->where[n] != SIZE_MAX) {
			scheme_complain(d->scheme, d->file, head->line,
			    "列“%s”出现了两次", name);
		} else {
			d->where[n] = c;
		}
	}
}

void
scheme_check_width(struct scheme *s, const char *file,
    const struct sheet *sheet)
{
	const struct sheet_record *head = &sheet->records[0];

	for (size_t i = 1; i < sheet->nrecords; i++) {
		const struct sheet_record *r = &sheet->records[i];
		struct buf left = { 0 };
		size_t n = 0;

		for (size_t c = 0; c < r->ncells; c++) {
			if (text_blank(r->cells[c]) || (c < head->ncells &&
			    !text_blank(head->cells[c])))
				continue;
			buf_addf(&left, "%s第 %zu 格“%s”", n++ > 0 ? "、" : "",
			    c + 1, text_cut(&s->arena, r->cells[c], 60));
		}
		if (n > 0)
			scheme_complain(s, file, r->line, "这一行比表头宽，%s"
			    "不在任何一列；格中有英文逗号的，整格要用英文"
			    "双引号括起来", buf_str(&left));
		buf_free(&left);
	}
}

bool
table_file_open(struct table_file *d, struct scheme *s, const char *file,
    const char *const *names, const char *needed, bool required)
{
	bool usable = true;

	arena_grow(&s->arena, &s->files, &s->files_cap, s->nfiles,
	    sizeof(*s->files));
	s->files[s->nfiles++] = file;
	*d = (struct table_file){ .scheme = s, .file = file, .names = names };
	if (!scheme_table(s, file, &d->sheet, required))
		return false;
	find_columns(d);
	scheme_check_width(s, file, &d->sheet);
	for (size_t n = 0; names[n] != NULL; n++)
		if (d->where[n] == SIZE_MAX && named_in(needed, names[n])) {
			scheme_complain(s, file, d->sheet.records[0].line,
			    "缺少列“%s”", names[n]);
			usable = false;
		}
	return usable;
}

size_t
table_file_count(const struct table_file *d)
{
	return d->sheet.nrecords - 1;
}

size_t
table_file_line(const struct table_file *d, size_t i)
{
	return d->sheet.records[i + 1].line;
}

const char *
table_file_get(const struct table_file *d, size_t i, size_t n)
{
	assert(d->names[n] != NULL);	/* else a column has no name */
	if (d->where[n] == SIZE_MAX)
		return "";
	return text_trim(&d->scheme->arena,
	    sheet_cell(&d->sheet.records[i + 1], d->where[n]));
}

size_t
table_file_list(const struct table_file *d, size_t i, size_t n,
    const char ***list)
{
	const char *text = table_file_get(d, i, n), *bar;
	struct arena *a = &d->scheme->arena;
	size_t count = 0, cap = 0;

	*list = NULL;
	while (*text != '\0') {
		const char *comma = strstr(text, "、");
		size_t len;

		bar = strchr(text, '|');
		if (bar == NULL || (comma != NULL && comma < bar))
			bar = comma;
		len = bar != NULL ? (size_t)(bar - text) : strlen(text);
		arena_grow(a, list, &cap, count, sizeof(**list));
		(*list)[count++] = text_trim(a, arena_strndup(a, text, len));
		text += len;
		if (bar != NULL)
			text += *bar == '|' ? 1 : strlen("、");
	}
	return count;
}

/* What may stand there: “甲”、“乙”, or nothing. */
static void
add_words(struct buf *b, const char *const *words)
{
	bool empty = false;
	const char *between = "";

	for (size_t i = 0; words[i] != NULL; i++) {
		empty |= *words[i] == '\0';
		if (*words[i] == '\0')
			continue;
		buf_addf(b, "%s“%s”", between, words[i]);
		between = "、";
	}
	if (empty)
		buf_adds(b, "或留空");
}

size_t
table_file_word(const struct table_file *d, size_t i, size_t n,
    const char *const *words)
{
	const char *text = table_file_get(d, i, n), *near;
	struct buf all = { 0 };
	size_t nwords = 0;

	for (; words[nwords] != NULL; nwords++)
		if (strcmp(words[nwords], text) == 0)
			return nwords;
	add_words(&all, words);
	near = *text == '\0' ? NULL : text_nearest(&d->scheme->arena, text,
	    words, nwords);
	scheme_complain(d->scheme, d->file, table_file_line(d, i),
	    "“%s”应填%s，而不是“%s”%s", d->names[n], buf_str(&all), text,
	    meant_text(&d->scheme->arena, near));
	buf_free(&all);
	return nwords;
}

bool
table_file_yes(const struct table_file *d, size_t i, size_t n)
{
	static const char *const words[] = { "", "否", "是", NULL };

	return table_file_word(d, i, n, words) == 2;
}
