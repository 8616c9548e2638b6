"""The invented safety scheme linhe-2031: points by deductions.  Every value is
counted by hand here from what the two inspectors wrote."""
import csv
import functools
import unittest

import openpyxl

import cases
import world

SCHEME = "linhe-2031"
SAMPLES = world.ROOT / "samples" / SCHEME
FOLDER = world.ROOT / "rubrics" / SCHEME
MONTHS = ["2031-03", "2031-04", "2031-05", "2031-06", "2031-09", "2031-10",
          "2031-11"]


@functools.lru_cache(None)
def samples():
    """One report of the samples: (the run, its folder)."""
    out = world.scratch() / "out"
    return world.run("report", "-s", SCHEME, SAMPLES, "-o", out), out


def rows(sql, *values):
    return world.rows(samples()[1], sql, *values)


def score(code, point):
    ((value,),) = rows("SELECT 最终 FROM 得分 WHERE 工作室 = ? AND 评估点 = ?",
                       code, point)
    return value


class Samples(unittest.TestCase):
    maxDiff = None

    def test_lint_has_nothing_to_say(self):
        done = world.run("lint", SCHEME, timeout=5)
        self.assertEqual((done.status, done.err), (0, ""), done)
        self.assertNotIn("提示", done.out)

    def test_status_and_count(self):
        done, _ = samples()
        self.assertEqual((done.status, done.err), (1, ""), done)
        self.assertIn("学校 11 个（已评审 10，待评审 1）", done.out)

    def test_totals_ranks_and_grades(self):
        """From 100 what was taken off (the mean of two), and the bonus.

        01: 1.2 (1+0)/2, 2.2 (2+1)/2, bonus 3 + (2+3)/2 = 5.5, capped at 5
        02: 2.1 (3+1.5)/2       03: nothing        05: 2.2 (1+1)/2
        04: 2.4 10, 3.1 (15+14)/2, 4.1 10, 4.2 16
        07: 3.2 (1+2)/2         08: (85-5)/85 of 100, bonus 2
        09: 2.2 4               10: 3.1 4          11: 10 + 15 + 15
        """
        self.assertEqual(rows(
            "SELECT 工作室, 组别, 总分, 名次, 等级 FROM 汇总 ORDER BY 工作室"), [
            ("LH-01", "小学", 103.0, 1, "优秀"),
            ("LH-02", "小学", 97.75, 4, "良好"),
            ("LH-03", "小学", 100.0, 2, "良好"),
            ("LH-04", "中学", 49.5, 4, "不合格"),
            ("LH-05", "中学", 99.0, None, "不合格"),
            ("LH-06", "中学", None, None, "待评审"),
            ("LH-07", "小学", 98.5, 3, "良好"),
            ("LH-08", "小学", 96.12, 5, "良好"),
            ("LH-09", "中学", 96.0, 2, "良好"),
            ("LH-10", "中学", 96.0, 1, "优秀"),
            ("LH-11", "中学", 60.0, 3, "合格")])

    def test_the_exact_total_of_a_school_without_a_canteen(self):
        ((exact,),) = rows("SELECT 未舍入 FROM 汇总 WHERE 工作室 = 'LH-08'")
        self.assertAlmostEqual(exact, 80 / 85 * 100 + 2, places=10)
        self.assertEqual(rows("SELECT 适用, 最终 FROM 得分 WHERE 工作室 = 'LH-08' "
                              "AND 评估点 = '2.3'"), [(0, None)])

    def test_equal_deductions_count_twice(self):
        self.assertEqual(score("LH-02", "2.1"), (7 + 8.5) / 2)

    def test_floors(self):
        """To 0, to -10, and without end."""
        self.assertEqual([score("LH-04", p) for p in
                          ("2.4", "3.1", "4.1", "4.2")], [0, 0.5, -10, -16])
        self.assertEqual(rows("SELECT 小计.得分, 满分 FROM 小计 WHERE 工作室 = "
                              "'LH-04' AND 一级指标 LIKE '四%'"), [(-26, 0)])
        self.assertEqual(rows("SELECT count(*) FROM 问题 WHERE 代码 LIKE 'SCORE%' "
                              "AND 工作室 = 'LH-04'"), [(0,)])

    def test_the_cap(self):
        self.assertEqual(rows("SELECT 合计, 计入 FROM 上限组 WHERE 工作室 IN "
                              "('LH-01', 'LH-08') ORDER BY 工作室"),
                         [(5.5, 5.0), (2.0, 2.0)])
        self.assertEqual(score("LH-01", "5.2"), 2.5)

    def test_reasons_stand_beside_the_point(self):
        ((said,),) = rows("SELECT 扣分明细 FROM 得分 WHERE 工作室 = 'LH-01' AND "
                          "评估点 = '2.2'")
        self.assertEqual(said, "顾青崖：扣1分（原因：三楼灭火器失压）；"
                         "陆望川：扣2分（原因：三楼灭火器失压）")

    def test_whoever_is_inspected_is_assessed(self):
        """Nobody took anything off 03; 06 is in no row of 现场检查."""
        self.assertEqual(rows("SELECT count(*) FROM 评审 WHERE 工作室 IN "
                              "('LH-03', 'LH-06')"), [(0,)])
        self.assertEqual(score("LH-03", "2.2"), 15)
        self.assertIsNone(score("LH-06", "2.2"))

    def test_typing_errors_are_told_and_not_counted(self):
        self.assertEqual(rows("SELECT 代码, 文件, 行 FROM 问题 WHERE 代码 NOT LIKE "
                              "'A_' ORDER BY 文件, 行"), [
            ("CELL_NOT_PHONE", "LH-07/基本信息.csv", 11),
            ("CELL_NOT_CHOICE", "LH-07/整改记录.csv", 2),
            ("CELL_NOT_DATE", "LH-07/演练.csv", 2),
            ("CELL_NOT_DATE", "LH-07/演练.csv", 3),
            ("SCORE_NEGATIVE", "评审-陆望川.csv", 14),
            ("SCORE_TOO_FINE", "评审-陆望川.csv", 15),
            ("POINT_UNKNOWN", "评审-陆望川.csv", 16),
            ("SCORE_MISPLACED", "评审-陆望川.csv", 17)])
        self.assertEqual([score("LH-07", p) for p in ("1.1", "2.1", "2.2", "3.2")],
                         [8, 10, 15, 13.5])

    def test_other_names_and_a_missing_table(self):
        """隐患台账 and its headings; 08 has none and that is no finding."""
        self.assertEqual(rows("SELECT 隐患, 整改情况 FROM 整改记录 WHERE 工作室 = "
                              "'LH-09'"), [("配电箱门未锁", "已整改")])
        self.assertEqual(rows("SELECT count(*) FROM 问题 WHERE 代码 = "
                              "'TABLE_MISSING'"), [(0,)])
        self.assertEqual(rows("SELECT count(DISTINCT 工作室) FROM 评审 WHERE 专家 = "
                              "'顾青崖'"), [(9,)])

    def test_rules(self):
        self.assertEqual(rows("SELECT 工作室, 规则, 测量值, 结论, 明细 FROM 资格 WHERE "
                              "结论 <> '符合' ORDER BY 工作室, 规则"), [
            ("LH-04", "A1", 2, "不符合", "缺2031-06、2031-10；应有7个月"),
            ("LH-04", "A2", -1, "不符合", "学生数1320人，保安数2人，算得-1人"),
            ("LH-04", "A3", 1, "不符合", "共3处，其中1处：宿舍消防栓无水 未整改"),
            ("LH-04", "A4", 0, "不符合", "应为是；校方责任险：否"),
            ("LH-07", "A1", None, "待核实",
             "演练.csv!A2 的“日期”未读取：不是日期；等2处")])
        self.assertEqual(rows("SELECT 代码 FROM 问题 WHERE 工作室 = 'LH-04' "
                              "ORDER BY 代码"), [("A1",), ("A2",), ("A3",), ("A4",)])

    def test_who_gets_a_notice(self):
        names = [p.name[:5] for p in world.pdfs(samples()[1], "整改通知")]
        self.assertEqual(names, ["LH-04", "LH-07"])

    def test_a_page(self):
        (path,) = (samples()[1] / "报告").glob("LH-05_*.pdf")
        text = world.pdf_text(path)
        for words in ("总分99分（满分100分），等级为不合格，没有名次", "顾青崖：扣1分",
                      "本学校", "138****0305"):
            self.assertIn(words, text)
        self.assertNotIn("工作室", text)
        self.assertNotIn("二级指标", text)
        (path,) = (samples()[1] / "报告").glob("LH-08_*.pdf")
        self.assertIn("其余各点按满分折算", world.pdf_text(path))

    def test_the_workbook_speaks_of_schools(self):
        book = openpyxl.load_workbook(samples()[1] / "汇总表.xlsx", read_only=True)
        for sheet in book.worksheets[:-2]:      # but where the files came from
            for row in sheet.iter_rows(values_only=True):
                for cell in row:
                    self.assertNotIn("工作室", str(cell), sheet.title)

    def test_the_notice_says_what_for(self):
        (path,) = (samples()[1] / "整改通知").glob("LH-04_*.pdf")
        text = world.pdf_text(path).replace("\n", "")
        self.assertIn("早高峰无人护导", text)
        self.assertNotIn("3.2。", text)


def school(deductions=(), months=MONTHS, inspected=True, fixed=(), **fields):
    """A school in order; deductions: (专家, 评估点, 扣分)."""
    made = {"工作室": {"名称": "示例学校", "学段": "小学", "学生数": 999, "保安数": 2,
                    "有食堂": "是", "校方责任险": "是", "重大事故": "否",
                    "分管负责人": "万以宁", **fields},
            "安全员": [{"姓名": "万以宁"}],
            "演练": [{"日期": m + "-01", "内容": "消防"} for m in months],
            "整改记录": [{"隐患": f"第{i}处", "整改情况": w} for i, w in enumerate(fixed)],
            "现场检查": [{"检查日期": "2031-11-20", "检查组": "第一组"}] if inspected else [],
            "评审": [{"专家": e, "评估点": p, "扣分": s} for e, p, s in deductions]}
    return {k: v for k, v in made.items() if v}


# name: (school, total, grade).  Of 7 ranked 中学 2 may be 优秀 (30%), but only one
# reaches 90; of 8 ranked 小学 2 may, and 事故扣分到底 with its 90 is the third.
TOTALS = {
    "恰好90": (school([("甲", "2.1", 10)], 学段="中学"), 90, "优秀"),
    "差半分90": (school([("甲", "2.1", 10), ("甲", "1.1", .5)], 学段="中学"), 89.5,
              "良好"),
    **{f"中学{i}": (school([("甲", "2.2", 15), ("甲", "3.1", 15)], 学段="中学"), 70,
                  "合格") for i in range(5)},
    "恰好80": (school([("甲", "2.2", 15), ("甲", "1.3", 5)]), 80, "良好"),
    "差半分80": (school([("甲", "2.2", 15), ("甲", "1.3", 5.5)]), 79.5, "合格"),
    "恰好60": (school([("甲", "2.2", 15), ("甲", "3.1", 15), ("甲", "4.1", 10)]),
             60, "合格"),
    "差半分60": (school([("甲", "2.2", 15), ("甲", "3.1", 15), ("甲", "4.1", 10),
                     ("甲", "1.1", .5)]), 59.5, "不合格"),
    "事故扣分到底": (school([("甲", "4.1", 10.5)]), 90, "良好"),
    "不设底": (school([("甲", "4.2", 104)]), -4, "不合格"),
    "不写的检查员算没有来": (school([("甲", "2.1", 4)]), 96, "优秀"),
    "写了0的检查员": (school([("甲", "2.1", 4), ("乙", "1.1", 0)]), 98, "优秀"),
    "没有日期": ({**school(), "现场检查": [{"检查日期": "", "检查组": "第一组"}]},
             None, "待评审"),
}
VERDICTS = {
    "A1": {"差一个月": (school(months=MONTHS[1:]), 1, "不符合"),
           "七个月": (school(), 0, "符合"),
           "别的月不算": (school(months=MONTHS[1:] + ["2031-07"]), 1, "不符合")},
    "A2": {"999人2名": (school(), 0, "符合"),
           "1000人2名": (school(学生数=1000), -1, "不符合"),
           "1000人3名": (school(学生数=1000, 保安数=3), 0, "符合")},
    "A3": {"都改了": (school(fixed=["已整改", "整改中"]), 0, "符合"),
           "一处没有": (school(fixed=["已整改", "未整改"]), 1, "不符合")},
    "A4": {"没有投保": (school(校方责任险="否"), 0, "不符合")},
    "A5": {"没有安全员": ({k: v for k, v in school().items() if k != "安全员"},
                     0, "不符合")},
}


class Bounds(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        batch = {k: v[0] for k, v in TOTALS.items()}
        for rule, some in VERDICTS.items():
            batch.update({f"{rule}-{k}": {**v[0], "现场检查": []}
                          for k, v in some.items()})
        batch = {k: {t: r for t, r in v.items() if r} for k, v in batch.items()}
        cls.got = cases.report(SCHEME, batch)

    def test_totals_on_their_bounds(self):
        found = {r[0]: r[1:] for r in self.got.rows(
            "SELECT 工作室, 总分, 等级 FROM 汇总")}
        for name, (_, total, grade) in TOTALS.items():
            with self.subTest(name):
                self.assertEqual(found[name], (total, grade))
        self.assertEqual(self.got.rows("SELECT 组别, count(名次) FROM 汇总 GROUP BY 1 "
                                       "ORDER BY 1"), [("中学", 7), ("小学", 8)])

    def test_rules_on_their_bounds(self):
        for rule, some in VERDICTS.items():
            for name, (_, measure, verdict) in some.items():
                with self.subTest(f"{rule} {name}"):
                    self.assertEqual(self.got.verdict(f"{rule}-{name}", rule),
                                     (measure, verdict))


class Files(unittest.TestCase):
    def test_every_notice_and_place_is_said_to_be_invented(self):
        said = (FOLDER / "说明.md").read_text("utf-8")
        self.assertIn("虚构", said)
        with open(FOLDER / "方案.csv", encoding="utf-8-sig", newline="") as f:
            plan = dict(csv.reader(f))
        self.assertIn("虚构", plan["发文单位"])

    def test_without_SQL_in_measures(self):
        with open(FOLDER / "规则.csv", encoding="utf-8-sig", newline="") as f:
            for rule in csv.DictReader(f):
                self.assertTrue(rule["方式"], rule["编号"])


if __name__ == "__main__":
    unittest.main()
