#include "sheet/mend.h"

#include <string.h>

#include "base/text.h"
#include "sheet/csv.h"

#define RULE_GARBLED	"乱码还原"
#define RULE_NOTHING	"占位符作空"
#define RULE_APOSTROPHE	"去撇号"
#define RULE_FORMULA	"去公式"

struct mending {
	struct arena *arena;
	struct sheet *sheet;
	bool text_file;
	bool told;		/* of garbled text */
	bool sure;		/* all of it was GBK that was taken for Latin */
	size_t ngbk;		/* cells that were */
};

/* What programs write for nothing. */
static bool
is_nothing(const char *s)
{
	static const char *const words[] = {
		"nan", "NaN", "NULL", "null", "None", "undefined", "N/A",
		"NaT", "无数据", NULL
	};

	for (size_t i = 0; words[i] != NULL; i++)
		if (strcmp(s, words[i]) == 0)
			return true;
	return false;
}

/* Can there be anything to mend?  Asked of every cell. */
static bool
is_suspect(const char *s, bool text_file)
{
	enum { END = 1, INSIDE, FIRST, WORD };
	static const unsigned char kinds[256] = {
		['\0'] = END, ['\''] = FIRST, ['='] = FIRST,
		['\v'] = INSIDE, ['\f'] = INSIDE, ['<'] = INSIDE,
		['&'] = INSIDE, ['_'] = INSIDE,
		[0xc2] = INSIDE,	/* begins U+00AD */
		[0xc3] = INSIDE,	/* begins a Latin letter */
		['n'] = WORD, ['N'] = WORD, ['u'] = WORD,
		[0xe6] = WORD,	/* begins 无 */
	};
	unsigned char kind = kinds[(unsigned char)*s];

	if (kind == FIRST || (kind == WORD && text_file && is_nothing(s)))
		return true;
	for (;; s++) {
		kind = kinds[(unsigned char)*s];
		if (kind == END || kind == INSIDE)
			return kind == INSIDE;
	}
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * Behind the ' in front that says "text" to a spreadsheet, and before the one
 * at the end where there is one; NULL: words in it are quoted, it stays.
 */
static const char *
without_apostrophe(struct arena *a, const char *s)
{
	size_t len = strlen(s);
	bool pair = len > 1 && s[len - 1] == '\'';

	for (size_t i = 1; i + pair < len; i++)
		if (s[i] == '\'' && !(is_letter(s[i - 1]) &&
		    is_letter(s[i + 1])))
			return NULL;
	return arena_strndup(a, s + 1, len - 1 - pair);
}

/* The text of ="text", or the number of =number; NULL: neither. */
static const char *
formula_text(struct arena *a, const char *s)
{
	size_t len = strlen(s), n = 0;
	double number;
	char *out;

	if (text_read_number(s + 1, len - 1, &number))
		return s + 1;
	if (len < 3 || s[1] != '"' || s[len - 1] != '"')
		return NULL;
	out = arena_alloc(a, len);
	for (size_t i = 2; i < len - 1; i++) {
		out[n++] = s[i];
		if (s[i] != '"')
			continue;
		if (i + 1 == len - 1 || s[++i] != '"')
			return NULL;	/* ="a"&"b" */
	}
	return out;
}

/* The cell as it is meant, or NULL; *rule is then what was done. */
static const char *
mend_cell(struct mending *m, const char *s, const char **rule)
{
	struct arena *a = m->arena;
	const char *was = s, *more, *better = NULL;
	bool gbk;

	if (m->text_file && is_nothing(s)) {
		*rule = RULE_NOTHING;
		return "";
	}
	if (strchr(s, 0xc3) != NULL && (better = mend_garbled(a, s, m->sure,
	    &gbk)) != NULL) {
		s = better;
		m->ngbk += gbk;
		*rule = mend_join(a, *rule, RULE_GARBLED);
	}
	if (*s == '\'' && (better = without_apostrophe(a, s)) != NULL) {
		s = better;
		*rule = mend_join(a, *rule, RULE_APOSTROPHE);
	} else if (*s == '=' && (better = formula_text(a, s)) != NULL) {
		s = better;
		*rule = mend_join(a, *rule, RULE_FORMULA);
	}
	better = mend_inside(a, s, m->text_file, &more);
	if (better != NULL) {
		s = better;
		*rule = mend_join(a, *rule, more);
	}
	return s != was ? s : NULL;
}

static void
tell_garbled(struct mending *m, const struct sheet_record *r, size_t column)
{
	struct sheet *s = m->sheet;
	struct sheet_oddity *all;

	if (m->told)
		return;
	m->told = true;
	all = arena_alloc(m->arena, (s->noddities + 1) * sizeof(*all));
	if (s->noddities > 0)
		memcpy(all, s->oddities, s->noddities * sizeof(*all));
	all[s->noddities++] = (struct sheet_oddity){
		.kind = SHEET_TEXT_MOJIBAKE, .line = r->line, .row = r->row,
		.column = column + 1 };
	s->oddities = all;
}

/*
 * What the reader noted of this cell, and what is done now, as one.  The marks
 * of ="text" are no text after all.
 */
static struct sheet_mend
note(struct mending *m, const struct sheet_mend *before, size_t column,
    const char *written, const char *rule)
{
	struct sheet_mend x = { .column = column, .written = written,
	    .rule = rule };

	if (before == NULL)
		return x;
	x.written = before->written;
	if (strcmp(before->rule, CSV_RULE_QUOTE) != 0 ||
	    strstr(rule, RULE_FORMULA) == NULL)
		x.rule = mend_join(m->arena, before->rule, rule);
	return x;
}

/* Mend the cells from the column on, which is the first that wants it. */
static void
mend_record(struct mending *m, struct sheet_record *r, size_t column)
{
	struct sheet_mend *all = arena_alloc(m->arena,
	    (r->nmends + r->ncells) * sizeof(*all));
	size_t n = 0, before = 0;

	for (size_t k = column; k < r->ncells; k++) {
		const char *was = r->cells[k], *rule = NULL, *is;
		const struct sheet_mend *x;

		if (!is_suspect(was, m->text_file) || (r->kinds != NULL &&
		    r->kinds[k] != SHEET_CELL_TEXT) ||
		    (is = mend_cell(m, was, &rule)) == NULL)
			continue;
		while (before < r->nmends && r->mends[before].column < k)
			all[n++] = r->mends[before++];
		x = before < r->nmends && r->mends[before].column == k ?
		    &r->mends[before++] : NULL;
		r->cells[k] = is;
		all[n++] = note(m, x, k, was, rule);
		if (strstr(rule, RULE_GARBLED) != NULL)
			tell_garbled(m, r, k);
	}
	while (before < r->nmends)
		all[n++] = r->mends[before++];
	r->mends = all;
	r->nmends = n;
	while (r->ncells > 0 && text_blank(r->cells[r->ncells - 1]))
		r->ncells--;
}

static void
mend_records(struct mending *m)
{
	struct sheet *s = m->sheet;
	size_t n = 0;

	for (size_t i = 0; i < s->nrecords; i++) {
		struct sheet_record *r = &s->records[i];

		for (size_t k = 0; k < r->ncells; k++)
			if (is_suspect(r->cells[k], m->text_file)) {
				mend_record(m, r, k);
				break;
			}
		if (r->ncells > 0)	/* nan in all cells: a blank record */
			s->records[n++] = *r;
	}
	s->nrecords = n;
}

static bool
has_han(const char *s)
{
	while (*s != '\0')
		if (text_is_han(text_next(&s)))
			return true;
	return false;
}

/* Whether all Chinese in the sheet is what was garbled; few cells may be chance. */
static bool
is_all_gbk(const struct mending *m)
{
	const struct sheet *s = m->sheet;
	size_t n = 0;

	if (m->ngbk < 3)
		return false;
	for (size_t i = 0; i < s->nrecords; i++)
		for (size_t k = 0; k < s->records[i].ncells; k++)
			n += has_han(s->records[i].cells[k]);
	return n <= m->ngbk;
}

void
sheet_mend(struct arena *a, struct sheet *s, bool is_text_file)
{
	struct mending m = { .arena = a, .sheet = s,
	    .text_file = is_text_file };

	mend_records(&m);
	/* A short cell says too little by itself: 姓名, 男. */
	m.sure = is_all_gbk(&m);
	if (m.sure)
		mend_records(&m);
}
