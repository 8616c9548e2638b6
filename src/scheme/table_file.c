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
			if (*name != '\0')
				scheme_complain(d->scheme, d->file, head->line,
				    "不认识的列“%s”", name);
		} else if (d->where[n] != SIZE_MAX) {
			scheme_complain(d->scheme, d->file, head->line,
			    "列“%s”出现了两次", name);
		} else {
			d->where[n] = c;
		}
	}
}

bool
table_file_open(struct table_file *d, struct scheme *s, const char *file,
    const char *const *names, const char *needed, bool required)
{
	bool usable = true;

	*d = (struct table_file){ .scheme = s, .file = file, .names = names };
	if (!scheme_table(s, file, &d->sheet, required))
		return false;
	find_columns(d);
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

bool
table_file_yes(const struct table_file *d, size_t i, size_t n)
{
	const char *text = table_file_get(d, i, n);

	if (*text == '\0' || strcmp(text, "否") == 0)
		return false;
	if (strcmp(text, "是") != 0)
		scheme_complain(d->scheme, d->file, table_file_line(d, i),
		    "“%s”应填“是”或留空，而不是“%s”", d->names[n], text);
	return true;
}

bool
points_parse(const char *text, long *hundredths)
{
	char *end;
	double x = strtod(text, &end), h = nearbyint(x * 100);

	if (end == text || *end != '\0' || !isfinite(x) || fabs(x) > 1e6 ||
	    h / 100 != x)
		return false;
	*hundredths = (long)h;
	return true;
}
