"""方式 of 规则.csv: the manual's examples, run; what is told; the five schemes."""
import csv
import re
import unittest

import world
from little import SCORES, Little

MANUAL = (world.ROOT / "man" / "pinggu-scheme.5").read_text("utf-8")
FORMS = """工作室,竖,学校,文本,,,,,
工作室,竖,区县,文本,,,,,
工作室,竖,职务,文本,,,,,
工作室,竖,面积,小数,,,平方米,,
工作室,竖,主管领导,人名,,,,,
工作室,竖,责任部门,文本,,,,,
工作室,竖,班级数,整数,,,个,,
工作室,竖,班主任数,整数,,,人,,
工作室,竖,单独建帐,是否,,,,,
工作室,竖,起始月,年月,,,,,
工作室,竖,结束月,年月,,,,,
成员,横,姓名,人名,是,,,,
成员,横,类别,单选,,核心成员|成员,,,
成员,横,所在学校,文本,,,,,
成员,横,电话,文本,,,,是,
听取汇报,横,学期,文本,是,,,,
活动,横,日期,日期,是,,,,
活动,横,类型,单选,是,培训|研讨,,,
参赛情况,横,年度,年度,是,,,,
参赛情况,横,参赛人数,整数,,,人,,
参赛情况,横,总人数,整数,,,人,,
案例,横,标题,文本,是,,,,
案例,横,字数,整数,,,字,,
"""
REFERENCES = {"参照/学期": "学期\n2022上\n2022下\n",
              "参照/职务级别": "职务,级别\n科员,1\n科长,2\n",
              "参照/年度": "年度\n2022\n2023\n"}
HEAD = ("编号,名称,方式,对象,表,字段,条件,范围,前提,测量,单位,下限,上限,级别,评估点,"
        "适用,明细,措辞")


def example():
    """The manual's CSV of one rule a way."""
    part = MANUAL[MANUAL.index(".Ss 规则的方式"):]
    return re.search(r"(?s)\.Bd -literal\n(编号,.*?)\.Ed", part).group(1)


def ways():
    text = (world.ROOT / "src" / "scheme" / "way.c").read_text("utf-8")
    return re.findall(r'\{ "(\S+?)"', text)


def people(core, others, own=0):
    """成员.csv: so many 核心成员, others (of them own at the studio's school)."""
    rows = ["姓名,类别,所在学校,电话"]
    rows += [f"甲某{i},核心成员,一中,13800001234" for i in "一二三四五六七八"[:core]]
    rows += [f"乙某{c},成员,{'一中' if i < own else c + '小'},"
             for i, c in enumerate("天地玄黄宇宙洪荒日月盈昃"[:others])]
    return "\n".join(rows) + "\n"


def studio(code, **items):
    said = {"编号": code, "名称": code, "学校": "一中", "面积": "30",
            "主管领导": "林立", "责任部门": "教务处", "班级数": "20",
            "班主任数": "20", "单独建帐": "是", "起始月": "2023-01",
            "结束月": "2023-03", "区县": "东区", "职务": "科长", **items}
    return "项目,内容\n" + "".join(f"{k},{v}\n" for k, v in said.items())


BOUND = {
    "基本信息": studio("好"), "成员": people(7, 10, 3),
    "听取汇报": "学期\n2022上\n2022下\n",
    "活动": "日期,类型\n2023-01-31,培训\n2023-02-01,培训\n2023-03-31,培训\n",
    "参赛情况": "年度,参赛人数,总人数\n2022,70,100\n2023,7,10\n",
    "案例": "标题,字数\n长,3000\n短,10\n"}
ACROSS = {
    "基本信息": studio("坏", 面积="29.99", 责任部门="", 班主任数="19", 单独建帐="否",
                    区县="西区", 职务="科员"),
    "成员": people(6, 4, 2),
    "听取汇报": "学期\n2022上\n2021下\n",
    "活动": "日期,类型\n2023-01-31,研讨\n2023-02-01,培训\n2023-04-01,培训\n",
    "参赛情况": "年度,参赛人数,总人数\n2022,80,100\n",
    "案例": "标题,字数\n短,10\n长,3001\n"}
EMPTY = {"基本信息": "项目,内容\n编号,空\n名称,空\n"}

# rule: (measure, evidence) of BOUND, of ACROSS and of EMPTY
EXPECTED = {
    "R1": ((7, "共17人，其中7人：甲某一、甲某二、甲某三、甲某四、甲某五、甲某六、甲某七"),
           (6, "共10人，其中6人：甲某一、甲某二、甲某三、甲某四、甲某五、甲某六"),
           (0, "没有填报“成员”")),
    "R2": ((30, "计入3人，共10人：乙某天、乙某地、乙某玄；未计入：乙某黄（黄小）、乙某宇（宇小）、"
                "乙某宙（宙小）、乙某洪（洪小）、乙某荒（荒小）、乙某日（日小）、乙某月（月小）"),
           (50, "计入2人，共4人：乙某天、乙某地；未计入：乙某玄（玄小）、乙某黄（黄小）"),
           (None, "没有填报“成员”")),
    "R3": ((8, "一中3人、黄小1人、宇小1人、宙小1人、洪小1人、荒小1人、日小1人、月小1人"),
           (3, "一中2人、玄小1人、黄小1人"), (0, "没有填报“成员”")),
    "R4": ((0, "2个学期都有"), (1, "缺2022下；应有2个学期"),
           (2, "缺2022上、2022下；应有2个学期")),
    "R5": ((0, "2023-01至2023-03共3个月，每月都有"),
           (2, "缺2023-01、2023-03；2023-01至2023-03共3个月"),
           (None, "没有填报起始月和结束月")),
    "R6": ((2, "主管领导：林立、责任部门：教务处"), (1, "未填：责任部门；主管领导：林立"),
           (0, "未填：主管领导、责任部门")),
    "R7": ((30, "面积30平方米"), (29.99, "面积29.99平方米"), (None, "未填面积")),
    "R8": ((2, "职务：科长，是2级（科员1、科长2）"), (1, "职务：科员，是1级（科员1、科长2）"),
           (None, "未填职务（科员1、科长2）")),
    "R9": ((0, "班级数20个，班主任数20人，算得0人"), (-1, "班级数20个，班主任数19人，算得-1人"),
           (None, "未填班级数，未填班主任数，不能计算")),
    "R10": ((70, "2022：70%（参赛人数70人，总人数100人）、2023：70%（参赛人数7人，总人数10人）"),
           (0, "2022：80%（参赛人数80人，总人数100人）、2023：无记录，按0计"),
           (0, "2022：无记录，按0计、2023：无记录，按0计")),
    "R11": ((3000, "《长》3000字、《短》10字"), (3001, "《长》3001字、《短》10字"),
            (None, "没有填报“案例”")),
    "R12": ((1, "单独建帐：是"), (0, "应为是；单独建帐：否"), (0, "应为是；未填单独建帐")),
    "R13": ((1, "东区共1个：林立（好）"),
            (3, "西区共3个：未填主管领导（伙）、未填主管领导（伴）、林立（坏）"),
            (None, "未填区县")),
}
TOLD = {
    "R1": "实为6人，要求≥7人；共10人", "R2": "实为50%，要求≤30%；计入2人",
    "R3": "实为3所，要求≥5所；一中2人", "R4": "缺1个学期（2022下；应有2个学期）",
    "R5": "缺2个月（2023-01、2023-03；2023-01至2023-03共3个月）",
    "R6": "实为1项，要求≥2项；未填：责任部门", "R7": "实为29.99平方米，要求≥30平方米",
    "R9": "实为-1人，要求≥0人；班级数20个", "R10": "实为0%，要求≥70%；2022：80%",
    "R11": "实为3001字，要求≤3000字；《长》", "R12": "应为是；单独建帐：否",
    "R8": "实为1级，要求≥2级；职务：科员", "R13": "实为3个，要求≤2个；西区共3个："}


class Manual(world.Case):
    """One rule of each way, as the manual has them."""

    @classmethod
    def setUpClass(cls):
        cls.made = Little({"规则": example(), **REFERENCES}, {
            "好": BOUND, "坏": ACROSS, "空": EMPTY,
            "伴": {"基本信息": "项目,内容\n编号,伴\n名称,伴\n区县,西区\n"},
            "伙": {"基本信息": "项目,内容\n编号,伙\n名称,伙\n区县,西区\n"}}, forms=FORMS + SCORES)
        cls.status, cls.said = cls.made.lint()
        cls.done = cls.made.report()

    def test_each_way_has_an_example_and_an_entry(self):
        rows = list(csv.DictReader(example().splitlines()))
        self.assertEqual([r["方式"] for r in rows], ways())
        part = MANUAL[MANUAL.index("有这些方式："):]
        entries = re.findall(r"(?m)^\.It (.+)$", part[:part.index(".El")])
        self.assertEqual(" , ".join(entries).split(" , "), ways())

    def test_lint(self):
        self.assertEqual(self.status, 0, self.said)
        self.assertIn(self.done.status, (0, 1), self.done)

    def test_measures_verdicts_evidence(self):
        for rule, expected in EXPECTED.items():
            for code, (measure, said) in zip("好坏空", expected):
                with self.subTest(rule=rule, studio=code):
                    verdict = "无法判定" if measure is None else \
                        "符合" if code == "好" else "不符合"
                    (got,) = self.made.rows(
                        "SELECT 测量值, 结论, 明细 FROM 资格 WHERE 规则 = ? AND "
                        "工作室 = ?", rule, code)
                    self.assertEqual(got[1:], (verdict, said))
                    if measure is None:
                        self.assertIsNone(got[0])
                    else:
                        self.assertAlmostEqual(got[0], measure, 9)

    def test_what_the_school_is_told(self):
        told = dict(self.made.rows("SELECT 代码, 说明 FROM 问题 WHERE 工作室 = '坏' "
                                   "AND 代码 GLOB 'R[0-9]*'"))
        self.assertEqual(sorted(told), sorted(TOLD))
        for rule, words in TOLD.items():
            with self.subTest(rule):
                self.assertTrue(told[rule].startswith(words), told[rule])


class Ways(world.Case):
    def made(self, rules, batch=None, forms=FORMS + SCORES, **scheme):
        s = Little({"规则": HEAD + "\n" + rules, **REFERENCES, **scheme},
                   batch or {}, forms=forms)
        status, said = s.lint()
        self.assertEqual(status, 0, said)
        done = s.report()
        self.assertIn(done.status, (0, 1), done)
        return s

    def test_yes_or_no_in_words(self):
        """What is required and what is so, not ≥1 and 1; and 编号, by which
        another table is joined, is no evidence."""
        s = self.made(
            "R1,名,是否,,,,单独建帐 = '是',,,,,,,提醒,,,,\n"
            "R2,名,是否,,,,单独建帐 = '是',,,,,,0,提醒,,,,\n"
            "R3,名,是否,,,,EXISTS (SELECT 1 FROM 成员 WHERE 成员.工作室 = "
            "工作室.编号),,,,,,,提醒,,,,\n",
            {"甲": {"基本信息": studio("甲")}})
        self.assertEqual(s.rows("SELECT 要求, 测量值, 明细 FROM 资格 ORDER BY 规则"), [
            ("应为是", 1, "单独建帐：是"), ("应为否", 1, "应为否；单独建帐：是"),
            ("应为是", 0, "应为是")])
        text = world.pdf_text(world.pdfs(s.out)[0])
        self.assertIn("应为是 是 符合", text)
        self.assertIn("应为否 是 不符合", text)

    def test_kinds_of_rows_that_are_not_people(self):
        """Somebody's name does not make a row a person; and what is not
        filled in: the table, or the field in it."""
        s = self.made(
            "R1,名,种数,听课,,科目,,,,,科,1,,提醒,,,,\n"
            "R2,名,种数,成员,,所在学校,,,,,所,1,,提醒,,,,\n",
            {"甲": {"听课": "日期,授课人,科目\n2023-01-02,甲某,语文\n"
                    "2023-01-03,甲某,语文\n", "成员": "姓名,所在学校\n甲某,\n"},
             "乙": {"成员": "姓名,所在学校\n甲某,一中\n"}},
            forms=FORMS + SCORES + "听课,横,日期,日期,是,,,,\n"
            "听课,横,授课人,人名,是,,,,\n听课,横,科目,文本,,,,,\n")
        self.assertEqual(self.evidence(s), [
            (0, "不符合", "没有填报“听课”"), (1, "符合", "语文2条")])
        self.assertEqual(self.evidence(s, "R2"), [
            (1, "符合", "一中1人"),
            (0, "不符合", "没有填报所在学校；未填所在学校的1人")])

    def evidence(self, s, rule="R1"):
        return s.rows("SELECT 测量值, 结论, 明细 FROM 资格 WHERE 规则 = ? "
                      "ORDER BY 工作室", rule)

    def test_personal_values_are_masked_in_every_output(self):
        s = self.made(
            "R1,名,个数,成员,,姓名、电话,,,,,人,,1,提醒,,,,\n"
            "R2,名,占比,成员,,,电话 LIKE '139%',,,,%,50,,提醒,,,,\n",
            {"甲": {"成员": people(2, 0)}})
        secret, masked = "13800001234", "138****1234"
        files = [p for p in s.out.rglob("*") if p.is_file()]
        for path in files:
            self.assertNotIn(secret.encode(), path.read_bytes(), path)
        self.assertIn(masked, self.evidence(s)[0][2])
        self.assertIn(masked, self.evidence(s, "R2")[0][2])
        (found,) = s.rows("SELECT 说明 FROM 问题 WHERE 代码 = 'R1'")
        self.assertIn(masked, found[0])
        s.report("--show-personal")
        self.assertIn(secret, self.evidence(s)[0][2])

    def test_results_as_object(self):
        """Rules on what was scored: the row is named by its point or part."""
        s = self.made(
            "R1,名,个数,得分,,,最终 < 6,,,,项,,0,提醒,,,,\n"
            "R2,名,最小,小计,,,,,,得分,分,10,,提醒,,,,\n",
            {"甲": {"评审": "专家,评估点,得分\n赵,A,5.5\n赵,B,9\n"}},
            指标="编号,一级指标,评估点,分值\nA,前,一,10\nB,后,二,10\n",
            方案="项目,内容\n名称,试行\n满分,20\n")
        self.assertEqual(self.evidence(s),
                         [(1, "不符合", "共2项，其中1项：A（最终5.5）")])
        self.assertEqual(self.evidence(s, "R2"),
                         [(5.5, "不符合", "前5.5分、后9分")])

    def test_what_was_not_read(self):
        """A table that could not be read is not judged; a name that only the
        evidence shows is no reason not to judge."""
        s = self.made(
            "R1,名,个数,成员,,,类别 = '核心成员',,,,人,1,,提醒,,,,\n"
            "R2,名,缺少,学期,听取汇报,,,,,,个学期,,,提醒,,,,\n"
            "R3,名,个数,成员,,,,,工作室.面积 > 1,,人,1,,提醒,,,,\n",
            {"甲": {"成员": "类别,所在学校\n核心成员,一中\n",
                    "听取汇报": "会,议\n1,2\n",
                    "基本信息": studio("甲", 面积="很大")}})
        self.assertEqual(self.evidence(s)[0][:2], (1, "符合"))
        self.assertEqual(self.evidence(s, "R2")[0][:2], (None, "待核实"))
        self.assertEqual(self.evidence(s, "R3")[0][:2], (None, "待核实"))

    def test_applies_and_claims_as_ever(self):
        s = self.made(
            "R1,名,数值,,,面积,,,,,平方米,31,,核验,A,,,\n"
            "R2,名,数值,,,面积,,,,,平方米,31,,提醒,,学校 = '二中',,\n",
            {"甲": {"基本信息": studio("甲"), "自评": "评估点,得分\nA,1\n"},
             "乙": {"基本信息": studio("乙"), "自评": "评估点,得分\nA,0\n"}},
            forms=FORMS + SCORES + "自评,横,评估点,文本,是,,,,\n"
            "自评,横,得分,小数,,,,,\n",
            指标="编号,一级指标,评估点,分值\nA,前,一,10\n",
            方案="项目,内容\n名称,试行\n满分,10\n")
        self.assertEqual([r[1] for r in self.evidence(s, "R2")], ["不适用"] * 2)
        self.assertEqual(s.rows("SELECT 工作室, 说明 FROM 问题 WHERE 代码 = 'R1'"), [
            ("甲", "实为30平方米，要求≥31平方米；面积30平方米；而评估点A的自评得分高于0")])

    def test_the_studio_as_object(self):
        s = self.made("R1,名,数值,工作室,,面积,,,,,平方米,31,,提醒,,,,\n"
                      "R2,名,是否,工作室,,,面积 > 29,,,,,,,提醒,,,,\n",
                      {"甲": {"基本信息": studio("甲")}})
        self.assertEqual(self.evidence(s)[0][:2], (30, "不符合"))
        self.assertEqual(self.evidence(s, "R2")[0][:2], (1, "符合"))

    def test_both_bounds_of_what_is_or_is_not(self):
        """1 to 1 is 应为是, 0 to 0 is 应为否."""
        s = self.made(
            "R1,名,是否,,,,面积 > 30,,,,,1,1,提醒,,,,\n"
            "R2,名,是否,,,,面积 > 29,,,,,0,0,提醒,,,,\n",
            {"甲": {"基本信息": studio("甲")}})
        for rule, should in (("R1", "应为是"), ("R2", "应为否")):
            (_, verdict, said), = self.evidence(s, rule)
            self.assertEqual(verdict, "不符合")
            self.assertIn(should, said)

    def test_an_item_that_is_a_number_is_compared_as_one(self):
        """10 people are more than the item 9, and 10.5 more than 9.5."""
        count = ("(SELECT count(*) FROM 成员 WHERE 成员.工作室 = 工作室.编号)")
        s = self.made(
            f"R1,名,是否,,,,{count} >= (SELECT 应有人数 FROM 方案),,,,,,,必备,,,,\n"
            f"R2,名,是否,,,,{count} + 0.5 >= (SELECT 系数 FROM 方案),,,,,,,必备,,,,\n"
            "R3,名,是否,,,,(SELECT 版本 || 区号 FROM 方案) = '1.100371',,,,,,,必备,,,,\n",
            {"甲": {"基本信息": studio("甲"), "成员": "姓名\n" + "".join(
                f"某{c}\n" for c in "甲乙丙丁戊己庚辛壬癸")}},
            方案="项目,内容\n名称,试行\n应有人数,9\n系数,9.5\n版本,1.10\n"
            "区号,0371\n")
        self.assertEqual([self.evidence(s, r)[0][:2] for r in
                          ("R1", "R2", "R3")], [(1, "符合")] * 3)

    def test_without_self_assessment_what_is_not_met_is_told(self):
        """Where the scheme has no 自评 nobody claims the rule's point."""
        s = self.made(
            "R1,名,数值,,,面积,,,,,平方米,31,,核验,A,,,\n",
            {"甲": {"基本信息": studio("甲")},
             "乙": {"基本信息": studio("乙", 面积="31")}},
            指标="编号,一级指标,评估点,分值\nA,前,一,10\n",
            方案="项目,内容\n名称,试行\n满分,10\n")
        self.assertEqual(s.rows("SELECT 工作室, 说明 FROM 问题 WHERE 代码 = 'R1'"), [
            ("甲", "实为30平方米，要求≥31平方米；面积30平方米")])

    def test_lint_names_file_and_line(self):
        for rule, words in (
                ("R1,名,个敷,成员,,,,,,,人,1,,提醒,,,,", "是不是“个数”"),
                ("R1,名,个数,成圆,,,,,,,人,1,,提醒,,,,", "是不是“成员”"),
                ("R1,名,种数,成员,,类型,,,,,人,1,,提醒,,,,", "没有字段“类型”"),
                ("R1,名,数值,,,面积,,,,1,人,1,,提醒,,,,", "测量和方式只写一个"),
                ("R1,名,占比,成员,,,,,,,人,1,,提醒,,,,", "的“条件”"),
                ("R1,名,是否,,,,面积 > ,,,,,,,提醒,,,,", "的条件")):
            with self.subTest(words):
                s = Little({"规则": f"{HEAD}\n{rule}\n", **REFERENCES},
                           forms=FORMS + SCORES)
                status, said = s.lint()
                self.assertEqual(status, 1, said)
                (line,) = [x for x in said.splitlines()
                           if x.startswith("规则.csv:2: ")]
                self.assertIn(words, line)


class Schemes(world.Case):
    def test_most_rules_need_no_sql(self):
        rules, plain = 0, 0
        for path in sorted((world.ROOT / "rubrics").glob("*/规则.csv")):
            if path.parent.name not in FIVE:
                continue
            for r in csv.DictReader(path.read_text("utf-8-sig").splitlines()):
                rules += 1
                measured = r["测量"] and r["方式"] not in ("算式", "最小", "最大")
                plain += not (measured or r["明细"])
        self.assertEqual(rules, 63)
        self.assertGreaterEqual(plain, 62)


FIVE = ("baoshan-2023", "guizhou-2024", "moe-2022", "pingdingshan-2021",
        "zhengzhou-2024")

if __name__ == "__main__":
    unittest.main()
