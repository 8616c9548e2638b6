/* The order of a scheme's queries, by what each reads; worked out by hand. */
#include "folder.h"

#include "scheme/scheme.h"

static const char forms[] = "表,方向,字段,类型,必填,取值,单位,敏感,重复,说明\n"
	"工作室,竖,编号,文本,,,,,,\n工作室,竖,名称,文本,,,,,,\n"
	"工作室,竖,班,整数,,,,,,\n";
#define POINTS "编号,一级指标,评估点,分值,自动\n"
#define RULES "编号,名称,测量,上限,级别\n"
#define STAGES "阶段,次序,条件,结论\n"
#define OF(column, table) "(SELECT max(t." column ") FROM " table " AS t" \
	" WHERE t.工作室 = 工作室.编号)"
#define RULE_OF(code) "(SELECT t.测量值 FROM 资格 AS t WHERE t.工作室 =" \
	" 工作室.编号 AND t.规则 = '" code "')"

struct files {
	const char *plan, *points, *rules, *stages, *grades;
};

/* 评 for who is assessed, 点A, 得分, 总分, Z1, 资格, 名次, 等级, a stage's name. */
static void
add_name(struct buf *b, const struct scheme *s, const struct step *st)
{
	static const char *const names[STEP_KINDS] = {
		[STEP_ASSESSED] = "评", [STEP_SCORES] = "得分",
		[STEP_TOTALS] = "总分", [STEP_GATES] = "资格",
		[STEP_RANKS] = "名次", [STEP_GRADES] = "等级" };

	if (st->kind == STEP_APPLIES)
		return;		/* one a point, and of no interest here */
	buf_addf(b, "%s%s%s", *buf_str(b) != '\0' ? " " : "",
	    st->kind == STEP_POINT ? s->points[st->index].code :
	    st->kind == STEP_RULE ? s->rules[st->index].code :
	    st->kind == STEP_STAGE ? s->decisions[st->index].stage :
	    names[st->kind], st->scored ? "+" : "");
}

/* The order, + behind what comes after 得分; or what is wrong. */
static void
expect(const struct files *files, const char *want)
{
	struct folder f;
	struct scheme s;
	struct store store;
	struct sequence q;
	struct err err = { 0 };
	struct buf said = { 0 };

	folder_open(&f);
	folder_write(&f, "方案.csv", arena_printf(&f.arena,
	    "项目,内容\n名称,试\n%s", files->plan));
	folder_write(&f, "表单.csv", forms);
	folder_write(&f, "指标.csv", files->points);
	folder_write(&f, "规则.csv", files->rules);
	folder_write(&f, "结论.csv", files->stages);
	folder_write(&f, "等级.csv", files->grades);
	assert_int_equal(scheme_read(&s, f.path, &err), 0);
	assert_int_equal(store_create(&store, &err), 0);
	assert_int_equal(scheme_load(&s, &store, &err), 0);
	scheme_sequence(&s, &store, &f.arena, &q);
	for (size_t i = 0; i < q.nsteps && q.nwrong == 0; i++)
		add_name(&said, &s, &q.steps[q.order[i]]);
	for (size_t i = 0; i < q.nwrong; i++)
		buf_addf(&said, "%s:%zu %s\n", q.wrong[i].file,
		    q.wrong[i].line, q.wrong[i].text);
	assert_string_equal(buf_str(&said), want);
	buf_free(&said);
	store_close(&store);
	scheme_free(&s);
	folder_close(&f);
}

static const struct files plain = { "", POINTS "A,甲,一,9,\n",
	RULES "Z1,班,工作室.班,3,必备\n", STAGES "终,1,,完\n", "等级,下限\n" };

static void
what_reads_the_forms_alone_is_where_it_was(void **state)
{
	(void)state;
	expect(&plain, "评 A 得分 总分+ Z1 资格 名次+ 等级+ 终");
}

static void
a_reader_comes_behind(void **state)
{
	struct files f = plain;

	(void)state;
	f.rules = RULES "Z1,名,\"" OF("名次", "汇总") "\",3,提醒\n"
	    "Z2,分,\"" OF("最终", "得分") "\",3,必备\nZ3,班,工作室.班,3,必备\n";
	expect(&f, "评 A 得分 总分+ 名次+ Z1+ Z2+ Z3 资格+ 等级+ 终");
	/* Ranks wait for the gates once they ask for them. */
	f.plan = "排名条件,\"" OF("资格", "汇总") " = '符合'\"\n";
	expect(&f, "评 A 得分 总分+ Z2+ Z3 资格+ 名次+ Z1+ 等级+ 终");
}

static void
a_point_comes_behind_the_rules_it_reads(void **state)
{
	struct files f = plain;

	(void)state;
	f.points = POINTS "A,甲,一,9,\"" RULE_OF("Z2") "\"\n";
	f.rules = RULES "Z1,班,工作室.班,3,提醒\nZ2,班,工作室.班,3,提醒\n";
	expect(&f, "评 Z2 A 得分 总分+ Z1 资格 名次+ 等级+ 终");
	/* It names none: those on the forms, not the one that reads scores. */
	f.points = POINTS "A,甲,一,9,\"" OF("测量值", "资格") "\"\n";
	f.rules = RULES "Z1,班,工作室.班,3,提醒\n"
	    "Z2,分,\"" OF("最终", "得分") "\",3,提醒\n";
	expect(&f, "评 Z1 A 得分 总分+ Z2+ 资格 名次+ 等级+ 终");
}

static void
rules_of_rules_and_stages_of_stages(void **state)
{
	struct files f = plain;

	(void)state;
	f.rules = RULES "Z1,几条,\"" OF("测量值", "资格") "\",3,提醒\n"
	    "Z2,班,工作室.班,3,提醒\nZ3,几条,\"" OF("测量值", "资格") "\",3,提醒\n";
	f.stages = STAGES "终,1,\"" OF("结论", "结论") " = '初'\",完\n初,1,,好\n";
	expect(&f, "评 A 得分 总分+ Z2 Z1 Z3 资格 名次+ 等级+ 初 终");
}

static void
circles_are_named(void **state)
{
	struct files f = plain;

	(void)state;
	f.rules = RULES "Z1,级,\"" OF("等级", "汇总") "\",3,提醒\n";
	f.grades = "等级,条件\n优,\"" OF("测量值", "资格") " > 1\"\n";
	expect(&f, "规则.csv:2 互相要用对方的结果，排不出先后："
	    "规则 Z1 读 汇总.等级 → 等级 读 资格 → 规则 Z1\n");
	f = plain;
	f.points = POINTS "A,甲,一,9,\"" OF("总分", "汇总") "\"\n";
	expect(&f, "指标.csv:2 互相要用对方的结果，排不出先后："
	    "评估点 A 读 汇总.总分 → 评估点 A\n");
}

static void
what_is_never_there_is_named(void **state)
{
	struct files f = plain;

	(void)state;
	f.rules = RULES "Z1,批,(SELECT 工作室数 FROM 概况),3,提醒\n";
	expect(&f, "规则.csv:2 规则 Z1读“概况”，这时它还是空的：全部评定完才有\n");
	f = plain;
	f.points = "编号,一级指标,评估点\nA,甲,一\n";
	f.rules = RULES "Z1,总,\"" OF("总分", "汇总") "\",3,提醒\n";
	expect(&f, "规则.csv:2 规则 Z1读“汇总.总分”，这时它还是空的："
	    "评估点没有分值，没有总分和名次\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_reads_the_forms_alone_is_where_it_was),
		cmocka_unit_test(a_reader_comes_behind),
		cmocka_unit_test(a_point_comes_behind_the_rules_it_reads),
		cmocka_unit_test(rules_of_rules_and_stages_of_stages),
		cmocka_unit_test(circles_are_named),
		cmocka_unit_test(what_is_never_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
