"""lanting-2031: three words, no points, and the scheme is one workbook."""
import functools
import sys
import time
import unittest

import openpyxl

import cases
import world

sys.path.insert(0, str(world.ROOT / "tests" / "samples"))
import book                                         # noqa: E402

NAME = "lanting-2031"
BOOK = world.ROOT / "rubrics" / f"{NAME}.xlsx"
SOURCE = world.ROOT / "tests" / "samples" / NAME
BATCH = world.ROOT / "samples" / NAME
POINTS = [f"{a}.{b}" for a in "123" for b in "12345"]
BEST, OK, BAD = "优秀", "达标", "不达标"
MET, UNMET = "符合", "不符合"


@functools.lru_cache(None)
def samples():
    out = world.scratch() / "out"
    return world.run("report", "-s", NAME, BATCH, "-o", out), out


class Scheme(unittest.TestCase):
    def test_the_workbook_is_its_source(self):
        """Cell by cell, all of them texts; no sheet more and none less."""
        read = openpyxl.load_workbook(BOOK)
        said = dict(book.sheets(SOURCE))
        self.assertEqual(read.sheetnames, list(said))
        for name, rows in said.items():
            with self.subTest(name):
                self.assertEqual(
                    [[c or "" for c in row] for row in
                     read[name].iter_rows(values_only=True)],
                    [row + [""] * (max(map(len, rows)) - len(row))
                     for row in rows])

    def test_lint_is_quick_and_says_nothing(self):
        began = time.monotonic()
        done = world.run("lint", NAME)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual((done.status, done.err), (0, ""), done)
        self.assertEqual(done.out.splitlines(), [
            f"rubrics/{NAME}.xlsx：没有发现问题（8 个表，15 个评估点，8 条规则，7 条结论）"], done)

    def test_no_rule_needs_sql_that_counts(self):
        rows = dict(book.sheets(SOURCE))["规则"]
        ways = [row[rows[0].index("方式")] for row in rows[1:]]
        self.assertEqual(ways, ["是否", "占比", "最小", "缺少", "每月", "种数", "填写",
                                "数值"])


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.done, cls.out = samples()

    def rows(self, sql, *values):
        return world.rows(self.out, sql, *values)

    def words(self, school):
        """How many points came to each word: best, met, not, left out."""
        return tuple(self.rows(
            "SELECT sum(最终结论 IS '优秀'), sum(最终结论 IS '达标'), "
            "sum(最终结论 IS '不达标'), sum(最终结论 IS NULL) "
            "FROM 得分 WHERE 工作室 = ?", school)[0])

    def test_status(self):
        self.assertEqual(self.done.status, 1, self.done)
        self.assertEqual(self.done.err, "")
        self.assertIn("学校 10 个（已评审 9，待评审 1）", self.done.out)

    def test_words(self):
        for school, want in {
                "LT-01": (10, 5, 0, 0), "LT-02": (9, 6, 0, 0),
                "LT-03": (6, 7, 2, 0), "LT-04": (4, 8, 3, 0),
                "LT-05": (4, 8, 3, 0), "LT-06": (12, 3, 0, 0),
                "LT-07": (12, 3, 0, 0), "LT-08": (9, 4, 1, 1),
                "LT-09": (0, 0, 0, 15), "LT-10": (7, 8, 0, 0)}.items():
            with self.subTest(school):
                self.assertEqual(self.words(school), want)

    def test_two_against_one(self):
        """LT-01's third expert says less of 1.1 and more of 3.1 than two."""
        self.assertEqual(self.rows(
            "SELECT 评估点, 最终结论, sum(结论 = '优秀') FROM 得分 JOIN 有效评分 "
            "USING (工作室, 评估点) WHERE 工作室 = 'LT-01' "
            "AND 评估点 IN ('1.1', '3.1') GROUP BY 评估点"),
            [("1.1", BEST, 2), ("3.1", OK, 1)])

    def test_of_a_tie_the_worse(self):
        self.assertEqual(self.rows(
            "SELECT 最终结论, 专家人数 FROM 得分 WHERE 工作室 = 'LT-03' "
            "AND 评估点 = '2.2'"), [(BAD, 2)])

    def test_grades(self):
        self.assertEqual(self.rows(
            "SELECT 工作室, 等级, 资格 FROM 汇总 ORDER BY 工作室"), [
            ("LT-01", "优秀", MET),             # ten
            ("LT-02", "合格", MET),             # nine
            ("LT-03", "合格", MET),             # two not met
            ("LT-04", "不合格", MET),            # three
            ("LT-05", "不合格", MET),
            ("LT-06", "合格", UNMET),           # twelve, and a veto
            ("LT-07", "合格", UNMET),
            ("LT-08", "合格", MET),
            ("LT-09", "待评审", UNMET),
            ("LT-10", "合格", MET)])

    def test_no_points_no_ranks(self):
        self.assertEqual(self.rows(
            "SELECT DISTINCT 总分, 名次, 自评总分 FROM 汇总"), [(None, None, None)])

    def test_decisions(self):
        self.assertEqual(self.rows(
            "SELECT 工作室, 结论 FROM 结论 ORDER BY 工作室"), [
            ("LT-01", "复评通过"), ("LT-02", "复评通过"), ("LT-03", "复评通过"),
            ("LT-04", "限期整改（3项不达标）"),
            ("LT-05", "撤销（连续两次没有通过）"),
            ("LT-06", "撤销（一票否决）"), ("LT-07", "限期整改（不符合必备条件）"),
            ("LT-08", "复评通过"), ("LT-09", "待评审"), ("LT-10", "复评通过")])

    def test_rules_that_are_not_met(self):
        found = self.rows("SELECT 工作室, 规则, 明细 FROM 资格 WHERE 结论 <> '符合' "
                          "ORDER BY 工作室, 规则")
        self.assertEqual([row[:2] for row in found], [
            ("LT-06", "W1"), ("LT-07", "W2"), ("LT-07", "W3"),
            ("LT-07", "W8"), ("LT-09", "W3"), ("LT-10", "W4"),
            ("LT-10", "W5"), ("LT-10", "W6"), ("LT-10", "W7"),
            ("LT-10", "W8")])
        said = {row[:2]: row[2] for row in found}
        self.assertEqual(said["LT-07", "W2"],
                         "计入18人，共19人；未计入：方知夏（不合格）")
        self.assertEqual(said["LT-10", "W5"],
                         "缺2031-07至2031-08；2031-04至2031-09共6个月")
        self.assertEqual(said["LT-10", "W6"], "环境2条、敬老1条")

    def test_on_the_bound(self):
        """19 of 20 are 95 %; 160 of 200 are 80 %, 199 of 250 are 79.6 %."""
        self.assertEqual(self.rows(
            "SELECT 测量值, 结论 FROM 资格 WHERE 规则 = 'W2' "
            "AND 工作室 IN ('LT-02', 'LT-07') ORDER BY 工作室"),
            [(95.0, MET), (100.0 * 18 / 19, UNMET)])
        self.assertEqual(self.rows(
            "SELECT 测量值, 明细 FROM 资格 WHERE 规则 = 'W3' AND 工作室 = 'LT-07'"),
            [(79.6, "2030：80%（满意160份，收回200份）、"
              "2031：79.6%（满意199份，收回250份）")])

    def test_findings(self):
        self.assertEqual(self.rows(
            "SELECT 工作室, 代码, 文件, 行, 值 FROM 问题 WHERE 代码 NOT LIKE 'W_' "
            "ORDER BY 工作室, 代码"), [
            (None, "STUDIO_UNKNOWN", "评审.csv", 62, "LT-77"),
            ("LT-08", "CELL_NOT_PHONE", "LT-08/基本信息.csv", 8, "***"),
            ("LT-08", "POINT_UNKNOWN", "LT-08/评审-顾砚秋.csv", 3, "1.21"),
            ("LT-08", "WORD_MISSING", None, None, "3.5"),
            ("LT-08", "WORD_UNKNOWN", "LT-08/评审-沈听雨.csv", 8, "基本达标"),
            ("LT-09", "TABLE_MISSING", "LT-09/家长问卷.csv", None, None)])

    def test_a_point_not_claimed_brings_no_finding(self):
        """LT-10 says itself that 2.1 is not met; 1.2 it claims."""
        self.assertEqual(self.rows(
            "SELECT 代码, 说明 FROM 问题 WHERE 工作室 = 'LT-10' "
            "AND 代码 IN ('W4', 'W7', 'W8')"), [
            ("W4", "缺1个学期（2030-2031-2；应有2个学期）；"
             "而评估点1.2的自评算作达标"),
            ("W8", "实为59个，要求≥60个；阅览座位59个；"
             "而评估点2.3的自评算作达标")])

    def test_wording(self):
        self.assertEqual(self.rows("SELECT 说明 FROM 问题 WHERE 代码 = 'W1'"),
                         [("有市教育局核定的重大问题；重大问题：是",)])

    def test_aliases(self):
        """LT-02 calls a table and three headings otherwise; all is read."""
        self.assertEqual(self.rows(
            "SELECT count(*), min(日期), min(类型), sum(人数) FROM 志愿服务 "
            "WHERE 工作室 = 'LT-02'"), [(6, "2031-04-10", "敬老", 135)])

    def test_what_may_be_missing_is_no_finding(self):
        self.assertEqual(self.rows(
            "SELECT DISTINCT 工作室 FROM 历次复评 ORDER BY 1"),
            [("LT-05",), ("LT-06",)])

    def test_notices_for_those_who_have_to_mend(self):
        self.assertEqual([p.name[:5] for p in world.pdfs(
            self.out, "整改通知")], ["LT-06", "LT-07", "LT-08", "LT-09", "LT-10"])

    def test_report(self):
        text = world.pdf_text(self.out / "报告" / "LT-10_半亩示例小学.pdf")
        for word in ("等级为合格。资格：符合。", "复评通过", "缺2个月（2031年7月至",
                     "2031年4月至2031年9月共6个", "138****2210"):
            self.assertIn(word, text)
        for word in ("工作室", "满分", "总分", "得分高于0", "2031-09共"):
            self.assertNotIn(word, text)

    def test_report_of_one_that_is_not_assessed(self):
        text = world.pdf_text(self.out / "报告" / "LT-09_书带示例小学.pdf")
        self.assertIn("待评审。资格：不符合。", text)
        self.assertNotIn("等级为待评审", text)

    def test_workbook(self):
        sheet = openpyxl.load_workbook(self.out / "汇总表.xlsx")["汇总与排名"]
        cells = [c for row in sheet.iter_rows(values_only=True)
                 for c in row if c is not None]
        self.assertIn("撤销（一票否决）", cells)
        self.assertNotIn("总分", cells)


# ---- cases ------------------------------------------------------------------

def school(**fields):
    return {"编号": "", "名称": "示例小学", "学段": "小学", "校长": "程知夏",
            "校训": "诚", "校风": "和", "学生数": 900, "阅览座位": 60,
            "有食堂": "是", "周期首月": "2031-08", "周期末月": "2031-09",
            "重大问题": "否", **fields}


TERMS = [{"学期": f"2030-2031-{n}", "主题": "班会"} for n in "12"]
HELP = [{"日期": f"2031-0{m}-0{d}", "类型": kind, "人数": 9} for m, d, kind in
        ((8, 1, "环境"), (8, 9, "敬老"), (9, 2, "交通"))]
ASKED = [{"年度": y, "收回": 10, "满意": 8} for y in (2030, 2031)]


def judged(*experts):
    """Each expert's words, in the order of the points."""
    return [{"专家": f"专家{'甲乙丙'[i]}", "评估点": p, "结论": w}
            for i, words in enumerate(experts)
            for p, w in zip(POINTS, words) if w]


def made(*experts, past=(), help=HELP, **fields):
    return {"工作室": school(**fields), "主题活动": TERMS, "志愿服务": help,
            "家长问卷": ASKED, "教师": [{"姓名": "江砚秋", "师德考核": "合格"}],
            "评审": judged(*experts),
            "历次复评": [{"年度": y, "结果": r} for y, r in past]}


TEN = [BEST] * 10 + [OK] * 5
THREE = [BAD] * 3 + [OK] * 12
CASES = {
    "十优": made(TEN), "十优一差": made([BEST] * 10 + [OK] * 4 + [BAD]),
    "三词": made([BEST] + TEN[1:], [OK] + TEN[1:], [BAD] + TEN[1:]),
    "无食堂": made([BEST] * 8 + [""] + [BEST] * 2 + [OK] * 4, 有食堂="否"),
    "前年整改": made(THREE, past=[(2029, "整改")]),
    "去年通过": made(THREE, past=[(2029, "整改"), (2030, "通过")]),
    "去年整改": made(THREE, past=[(2030, "整改")]),
    "去年整改而合格": made(THREE[1:] + [OK], past=[(2030, "整改")]),
    "小学": made(TEN, 阅览座位=59), "初中": made(TEN, 学段="初中", 阅览座位=99),
    "高中": made(TEN, 学段="高中", 阅览座位=100),
    "两种": made(TEN, help=HELP[:2] + [{**HELP[2], "类型": "其他"}]),
    "缺一月": made(TEN, help=HELP[:2]),
}


class Cases(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.r = cases.report(NAME, CASES)

    def test_grades_and_decisions(self):
        found = dict((a, b) for a, *b in self.r.rows(
            "SELECT 工作室, 等级, 结论.结论 FROM 汇总 JOIN 结论 USING (工作室)"))
        later = "限期整改（3项不达标）"
        for name, want in {
                "十优": ["优秀", "复评通过"], "十优一差": ["合格", "复评通过"],
                "三词": ["合格", "复评通过"], "无食堂": ["优秀", "复评通过"],
                "前年整改": ["不合格", later], "去年通过": ["不合格", later],
                "去年整改": ["不合格", "撤销（连续两次没有通过）"],
                "去年整改而合格": ["合格", "复评通过"]}.items():
            with self.subTest(name):
                self.assertEqual(found[name], want)

    def test_of_three_different_words_the_worst(self):
        self.assertEqual(self.r.rows(
            "SELECT 最终结论 FROM 得分 WHERE 工作室 = '三词' AND 评估点 = '1.1'"),
            [(BAD,)])

    def test_seats_by_kind_of_school(self):
        for name, want in (("十优", (60, MET)), ("小学", (59, UNMET)),
                           ("初中", (99, UNMET)), ("高中", (100, MET))):
            with self.subTest(name):
                self.assertEqual(self.r.verdict(name, "W8"), want)

    def test_service(self):
        self.assertEqual(self.r.verdict("十优", "W5"), (0, MET))
        self.assertEqual(self.r.verdict("缺一月", "W5"), (1, UNMET))
        self.assertEqual(self.r.verdict("十优", "W6"), (3, MET))
        self.assertEqual(self.r.verdict("两种", "W6"), (2, UNMET))


if __name__ == "__main__":
    unittest.main()
