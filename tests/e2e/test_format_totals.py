"""From points to totals: 上限组, 权重.csv, a bonus inside a part, totals below 0.

Every value is worked out by hand beside its scheme; what the workbook's
formulas come to is LibreOffice's to say.
"""
import unittest

import test_workbook
import world
from little import Little

HEAD = "编号,一级指标,评估点,分值,附加,上限组,下限,上限,适用,自动\n"
STAR = "工作室,竖,星,整数,,,,,\n"
SCORES = """评审,横,专家,人名,,,,,
评审,横,评估点,文本,是,,,,
评审,横,得分,小数,,,,,
"""


def points(*rows):
    """指标.csv: (编号, 一级指标, 分值, further columns by name) each."""
    text = HEAD
    for code, level1, most, more in rows:
        cells = {"编号": code, "一级指标": level1, "评估点": code,
                 "分值": str(most), **more}
        text += ",".join(cells.get(c, "")
                         for c in HEAD.strip().split(",")) + "\n"
    return text


def marks(**given):
    """评审.csv of one expert; a list is one expert after the other."""
    rows = ["专家,评估点,得分"]
    for point, values in given.items():
        values = values if isinstance(values, list) else [values]
        rows += [f"{'赵钱孙李'[i]},{point},{v}" for i, v in enumerate(values)]
    return "\n".join(rows) + "\n"


class Totals(world.Case):
    def scheme(self, rows, studios, full, caps=None, weights=None, plan="",
               stars=None):
        """A scheme of these points that has been through a report; studios:
        编号 -> marks."""
        files = {"指标": points(*rows)}
        if caps:
            files["上限"] = "组,上限,下限\n" + caps
        if weights:
            files["权重"] = "一级指标,权重\n" + weights
        batch = {}
        for code, given in studios.items():
            star = (stars or {}).get(code, 1)
            batch[code] = {"评审": marks(**given), "基本信息":
                           f"项目,内容\n编号,{code}\n名称,{code}室\n星,{star}\n"}
        s = Little(files, batch, plan=f"满分,{full}\n" + plan,
                   forms=STAR + SCORES)
        status, said = s.lint()
        self.assertEqual(status, 0, said)
        done = s.report()
        self.assertIn(done.status, (0, 1), done)
        return s

    def total(self, s):
        return dict(s.rows("SELECT 工作室, 总分 FROM 汇总"))

    def parts(self, s, code, *columns):
        return {r[0]: r[1:] for r in s.rows(
            f"SELECT 一级指标, {', '.join(columns)} FROM 小计"
            " WHERE 工作室 = ?", code)}

    def printed(self, s, code):
        """The words of a studio's report, without blanks and breaks."""
        paper, = (p for p in world.pdfs(s.out) if code in p.name)
        return "".join(world.pdf_text(paper).split())

    def recalculated(self, s):
        """Every formula of the workbook, computed again, gives what the
        program computed; 编号 -> 总分, 名次 as LibreOffice has them."""
        book = s.out / "汇总表.xlsx"
        again = test_workbook.recalculated(book, s.dir / "again")
        now = test_workbook.opened(again, True)
        was = test_workbook.opened(book, True)
        formulas = 0
        for ws in test_workbook.opened(book, False):
            for cells in ws.iter_rows():
                for cell in cells:
                    formulas += cell.data_type == "f"
                    a, b = (wb[ws.title][cell.coordinate].value
                            for wb in (was, now))
                    self.assertTrue(test_workbook.alike(a, b), (
                        ws.title, cell.coordinate, a, b, cell.value))
        self.assertGreater(formulas, 0)
        found = test_workbook.table(again, "汇总与排名", "总分", "名次")
        want = {code: rest for code, *rest in s.rows(
            "SELECT 工作室, 总分, 名次 FROM 汇总")}
        for code, values in want.items():
            for a, b in zip(found[code], values):
                self.assertTrue(test_workbook.alike(a, b), (code, values,
                                                            found[code]))
        return found


class Caps(Totals):
    ROWS = [("A1", "甲", 6, {"上限组": "讲座"}),
            ("A2", "甲", 6, {"上限组": "讲座"}),
            ("A3", "甲", 4, {}),
            ("B1", "乙", 10, {})]

    def held(self):
        """满分 10 (讲座) + 4 + 10 = 24."""
        return self.scheme(self.ROWS, {
            "S1": dict(A1=4, A2=5.99, A3=1, B1=2),      # 9.99: below
            "S2": dict(A1=4, A2=6, A3=1, B1=2),         # 10: on it
            "S3": dict(A1=4.01, A2=6, A3=1, B1=2),      # 10.01: above
            "S4": dict(A1=[1, 2, 2], A2=1, A3=1, B1=2),  # 5/3 + 1
        }, 24, caps="讲座,10,\n")

    def test_together_at_most_the_cap(self):
        s = self.held()
        self.assertEqual(self.total(s), {"S1": 12.99, "S2": 13, "S3": 13,
                                         "S4": 5.67})
        self.assertEqual(self.parts(s, "S3", "满分", "得分"),
                         {"甲": (14, 11), "乙": (10, 2)})
        self.assertEqual(s.rows("SELECT * FROM 上限组 ORDER BY 工作室"), [
            ("S1", "讲座", 9.99, 9.99), ("S2", "讲座", 10, 10),
            ("S3", "讲座", 10.01, 10), ("S4", "讲座", 2.67, 2.67)])
        # Equal by the cap: both rank first.
        self.assertEqual(s.rows("SELECT 工作室, 名次 FROM 汇总 ORDER BY 位次"),
                         [("S2", 1), ("S3", 1), ("S1", 3), ("S4", 4)])
        self.assertEqual(s.rows("SELECT DISTINCT 一级指标, 一级满分 FROM 指标"),
                         [("甲", 14), ("乙", 10)])
        # 10.67 of 14 … : mean of (10.99 + 11 + 11 + 3.67) / 4 / 14
        self.assertEqual(s.rows("SELECT round(得分率, 4) FROM 全体"
                                " WHERE 一级指标 = '甲'"),
                         [(round(100 * 36.66 / 56, 4),)])
        self.recalculated(s)
        said = self.printed(s, "S3")
        self.assertIn("上限组“讲座”的评估点合计10.01分，计10分", said)
        self.assertNotIn("上限组“", self.printed(s, "S1"))

    def test_floor_of_deductions(self):
        """At most 5 off together, and a total below 0."""
        minus = {"上限组": "违规", "下限": "-10", "上限": "0"}
        s = self.scheme([("A", "甲", 10, {}), ("B1", "乙", 0, minus),
                         ("B2", "乙", 0, minus),
                         ("B3", "乙", 0, {"下限": "无", "上限": "0"})], {
            "S1": dict(A=3, B1=-2, B2=-2.99, B3=0),     # 3 - 4.99
            "S2": dict(A=3, B1=-2, B2=-3, B3=0),        # 3 - 5
            "S3": dict(A=3, B1=-2, B2=-3.01, B3=0),     # 3 - 5, held
            "S4": dict(A=3, B1=0, B2=0, B3=[-10, -11]),  # 3 - 10.5
            "S5": dict(A=10, B1=0, B2=0, B3=[-11, -10, -11]),  # 10 - 32/3
        }, 10, caps="违规,,-5\n")
        self.assertEqual(self.total(s), {"S1": -1.99, "S2": -2, "S3": -2,
                                         "S4": -7.5, "S5": -0.67})
        self.assertEqual(self.parts(s, "S3", "满分", "得分"),
                         {"甲": (10, 3), "乙": (0, -5)})
        self.assertEqual(s.rows("SELECT 工作室, 名次 FROM 汇总 ORDER BY 位次"),
                         [("S5", 1), ("S1", 2), ("S2", 3), ("S3", 3),
                          ("S4", 5)])
        self.recalculated(s)

    def test_group_of_bonus_points(self):
        """A bonus group inside an ordinary part: above 满分, at most 3."""
        bonus = {"上限组": "奖", "附加": "是"}
        s = self.scheme([("A", "甲", 10, {}), ("A1", "甲", 2, bonus),
                         ("A2", "甲", 2, bonus), ("B", "乙", 5, {})], {
            "S1": dict(A=10, A1=2, A2=1, B=5),
            "S2": dict(A=10, A1=2, A2=2, B=5),
            "S3": dict(A=10, B=5)}, 15, caps="奖,3,\n")
        self.assertEqual(self.total(s), {"S1": 18, "S2": 18, "S3": 15})
        self.assertEqual(self.parts(s, "S2", "满分", "得分", "附加"),
                         {"甲": (10, 13, 3), "乙": (5, 5, None)})
        self.assertEqual(s.findings(), [])
        self.recalculated(s)

    def test_points_that_leave_their_group(self):
        """A2 (6) leaves a group capped at 10: 6 can be reached, no more."""
        rows = [("A1", "甲", 6, {"上限组": "讲座"}),
                ("A2", "甲", 6, {"上限组": "讲座", "适用": "工作室.星 >= 2"}),
                ("B1", "乙", 10, {"适用": "工作室.星 >= 1"})]
        s = self.scheme(rows, {
            "S1": dict(A1=3, B1=5),             # 20 × 8/16 = 10
            "S2": dict(A1=3, A2=3, B1=5),       # 11 of 20
            "S3": dict(A1=3),                   # 20 × 3/6 = 10
        }, 20, caps="讲座,10,\n", plan="不适用计分,按比例折算\n",
            stars={"S1": 1, "S2": 2, "S3": 0})
        self.assertEqual(self.total(s), {"S1": 10, "S2": 11, "S3": 10})
        self.assertEqual(self.parts(s, "S1", "满分", "得分"),
                         {"甲": (6, 3), "乙": (10, 5)})
        self.assertEqual(self.parts(s, "S3", "满分", "得分"),
                         {"甲": (6, 3), "乙": (0, 0)})
        self.recalculated(s)
        # Counted as 0, nothing leaves.
        s = self.scheme(rows, {"S1": dict(A1=3, B1=5)}, 20, caps="讲座,10,\n")
        self.assertEqual(self.total(s), {"S1": 8})
        self.assertEqual(self.parts(s, "S1", "满分", "得分"),
                         {"甲": (10, 3), "乙": (10, 5)})


class Weights(Totals):
    ROWS = [("A1", "甲", 30, {}), ("A2", "甲", 30, {"适用": "工作室.星 >= 2"}),
            ("B1", "乙", 7, {"适用": "工作室.星 >= 1"}),
            ("B2", "乙", 5, {"附加": "是"})]

    def test_part_by_weight(self):
        """甲 45/60 × 60 = 45; 乙 2/7 × 40 = 11.428…, and 1.5 of a bonus."""
        s = self.scheme(self.ROWS, {
            "S1": dict(A1=25, A2=20, B1=2, B2=1.5),
            "S2": dict(A1=30, A2=30, B1=7),
            "S3": dict(A1=25, A2=[20, 21, 21], B1=2)},  # 45.67 + 11.43
            100, weights="甲,60\n乙,40\n", stars=dict(S1=2, S2=2, S3=2))
        self.assertEqual(self.total(s), {"S1": 57.93, "S2": 100, "S3": 57.1})
        self.assertEqual(
            self.parts(s, "S1", "满分", "得分", "折算", "附加"),
            {"甲": (60, 45, 45, None), "乙": (7, 3.5, 12.93, 1.5)})
        said = self.printed(s, "S1")
        for text in ("权重", "折算", "÷满分×权重"):
            self.assertIn(text, said)
        # 45 2/3 + 80/7 = 57.0952…, rounded once.
        self.assertAlmostEqual(s.rows(
            "SELECT 未舍入 FROM 汇总 WHERE 工作室 = 'S3'")[0][0],
            45 + 2 / 3 + 80 / 7, places=12)
        self.recalculated(s)

    def test_part_without_a_row_counts_as_it_is(self):
        s = self.scheme(self.ROWS + [("C", "丙", 10, {}), ("D", "丁", 0,
                                     {"下限": "-20", "上限": "0"})], {
            "S1": dict(A1=25, A2=20, B1=2, B2=1.5, C=4, D=-3)},
            67, weights="甲,50\n", stars=dict(S1=2))
        # 37.5 + 3.5 + 4 - 3; 满分 50 + 7 + 10 + 0
        self.assertEqual(self.total(s), {"S1": 42})
        self.assertEqual(self.parts(s, "S1", "折算"), {
            "甲": (37.5,), "乙": (3.5,), "丙": (4,), "丁": (-3,)})
        self.recalculated(s)

    def test_what_does_not_apply(self):
        studios = {"S0": dict(A1=24, B2=1), "S1": dict(A1=24, B1=3.5),
                   "S2": dict(A1=24, A2=0, B1=3.5)}
        stars = dict(S0=0, S1=1, S2=2)
        s = self.scheme(self.ROWS, studios, 100, weights="甲,60\n乙,40\n",
                        plan="不适用计分,按比例折算\n", stars=stars)
        # S2: 24/60 × 60 + 20.  S1: 24/30 × 60 + 20.  S0: 乙 leaves, so
        # 24/30 × 60 × 100/60 = 80, and the bonus unweighted.
        self.assertEqual(self.total(s), {"S2": 44, "S1": 68, "S0": 81})
        self.assertEqual(self.parts(s, "S0", "满分", "得分", "折算"),
                         {"甲": (30, 24, 80), "乙": (0, 1, 1)})
        self.recalculated(s)
        s = self.scheme(self.ROWS, studios, 100, weights="甲,60\n乙,40\n",
                        stars=stars)    # goes without saying
        self.assertEqual(self.total(s), {"S2": 44, "S1": 68, "S0": 81})
        self.recalculated(s)
        s = self.scheme(self.ROWS, studios, 100, weights="甲,60\n乙,40\n",
                        plan="不适用计分,计零\n", stars=stars)
        # 计零: 24/60 × 60 and the others' points.
        self.assertEqual(self.total(s), {"S2": 44, "S1": 44, "S0": 25})
        self.recalculated(s)

    def test_example_of_the_manual(self):
        """docs/scoring.md: 5 and 6 held at 10, a bonus of 1."""
        rows = [("A", "讲座", 6, {"上限组": "组"}),
                ("B", "讲座", 6, {"上限组": "组", "适用": "工作室.星 >= 2"}),
                ("C", "讲座", 2, {"附加": "是"})]
        given = {"S2": dict(A=5, B=6, C=1)}
        for full, more, want in ((10, {}, 11), (50, {"weights": "讲座,50\n"},
                                                51)):
            s = self.scheme(rows, given, full, caps="组,10,\n", **more)
            self.assertEqual(self.total(s), {"S2": want})
        s = self.scheme(rows, {"S1": dict(A=5, C=1)}, 50, caps="组,10,\n",
                        weights="讲座,50\n", plan="不适用计分,按比例折算\n")
        self.assertEqual(self.total(s), {"S1": 42.67})

    def test_part_without_a_row_that_leaves(self):
        """It leaves what it is worth, its regular points."""
        rows = [("A", "甲", 5, {}), ("B", "乙", 20, {"适用": "工作室.星 >= 2"}),
                ("C", "乙", 20, {"适用": "工作室.星 >= 1"})]
        s = self.scheme(rows, {"S0": dict(A=4), "S1": dict(A=4, C=10),
                               "S2": dict(A=4, B=10, C=10)}, 100,
                        weights="甲,60\n", plan="不适用计分,按比例折算\n",
                        stars=dict(S0=0, S1=1, S2=2))
        # S2 48 + 20; S1 48 + 40 × 10/20; S0 48 × 100/60
        self.assertEqual(self.total(s), {"S2": 68, "S1": 68, "S0": 80})
        self.recalculated(s)

    def test_cap_inside_a_weighted_part(self):
        """甲: (10 of 12, held) / 10 of weight 50."""
        s = self.scheme([("A1", "甲", 6, {"上限组": "讲座"}),
                         ("A2", "甲", 6, {"上限组": "讲座"}),
                         ("B", "乙", 10, {})],
                        {"S1": dict(A1=6, A2=6, B=5),
                         "S2": dict(A1=3, A2=2, B=5)}, 100, caps="讲座,10,\n",
                        weights="甲,50\n乙,50\n")
        self.assertEqual(self.total(s), {"S1": 75, "S2": 50})
        self.recalculated(s)


class Unknown(Totals):
    def test_point_that_cannot_be_computed(self):
        """The part and its group have no figure, nor has the total; the other
        part has its own."""
        s = self.scheme([("A1", "甲", 6, {"上限组": "讲座", "自动":
                          "CASE WHEN 工作室.星 > 1 THEN 5 END"}),
                         ("A2", "甲", 6, {"上限组": "讲座"}),
                         ("B", "乙", 10, {})],
                        {"S1": dict(A2=6, B=5), "S2": dict(A2=6, B=5),
                         "S3": {}}, 100, caps="讲座,10,\n",
                        weights="甲,50\n乙,50\n", stars=dict(S1=1, S2=2, S3=2))
        self.assertEqual(self.total(s), {"S1": None, "S2": 75, "S3": None})
        self.assertEqual(self.parts(s, "S1", "满分", "得分", "折算"),
                         {"甲": (10, None, None), "乙": (10, 5, 25)})
        self.assertEqual(s.rows("SELECT * FROM 上限组 ORDER BY 工作室"), [
            ("S1", "讲座", None, None), ("S2", "讲座", 11, 10),
            ("S3", "讲座", None, None)])
        self.recalculated(s)


class Bonus(Totals):
    def test_inside_an_ordinary_part(self):
        s = self.scheme([("A", "甲", 10, {}), ("B", "甲", 5, {"附加": "是"}),
                         ("C", "乙", 10, {}), ("D", "丙", 5, {"附加": "是"})], {
            "S1": dict(A=8, B=3, C=9, D=1),
            "S2": dict(A=8, C=9)}, 20)
        self.assertEqual(self.total(s), {"S1": 21, "S2": 17})
        self.assertEqual(self.parts(s, "S1", "满分", "得分", "附加"), {
            "甲": (10, 11, 3), "乙": (10, 9, None), "丙": (5, 1, 1)})
        self.assertEqual(s.rows("SELECT DISTINCT 一级指标, 一级满分 FROM 指标"),
                         [("甲", 10), ("乙", 10), ("丙", 5)])
        # The bonus is outside the rate: 16 of 20.
        self.assertEqual(s.rows("SELECT 得分率 FROM 全体 WHERE 一级指标 = '甲'"),
                         [(80,)])
        self.assertEqual(s.findings(), [])
        self.recalculated(s)

    def test_bonus_in_every_part(self):
        s = self.scheme([("A", "甲", 10, {}), ("B", "甲", 5, {"附加": "是"})],
                        {"S1": dict(A=8, B=3)}, 10)
        self.assertEqual(self.total(s), {"S1": 11})
        self.recalculated(s)

    def test_bonus_first_and_prorated(self):
        """20 × 8/10 + 3: what leaves takes nothing from the bonus."""
        s = self.scheme([("B", "甲", 5, {"附加": "是"}), ("A", "甲", 10, {}),
                         ("C", "乙", 10, {"适用": "工作室.星 >= 2"})],
                        {"S1": dict(A=8, B=3)}, 20,
                        plan="不适用计分,按比例折算\n")
        self.assertEqual(self.total(s), {"S1": 19})
        self.recalculated(s)


class Negative(Totals):
    def test_half_is_rounded_away_from_zero(self):
        rows = [("A", "甲", 10, {}), ("B", "乙", 0, {"下限": "无", "上限": "0"})]
        s = self.scheme(rows, {
            "S1": dict(A=0, B=[-0.01, -0.02]),          # -0.015
            "S2": dict(A=0.01, B=[0, 0.0]),
            "S3": dict(A=[0.01, 0.02], B=0),            # 0.015
            "S4": dict(A=0, B=[-1.01, -1.01, -1])}, 10)  # -1.00666…
        self.assertEqual(self.total(s), {"S1": -0.02, "S2": 0.01,
                                         "S3": 0.02, "S4": -1.01})
        self.assertEqual([c for c, in s.rows(
            "SELECT 工作室 FROM 汇总 ORDER BY 名次")], ["S3", "S2", "S1", "S4"])
        self.recalculated(s)


    def test_part_below_zero(self):
        """甲 4 - 6 of 10: a rate below 0 on every page."""
        s = self.scheme([("A", "甲", 10, {}),
                         ("B", "甲", 0, {"下限": "-6", "上限": "0"}),
                         ("C", "乙", 10, {})],
                        {"S1": dict(A=4, B=-6, C=1), "S2": dict(A=4, B=-5.99,
                                                                C=0)}, 20)
        self.assertEqual(self.total(s), {"S1": -1, "S2": -1.99})
        self.assertEqual(self.parts(s, "S1", "满分", "得分"),
                         {"甲": (10, -2), "乙": (10, 1)})
        self.assertEqual(s.rows("SELECT 得分率 FROM 全体 WHERE 一级指标 = '甲'"),
                         [(-19.95,)])
        self.recalculated(s)

    def test_ranks_below_zero_in_groups(self):
        """A studio that nobody scored is not better than one below 0."""
        head = "项目,内容\n编号,{0}\n名称,{0}室\n组,甲\n"
        s = Little({"指标": points(("A", "甲", 10, {}), (
            "B", "乙", 0, {"下限": "-6", "上限": "0"}))}, {
            "S1": {"基本信息": head.format("S1"), "评审": marks(A=1, B=-2)},
            "S2": {"基本信息": head.format("S2"), "评审": marks(A=1, B=-3)},
            "S3": {"基本信息": head.format("S3")}},
            plan="满分,10\n分组字段,组\n", forms="工作室,竖,组,文本,,,,,\n" +
            SCORES)
        self.assertIn(s.report().status, (0, 1))
        self.assertEqual(s.rows("SELECT 工作室, 总分, 名次 FROM 汇总"), [
            ("S1", -1, 1), ("S2", -2, 2), ("S3", None, None)])
        self.recalculated(s)


class Lint(world.Case):
    def said(self, rows, full, caps="", weights="", plan=""):
        files = {"指标": points(*rows)}
        if caps:
            files["上限"] = "组,上限,下限\n" + caps
        if weights:
            files["权重"] = "一级指标,权重\n" + weights
        s = Little(files, plan=f"满分,{full}\n" + plan, forms=STAR + SCORES)
        return s.lint()

    def wrong(self, at, text, *args, **kwargs):
        status, said = self.said(*args, **kwargs)
        self.assertNotEqual(status, 0, said)
        lines = [l for l in said.splitlines() if l.startswith(at)]
        self.assertTrue(any(text in l for l in lines), said)

    GROUP = [("A1", "甲", 6, {"上限组": "组"}), ("A2", "甲", 6, {"上限组": "组"})]

    def test_right(self):
        self.assertEqual(self.said(self.GROUP, 10, "组,10,\n")[0], 0)
        self.assertEqual(self.said(self.GROUP, 100, "组,10,\n", "甲,100\n")[0],
                         0)
        # A cap that cannot be reached adds nothing to 满分.
        self.assertEqual(self.said(self.GROUP, 12, "组,20,\n")[0], 0)

    def test_full_mark_that_is_not_written(self):
        """It is the sum of the points, of the caps, of the weights."""
        rows = self.GROUP + [("B", "乙", 3.5, {}), ("C", "乙", 9, {"附加": "是"})]
        for caps, weights, want in (("组,10,\n", "", 13.5),
                                    ("组,,0\n", "", 15.5),
                                    ("组,10,\n", "甲,60\n乙,40\n", 100),
                                    ("组,10,\n", "甲,60\n", 63.5)):
            for line in ("", "满分,\n"):
                files = {"指标": points(*rows), "上限": "组,上限,下限\n" + caps}
                if weights:
                    files["权重"] = "一级指标,权重\n" + weights
                s = Little(files, {"S1": {"评审": "专家,评估点,得分\n赵,B,3.5\n"}},
                           plan=line, forms=STAR + SCORES)
                status, said = s.lint()
                self.assertEqual(status, 0, said)
                s.report()
                self.assertEqual(s.rows("SELECT 满分 FROM 方案"),
                                 [(f"{want:g}",)])

    def test_full_mark_of_nothing(self):
        """Points that only take off come to 0: there is no 满分 to write."""
        s = Little({"指标": points(("A", "甲", 0, {"下限": "-5", "上限": "0"}))},
                   {"S1": {"评审": "专家,评估点,得分\n赵,A,-2\n"}},
                   forms=STAR + SCORES)
        self.assertEqual(s.lint()[0], 0)
        s.report()
        self.assertEqual(s.rows("SELECT 总分 FROM 汇总"), [(-2,)])

    def test_full_mark(self):
        self.wrong("方案.csv:4", "12", self.GROUP, 11, "组,,0\n")
        self.wrong("方案.csv:4", "10.00", self.GROUP, 12, "组,10,\n")
        self.wrong("方案.csv:4", "权重", self.GROUP, 10, "组,10,\n", "甲,90\n")

    def test_caps(self):
        two = [("A1", "甲", 6, {"上限组": "组"}), ("B", "乙", 6, {"上限组": "组"})]
        mixed = [("A1", "甲", 6, {"上限组": "组"}),
                 ("A2", "甲", 6, {"上限组": "组", "附加": "是"})]
        self.wrong("指标.csv:3", "两个一级指标", two, 10, "组,10,\n")
        self.wrong("指标.csv:3", "附加分", mixed, 6, "组,10,\n")
        self.wrong("指标.csv:2", "不在 上限.csv", self.GROUP, 12)
        self.wrong("上限.csv:3", "没有评估点", self.GROUP, 10,
                   "组,10,\n另,5,\n")
        self.wrong("上限.csv:3", "重复", self.GROUP, 10, "组,10,\n组,5,\n")
        self.wrong("上限.csv:2", "高于上限", self.GROUP, 10, "组,10,11\n")
        for none in ("组,,\n", "组,无,无\n"):
            status, said = self.said(self.GROUP, 12, none)
            self.assertEqual(status, 0, said)
            self.assertIn("上限.csv:2: 提示：上限和下限都没有写", said)
        self.wrong("上限.csv:2", "小于0", self.GROUP, 12, "组,-5,\n")

    def test_weights(self):
        minus = [("A", "甲", 6, {}), ("B", "乙", 0, {"下限": "-5", "上限": "0"})]
        bonus = [("A", "甲", 6, {}), ("B", "乙", 5, {"附加": "是"})]
        self.wrong("权重.csv:2", "不在 指标.csv", minus, 6, "", "丙,10\n")
        self.wrong("权重.csv:3", "重复", minus, 10, "", "甲,10\n甲,10\n")
        self.wrong("权重.csv:2", "小于0", minus, 6, "", "甲,-6\n")
        self.wrong("权重.csv:2", "没有写权重", minus, 0, "", "甲,\n")
        self.wrong("权重.csv:3", "是0", minus, 20, "", "甲,10\n乙,10\n")
        self.wrong("权重.csv:3", "是0", bonus, 20, "", "甲,10\n乙,10\n")


if __name__ == "__main__":
    unittest.main()
