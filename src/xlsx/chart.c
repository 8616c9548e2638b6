#include "base/text.h"
#include "xlsx/private.h"

#include <assert.h>
#include <string.h>

/*
 * Native charts, side by side below the table:
 *
 *   图 KIND: 标题=T | 分类=RANGE | 名=N | 值=RANGE | 最多=60 | 轴=N | 上限=100
 *
 * KIND is 柱形, 横条, 折线 or 雷达.  RANGE is a column, COLUMN or
 * SHEET!COLUMN.  名 and 值 may be given again for another series.  最多: take
 * only so many rows from the top, and say so in the title.
 */
const struct sheet_key chart_keys[] = {
	{ .key = "标题", .type = KEY_PLAIN },
	{ .key = "分类", .type = KEY_RANGE },
	{ .key = "名", .type = KEY_PLAIN, .again = true },
	{ .key = "值", .type = KEY_RANGE, .again = true },
	{ .key = "最多", .type = KEY_WHOLE, .from = 1, .to = 1e6 },
	{ .key = "轴", .type = KEY_PLAIN },
	{ .key = "上限", .type = KEY_NUMBER, .from = 0.01, .to = 1e12 },
	{ .key = NULL }
};

#define PAGE_PX		1120	/* charts of one line share so much */
#define BAR_PX		26	/* height of a bar with its gap */
#define ROW_PX		20
#define BARS_MAX	60

static const struct chart_kind {
	const char *name;
	uint8_t type;
	bool lying;		/* bars lie: height grows with their number */
	unsigned width, height;	/* pixels */
} kinds[] = {
	{ "柱形", LXW_CHART_COLUMN, false, 620, 400 },
	{ "横条", LXW_CHART_BAR, true, 620, 110 },
	{ "折线", LXW_CHART_LINE, false, 620, 400 },
	{ "雷达", LXW_CHART_RADAR_WITH_MARKERS, false, 480, 440 },
};

static const lxw_color_t colours[] = { 0x2F5597, 0xC55A11, 0x548235, 0x7F7F7F };

struct drawing {
	struct book *book;
	const struct book_sheet *s;
	const struct key *key;
	const struct chart_kind *kind;
	lxw_chart *chart;
	size_t most, nbars, nseries;
	bool cut;
	const char *title, *categories, *name;
};

/* ---- what it says --------------------------------------------------------------- */

/* An item of it, NAME=VALUE; row NULL: none that there is. */
struct chart_item {
	const struct sheet_key *row;
	const char *text, *value;	/* value NULL: no = in the text */
};

/* The next item of the list; false behind the last. */
static bool
next_item(struct arena *a, const char **list, struct chart_item *item)
{
	const char *equals;

	*item = (struct chart_item){ .text = text_split(a, list, "|") };
	if (item->text == NULL)
		return false;
	equals = strchr(item->text, '=');
	if (equals == NULL)
		return true;
	item->value = text_trim(a, equals + 1);
	item->text = text_trim(a, arena_strndup(a, item->text,
	    (size_t)(equals - item->text)));
	item->row = sheet_key_find(chart_keys, item->text);
	return true;
}

static const struct chart_kind *
find_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

static const char *
kind_names(struct arena *a)
{
	const char *s = "";

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		s = arena_printf(a, "%s%s%s", s, i == 0 ? "" : "、",
		    kinds[i].name);
	return s;
}

const char *
book_chart_wrong(struct arena *a, const struct book *book,
    const struct book_sheet *s, const struct key *k)
{
	const char *list = k->value, *why;
	struct chart_item item;
	bool values = false;

	if (find_kind(k->arg) == NULL)
		return arena_printf(a, "图的种类“%s”不存在（有%s）", k->arg,
		    kind_names(a));
	while (next_item(a, &list, &item)) {
		if (item.row == NULL)
			return arena_printf(a, "图的项目“%s”不存在（有%s，写作"
			    "“项目=内容”，用|隔开）", item.text,
			    sheet_key_names(a, chart_keys));
		values |= strcmp(item.row->key, "值") == 0;
		why = item.row->type != KEY_RANGE ? NULL :
		    reference_range_wrong(a, book, s, item.value);
		if (why != NULL)
			return arena_printf(a, "图的%s“%s”不存在：%s",
			    item.row->key, item.value, why);
	}
	return values ? NULL : "图没有“值”";
}

void
book_chart_check(struct arena *a, const struct key *k, struct mistakes *m)
{
	const char *list = k->value, *why;
	size_t given[sizeof(chart_keys) / sizeof(chart_keys[0])] = { 0 };
	struct chart_item item;

	while (next_item(a, &list, &item)) {
		if (item.row == NULL)
			continue;
		why = sheet_key_wrong(a, item.row, item.value);
		if (why == NULL && given[item.row - chart_keys]++ > 0 &&
		    !item.row->again)
			why = arena_printf(a, "“%s”写了两次，只有前一次算数",
			    item.row->key);
		if (why != NULL)
			mistakes_add(m, a, k->line, arena_printf(a, "图：%s",
			    why));
	}
}

/* ---- drawing -------------------------------------------------------------------- */

/* A column named COLUMN or SHEET!COLUMN; false when there is none. */
static bool
find_column(const struct drawing *d, const char *name,
    const struct book_sheet **of, size_t *column)
{
	const char *mark = strchr(name, '!');

	*of = d->s;
	if (mark != NULL) {
		*of = book_find_sheet(d->book, arena_strndup(&d->book->arena, name,
		    (size_t)(mark - name)));
		name = mark + 1;
	}
	if (*of == NULL)
		return false;
	*column = book_sheet_column(*of, name);
	return *column < (*of)->ncolumns;
}

/*
 * How many bars: the rows up to the last that has a value, so that studios
 * that wait at the end take no room, and no more than asked for.
 */
static void
count_bars(struct drawing *d, const char *value)
{
	const struct book_sheet *of;
	size_t column;

	(void)find_column(d, value, &of, &column);
	d->nbars = of->columns[column].end;
	if (d->nbars == 0 && of->nrows > 0)
		d->nbars = 1;
	d->cut = d->nbars > d->most;
	if (d->cut)
		d->nbars = d->most;
}

/* "=range" of a column that is there, in the arena. */
static const char *
range(struct drawing *d, const char *name)
{
	const struct book_sheet *of;
	struct buf b = { 0 };
	const char *out;
	size_t column;

	(void)find_column(d, name, &of, &column);
	buf_addc(&b, '=');
	/* A chart wants the sheet's name even when it is its own. */
	if (of == d->s)
		reference_add_sheet(&b, of);
	(void)reference_range(d->book, d->s, name, d->nbars, &b);
	out = arena_strdup(&d->book->arena, buf_str(&b));
	buf_free(&b);
	return out;
}

/* Count what a chart is told, which is without = where it is told. */
static void
count_range(struct drawing *d, const char *text)
{
	record_count(&d->book->record.ranges, text_hash(TEXT_HASH, text + 1));
}

static void
count_words(struct drawing *d, const char *text)
{
	record_count(&d->book->record.words, text_hash(TEXT_HASH, text));
}

static int
add_series(struct drawing *d, const char *value, struct err *err)
{
	const size_t n = sizeof(colours) / sizeof(colours[0]);
	lxw_color_t colour = colours[d->nseries % n];
	lxw_chart_fill fill = { .color = colour };
	lxw_chart_line line = { .color = colour, .width = 2 };
	lxw_chart_series *series;
	const char *categories, *values;

	count_bars(d, value);
	values = range(d, value);
	categories = d->categories == NULL ? NULL : range(d, d->categories);
	count_range(d, values);
	if (categories != NULL)
		count_range(d, categories);
	series = chart_add_series(d->chart, categories, values);
	if (series == NULL)
		return err_set(err, "%s:%u: 无法加入图的数据",
		    d->s->file.path, d->key->line);
	if (d->name != NULL)
		chart_series_set_name(series, d->name);
	if (d->kind->type == LXW_CHART_COLUMN ||
	    d->kind->type == LXW_CHART_BAR) {
		chart_series_set_fill(series, &fill);
		if (d->nbars <= BARS_MAX) {
			chart_series_set_labels(series);
			chart_series_set_labels_num_format(series, "0.00");
		}
	} else {
		chart_series_set_line(series, &line);
	}
	d->nseries++;
	return 0;
}

/* What is of the chart as a whole, wherever it stands. */
static void
take_item(struct drawing *d, const struct chart_item *item)
{
	const char *name = item->row->key, *value = item->value;
	lxw_chart_axis *axis = d->kind->lying ? d->chart->x_axis :
	    d->chart->y_axis;

	if (strcmp(name, "标题") == 0) {
		d->title = value;
	} else if (strcmp(name, "最多") == 0) {
		d->most = (size_t)sheet_key_number(item->row, value, 1e6);
	} else if (strcmp(name, "轴") == 0) {
		chart_axis_set_name(axis, value);
		count_words(d, value);
	} else if (strcmp(name, "上限") == 0) {
		double top = sheet_key_number(item->row, value, 0);

		chart_axis_set_min(axis, 0);
		if (top > 0)
			chart_axis_set_max(axis, top);
	} else if (strcmp(name, "分类") == 0) {
		d->categories = value;
	}
}

/* What is of a series: its name, then its values. */
static int
take_series(struct drawing *d, const struct chart_item *item, struct err *err)
{
	if (strcmp(item->row->key, "名") == 0)
		d->name = item->value;
	return strcmp(item->row->key, "值") == 0 ?
	    add_series(d, item->value, err) : 0;
}

static void
dress(struct drawing *d)
{
	if (d->title != NULL) {
		const char *title = !d->cut ? d->title :
		    arena_printf(&d->book->arena, "%s（前 %zu 个）", d->title,
		    d->most);

		chart_title_set_name(d->chart, title);
		count_words(d, title);
	} else {
		chart_title_off(d->chart);
	}
	if (d->nseries < 2)
		chart_legend_set_position(d->chart, LXW_CHART_LEGEND_NONE);
	else
		chart_legend_set_position(d->chart, LXW_CHART_LEGEND_BOTTOM);
	if (d->kind->lying) {	/* the first row on top, values below */
		chart_axis_set_reverse(d->chart->y_axis);
		chart_axis_set_crossing_max(d->chart->y_axis);
		chart_set_series_gap(d->chart, 60);
		chart_axis_set_min(d->chart->x_axis, 0);
	} else if (d->kind->type == LXW_CHART_COLUMN) {
		chart_axis_set_min(d->chart->y_axis, 0);
	}
}

/* Whether all columns it is of are there: some come from data. */
static bool
has_columns(const struct drawing *d)
{
	const char *list = d->key->value;
	const struct book_sheet *of;
	struct chart_item item;
	size_t column;

	while (next_item(&d->book->arena, &list, &item))
		if (item.row != NULL && item.row->type == KEY_RANGE &&
		    !find_column(d, item.value, &of, &column))
			return false;
	return true;
}

static int
draw(struct drawing *d, struct err *err)
{
	const char *list = d->key->value;	/* nothing wrong in it */
	bool given[sizeof(chart_keys) / sizeof(chart_keys[0])] = { false };
	struct chart_item item;

	d->kind = find_kind(d->key->arg);
	d->chart = workbook_add_chart(d->book->wb, d->kind->type);
	if (d->chart == NULL)
		return err_set(err, "%s:%u: 无法建立图", d->s->file.path,
		    d->key->line);
	while (next_item(&d->book->arena, &list, &item)) {
		assert(item.row != NULL);
		if (!given[item.row - chart_keys])
			take_item(d, &item);
		given[item.row - chart_keys] = true;
	}
	for (list = d->key->value; next_item(&d->book->arena, &list, &item); ) {
		assert(item.row != NULL);
		if (take_series(d, &item, err) == -1)
			return -1;
	}
	dress(d);
	return 0;
}

int
book_sheet_charts(struct book *book, struct book_sheet *s, size_t row,
    struct err *err)
{
	unsigned x = 0, line = 0;
	bool any = false;

	for (size_t i = 0; i < s->file.nkeys && s->nrows > 0; i++) {
		struct drawing d = { .book = book, .s = s,
		    .key = &s->file.keys[i], .most = SIZE_MAX };
		lxw_chart_options at = { .x_scale = 1 };
		const char *why;
		unsigned height;

		if (strcmp(d.key->name, "图") != 0)
			continue;
		why = book_chart_wrong(&book->arena, book, s, d.key);
		if (why != NULL)
			return err_set(err, "%s:%u: %s", s->file.path,
			    d.key->line, why);
		if (!has_columns(&d))
			continue;
		if (draw(&d, err) == -1)
			return -1;
		height = d.kind->height + (d.kind->lying ?
		    BAR_PX * (unsigned)d.nbars : 0);
		if (x > 0 && x + d.kind->width > PAGE_PX) {
			row += line / ROW_PX + 2;
			x = line = 0;
		}
		at.x_offset = (int32_t)x;
		/* libxlsxwriter's own size is 480 by 288 pixels. */
		at.x_scale = d.kind->width / 480.0;
		at.y_scale = height / 288.0;
		book_check(book, worksheet_insert_chart_opt(s->ws,
		    (lxw_row_t)row, 0, d.chart, &at));
		record_count(&book->record.charts, 1);
		if (!any)
			record_add(&book->record, s->ws, RECORD_CHART, 1);
		any = true;
		x += d.kind->width + 10;
		line = height > line ? height : line;
	}
	return 0;
}
