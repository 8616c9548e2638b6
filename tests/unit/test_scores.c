/* Scores, totals and ranks against tables computed by hand. */
#include "folder.h"

#include "assess/assess.h"

static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
	"工作室,竖,编号,文本,,,,,,\n"
	"工作室,竖,名称,文本,,,,,,\n"
	"工作室,竖,组,文本,,,,,,\n"
	"工作室,竖,星,整数,,,,,,\n"
	"获奖,横,分,整数,,,,,,\n"
	"自评,横,评估点,文本,,,,,错误,\n"
	"自评,横,得分,小数,,,,,,\n"
	"评审,横,专家,文本,,,,,错误,\n"
	"评审,横,评估点,文本,,,,,错误,\n"
	"评审,横,得分,小数,,,,,,\n";

struct world {
	struct folder folder;
	struct scheme scheme;
	struct store store;
	struct err err;
};

/* A store with the scheme of these properties and points. */
static void
world_open(struct world *w, const char *properties, const char *points)
{
	*w = (struct world){ 0 };
	folder_open(&w->folder);
	folder_write(&w->folder, "方案.csv", arena_printf(&w->folder.arena,
	    "项目,内容\n名称,测试\n%s", properties));
	folder_write(&w->folder, "表单.csv", forms);
	folder_write(&w->folder, "指标.csv", points);
	assert_int_equal(scheme_read(&w->scheme, w->folder.path, &w->err), 0);
	assert_int_equal(store_create(&w->store, &w->err), 0);
	assert_int_equal(scheme_load(&w->scheme, &w->store, &w->err), 0);
}

static void
world_close(struct world *w)
{
	store_close(&w->store);
	scheme_free(&w->scheme);
	folder_close(&w->folder);
}

static void
assess(struct world *w)
{
	if (assess_run(&w->scheme, &w->store, "2024-03-01", true, &w->err) == -1)
		fail_msg("%s", w->err.text);
}

static void
add_studio(struct world *w, int n, const char *group)
{
	run(&w->store, arena_printf(&w->folder.arena, "INSERT INTO 工作室(编号,"
	    " 名称, 组, _序) VALUES('S%d', '室%d', '%s', %d)", n, n, group, n));
}

static void
add_score(struct world *w, int studio, int expert, size_t point,
    const char *score)
{
	static int order;

	run(&w->store, arena_printf(&w->folder.arena, "INSERT INTO 评审(工作室,"
	    " 专家, 评估点, 得分, _文件, _行, _序) VALUES('S%d', '专家%d', 'P%zu',"
	    " %s, '评审.csv', %d, %d)", studio, expert, point, score, order + 2,
	    order));
	order++;
}

/* "1,2;-;3": points by ;, experts by comma, - for not scored. */
static void
add_scores(struct world *w, int studio, const char *text)
{
	size_t point = 1;
	int expert = 1;

	while (*text != '\0') {
		size_t len = strcspn(text, ",;");

		if (!(len == 1 && *text == '-'))
			add_score(w, studio, expert, point,
			    arena_strndup(&w->folder.arena, text, len));
		text += len;
		if (*text == ';') {
			point++;
			expert = 0;
		}
		expert++;
		text += *text != '\0';
	}
}

struct table {
	const char *scores;	/* see add_scores */
	const char *finals;	/* 最终 of each point */
	const char *total;
	bool trim;		/* 去极值平均 */
};

/* Every line computed by hand, with fractions. */
static const struct table tables[] = {
	{ "5", "5", "5", false },
	{ "1,2", "1.5", "1.5", false },
	{ "1,1,2", "1.33", "1.33", false },			/* 4/3 */
	{ "1,1,2;1,1,2;1,1,2", "1.33;1.33;1.33", "4", false },	/* 3 × 4/3 */
	{ "1,2,2;1,2,2;1,2,2", "1.67;1.67;1.67", "5", false },	/* 3 × 5/3 */
	{ "1,0,0,0,0,0,0", "0.14", "0.14", false },		/* 1/7 */
	/* 7 × 1/7 = 1, where the rounded parts add up to 0.98 */
	{ "1,0,0,0,0,0,0;1,0,0,0,0,0,0;1,0,0,0,0,0,0;1,0,0,0,0,0,0;"
	    "1,0,0,0,0,0,0;1,0,0,0,0,0,0;1,0,0,0,0,0,0",
	    "0.14;0.14;0.14;0.14;0.14;0.14;0.14", "1", false },
	{ "0.01,0", "0.01", "0.01", false },			/* 0.005 */
	{ "0.01,0;0.01,0", "0.01;0.01", "0.01", false },	/* 2 × 0.005 */
	{ "0.01,0;0.01,0;0.01,0", "0.01;0.01;0.01", "0.02", false },
	{ "87.33,87.34", "87.34", "87.34", false },		/* 87.335 */
	{ "87.32,87.33", "87.33", "87.33", false },		/* 87.325 */
	{ "87.32,87.32,87.33", "87.32", "87.32", false },
	{ "1.005,2", "2", "2", false },		/* too fine: not counted */
	{ "-1,101,50", "50", "50", false },	/* out of range: not counted */
	{ "0,0,0", "0", "0", false },
	{ "5;-", "5;0", "5", false },		/* nobody scored the second */
	{ "4,5;4,-", "4.5;4", "8.5", false },	/* a late expert */
	{ "0.01,0,0", "0", "0", false },			/* 0.00333 */
	{ "0.01,0.01,0", "0.01", "0.01", false },		/* 0.00667 */
	{ "2.5,2.5", "2.5", "2.5", false },
	{ "1,2,3,4", "2.5", "2.5", false },
	{ "1,2,3,4,5", "3", "3", false },
	{ "1,2,3,4,5", "3", "3", true },
	{ "0,5,5,5,10", "5", "5", true },
	{ "0,1,1,2,10", "1.33", "1.33", true },			/* 4/3 */
	{ "0,1,1,2,10", "2.8", "2.8", false },			/* 14/5 */
	{ "0,0,0,10", "2.5", "2.5", true },	/* four experts: none dropped */
	{ "1,2,3,4,5,9", "3.5", "3.5", true },			/* 14/4 */
	{ "5,5,5,5,5", "5", "5", true },
	{ "0,1,1,1,1,2,3", "1.2", "1.2", true },		/* 6/5 */
	{ "0,1,1,1,1,1,2,2", "1.17", "1.17", true },		/* 7/6 */
	/* trimming is per point: five experts here, four there */
	{ "0,1,1,1,100;0,0,0,100", "1;25", "26", true },
	/* 1/2 + 1/3 + 1/7 = 41/42 */
	{ "1,0;1,0,0;1,0,0,0,0,0,0", "0.5;0.33;0.14", "0.98", false },
	/* 1/2 + 1/3 + 1/6 = 1 */
	{ "1,0;1,0,0;1,0,0,0,0,0", "0.5;0.33;0.17", "1", false },
	/* 1/3 + 1/6 + 0.005 = 0.505 */
	{ "1,0,0;1,0,0,0,0,0;0.01,0", "0.33;0.17;0.01", "0.51", false },
	/* 0.01 × (1/3 + 1/6) = 0.005 exactly */
	{ "0.01,0,0;0.01,0,0,0,0,0", "0;0", "0.01", false },
	/* 0.01 × (1/3 + 1/7) = 0.00476, just below the edge */
	{ "0.01,0,0;0.01,0,0,0,0,0,0", "0;0", "0", false },
	{ "99.99,100", "100", "100", false },			/* 99.995 */
	{ "100;100", "100;100", "200", false },
	{ "33.33,33.33,33.34", "33.33", "33.33", false },
	{ "1,0,0,0,0,0,0,0,0,0,0", "0.09", "0.09", false },	/* 1/11 */
	{ "3,3,4;3,4,4", "3.33;3.67", "7", false },
	{ "0.29,0.29;0.57,0.57", "0.29;0.57", "0.86", false },	/* no 28.999 */
};

static char *
points_csv(struct arena *a, size_t n)
{
	struct buf b = { 0 };
	char *text;

	buf_adds(&b, "编号,一级指标,二级指标,评估点,分值\n");
	for (size_t i = 1; i <= n; i++)
		buf_addf(&b, "P%zu,甲,乙,点%zu,100\n", i, i);
	text = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
test_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		const struct table *t = &tables[i];
		struct arena a = { 0 };
		struct world w;
		size_t n = 1;

		for (const char *p = t->scores; *p != '\0'; p++)
			n += *p == ';';
		world_open(&w, t->trim ? "专家汇总,去极值平均\n" : "",
		    points_csv(&a, n));
		add_studio(&w, 1, "");
		add_scores(&w, 1, t->scores);
		assess(&w);
		assert_string_equal(query(&w.store, &a, "SELECT group_concat("
		    "points(最终), ';') FROM 得分"), t->finals);
		assert_string_equal(query(&w.store, &a,
		    "SELECT points(总分) FROM 汇总"), t->total);
		assert_string_equal(query(&w.store, &a,
		    "SELECT points(得分) FROM 小计"), t->total);
		arena_free(&a);
		world_close(&w);
	}
}

/* From how many experts on is the scheme's to say; here from three. */
static void
test_extremes_from_the_schemes_number(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "专家汇总,去极值平均\n去极值起,3\n", points_csv(&a, 2));
	add_studio(&w, 1, "");
	add_scores(&w, 1, "10,1,0;9,0");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT points(专家均分),"
	    " points(最低), points(最高) FROM 得分"), "1|0|10\n4.5|0|9\n");
	arena_free(&a);
	world_close(&w);
}

/* 未舍入 of what needs no rounding is that number, not one bit less. */
static void
test_unrounded(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 1));
	for (int i = 1; i <= 200; i++) {
		add_studio(&w, i, "");
		add_scores(&w, i, arena_printf(&a, "%d.%02d", i / 3, i / 2));
	}
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 汇总.工作室, 总分,"
	    " printf('%.17g', 汇总.未舍入) FROM 汇总 JOIN 小计 USING(工作室)"
	    " WHERE 汇总.未舍入 <> 总分 OR 小计.未舍入 <> 总分"), "");
	arena_free(&a);
	world_close(&w);
}

static void
test_ranks(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 2));
	for (int i = 1; i <= 7; i++)
		add_studio(&w, i, "");
	add_scores(&w, 1, "9;0");
	add_scores(&w, 2, "10;0");
	add_scores(&w, 3, "8,9,10;0");		/* 9: shares the rank */
	add_scores(&w, 4, "0.33;0");
	add_scores(&w, 5, "0,0,1;0");		/* 1/3 is above 0.33 */
	add_scores(&w, 6, "0,0,1;0");
	assess(&w);				/* nobody scored S7 */
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, points(总分),"
	    " 名次, 等级 FROM 汇总 ORDER BY 工作室"),
	    "S1|9|2|\nS2|10|1|\nS3|9|2|\nS4|0.33|6|\nS5|0.33|4|\nS6|0.33|4|\n"
	    "S7|||待评审\n");
	assert_string_equal(query(&w.store, &a,
	    "SELECT count(最终) FROM 得分 WHERE 工作室 = 'S7'"), "0");
	assert_string_equal(query(&w.store, &a,
	    "SELECT count(*) FROM 问题 WHERE 工作室 = 'S7'"), "0");
	arena_free(&a);
	world_close(&w);
}

static void
test_groups_rank_apart(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "分组字段,组\n", points_csv(&a, 1));
	add_studio(&w, 1, "小学");
	add_studio(&w, 2, "中学");
	add_studio(&w, 3, "小学");
	add_scores(&w, 1, "1");
	add_scores(&w, 2, "2");
	add_scores(&w, 3, "3");
	assess(&w);
	assert_string_equal(dump(&w.store, &a,
	    "SELECT 工作室, 组别, 名次 FROM 汇总 ORDER BY 工作室"),
	    "S1|小学|2\nS2|中学|1\nS3|小学|1\n");
	arena_free(&a);
	world_close(&w);
}

#define GRADE(word, least) { .name = word, .min = least, .condition = "", \
	.group = "", .quota = -1 }

static void
test_grades(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 1));
	w.scheme.grades = (struct grade[]){ GRADE("优秀", 9000),
	    GRADE("合格", 6000), GRADE("待定", NO_LOW) };
	w.scheme.ngrades = 3;
	add_studio(&w, 1, "");
	add_studio(&w, 2, "");
	add_studio(&w, 3, "");
	add_scores(&w, 1, "90");
	add_scores(&w, 2, "89.99,89.99,90");	/* 89.9933: not rounded up */
	add_scores(&w, 3, "59.99");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 等级 FROM 汇总"
	    " ORDER BY 工作室"), "优秀\n合格\n待定\n");
	arena_free(&a);
	world_close(&w);
}

/* Units that do not apply leave the sum; a bonus comes on top. */
static const char stars[] = "编号,一级指标,二级指标,评估点,分值,附加,适用\n"
	"P1,甲,一,点1,60,,\n"
	"P2,甲,一,点2,40,,工作室.星 >= 3\n"
	"P3,附加,一,点3,10,是,\n";

static void
test_exempt_and_bonus(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "不适用计分,按比例折算\n", stars);
	for (int i = 1; i <= 4; i++)
		add_studio(&w, i, "");
	run(&w.store, "UPDATE 工作室 SET 星 = CASE 编号 WHEN 'S1' THEN 3 ELSE 1"
	    " END");
	add_scores(&w, 1, "30;20;5");	/* 50 + 5 */
	add_scores(&w, 2, "30;-;5");	/* 100 × 30/60 + 5 */
	add_scores(&w, 3, "30;20;-");	/* does not apply, but was scored */
	add_scores(&w, 4, "20,20,30;-;-");	/* 100 × (70/3)/60 = 38.888… */
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, points(总分)"
	    " FROM 汇总 ORDER BY 1"), "S1|55\nS2|55\nS3|50\nS4|38.89\n");
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 适用,"
	    " points(最终), 应评 FROM 得分 WHERE 评估点 = 'P2' ORDER BY 1"),
	    "S1|1|20|1\nS2|0||0\nS3|1|20|0\nS4|0||0\n");
	/* An unscored bonus is 0 without a finding. */
	assert_string_equal(query(&w.store, &a, "SELECT count(*) FROM 问题"),
	    "0");
	arena_free(&a);
	world_close(&w);
}

static void
test_exempt_counted_zero(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", stars);
	add_studio(&w, 1, "");
	add_scores(&w, 1, "30;-;5");
	assess(&w);
	assert_string_equal(query(&w.store, &a,
	    "SELECT points(总分) FROM 汇总"), "35");
	arena_free(&a);
	world_close(&w);
}

/* What SQL computes is binary; 1.005 and 2.675 are rounded as written. */
static void
test_computed_half_up(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", "编号,一级指标,二级指标,评估点,分值,对象,自动\n"
	    "P1,甲,一,点1,5,,1.005\nP2,甲,一,点2,5,,2.675\n"
	    "P3,甲,一,点3,5,,1.0 / 3\nP4,甲,一,点4,5,,1.00499\n");
	add_studio(&w, 1, "");
	assess(&w);
	assert_string_equal(query(&w.store, &a,
	    "SELECT group_concat(points(自动), ' ') FROM 得分"),
	    "1.01 2.68 0.33 1");
	arena_free(&a);
	world_close(&w);
}

static void
test_computed_counts(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", "编号,一级指标,二级指标,评估点,分值,对象,自动,自动明细\n"
	    "P1,甲,一,点1,5,,,\n"
	    "P2,甲,一,点2,6,获奖,\"coalesce(max(分), 0)\",最高一项\n");
	w.scheme.points[1].evidence = "'最高' || max(分)";
	for (int i = 1; i <= 3; i++)
		add_studio(&w, i, "");
	run(&w.store, "INSERT INTO 获奖(工作室, 分) VALUES('S1', 4), ('S1', 2),"
	    " ('S2', 9)");
	add_scores(&w, 1, "5;4");
	add_scores(&w, 2, "5,5;6,5");	/* 9 is held at the maximum, 6 */
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, points(自动),"
	    " points(专家均分), points(最终), 自动明细 FROM 得分"
	    " WHERE 评估点 = 'P2' ORDER BY 1"),
	    "S1|4|4|4|最高4\nS2|6|5.5|6|最高9\nS3|0|||\n");
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 级别, 代码, 值"
	    " FROM 问题 ORDER BY rowid"),
	    "S2|提醒|COMPUTED_OUT_OF_RANGE|P2\n"
	    "S2|提醒|SCORE_DIFFERS_FROM_COMPUTED|5\n");
	arena_free(&a);
	world_close(&w);
}

/* What a score must be to count, and where the finding points. */
static void
test_refused_scores(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 1));
	add_studio(&w, 1, "");
	run(&w.store, "INSERT INTO _来源版式 VALUES('评审.csv', '', 1), ('自评.csv',"
	    " '', 2); INSERT INTO _版式 VALUES(1, '得分', 3, 0, 0),"
	    " (1, '评估点', 2, 0, 0), (2, '得分', 2, 0, 0);"
	    "INSERT INTO 评审(工作室, 专家, 评估点, 得分, _文件, _行, _表行, _序)"
	    " VALUES ('S1', '甲', 'P1', 101, '评审.csv', 2, 2, 1),"
	    " ('S1', '甲', 'P1', 60, '评审.csv', 3, 3, 2),"
	    " ('S1', '甲', 'P1', 70, '评审.csv', 4, 4, 3),"
	    " ('S1', '甲', 'P9', 1, '评审.csv', 5, 5, 4),"
	    " ('S1', '乙', 'P1', -0.5, '评审.csv', 6, 6, 5),"
	    " ('S1', '乙', 'P1', 1.234, '评审.csv', 7, 7, 6),"
	    " ('S1', '乙', 'P1', NULL, '评审.csv', 8, 8, 7);"
	    "INSERT INTO 自评(工作室, 评估点, 得分, _文件, _行, _表行, _序)"
	    " VALUES('S1', 'P1', 100.01, '自评.csv', 2, 2, 1)");
	assess(&w);
	assert_string_equal(dump(&w.store, &a,
	    "SELECT 代码, 级别, 单元格, 值 FROM 问题 ORDER BY 文件, 行"),
	    "SCORE_ABOVE_MAX|错误|自评.csv!B2|100.01\n"
	    "SCORE_ABOVE_MAX|错误|评审.csv!C2|101\n"
	    "SCORE_REPEATED|错误|评审.csv!B4|P1\n"
	    "POINT_UNKNOWN|错误|评审.csv!B5|P9\n"
	    "SCORE_NEGATIVE|错误|评审.csv!C6|-0.5\n"
	    "SCORE_TOO_FINE|错误|评审.csv!C7|1.234\n");
	assert_string_equal(query(&w.store, &a, "SELECT 说明 FROM 问题 WHERE"
	    " 代码 = 'SCORE_REPEATED'"), "与第3行是同一专家对同一评估点的评分，"
	    "以前面的为准，本行未计入");
	assert_string_equal(dump(&w.store, &a, "SELECT points(最终), 专家人数,"
	    " 自评 FROM 得分"), "60|1|\n");
	arena_free(&a);
	world_close(&w);
}

/* The order in which rows came changes nothing. */
static void
test_permutations(void **state)
{
	static const char rows[][3][8] = {
		{ "1", "P1", "1" }, { "2", "P1", "2" }, { "3", "P1", "2" },
		{ "1", "P2", "7" }, { "2", "P2", "9.01" }, { "4", "P2", "0" },
		{ "5", "P2", "3" }, { "6", "P2", "3" }, { "3", "P3", "0.01" },
		{ "4", "P3", "0" },
	};
	const size_t n = sizeof(rows) / sizeof(*rows);
	struct arena a = { 0 };
	char *first = NULL;
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20; round++) {
		size_t order[10];
		struct world w;
		char *got;

		world_open(&w, "专家汇总,去极值平均\n", points_csv(&a, 3));
		add_studio(&w, 1, "");
		for (size_t i = 0; i < n; i++)
			order[i] = i;
		for (size_t i = n - 1; i > 0 && round > 0; i--) {
			size_t k, swap = order[i];

			seed = seed * 1103515245u + 12345u;
			k = seed / 65536u % (i + 1);
			order[i] = order[k];
			order[k] = swap;
		}
		for (size_t i = 0; i < n; i++)
			run(&w.store, arena_printf(&a, "INSERT INTO 评审(工作室,"
			    " 专家, 评估点, 得分, _序) VALUES('S1', '%s', '%s', %s,"
			    " %zu)", rows[order[i]][0], rows[order[i]][1],
			    rows[order[i]][2], i));
		assess(&w);
		got = dump(&w.store, &a, "SELECT 评估点, 专家均分, 最终, 未舍入,"
		    " (SELECT 总分 || ' ' || 未舍入 FROM 汇总) FROM 得分");
		if (first == NULL)
			first = got;
		assert_string_equal(got, first);
		world_close(&w);
	}
	arena_free(&a);
}

static const char words[] = "编号,一级指标,二级指标,评估点,适用\n"
	"P1,甲,一,点1,\nP2,甲,一,点2,\nP3,甲,一,点3,\nP4,甲,一,点4,\n"
	"P5,甲,一,点5,工作室.编号 <> 'S1'\n";

static void
test_words(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	w = (struct world){ 0 };
	folder_open(&w.folder);
	folder_write(&w.folder, "方案.csv", "项目,内容\n名称,测试\n");
	folder_write(&w.folder, "表单.csv", "表,方向,字段,类型,取值\n"
	    "工作室,竖,编号,文本,\n工作室,竖,名称,文本,\n"
	    "自评,横,评估点,文本,\n自评,横,结论,单选,达标|未达标\n"
	    "评审,横,专家,文本,\n评审,横,评估点,文本,\n"
	    "评审,横,结论,单选,达标|未达标\n");
	folder_write(&w.folder, "指标.csv", words);
	assert_int_equal(scheme_read(&w.scheme, w.folder.path, &w.err), 0);
	assert_int_equal(store_create(&w.store, &w.err), 0);
	assert_int_equal(scheme_load(&w.scheme, &w.store, &w.err), 0);
	run(&w.store, "INSERT INTO 工作室(编号, _序) VALUES('S1', 1), ('S2', 2);"
	    "INSERT INTO 评审(工作室, 专家, 评估点, 结论, _序) VALUES"
	    " ('S1', '甲', 'P1', '达标', 1), ('S1', '乙', 'P1', '达标', 2),"
	    " ('S1', '丙', 'P1', '未达标', 3), ('S1', '甲', 'P2', '达标', 4),"
	    " ('S1', '乙', 'P2', '未达标', 5), ('S1', '甲', 'P3', '未达标', 6);"
	    "INSERT INTO 自评(工作室, 评估点, 结论, _序) VALUES"
	    " ('S1', 'P4', '达标', 1), ('S2', 'P1', '达标', 2)");
	assess(&w);
	/*
	 * Majority; a tie is not met; nor is what no expert judged, unless it
	 * does not apply.
	 */
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 评估点, 最终结论,"
	    " 自评结论 FROM 得分 ORDER BY 1, 2"),
	    "S1|P1|达标|\nS1|P2|未达标|\nS1|P3|未达标|\nS1|P4|未达标|达标\n"
	    "S1|P5||\nS2|P1||达标\nS2|P2||\nS2|P3||\nS2|P4||\nS2|P5||\n");
	arena_free(&a);
	world_close(&w);
}

/* The first grade whose limit is reached: they stand best first. */
static void
test_grade_is_the_first_reached(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 1));
	w.scheme.grades = (struct grade[]){ GRADE("优秀", 9000),
	    GRADE("良好", 7500), GRADE("合格", 6000), GRADE("及格", 5000) };
	w.scheme.ngrades = 4;
	for (int i = 1; i <= 6; i++)
		add_studio(&w, i, "");
	add_scores(&w, 1, "100");
	add_scores(&w, 2, "90");
	add_scores(&w, 3, "89.99");
	add_scores(&w, 4, "60");
	add_scores(&w, 5, "50");
	add_scores(&w, 6, "49.99");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 等级 FROM 汇总"
	    " ORDER BY 工作室"), "优秀\n优秀\n良好\n合格\n及格\n\n");
	arena_free(&a);
	world_close(&w);
}

/* Who leads a group is first, though the last of another has as much. */
static void
test_ranks_begin_anew_in_each_group(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "分组字段,组\n", points_csv(&a, 1));
	for (int i = 1; i <= 6; i++)
		add_studio(&w, i, i <= 2 ? "A" : i <= 5 ? "B" : "C");
	add_scores(&w, 1, "9");
	add_scores(&w, 2, "5");
	add_scores(&w, 3, "5");
	add_scores(&w, 4, "5");
	add_scores(&w, 5, "1");
	add_scores(&w, 6, "1");
	assess(&w);
	assert_string_equal(dump(&w.store, &a,
	    "SELECT 工作室, 名次, 位次 FROM 汇总 ORDER BY 工作室"),
	    "S1|1|1\nS2|2|2\nS3|1|3\nS4|1|4\nS5|3|5\nS6|1|6\n");
	arena_free(&a);
	world_close(&w);
}

/* Equal totals, and those without one, stand by their 编号 in every list. */
static void
test_equal_totals_by_code(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 1));
	for (int i = 6; i >= 1; i--) {
		add_studio(&w, i, "");
		run(&w.store, arena_printf(&a, "UPDATE 工作室 SET _序 = %d "
		    "WHERE 编号 = 'S%d'", 7 - i, i));
	}
	add_scores(&w, 4, "5");
	add_scores(&w, 5, "5");
	add_scores(&w, 2, "5");
	assess(&w);
	assert_string_equal(dump(&w.store, &a,
	    "SELECT 工作室, 名次 FROM 汇总 ORDER BY 位次"),
	    "S2|1\nS4|1\nS5|1\nS1|\nS3|\nS6|\n");
	arena_free(&a);
	world_close(&w);
}

/* A school may give itself nothing, and all there is. */
static void
test_self_scores_up_to_the_maximum(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 4));
	add_studio(&w, 1, "");
	run(&w.store, "INSERT INTO 自评(工作室, 评估点, 得分, _序) VALUES"
	    " ('S1', 'P1', 100, 1), ('S1', 'P2', 0, 2), ('S1', 'P3', 99.99, 3)");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 评估点, points(自评)"
	    " FROM 得分"), "P1|100\nP2|0\nP3|99.99\nP4|\n");
	assert_string_equal(query(&w.store, &a, "SELECT points(自评总分)"
	    " FROM 汇总"), "199.99");
	assert_string_equal(query(&w.store, &a, "SELECT group_concat(代码) FROM "
	    "问题"), "SELF_POINTS_MISSING");
	arena_free(&a);
	world_close(&w);
}

/*
 * Points that a self-assessment leaves out: those that the school scores, not
 * a bonus, nor what is computed or does not apply.
 */
static void
test_self_points_missing(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "",
	    "编号,一级指标,二级指标,评估点,分值,附加,适用,对象,自动\n"
	    "P1,甲,一,点1,6,,,,\nP2,甲,一,点2,4,,工作室.星 >= 3,,\n"
	    "P3,甲,一,点3,5,,,,3\nP4,甲,一,点4,5,,,,\n"
	    "P5,附加,一,点5,5,是,,,\n");
	for (int i = 1; i <= 6; i++)
		add_studio(&w, i, "");
	run(&w.store, "UPDATE 工作室 SET 星 = iif(编号 = 'S1', 3, 1)");
	run(&w.store, "INSERT INTO 自评(工作室, 评估点, 得分, _文件, _行, _序) "
	    "VALUES ('S1', 'P1', 1, 'S1/自评.csv', 2, 1),"
	    /* all that it has to, one without a score */
	    " ('S2', 'P1', 1, 'S2/自评.csv', 2, 2),"
	    " ('S2', 'P4', NULL, 'S2/自评.csv', 3, 3),"
	    /* S3 nothing; a row whose point is not known may be the other */
	    " ('S4', 'P1', 1, 'S4/自评.csv', 2, 4),"
	    " ('S4', NULL, 1, 'S4/自评.csv', 3, 5),"
	    " ('S5', '9.9', 1, 'S5/自评.csv', 2, 6),"
	    /* in two files */
	    " ('S6', 'P1', 1, 'S6/自评.csv', 2, 7),"
	    " ('S6', 'P4', 1, '自评.csv', 2, 8)");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 级别, 文件, 字段,"
	    " 说明 FROM 问题 WHERE 代码 = 'SELF_POINTS_MISSING' ORDER BY 1"),
	    "S1|提醒|S1/自评.csv|评估点|自评缺少2个评估点：P2、P4\n"
	    "S5|提醒|S5/自评.csv|评估点|自评缺少2个评估点：P1、P4\n");
	arena_free(&a);
	world_close(&w);
}

/* Of many points some are named. */
static void
test_many_self_points_missing(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 13));
	add_studio(&w, 1, "");
	run(&w.store, "INSERT INTO 自评(工作室, 评估点, 得分, _序) VALUES"
	    " ('S1', 'P3', 100, 1)");
	assess(&w);
	assert_string_equal(query(&w.store, &a, "SELECT 说明 FROM 问题 WHERE "
	    "代码 = 'SELF_POINTS_MISSING'"), "自评缺少12个评估点：P1、P2、P4、P5、"
	    "P6、P7、P8、P9、P10、P11 等");
	arena_free(&a);
	world_close(&w);
}

/* What is computed lies between the bounds; what is no number has no score. */
static void
test_computed_within_its_point(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", "编号,一级指标,二级指标,评估点,分值,对象,自动\n"
	    "P1,甲,一,点1,5,,-3\nP2,甲,一,点2,5,,-0.001\n"
	    "P3,甲,一,点3,5,,NULL\nP4,甲,一,点4,5,,5\n"
	    "P5,甲,一,点5,5,,5.01\nP6,甲,一,点6,5,,1e300\n"
	    "P7,甲,一,点7,5,,4.995\nP8,甲,一,点8,5,,0.004\n"
	    "P9,甲,一,点9,5,,'很好'\nP10,甲,一,点10,5,,'3'\n");
	add_studio(&w, 1, "");
	assess(&w);
	assert_string_equal(query(&w.store, &a, "SELECT group_concat("
	    "coalesce(points(自动), '无'), ' ') FROM 得分"),
	    "0 0 无 5 5 5 5 0 无 3");
	assert_string_equal(dump(&w.store, &a, "SELECT 代码, 值, 说明 FROM 问题"
	    " ORDER BY 代码, 序"),
	    "COMPUTED_OUT_OF_RANGE|P1|评估点P1由材料计算得-3分，低于下限0分，"
	    "按0分计\n"
	    "COMPUTED_OUT_OF_RANGE|P2|评估点P2由材料计算得-0.001分，低于下限0分，"
	    "按0分计\n"
	    "COMPUTED_OUT_OF_RANGE|P5|评估点P5由材料计算得5.01分，高于上限5分，"
	    "按5分计\n"
	    "COMPUTED_OUT_OF_RANGE|P6|评估点P6由材料计算得1e+300分，高于上限5分，"
	    "按5分计\n"
	    "POINT_NOT_COMPUTED|P3|评估点P3由材料计算的得分算不出来（算出的是空值，"
	    "所依据的数据没有），总分暂缺\n"
	    "POINT_NOT_COMPUTED|P9|评估点P9由材料计算的得分算不出来（算出的是“很好”，"
	    "不是数），总分暂缺\n");
	arena_free(&a);
	world_close(&w);
}

/* Nothing is computed where a point does not apply. */
static void
test_computed_does_not_apply(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "不适用计分,按比例折算\n",
	    "编号,一级指标,二级指标,评估点,分值,适用,对象,自动\n"
	    "P1,甲,一,点1,6,,,\nP2,甲,一,点2,4,工作室.星 >= 3,,3\n");
	add_studio(&w, 1, "");
	add_studio(&w, 2, "");
	run(&w.store, "UPDATE 工作室 SET 星 = 1 + 2 * (编号 = 'S1')");
	add_scores(&w, 1, "3");
	add_scores(&w, 2, "3");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 评估点,"
	    " points(自动), points(最终), 适用 FROM 得分 ORDER BY 1, 2"),
	    "S1|P1||3|1\nS1|P2|3|3|1\nS2|P1||3|1\nS2|P2|||0\n");
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, points(总分)"
	    " FROM 汇总 ORDER BY 1"), "S1|6\nS2|5\n");
	/* Nor does it count for the full mark of its part. */
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, points(满分),"
	    " points(得分) FROM 小计 ORDER BY 1"), "S1|10|6\nS2|6|3\n");
	arena_free(&a);
	world_close(&w);
}

/* Where nothing is evaluated, nobody waits for an expert. */
static void
test_nothing_to_evaluate(void **state)
{
	struct arena a = { 0 };
	struct world w;

	(void)state;
	world_open(&w, "", points_csv(&a, 0));
	add_studio(&w, 1, "");
	assess(&w);
	assert_string_equal(dump(&w.store, &a, "SELECT 工作室, 总分, 名次, 等级,"
	    " 资格 FROM 汇总"), "S1||||符合\n");
	arena_free(&a);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_extremes_from_the_schemes_number),
		cmocka_unit_test(test_unrounded),
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_groups_rank_apart),
		cmocka_unit_test(test_grades),
		cmocka_unit_test(test_exempt_and_bonus),
		cmocka_unit_test(test_exempt_counted_zero),
		cmocka_unit_test(test_computed_half_up),
		cmocka_unit_test(test_computed_counts),
		cmocka_unit_test(test_refused_scores),
		cmocka_unit_test(test_permutations),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_grade_is_the_first_reached),
		cmocka_unit_test(test_ranks_begin_anew_in_each_group),
		cmocka_unit_test(test_equal_totals_by_code),
		cmocka_unit_test(test_self_scores_up_to_the_maximum),
		cmocka_unit_test(test_self_points_missing),
		cmocka_unit_test(test_many_self_points_missing),
		cmocka_unit_test(test_computed_within_its_point),
		cmocka_unit_test(test_computed_does_not_apply),
		cmocka_unit_test(test_nothing_to_evaluate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
