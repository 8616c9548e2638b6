#include "document/option.h"

#include <math.h>
#include <string.h>

#include "base/text.h"

static const struct {
	const char *name;
	double pt;
} sizes[] = {
	{ "二号", SIZE_2 }, { "小二", SIZE_S2 }, { "三号", SIZE_3 },
	{ "四号", SIZE_4 }, { "小四", SIZE_S4 }, { "五号", SIZE_5 },
	{ "小五", SIZE_S5 }
};

#define NSIZES	(sizeof(sizes) / sizeof(*sizes))

/* ---- values ------------------------------------------------------------------- */

static bool
same(const char *s, size_t len, const char *word)
{
	return strlen(word) == len && memcmp(s, word, len) == 0;
}

size_t
option_count(const char *list)
{
	size_t n = 1;

	for (; *list != '\0'; list++)
		n += *list == ',';
	return n;
}

const char *
option_item(const char *list, size_t i, size_t *len)
{
	const char *end, *next;

	for (; i > 0; i--)
		list += strcspn(list, ",") + 1;
	end = list + strcspn(list, ",");
	for (next = list; next < end && text_is_white(text_next(&next)); )
		list = next;
	for (next = list, *len = 0; next < end; )
		if (!text_is_white(text_next(&next)))
			*len = (size_t)(next - list);
	return list;
}

static bool
size_named(const char *value, size_t len, double *out)
{
	for (size_t i = 0; i < NSIZES; i++)
		if (same(value, len, sizes[i].name)) {
			*out = sizes[i].pt;
			return true;
		}
	return false;
}

bool
option_number(const struct component_option *o, const char *value, size_t len,
    double *out)
{
	double x;

	if (o->type == OPTION_SIZE && size_named(value, len, out))
		return true;
	if (!text_read_number(value, len, &x))
		return false;
	switch (o->type) {
	case OPTION_NUMBER:
	case OPTION_SIZE:
		break;
	case OPTION_WHOLE:
		if (x != trunc(x))
			return false;
		break;
	case OPTION_PLACE:
	case OPTION_LEADING:	/* of how many: who asks looks */
		if (x != trunc(x) || x < (o->type == OPTION_PLACE) || x > 1e6)
			return false;
		*out = x;
		return true;
	default:
		return false;
	}
	*out = x;
	return x >= o->from && x <= o->to;
}

bool
option_word(const struct component_option *o, const char *value, size_t len,
    size_t *out)
{
	for (size_t i = 0; o->words[i] != NULL; i++)
		if (same(value, len, o->words[i])) {
			*out = i;
			return true;
		}
	return false;
}

/* ---- what is wrong ------------------------------------------------------------ */

/* 甲、乙或丙 */
static const char *
listed(struct arena *a, const char *const *words, size_t n)
{
	const char *s = "";

	for (size_t i = 0; i < n; i++)
		s = arena_printf(a, "%s%s%s", s, i == 0 ? "" : i + 1 == n ?
		    "或" : "、", words[i]);
	return s;
}

/* 应为… */
static const char *
allowed(struct arena *a, const struct component_option *o,
    const char *const *names, size_t nnames)
{
	char from[TEXT_NUMBER], to[TEXT_NUMBER];
	const char *words[NSIZES];
	size_t n = 0;

	(void)text_number(from, o->from);
	(void)text_number(to, o->to);
	switch (o->type) {
	case OPTION_NUMBER:
		return arena_printf(a, "%s到%s的数", from, to);
	case OPTION_WHOLE:
		return arena_printf(a, "%s到%s的整数", from, to);
	case OPTION_SIZE:
		for (; n < NSIZES; n++)
			words[n] = sizes[n].name;
		return arena_printf(a, "%s，或者%s到%s的数（磅）",
		    listed(a, words, n), from, to);
	case OPTION_WORD:
		while (o->words[n] != NULL)
			n++;
		return listed(a, o->words, n);
	case OPTION_COLUMN:
		return arena_printf(a, "查询的列（%s）",
		    listed(a, names, nnames));
	case OPTION_PLACE:
		return arena_printf(a, "1到%zu的整数（查询的第几列）", nnames);
	case OPTION_LEADING:
		return arena_printf(a, "0到%zu的整数（查询有%zu列）", nnames,
		    nnames);
	default:
		return "";
	}
}

static bool
is_name(const char *s, size_t len, const char *const *names, size_t nnames)
{
	for (size_t i = 0; i < nnames; i++)
		if (same(s, len, names[i]))
			return true;
	return false;
}

static bool
is_right(const struct component_option *o, const char *s, size_t len,
    const char *const *names, size_t nnames)
{
	double x;
	size_t i;

	switch (o->type) {
	case OPTION_NUMBER:
	case OPTION_WHOLE:
	case OPTION_SIZE:
		return option_number(o, s, len, &x);
	case OPTION_WORD:
		return option_word(o, s, len, &i);
	case OPTION_COLUMN:
		return names == NULL || is_name(s, len, names, nnames);
	case OPTION_PLACE:
	case OPTION_LEADING:
		return names == NULL || (option_number(o, s, len, &x) &&
		    x <= (double)nnames);
	case OPTION_TEXT:
	case OPTION_CELLS:
		break;
	}
	return true;
}

const char *
option_wrong(struct arena *a, const struct component_option *o,
    const char *value, const char *const *names, size_t nnames)
{
	const bool list = o->list != LIST_NONE;
	size_t n = list ? option_count(value) : 1;

	if (o->list == LIST_EACH && names != NULL && n != nnames)
		return arena_printf(a, "“%s”有%zu项，查询有%zu列", o->key, n,
		    nnames);
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(value);
		const char *s = list ? option_item(value, i, &len) : value;

		if (!is_right(o, s, len, names, nnames))
			return arena_printf(a, "“%s”%s不能是“%.*s”，应为%s",
			    o->key, !list ? "" : arena_printf(a, "的第%zu项",
			    i + 1), (int)len, s, allowed(a, o, names, nnames));
	}
	return NULL;
}
