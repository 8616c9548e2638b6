#include "intake/private.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

/* Drop a bracketed part: （平方米）, [必填], 【人】. */
static void
cut_brackets(char *s)
{
	static const struct { const char *open, *close; } pairs[] = {
		{ "(", ")" }, { "[", "]" }, { "【", "】" }, { "〔", "〕" },
		{ "<", ">" },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		char *open, *close;

		while ((open = strstr(s, pairs[i].open)) != NULL &&
		    (close = strstr(open, pairs[i].close)) != NULL) {
			close += strlen(pairs[i].close);
			(void)memmove(open, close, strlen(close) + 1);
		}
	}
}

/* Drop every one of the marks at both ends. */
static char *
cut_marks(char *s)
{
	static const char *const marks[] = { "*", "★", "☆", "※", "●", "▲", ":",
	    "、", ".", NULL };
	bool again = true;

	while (again) {
		size_t len = strlen(s);

		again = false;
		for (size_t i = 0; marks[i] != NULL && !again; i++) {
			size_t n = strlen(marks[i]);

			if (len < n)
				continue;
			if (strncmp(s, marks[i], n) == 0)
				s += n;
			else if (strcmp(s + len - n, marks[i]) == 0)
				s[len - n] = '\0';
			else
				continue;
			again = true;
		}
	}
	return s;
}

char *
header_fold(struct arena *a, const char *s)
{
	char *fold = text_fold(a, s), *whole = arena_strdup(a, fold);

	for (char *p = fold; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	cut_brackets(fold);
	fold = cut_marks(fold);
	return *fold != '\0' ? fold : whole;
}

const char **
header_folds(struct arena *a, const struct field *f)
{
	const char **folds = arena_alloc(a, f->naliases * sizeof(*folds));

	for (size_t i = 0; i < f->naliases; i++)
		folds[i] = header_fold(a, f->aliases[i]);
	return folds;
}

bool
header_is(struct intake *in, const char *raw, const char *word)
{
	return strcmp(raw, word) == 0 || (!text_blank(raw) &&
	    strcmp(header_fold(&in->each, raw), word) == 0);
}

bool
header_is_studio(struct intake *in, const char *raw)
{
	const struct form *f = scheme_form(in->scheme, TABLE_STUDIO);
	const struct field *code = form_field(f, FIELD_CODE);

	return header_is(in, raw, FIELD_STUDIO) ||
	    header_is_alias(in, f, code, raw);
}

static bool
is_one_of(const char *s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(s, list[i]) == 0)
			return true;
	return false;
}

const struct field *
header_field(struct intake *in, const struct form *f, const char *raw)
{
	const struct form_table *t = form_table_of(in, f);
	const char *fold;

	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(f->fields[i].name, raw) == 0)
			return &f->fields[i];
	if (text_blank(raw))
		return NULL;
	for (size_t i = 0; i < f->nfields; i++)
		if (is_one_of(raw, f->fields[i].aliases, f->fields[i].naliases))
			return &f->fields[i];
	fold = header_fold(&in->each, raw);
	for (size_t i = 0; i < f->nfields; i++)
		if (strcmp(t->folds[i], fold) == 0)
			return &f->fields[i];
	for (size_t i = 0; i < f->nfields; i++)
		if (is_one_of(fold, t->aliases[i], f->fields[i].naliases))
			return &f->fields[i];
	return NULL;
}

bool
header_is_alias(struct intake *in, const struct form *f,
    const struct field *field, const char *raw)
{
	return field->naliases > 0 && strcmp(raw, field->name) != 0 &&
	    strcmp(header_fold(&in->each, raw),
	    form_table_of(in, f)->folds[field - f->fields]) != 0 &&
	    header_field(in, f, raw) == field;
}

const char *
header_alias_detail(struct intake *in, const struct field *field,
    const char *raw)
{
	return arena_printf(&in->cells, "“%s”是“%s”的另一个名称，已有“%s”，这一处"
	    "未读取", header_fold(&in->each, raw), field->name, field->name);
}

const struct field *
header_colon(struct intake *in, const struct form *f, const char *cell,
    const char **content)
{
	const char *wide = strstr(cell, "：");
	const char *end = strchr(cell, ':');
	size_t n = 1;

	if (wide != NULL && (end == NULL || wide < end)) {
		end = wide;
		n = strlen("：");
	}
	if (end == NULL || end == cell)
		return NULL;
	*content = end + n;
	return header_field(in, f, arena_strndup(&in->each, cell,
	    (size_t)(end - cell)));
}

/* How many of the name's Han characters are in the text, and of how many. */
static size_t
count_shared(const char *text, const char *name, size_t *all)
{
	size_t n = 0;

	for (*all = 0; *name != '\0';) {
		const char *p = text;
		uint32_t ch = text_next(&name);
		bool shared = false;

		if (!text_is_han(ch))
			continue;
		while (*p != '\0' && !shared)
			shared = text_next(&p) == ch;
		n += shared;
		(*all)++;
	}
	return n;
}

const struct field *
header_like(const struct form *f, const char *text, const bool *present)
{
	const struct field *found = NULL;
	size_t most = 1, all;	/* one character says nothing */
	bool several = false;

	for (size_t i = 0; i < f->nfields; i++) {
		size_t n = present[i] ? 0 : count_shared(text,
		    f->fields[i].name, &all);

		if (n < most || n < 2 || 3 * n < all)
			continue;
		several = n == most;
		most = n;
		found = &f->fields[i];
	}
	return several ? NULL : found;
}

void
header_unknown(struct intake *in, const struct field *like, struct finding *f)
{
	if (like != NULL) {
		f->field = like->name;
		f->detail = arena_printf(&in->cells, "表头不在表单中，其内容"
		    "未读取；表单的“%s”没有，可能就是这一项", like->name);
	}
	log_finding(in, FINDING_HEADER_UNKNOWN, f);
}

bool
header_is_of(struct intake *in, const struct form *f,
    const struct sheet *s)
{
	for (size_t i = 0; i < s->nrecords && i < LOOK_RECORDS; i++) {
		const struct sheet_record *r = &s->records[i];
		size_t n = 0, required = 0, found = 0;

		for (size_t k = 0; k < f->nfields; k++) {
			bool there = false;

			for (size_t c = 0; c < r->ncells && !there; c++)
				there = header_field(in, f, r->cells[c]) ==
				    &f->fields[k];
			n += there;
			required += f->fields[k].required;
			found += f->fields[k].required && there;
		}
		if (n >= 2 && found == required && 2 * n > r->ncells)
			return true;
	}
	return false;
}
