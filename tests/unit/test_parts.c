/* parts: what counts together, and what it can come to. */
#include "folder.h"

#include "scheme/private.h"

struct world {
	struct folder f;
	struct scheme scheme;
	struct part *parts;
	size_t nparts;
};

/* 甲: a group of three, one point, a bonus; 乙: bonus points; 丙: minus. */
static const char points[] =
	"编号,一级指标,二级指标,评估点,分值,附加,上限组,下限,上限\n"
	"A1,甲,一,点,6,,组,,\nA2,甲,一,点,6,,组,,\nA3,甲,二,点,5,,组,,\n"
	"A4,甲,二,点,4,,,,\nA5,甲,二,点,3,是,,,\n"
	"B1,乙,一,点,2,是,奖,,\nB2,乙,一,点,2,是,奖,,\n"
	"C1,丙,一,点,0,,,-5,0\n"
	"D1,丁,一,点,1,,次,0,无\nD2,丁,一,点,1,,次,0,\n";
static const char caps[] = "组,上限,下限\n组,10,\n奖,3,\n次,8,\n";

static void
world_open(struct world *w, const char *weights)
{
	struct err err = { 0 };

	*w = (struct world){ 0 };
	folder_open(&w->f);
	folder_write(&w->f, "方案.csv", "项目,内容\n名称,测试\n");
	folder_write(&w->f, "表单.csv", "表,方向,字段,类型\n"
	    "工作室,竖,编号,文本\n工作室,竖,名称,文本\n");
	folder_write(&w->f, "指标.csv", points);
	folder_write(&w->f, "上限.csv", caps);
	folder_write(&w->f, "权重.csv", weights);
	assert_int_equal(scheme_read(&w->scheme, w->f.path, &err), 0);
	w->nparts = scheme_parts(&w->f.arena, &w->scheme, &w->parts);
}

static void
world_close(struct world *w)
{
	scheme_free(&w->scheme);
	folder_close(&w->f);
}

static void
points_that_count_together(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "一级指标,权重\n");
	assert_int_equal(w.nparts, 4);
	assert_string_equal(w.parts[0].level1, "甲");
	assert_int_equal(w.parts[0].ngroups, 3);
	assert_int_equal(w.parts[0].groups[0].npoints, 3);
	assert_non_null(w.parts[0].groups[0].cap);
	assert_null(w.parts[0].groups[1].cap);
	assert_true(w.parts[0].groups[2].bonus);
	assert_false(w.parts[0].bonus);
	assert_true(w.parts[1].bonus);
	assert_int_equal(w.parts[1].groups[0].npoints, 2);
	assert_false(w.parts[2].bonus);
	world_close(&w);
}

static void
what_they_can_come_to(void **state)
{
	bool left[10] = { false };
	struct world w;

	(void)state;
	world_open(&w, "一级指标,权重\n");
	assert_int_equal(part_max(&w.scheme, &w.parts[0], NULL), 1400);
	assert_int_equal(part_max(&w.scheme, &w.parts[1], NULL), 300);
	assert_int_equal(part_max(&w.scheme, &w.parts[2], NULL), 0);
	/* A point without an upper bound can fill its group. */
	assert_int_equal(part_max(&w.scheme, &w.parts[3], NULL), 800);
	/* Of those that are left: 6 of the group's 10, 11 held at 10. */
	left[0] = true;
	assert_int_equal(part_max(&w.scheme, &w.parts[0], left), 600);
	left[2] = true;
	assert_int_equal(part_max(&w.scheme, &w.parts[0], left), 1000);
	left[3] = left[4] = true;
	assert_int_equal(part_max(&w.scheme, &w.parts[0], left), 1400);
	left[9] = true;
	assert_int_equal(part_max(&w.scheme, &w.parts[3], left), 100);
	left[8] = true;
	assert_int_equal(part_max(&w.scheme, &w.parts[3], left), 800);
	assert_int_equal(part_max(&w.scheme, &w.parts[1], left), 0);
	world_close(&w);
}

static void
what_a_part_is_worth(void **state)
{
	struct world w;

	(void)state;
	world_open(&w, "一级指标,权重\n甲,62.5\n");
	assert_int_equal(part_worth(&w.scheme, &w.parts[0]), 6250);
	assert_int_equal(part_worth(&w.scheme, &w.parts[1]), 0);
	assert_int_equal(part_worth(&w.scheme, &w.parts[2]), 0);
	assert_int_equal(part_worth(&w.scheme, &w.parts[3]), 800);
	world_close(&w);
}

/* The heading's maxima: a group counts in each level 2 with what it has. */
static void
maxima_of_headings(void **state)
{
	struct err err = { 0 };
	struct store store;
	struct world w;

	(void)state;
	world_open(&w, "一级指标,权重\n甲,62.5\n");
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(scheme_load(&w.scheme, &store, &err), 0);
	assert_string_equal(dump(&store, &w.f.arena, "SELECT 编号,"
	    " points(一级满分), points(二级满分), points(组上限), points(权重)"
	    " FROM 指标 WHERE 编号 IN ('A1', 'A3', 'A5', 'B1', 'D1')"),
	    "A1|14|10|10|62.5\nA3|14|9|10|62.5\nA5|14|9||62.5\n"
	    "B1|3|3|3|\nD1|8|8|8|\n");
	store_close(&store);
	world_close(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(points_that_count_together),
		cmocka_unit_test(what_they_can_come_to),
		cmocka_unit_test(what_a_part_is_worth),
		cmocka_unit_test(maxima_of_headings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
