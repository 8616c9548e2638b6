#include "xlsx/record.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const words[RECORD_KINDS] = {
	[RECORD_CELL] = "单元格", [RECORD_MERGED] = "合并的单元格",
	[RECORD_LINK] = "链接", [RECORD_COLUMN] = "列宽",
	[RECORD_ROW] = "行高", [RECORD_PANES] = "冻结的窗格",
	[RECORD_FILTER] = "筛选", [RECORD_TITLES] = "打印标题",
	[RECORD_PAGE] = "页面设置", [RECORD_FOOTER] = "页脚",
	[RECORD_LIST] = "下拉列表", [RECORD_CHART] = "图",
};

void
record_free(struct book_record *r)
{
	free(r->sheets);
	free(r->looks);
}

void
record_begin(struct book_record *r, const lxw_worksheet *ws, const char *name)
{
	mem_grow(&r->sheets, &r->sheets_cap, r->nsheets, sizeof(*r->sheets));
	r->sheets[r->nsheets++] = (struct record_sheet){ .ws = ws,
	    .name = text_hash(TEXT_HASH, name) };
}

void
record_count(struct record_count *c, uint64_t what)
{
	c->n++;
	c->sum += what;
}

void
record_add(struct book_record *r, const lxw_worksheet *ws, enum book_record_kind kind,
    uint64_t what)
{
	if (r->last >= r->nsheets || r->sheets[r->last].ws != ws)
		for (r->last = 0; r->last < r->nsheets &&
		    r->sheets[r->last].ws != ws; )
			r->last++;
	assert(r->last < r->nsheets);
	record_count(&r->sheets[r->last].of[kind], what);
}

uint64_t
record_look(struct book_record *r, const lxw_format *format)
{
	struct look l;

	if (format == NULL)
		return 0;
	for (size_t i = 0; i < r->nlooks; i++)
		if (r->looks[i].format == format)
			return r->looks[i].look;
	look_of(format, &l);
	mem_grow(&r->looks, &r->looks_cap, r->nlooks, sizeof(*r->looks));
	r->looks[r->nlooks++] = (struct record_look){ format, look_hash(&l) };
	return r->looks[r->nlooks - 1].look;
}

/* Every bit of x changes half of the bits: sums of it say who was added. */
static uint64_t
mix(uint64_t x)
{
	x = (x ^ x >> 31) * UINT64_C(0x9e3779b97f4a7c15);
	x = (x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9);
	return x ^ x >> 32;
}

uint64_t
record_place(size_t row, size_t column)
{
	return mix((uint64_t)row << 20 | column);
}

uint64_t
record_what(uint64_t place, uint64_t other)
{
	return mix(place + mix(other));
}

uint64_t
record_range(size_t row, size_t column, size_t last_row, size_t last_column)
{
	return record_what(record_place(row, column), record_place(last_row,
	    last_column));
}

uint64_t
record_cell_begin(uint64_t look)
{
	return mix(look);
}

uint64_t
record_cell_text(uint64_t cell, uint64_t text)
{
	return mix(cell + text);
}

uint64_t
record_cell_end(uint64_t cell, uint64_t place, enum record_cell type)
{
	return record_what(place, cell + (uint64_t)type);
}

uint64_t
record_row(size_t row, double height_pt)
{
	/* Excel keeps quarters of a point. */
	return record_place(row, (size_t)lround(height_pt * 4));
}

static bool
same(const struct record_count *a, const struct record_count *b)
{
	return a->n == b->n && a->sum == b->sum;
}

static int
differ(const char *what, const struct record_count *asked,
    const struct record_count *found, struct err *err)
{
	return asked->n != found->n ? err_set(err, "工作簿没有写完整：%s应有"
	    "%llu处，文件里是%llu处（磁盘、内存不足？）", what,
	    (unsigned long long)asked->n, (unsigned long long)found->n) :
	    err_set(err, "工作簿没有写对：%s与要写的不同（磁盘、内存不足？）",
	    what);
}

static int
compare_sheet(const struct record_sheet *asked,
    const struct record_sheet *found, size_t i, struct err *err)
{
	for (size_t k = 0; k < RECORD_KINDS; k++)
		if (!same(&asked->of[k], &found->of[k])) {
			(void)differ(words[k], &asked->of[k], &found->of[k],
			    err);
			return err_prefix(err, "第%zu张工作表", i + 1);
		}
	return asked->name == found->name ? 0 :
	    err_set(err, "工作簿没有写对：第%zu张工作表的名称不同", i + 1);
}

int
record_compare(const struct book_record *asked, const struct book_record *found,
    struct err *err)
{
	if (asked->nsheets != found->nsheets)
		return err_set(err, "工作簿没有写完整：应有%zu张工作表，文件里是"
		    "%zu张", asked->nsheets, found->nsheets);
	for (size_t i = 0; i < asked->nsheets; i++)
		if (compare_sheet(&asked->sheets[i], &found->sheets[i], i,
		    err) == -1)
			return -1;
	if (!same(&asked->charts, &found->charts))
		return differ("图", &asked->charts, &found->charts, err);
	if (!same(&asked->ranges, &found->ranges))
		return differ("图的数据", &asked->ranges, &found->ranges, err);
	return same(&asked->words, &found->words) ? 0 :
	    differ("图的文字", &asked->words, &found->words, err);
}
