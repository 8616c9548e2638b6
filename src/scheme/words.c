#include "scheme/private.h"

#include <string.h>

#include "base/text.h"

/*
 * The words that items are judged by: 评定词, best first; where that is not
 * there, 达标词 and behind them 未达标词.
 */

#define ITEM_WORDS	"评定词"
#define ITEM_MET	"达标词"
#define ITEM_UNMET	"未达标词"

static bool
among(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return true;
	return false;
}

/* The words of an item, which | parts; "" is none. */
static size_t
split(struct scheme *s, const char *text, const char ***words)
{
	size_t n = 0, cap = 0;
	const char *word;

	*words = NULL;
	while ((word = text_split(&s->arena, &text, "|")) != NULL)
		if (*word != '\0') {
			arena_grow(&s->arena, words, &cap, n, sizeof(**words));
			(*words)[n++] = word;
		}
	return n;
}

static void
add_word(struct scheme *s, const char *item, const char *word, bool met)
{
	size_t n = s->nwords;

	for (size_t i = 0; i < n; i++)
		if (strcmp(s->words[i].word, word) == 0) {
			scheme_complain(s, "方案.csv",
			    scheme_property_line(s, item),
			    "“%s”中的“%s”出现了两次", item, word);
			return;
		}
	if (n == MOST_WORDS) {
		scheme_complain(s, "方案.csv", scheme_property_line(s, item),
		    "“%s”多于%d个词", item, MOST_WORDS);
		return;
	}
	s->words[s->nwords++] = (struct judging_word){ word, met };
}

/* Behind 评定词: 达标词 says which of them are as they should be. */
static void
read_scale(struct scheme *s, const char *const *words, size_t n)
{
	size_t line = scheme_property_line(s, ITEM_MET);
	const char **met;
	size_t nmet = split(s, scheme_property(s, ITEM_MET, ""), &met);

	for (size_t i = 0; i < n; i++)
		add_word(s, ITEM_WORDS, words[i], nmet == 0 ? i + 1 < n :
		    among(met, nmet, words[i]));
	for (size_t i = 0; i < nmet; i++)
		if (!among(words, n, met[i]))
			scheme_complain(s, "方案.csv", line, "“" ITEM_MET
			    "”中的“%s”不在“" ITEM_WORDS "”中", met[i]);
	if (n < 2)
		scheme_complain(s, "方案.csv", scheme_property_line(s,
		    ITEM_WORDS), "“" ITEM_WORDS "”至少写两个词，用 | 隔开，"
		    "好的在前");
	if (*scheme_property(s, ITEM_UNMET, "") != '\0')
		scheme_complain(s, "方案.csv", scheme_property_line(s,
		    ITEM_UNMET), "有“" ITEM_WORDS "”时用不到“" ITEM_UNMET "”");
}

static void
read_pair(struct scheme *s)
{
	static const struct {
		const char *item, *otherwise;
	} sides[] = { { ITEM_MET, "达标" }, { ITEM_UNMET, "未达标" } };

	for (size_t i = 0; i < 2; i++) {
		const char **words;
		size_t n = split(s, scheme_property(s, sides[i].item,
		    sides[i].otherwise), &words);

		for (size_t k = 0; k < n; k++)
			add_word(s, sides[i].item, words[k], i == 0);
	}
}

/* A choice that no expert's word is, or a word that cannot be chosen. */
static void
check_choices(struct scheme *s, const char *table)
{
	const struct form *f = scheme_form(s, table);
	const struct field *d = f == NULL ? NULL : form_field(f, FIELD_WORD);

	if (d == NULL || !field_types[d->type].choice)
		return;
	for (size_t i = 0; i < d->nvalues; i++)
		if (scheme_word(s, d->values[i]) == s->nwords)
			scheme_complain(s, "表单.csv", d->line, "表“%s”的“" FIELD_WORD
			    "”可以选“%s”，而它不是评定的词（%s）", table,
			    d->values[i], scheme_words_text(&s->arena, s));
	for (size_t i = 0; i < s->nwords; i++)
		if (!among(d->values, d->nvalues, s->words[i].word))
			scheme_complain(s, "表单.csv", d->line, "表“%s”的“" FIELD_WORD
			    "”不能选“%s”，而它是评定的词", table,
			    s->words[i].word);
}

void
scheme_read_words(struct scheme *s)
{
	const char **words;
	size_t n = split(s, scheme_property(s, ITEM_WORDS, ""), &words);

	s->words = arena_alloc(&s->arena, MOST_WORDS * sizeof(*s->words));
	if (!scheme_by_words(s)) {
		if (n > 0)
			scheme_complain(s, "方案.csv", scheme_property_line(s,
			    ITEM_WORDS), "写了“" ITEM_WORDS "”，而 指标.csv 中"
			    "有分值（或没有评估点）");
		return;
	}
	if (n > 0)
		read_scale(s, words, n);
	else
		read_pair(s);
	check_choices(s, TABLE_SELF);
	check_choices(s, TABLE_EXPERT);
}

size_t
scheme_word(const struct scheme *s, const char *word)
{
	for (size_t i = 0; i < s->nwords; i++)
		if (strcmp(s->words[i].word, word) == 0)
			return i;
	return s->nwords;
}

char *
scheme_words_text(struct arena *a, const struct scheme *s)
{
	struct buf b = { 0 };
	char *text;

	for (size_t i = 0; i < s->nwords; i++)
		buf_addf(&b, "%s%s", i == 0 ? "" : "、", s->words[i].word);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}
