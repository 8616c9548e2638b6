#ifndef PINGGU_TESTS_SHEET_DUMP_H
#define PINGGU_TESTS_SHEET_DUMP_H

#include "base/file.h"
#include "check.h"
#include "sheet/sheet.h"

/*
 * The sheets as one text.  A sheet: "# NAME", "(hidden)" behind it; a record:
 * its row, then its cells, each with the letter of its kind and | behind it;
 * then "merged ROWS COLUMNS" and "!KIND ROW:COLUMN" of what is odd.
 */
static inline char *
sheet_dump(struct arena *a, const struct sheets *file)
{
	static const char *const kinds[] = { "", "n:", "%:", "d:", "b:", "e:",
	    "v:" };
	struct buf b = { 0 };
	char *out;

	for (size_t i = 0; i < file->nsheets; i++) {
		const struct sheet *s = &file->sheets[i];

		buf_addf(&b, "# %s%s\n", s->name != NULL ? s->name : "-",
		    s->hidden ? " (hidden)" : "");
		for (size_t k = 0; k < s->nrecords; k++) {
			const struct sheet_record *r = &s->records[k];

			buf_addf(&b, "%zu ", r->row);
			for (size_t c = 0; c < r->ncells; c++)
				buf_addf(&b, "%s%s|", r->kinds == NULL ? "" :
				    kinds[r->kinds[c]], r->cells[c]);
			buf_addc(&b, '\n');
		}
		for (size_t k = 0; k < s->nmerges; k++)
			buf_addf(&b, "merged %zu-%zu %zu-%zu\n",
			    s->merges[k].first_row, s->merges[k].last_row,
			    s->merges[k].first_column,
			    s->merges[k].last_column);
		for (size_t k = 0; k < s->noddities; k++)
			buf_addf(&b, "!%d %zu:%zu\n", (int)s->oddities[k].kind,
			    s->oddities[k].row, s->oddities[k].column);
	}
	out = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return out;
}

/* A file of tests/unit/data/workbooks/. */
static inline char *
sheet_dump_file(struct arena *a, const char *name, size_t *len)
{
	struct err err = { 0 };
	bool too_large;
	char *data;

	if (file_read(a, arena_printf(a, "tests/unit/data/workbooks/%s", name),
	    SHEET_MAX_BYTES, &data, len, &too_large, &err) == -1)
		fail_msg("%s", err.text);
	return data;
}

/* The records of two are the same texts; kinds and places apart. */
static inline void
sheet_dump_same(const struct sheet *got, const struct sheet *want)
{
	assert_int_equal(got->nrecords, want->nrecords);
	for (size_t i = 0; i < want->nrecords; i++) {
		const struct sheet_record *g = &got->records[i];
		const struct sheet_record *w = &want->records[i];

		assert_int_equal(g->row, w->row);
		assert_int_equal(g->ncells, w->ncells);
		for (size_t c = 0; c < w->ncells; c++)
			assert_string_equal(g->cells[c], w->cells[c]);
	}
}

/* The table of the samples that members.* are made of. */
static inline void
sheet_dump_same_as_csv(struct arena *a, const struct sheet *got)
{
	enum sheet_status status;
	struct err err = { 0 };
	struct sheet want;

	if (sheet_read(a, "samples/zhengzhou-2024/ZZ2024-01/成员.csv", &want,
	    &status, &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(status, SHEET_OK);
	sheet_dump_same(got, &want);
}

/* What kinds.* holds as .ods and as .xls alike; %d: SHEET_ROW_HIDDEN. */
#define SHEET_DUMP_KINDS \
	"# 成员\n" \
	"1 序号|姓名|出生|比例|是否|得分|编号|公式|错误|其他|另外|\n" \
	"2 n:1|张三1|d:1980-01-02|%%:0.85|b:FALSE|n:87.33|n:001|n:2|" \
	"e:#N/A|d:2024-02-01 15:30:00|文1|\n" \
	"3 n:2|张三2|d:1980-02-02|%%:0.85|b:TRUE|n:174.66|n:002|n:4|" \
	"e:#N/A|d:08:05:00|e:#DIV/0!|\n" \
	"4 n:3|张三3|d:1980-03-02|%%:0.85|b:FALSE|n:261.99|n:003|n:6|" \
	"e:#N/A|第一行\n第二行|b:TRUE|\n" \
	"5 n:4|张三4|d:1980-04-02|%%:0.85|b:TRUE|n:349.32|n:004|n:8|" \
	"e:#N/A|𠮷é <b>&|n:123456789012346000|\n" \
	"7 合并||  两  格  |\n" \
	"merged 7-8 1-2\n!%d 1:5\n# 隐藏 (hidden)\n1 x|\n# 空\n"

#endif
