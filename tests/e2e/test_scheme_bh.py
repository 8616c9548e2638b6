"""The invented scheme of stars baihe-2031: weights of parts and of roles,
rounds, who scores what.  Every value is counted by hand here."""
import csv
import functools
import unittest
from fractions import Fraction

import openpyxl

import cases
import world

SCHEME = "baihe-2031"
SAMPLES = world.ROOT / "samples" / SCHEME
FOLDER = world.ROOT / "rubrics" / SCHEME
TEACHING = "二、教学管理"


@functools.lru_cache(None)
def samples():
    """One report of the samples: (the run, its folder)."""
    out = world.scratch() / "out"
    return world.run("report", "-s", SCHEME, SAMPLES, "-o", out), out


def rows(sql, *values):
    return world.rows(samples()[1], sql, *values)


def scores(code, *points):
    return [rows("SELECT 未舍入 FROM 得分 WHERE 工作室 = ? AND 评估点 = ?",
                 code, p)[0][0] for p in points]


class Samples(unittest.TestCase):
    maxDiff = None

    def test_lint_has_nothing_to_say(self):
        done = world.run("lint", SCHEME, timeout=5)
        self.assertEqual((done.status, done.err), (0, ""), done)
        self.assertNotIn("提示", done.out)

    def test_status_and_count(self):
        done, _ = samples()
        self.assertEqual((done.status, done.err), (1, ""), done)
        self.assertIn("8 个（已评审 7，待评审 1）", done.out)

    def test_totals_ranks_and_stars(self):
        """Parts are points / maxima * weight (25 of 20, 35 of 50, 30 of 30,
        10 of 10), the bonus as it is.

        01: (25/3 + 9) * 1.25 + 45 * .7 + 2 + 27 + 9
        02: 18 * 1.25 + 42.5 * .7 + 27.75 + 10
        03: 20 * 1.25 + 42 * .7 + 3 + 29 + 8
        04: 17.6 * 1.25 + 38.875 * .7 + 24 + 8
        06: 19.5 * 1.25 + 43 * .7 + 26 + 8.5
        07: 14.5 * 1.25 + 30 * .7 + 18 + 6
        """
        self.assertEqual(rows(
            "SELECT 工作室, 总分, 名次, 等级, 资格 FROM 汇总 ORDER BY 工作室"), [
            ("BH-01", 91.17, 2, "五星级", "符合"),
            ("BH-02", 90.0, 3, "五星级", "符合"),
            ("BH-03", 94.4, 1, "四星级", "符合"),
            ("BH-04", 81.21, 5, "四星级", "符合"),
            ("BH-05", None, None, "待核实", "符合"),
            ("BH-06", 88.98, 4, "四星级", "符合"),
            ("BH-07", 63.13, 6, "未达星级", "不符合"),
            ("BH-08", None, None, "待评审", "符合")])

    def test_a_third_is_a_third(self):
        ((exact,),) = rows("SELECT 未舍入 FROM 汇总 WHERE 工作室 = 'BH-01'")
        want = (Fraction(25, 3) + 9) * Fraction(5, 4) + Fraction(63, 2) + 38
        self.assertAlmostEqual(exact, float(want), places=12)
        self.assertEqual(rows("SELECT 自动明细 FROM 得分 WHERE 工作室 = 'BH-01' AND "
                              "评估点 = '1.1'"), [("学生1080人，专任教师75人",)])

    def test_extremes_and_rounds_within_a_role(self):
        """2.1: (12 + 13 + 14) / 3 of five, (12 + 14) / 2 of two: 13 each.
        2.2: one had 13 and 15.  1.2 of 07: 5, 6, 10, three experts only."""
        self.assertEqual(scores("BH-01", "2.1", "2.2", "4.1"), [13, 14, 9])
        self.assertEqual(scores("BH-07", "1.2"), [7])
        self.assertEqual(scores("BH-06", "1.2", "2.1", "2.3", "3.1", "4.1"),
                         [9.5, 13, 17, 13, 8.5])

    def test_roles_by_their_weights(self):
        """2.1 of 04: 12 of the experts, 9 of the peers, 5 to 3."""
        self.assertEqual(scores("BH-04", "2.1"), [(5 * 12 + 3 * 9) / 8])
        self.assertEqual(rows("SELECT 角色, count(DISTINCT 专家) FROM 有效评分 WHERE "
                              "工作室 = 'BH-04' GROUP BY 1 ORDER BY 1"),
                         [("专家", 5), ("同行", 2), ("学生代表", 3)])

    def test_what_is_not_theirs(self):
        self.assertEqual(rows(
            "SELECT 代码, 值, 行 FROM 问题 WHERE 工作室 = 'BH-04' AND 代码 NOT LIKE "
            "'B_' ORDER BY 代码"), [
            ("ROLE_MISSING", "同行", None), ("ROLE_UNKNOWN", "家长", 190),
            ("SCORE_ABOVE_MAX", "16", 191), ("SCORE_NOT_YOURS", "柯小满", 187),
            ("SCORE_NOT_YOURS", "易安澜", 189)])
        self.assertEqual(scores("BH-04", "1.2", "2.2", "2.3", "3.2", "4.1"),
                         [8, 12, 16, 12, 8])

    def test_no_role_is_missing_where_it_has_no_say(self):
        self.assertEqual(rows("SELECT 工作室 FROM 问题 WHERE 代码 = 'ROLE_MISSING'"),
                         [("BH-04",)])

    def test_the_bonus_counts_and_not_for_the_rate(self):
        self.assertEqual(rows(
            "SELECT 工作室, 满分, 得分, 附加, 折算 FROM 小计 WHERE 一级指标 = ? AND "
            "工作室 IN ('BH-01', 'BH-03') ORDER BY 1", TEACHING),
            [("BH-01", 50, 47, 2, 33.5), ("BH-03", 50, 45, 3, 32.4)])

    def test_decisions(self):
        found = {}
        for code, stage, said in rows("SELECT 工作室, 阶段, 结论 FROM 结论"):
            found.setdefault(code, {})[stage] = said
        free = "免检（连续两年优秀）"
        self.assertEqual({c: (d["认定"], d["下年复查"]) for c, d in found.items()}, {
            "BH-01": ("认定为五星级学校", free), "BH-02": ("认定为五星级学校", "按期复查"),
            "BH-03": ("认定为四星级学校", free), "BH-04": ("认定为四星级学校", "按期复查"),
            "BH-05": ("待核实", "待核实"), "BH-06": ("认定为四星级学校", free),
            "BH-07": ("暂缓认定（有违规招生）", "整改后复查"), "BH-08": ("待评审", "待评审")})

    def test_what_is_not_read_is_not_judged(self):
        self.assertEqual(rows("SELECT 代码 FROM 问题 WHERE 工作室 = 'BH-05' "
                              "ORDER BY 代码"), [
            ("CELL_NOT_NUMBER",), ("POINT_NOT_COMPUTED",)])
        self.assertEqual(rows("SELECT 规则 FROM 资格 WHERE 结论 = '待核实' "
                              "ORDER BY 规则"), [("B2",), ("B3",)])

    def test_a_table_that_may_be_missing(self):
        self.assertEqual(rows("SELECT 代码 FROM 问题 WHERE 工作室 = 'BH-07' "
                              "ORDER BY 代码"), [("B1",), ("B2",), ("B3",)])

    def test_who_gets_a_notice(self):
        """What the experts did is the bureau's: 04 has nothing to mend."""
        names = [p.name[:5] for p in world.pdfs(samples()[1], "整改通知")]
        self.assertEqual(names, ["BH-05", "BH-07"])

    def test_a_page(self):
        (path,) = (samples()[1] / "报告").glob("BH-01_*.pdf")
        text = world.pdf_text(path)
        for words in ("总分91.17分（满分100分），等级为五星级，名次第2。", "86.67",
                      "附加3", "学生1080人，专任教师75人", "免检（连续两年优秀）",
                      "（专家 50，同行 30，学生代表 20）"):
            self.assertIn(words, text.replace("\n", "") + text)
        self.assertNotIn("工作室", text)

    def test_the_workbook_says_who_is_what(self):
        book = openpyxl.load_workbook(samples()[1] / "汇总表.xlsx", read_only=True)
        heads = next(book["专家评分"].iter_rows(min_row=3, max_row=3,
                                            values_only=True))
        self.assertEqual(heads[4:14], (
            "司空远\n专家", "左书衡\n专家", "方既明\n专家", "纪长庚\n专家", "霍青溪\n专家",
            "易安澜\n同行", "桑落川\n同行", "柯小满\n学生代表", "祝晴\n学生代表",
            "闻笛\n学生代表"))


WHO = [("专家", e) for e in "甲乙丙"] + [("同行", "子"), ("学生代表", "申")]
FULL = {"1.2": 10, "2.1": 15, "2.2": 15, "2.3": 20, "3.1": 15, "3.2": 15, "4.1": 10}
THEIRS = {"专家": set("123"), "同行": set("23"), "学生代表": set("4")}


def school(marks=None, years=("优秀", "优秀"), pupils=1200, teachers=100, bad="否",
           classes=24):
    """Full marks of everybody but for marks: point -> score."""
    given = {**FULL, **(marks or {})}
    return {"工作室": {"名称": "示例高中", "学生数": pupils, "专任教师数": teachers,
                    "班级数": classes, "违规招生": bad, "校长": "范知远"},
            "历年": [{"年度": y, "考核结果": w} for y, w in zip((2029, 2030), years)
                   if w],
            "评审": [{"专家": n, "角色": r, "轮次": "初评", "评估点": p, "得分": s}
                   for r, n in WHO for p, s in given.items() if p[0] in THEIRS[r]]}


# name: (school, total, stars)
TOTALS = {
    "满分": (school(), 100, "五星级"),
    "附加超过100": (school({"2.4": 3}), 103, "五星级"),
    "教学恰好85": (school({"2.3": 12.5}), 94.75, "五星级"),
    "教学差一点85": (school({"2.3": 12.25}), 94.58, "四星级"),
    "附加不算得分率": (school({"2.3": 12.25, "2.4": 3}), 97.58, "四星级"),
    "恰好90": (school({"3.1": 5}), 90, "五星级"),
    "差一点90": (school({"3.1": 4.75}), 89.75, "四星级"),
    "教学恰好75": (school({"2.3": 7.5}), 91.25, "四星级"),
    "教学差一点75": (school({"2.3": 7.25}), 91.08, "三星级"),
    "同分而教学全满": (school({"3.1": 9.75}), 94.75, "五星级"),
    "恰好80": (school({"3.1": 0, "3.2": 10}), 80, "四星级"),
    "恰好70": (school({"3.1": 0, "3.2": 0}), 70, "三星级"),
    "差一点70": (school({"3.1": 0, "3.2": 0, "4.1": 9.75}), 69.75, "未达星级"),
    "学生只算四": (school({"4.1": 0}), 90, "五星级"),
    "师生比多于满分": (school(pupils=600), 100, "五星级"),
    "师生比三分之二": (school(pupils=1800), 95.83, "五星级"),   # 20/3 of 10
    "没有学生": (school(pupils=0), None, "待核实"),
}
REVIEW = {
    "两年优秀": (school(), "免检（连续两年优秀）"),
    "只有后一年": (school(years=(None, "优秀")), "按期复查"),
    "前一年合格": (school(years=("合格", "优秀")), "按期复查"),
    "没有历年": (school(years=()), "按期复查"),
    "违规": (school(bad="是"), "整改后复查"),
}
VERDICTS = {
    "B2": {"恰好15": (school(pupils=1500), 15, "符合"),
           "多一个学生": (school(pupils=1501), 15.01, "不符合")},
    "B3": {"恰好50": (school(classes=24), 50, "符合"),
           "少一个班": (school(classes=23), 1200 / 23, "不符合")},
    "B1": {"违规": (school(bad="是"), 0, "不符合")},
}


class Bounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        batch = {k: v[0] for k, v in {**TOTALS, **REVIEW}.items()}
        for rule, some in VERDICTS.items():
            batch.update({f"{rule}-{k}": v[0] for k, v in some.items()})
        batch = {k: {t: r for t, r in v.items() if r} for k, v in batch.items()}
        cls.got = cases.report(SCHEME, batch)

    def test_totals_on_their_bounds(self):
        found = {r[0]: r[1:] for r in self.got.rows(
            "SELECT 工作室, 总分, 等级 FROM 汇总")}
        for name, (_, total, stars) in TOTALS.items():
            with self.subTest(name):
                self.assertEqual(found[name], (total, stars))

    def test_equal_totals_by_the_second_part(self):
        """94.75 twice; 90 twice, with all of the second part: a shared rank."""
        ranks = dict(self.got.rows("SELECT 工作室, 名次 FROM 汇总"))
        self.assertEqual(ranks["恰好90"], ranks["学生只算四"])
        self.assertEqual(ranks["附加超过100"], 1)
        self.assertEqual(ranks["同分而教学全满"] + 1, ranks["教学恰好85"])

    def test_next_year(self):
        for name, (_, said) in REVIEW.items():
            with self.subTest(name):
                self.assertEqual(self.got.decision(name, "下年复查"), said)

    def test_rules_on_their_bounds(self):
        for rule, some in VERDICTS.items():
            for name, (_, measure, verdict) in some.items():
                with self.subTest(f"{rule} {name}"):
                    value, word = self.got.verdict(f"{rule}-{name}", rule)
                    self.assertAlmostEqual(value, measure, places=9)
                    self.assertEqual(word, verdict)


class Files(unittest.TestCase):
    def test_the_notice_is_said_to_be_invented(self):
        self.assertIn("虚构", (FOLDER / "说明.md").read_text("utf-8"))
        with open(FOLDER / "方案.csv", encoding="utf-8-sig", newline="") as f:
            self.assertIn("虚构", dict(csv.reader(f))["发文单位"])


if __name__ == "__main__":
    unittest.main()
