"""How the value of a point comes about: bounds, steps, deductions, letters and
what is computed.  Every value is computed by hand, on the bound and across it."""
import csv
import unittest

import test_workbook
from little import Little

HEAD = "编号,一级指标,评估点,分值"


def form(table, *fields):
    """Rows of 表单.csv."""
    kinds = {"专家": "人名,,,,,", "评估点": "文本,是,,,,", "得分": "小数,,,,,",
             "扣分": "小数,,,,,", "证件": "文本,,,,是,"}
    return "".join(f"{table},横,{x},{kinds.get(x, '文本,,,,,')}\n"
                   for x in fields)


SCORE = form("评审", "专家", "评估点", "得分")
DEDUCT = form("评审", "专家", "评估点", "得分", "扣分", "原因", "证件")
LETTER = form("评审", "专家", "评估点", "得分", "结论")
MIXED = form("评审", "专家", "评估点", "得分", "扣分", "结论")
DATA = "数据,横,名,文本,,,,,\n数据,横,数,小数,,,,,\n"


def run(points, scores="", forms=SCORE, plan="", files=None, letters=None):
    """One studio S1 whose experts wrote these rows."""
    full = sum(float(row["分值"]) for row in csv.DictReader(
        points.splitlines()))
    scheme = {"指标": points}
    if letters:
        scheme["参照/等第"] = letters
    batch = {"S1": files or {}}
    if scores:
        batch[""] = {"评审": scores}
    little = Little(scheme, batch, plan + f"满分,{full:g}\n", forms)
    status, said = little.lint()
    assert status == 0, said
    little.report()
    return little


class Test(unittest.TestCase):
    def check(self, little, sql, want):
        self.assertEqual(little.rows(sql), want)

    def finals(self, little, want):
        """最终 of the points, as the report prints it."""
        self.assertEqual([None if x[0] is None else round(x[0], 2)
                          for x in little.rows(
                              "SELECT 最终 FROM 得分 ORDER BY rowid")], want)

    def total(self, little, want):
        self.check(little, "SELECT 总分 FROM 汇总", [(want,)])

    def codes(self, little, want):
        self.assertEqual([code for _, code in little.findings()], want)


class TestComputed(Test):
    """自动: exact, within its bounds, or not at all."""

    def computed(self, *cells, low="", high="", files=None, forms=DATA):
        points = HEAD + ",自动,下限,上限\n" + "".join(
            f'P{i},甲,点,40,"{cell}",{low},{high}\n'
            for i, cell in enumerate(cells))
        return run(points, "工作室,专家,评估点,得分\nS1,赵,P0,1\n",
                   SCORE + forms, files=files)

    def test_thirds_are_thirds(self):
        self.total(self.computed(*["100.0 / 3"] * 3), 100.0)

    def test_thirds_tie_with_the_whole(self):
        points = HEAD + ",自动\n" + "".join(
            f"P{i},甲,点,100,\"iif(工作室.编号 = 'S1', 100.0 / 3, {other})\"\n"
            for i, other in enumerate((100, 0, 0)))
        little = Little({"指标": points}, {"S1": {}, "S2": {}, "": {
            "评审": "工作室,专家,评估点,得分\nS1,赵,P0,1\nS2,赵,P0,1\n"}},
            plan="满分,300\n")
        little.report()
        self.check(little, "SELECT 工作室, 总分, 名次 FROM 汇总 ORDER BY 1",
                   [("S1", 100.0, 1), ("S2", 100.0, 1)])

    def test_half_a_hundredth(self):
        # 1.005 is 201/200: rounded once, in the total, 2.01
        little = self.computed("1.005", "1.005")
        self.finals(little, [1.01, 1.01])
        self.total(little, 2.01)

    def test_what_is_no_fraction_stays_a_double(self):
        # 0.1 + 0.2 is a little more than 0.3, and 29.995 is the half of it
        self.total(self.computed("0.1 + 0.2", "1.0 / 7"), 0.44)

    def test_rounded_away_from_zero(self):
        little = self.computed("-1.005", "-2", low="-10")
        self.finals(little, [-1.01, -2])
        self.total(little, -3.01)          # -3.005

    def test_a_negative_total(self):
        self.total(self.computed("-3", low="无"), -3.0)

    def test_on_the_bounds(self):
        little = self.computed("0", "40", "-5")
        self.finals(little, [0, 40, 0])
        self.check(little, "SELECT 值, 说明 FROM 问题 WHERE 代码 ="
                   " 'COMPUTED_OUT_OF_RANGE'",
                   [("P2", "评估点P2由材料计算得-5分，低于下限0分，按0分计")])

    def test_across_the_bounds(self):
        little = self.computed("40.01", "-5.001", "-5", low="-5")
        self.finals(little, [40, -5, -5])
        self.check(little, "SELECT 值 FROM 问题 WHERE 代码 ="
                   " 'COMPUTED_OUT_OF_RANGE' ORDER BY 1", [("P0",), ("P1",)])

    def test_no_upper_bound(self):
        little = self.computed("1000", high="无")
        self.finals(little, [1000])
        self.assertNotIn(("S1", "COMPUTED_OUT_OF_RANGE"), little.findings())

    def test_null_is_no_score(self):
        little = self.computed("NULL", "3")
        self.finals(little, [None, 3])
        self.check(little, "SELECT 总分, 名次, 等级 FROM 汇总",
                   [(None, None, "待核实")])
        self.check(little, "SELECT 说明, 建议 FROM 整改事项 WHERE 代码 ="
                   " 'POINT_NOT_COMPUTED'",
                   [("评估点P0由材料计算的得分算不出来（算出的是空值，所依据的数据"
                     "没有），总分暂缺", "请核对所依据的材料是否填全；填全了的，"
                     "请主管部门核对方案的“自动”")])

    def test_text_is_no_score(self):
        little = self.computed("'优'", "'2.5'")
        self.finals(little, [None, 2.5])
        self.assertIn("算出的是“优”，不是数", little.rows(
            "SELECT 说明 FROM 问题 WHERE 代码 = 'POINT_NOT_COMPUTED'")[0][0])

    def test_no_rows_are_no_zero(self):
        """max() over no rows is NULL: whoever wants 0 writes it."""
        points = (HEAD + ",对象,自动\nA,甲,点,10,数据,max(数)\n"
                  'B,甲,点,10,数据,"coalesce(max(数), 0)"\n')
        little = run(points, "", DATA)
        self.check(little, "SELECT 评估点, 自动 FROM 得分",
                   [("A", None), ("B", 0.0)])
        little = run(points, "", DATA, files={"数据": "名,数\n甲,4\n"})
        self.check(little, "SELECT 评估点, 自动 FROM 得分",
                   [("A", 4.0), ("B", 4.0)])

    def test_code_and_points_of_the_point(self):
        points = HEAD + ",自动,自动明细\n" + "".join(
            f"{code},甲,点,{n},:分值 / 4 + (:编号 = 'B'),:编号 || '得' || :分值\n"
            for code, n in (("A", 6), ("B", 10)))
        little = run(points, "工作室,专家,评估点,得分\nS1,赵,A,1.5\n")
        self.check(little, "SELECT 评估点, 自动, 自动明细 FROM 得分",
                   [("A", 1.5, "A得6.0"), ("B", 3.5, "B得10.0")])
        self.codes(little, [])

    def test_other_parameters_are_none(self):
        little = Little({"指标": HEAD + ",适用,自动\nA,甲,点,5,,:分质\n"
                         "B,甲,点,5,:编号 = 'B',\n"})
        status, said = little.lint()
        self.assertEqual(status, 1)
        self.assertIn("指标.csv:2: 评估点 A 的自动计分：没有参数“:分质”", said)
        self.assertIn("指标.csv:3: 评估点 B 的适用：没有参数“:编号”", said)

    def test_experts_differ_from_what_is_computed(self):
        points = HEAD + ",自动\nA,甲,点,10,5\n"
        little = run(points, "工作室,专家,评估点,得分\nS1,赵,A,5\nS1,钱,A,6\n")
        self.codes(little, ["SCORE_DIFFERS_FROM_COMPUTED"])

    def test_what_is_computed_of_experts_has_nobody_to_differ(self):
        for sql in ("(SELECT max(得分) FROM 评审 WHERE 评审.工作室 = 工作室.编号)",
                    "(SELECT max(得分) FROM 有效评分 AS v WHERE v.工作室 ="
                    " 工作室.编号)"):
            little = run(HEAD + f",自动\nA,甲,点,10,{sql}\n",
                         "工作室,专家,评估点,得分\nS1,赵,A,5\nS1,钱,A,6\n")
            self.codes(little, [])
            self.total(little, 6.0)


class TestBounds(Test):
    """下限, 上限 and 步长 of what experts and schools write."""

    def scored(self, points, rows, **others):
        return run(HEAD + ",下限,上限\n" + points, "工作室,专家,评估点,得分\n" +
                   "".join(f"S1,{row}\n" for row in rows.split()), **others)

    def test_on_the_bounds_and_across(self):
        little = self.scored("A,甲,点,10,-5,12\n", "赵,A,-5 钱,A,-5.01 孙,A,12"
                             " 李,A,12.01")
        self.check(little, "SELECT 专家, 得分 FROM 有效评分 ORDER BY 得分",
                   [("赵", -5.0), ("孙", 12.0)])
        self.check(little, "SELECT 代码, 值, 说明, 建议 FROM 问题 ORDER BY 序",
                   [("SCORE_NEGATIVE", "-5.01", "低于评估点A的下限-5分，未计分",
                     "请按-5分至12分填写"),
                    ("SCORE_ABOVE_MAX", "12.01", "高于评估点A的上限12分，未计分",
                     "请按-5分至12分填写")])
        self.total(little, 3.5)

    def test_without_bounds_they_are_0_and_the_maximum(self):
        little = self.scored("A,甲,点,10,,\n", "赵,A,0 钱,A,-0.01 孙,A,10"
                             " 李,A,10.01")
        self.check(little, "SELECT 代码, 说明, 建议 FROM 问题 ORDER BY 序",
                   [("SCORE_NEGATIVE", "分数小于0，未计分", "请按0分至满分填写"),
                    ("SCORE_ABOVE_MAX", "高于评估点A的满分10分，未计分",
                     "请按不超过满分填写")])
        self.total(little, 5.0)

    def test_no_upper_bound(self):
        little = self.scored("A,甲,点,10,,无\n", "赵,A,10 钱,A,15 孙,A,-1")
        self.check(little, "SELECT 代码, 值, 说明 FROM 问题 ORDER BY 序",
                   [("SCORE_ABOVE_WEIGHT", "15", "高于评估点A的分值10分；该点没有"
                     "上限，仍按所给的分计"),
                    ("SCORE_NEGATIVE", "-1", "分数小于0，未计分")])
        self.total(little, 12.5)

    def test_no_lower_bound(self):
        little = self.scored("A,甲,点,0,无,0\n", "赵,A,-100 钱,A,0.01")
        self.check(little, "SELECT 代码, 建议 FROM 问题",
                   [("SCORE_ABOVE_MAX", "请按不超过0分填写")])
        self.total(little, -100.0)

    def test_step(self):
        little = self.scored("A,甲,点,10,-1,\n", "赵,A,2.5 钱,A,2.25 孙,A,-0.5"
                             " 李,A,9.99", plan="步长,0.5\n")
        self.check(little, "SELECT 代码, 值, 说明, 建议 FROM 问题 ORDER BY 序",
                   [("SCORE_TOO_FINE", value, "不是步长0.5分的整数倍，未计分",
                     "请按0.5分的整数倍填写") for value in ("2.25", "9.99")])
        self.total(little, 1.0)

    def test_whole_points_only(self):
        little = self.scored("A,甲,点,10,,\n", "赵,A,8 钱,A,8.5",
                             plan="步长,1\n")
        self.codes(little, ["SCORE_TOO_FINE"])
        self.total(little, 8.0)

    def test_schools_have_the_same_bounds(self):
        points = HEAD + ",下限,上限\n" + "".join(
            f"P{i},甲,点,10,-5,{'无' if i == 4 else 12}\n" for i in range(5))
        little = run(points, forms=form("自评", "评估点", "得分"), plan="步长,0.5\n", files={
            "自评": "评估点,得分\nP0,-5\nP1,-5.5\nP2,12.5\nP3,1.2\nP4,99\n"})
        self.check(little, "SELECT 评估点, 自评 FROM 得分 ORDER BY rowid",
                   [("P0", -5.0), ("P1", None), ("P2", None), ("P3", None),
                    ("P4", 99.0)])
        self.codes(little, ["SCORE_NEGATIVE", "SCORE_ABOVE_MAX",
                            "SCORE_TOO_FINE"])
        self.check(little, "SELECT 自评总分 FROM 汇总", [(94.0,)])

    def test_scores_without_any_bound(self):
        """Beyond what a machine word of hundredths holds."""
        forms = SCORE + form("自评", "评估点", "得分")
        little = run(HEAD + ",下限,上限\nA,甲,点,10,无,无\nB,甲,点,10,无,无\n",
                     "工作室,专家,评估点,得分\nS1,赵,A,30000000\n"
                     "S1,赵,B,-50000000.01\n", forms, files={
                         "自评": "评估点,得分\nA,-30000000\nB,50000000.01\n"})
        self.total(little, -20000000.01)
        self.check(little, "SELECT 自评总分 FROM 汇总", [(20000000.01,)])

    def test_a_self_score_of_minus_a_hundredth(self):
        """-1 was how the program itself said that there is none."""
        little = run(HEAD + ",下限\nA,甲,点,10,-5\n", forms=form("自评", "评估点", "得分"), files={
            "自评": "评估点,得分\nA,-0.01\n"})
        self.check(little, "SELECT 自评 FROM 得分", [(-0.01,)])
        self.check(little, "SELECT 自评总分 FROM 汇总", [(-0.01,)])


class TestDeductions(Test):
    """计分方式 扣分."""
    POINTS = HEAD + ",计分方式\nA,甲,点,10,扣分\nB,甲,点,5,\n"

    def deducted(self, rows, points=POINTS, **others):
        return run(points, "工作室,专家,评估点,得分,扣分,原因,证件\n" + "".join(
            f"S1,{row}\n" for row in rows.split()), forms=DEDUCT, **others)

    def test_rows_of_one_expert_add_up(self):
        little = self.deducted("赵,A,,2,迟到, 赵,A,,1.5,早退, 赵,B,4,,,"
                               " 钱,A,,0.5,, 钱,B,5,,,")
        # 10 - 3.5 = 6.5 and 9.5; mean 8, and 4.5
        self.check(little, "SELECT 专家, 评估点, 得分 FROM 有效评分 ORDER BY 1, 2",
                   [("赵", "A", 6.5), ("赵", "B", 4.0),
                    ("钱", "A", 9.5), ("钱", "B", 5.0)])
        self.finals(little, [8, 4.5])
        self.total(little, 12.5)
        self.codes(little, [])

    def test_whoever_wrote_nothing_took_nothing_off(self):
        # 孙 has one row, on another point: 10; mean (8 + 10 + 10) / 3
        little = self.deducted("赵,A,,2,, 孙,B,5,,, 李,A,,0,,")
        self.check(little, "SELECT 专家, 得分, _序 IS NULL FROM 有效评分"
                   " WHERE 评估点 = 'A' ORDER BY 得分, 1",
                   [("赵", 8.0, 0), ("孙", 10.0, 1), ("李", 10.0, 0)])
        self.finals(little, [9.33, 5])
        self.total(little, 14.33)
        self.codes(little, [])

    def test_nobody_took_anything_off(self):
        little = self.deducted("赵,B,5,,,")
        self.finals(little, [10, 5])
        self.codes(little, [])

    def test_nobody_was_there(self):
        little = self.deducted("")
        self.finals(little, [None, None])
        self.check(little, "SELECT 等级 FROM 汇总", [("待评审",)])

    def test_assessed_without_any_row(self):
        """Nobody had anything to take off: all of it."""
        little = run(HEAD + ",计分方式,下限,上限\nA,甲,点,10,扣分,,\n"
                     "B,甲,点,0,扣分,-5,0\n", forms=DEDUCT,
                     plan="评定条件,1\n")
        self.finals(little, [10, 0])
        self.total(little, 10.0)
        self.codes(little, [])

    def test_nobody_there_whose_duty_it_is(self):
        little = Little(
            {"指标": self.POINTS, "参照/评审分工": "专家,评估点\n赵,A\n"},
            {"S1": {}, "": {"评审": "工作室,专家,评估点,得分,扣分\nS1,钱,B,4,\n"}},
            plan="满分,15\n", forms=DEDUCT)
        little.report()
        self.finals(little, [10, 4])
        self.check(little, "SELECT 代码, 值, 说明 FROM 问题",
                   [("POINT_NOT_SCORED", "A", "已有专家评分，但没有该评这个评估点的"
                     "专家，按没有扣分计")])

    def test_a_form_handed_in_blank_is_told(self):
        """钱 is not on the panel: 6, and not the mean of 6 and 10; 孙 is."""
        little = self.deducted("赵,A,,4,, 钱,A,,,, 钱,B,,,, 赵,B,5,,,")
        self.finals(little, [6, 5])
        self.check(little, "SELECT 代码, 值, 行 FROM 问题",
                   [("EXPERT_BLANK", "钱", 3)])
        little = self.deducted("赵,A,,4,, 孙,A,,,, 孙,B,5,,, 赵,B,5,,,")
        self.finals(little, [8, 5])
        self.codes(little, [])

    def test_scored_and_not_assessed_is_told(self):
        little = Little({"指标": self.POINTS}, {"S1": {}, "S2": {}, "": {
            "评审": "工作室,专家,评估点,得分,扣分\nS1,赵,A,,4\nS1,赵,B,5,\n"
            "S2,钱,A,,1\n"}},
            plan="满分,15\n评定条件,编号 <> 'S2'\n", forms=DEDUCT)
        little.report()
        self.check(little, "SELECT 工作室, 总分, 等级 FROM 汇总 ORDER BY 1",
                   [("S1", 11.0, None), ("S2", None, "待评审")])
        self.check(little, "SELECT 工作室, 代码 FROM 问题",
                   [("S2", "SCORED_NOT_ASSESSED")])

    def test_an_expert_of_another_studio(self):
        little = Little({"指标": self.POINTS}, {"S1": {}, "S2": {}, "": {
            "评审": "工作室,专家,评估点,得分,扣分\nS1,赵,A,,4\nS2,钱,A,,1\n"}},
            plan="满分,15\n", forms=DEDUCT)
        little.report()
        self.check(little, "SELECT 工作室, 专家, 评估点, 得分 FROM 有效评分"
                   " ORDER BY 1", [("S1", "赵", "A", 6.0), ("S2", "钱", "A", 9.0)])

    def test_an_invalid_row_puts_nobody_on_the_panel(self):
        little = self.deducted("赵,A,,2,, 钱,B,6,,,")
        self.finals(little, [8, 0])
        self.codes(little, ["POINT_NOT_SCORED", "SCORE_ABOVE_MAX"])

    def test_the_floor_is_no_finding(self):
        little = self.deducted("赵,A,,10,, 钱,A,,10.01,, 孙,A,,99,,")
        self.finals(little, [0, 0])
        self.codes(little, ["POINT_NOT_SCORED"])         # B alone

    def test_written_negative(self):
        little = self.deducted("赵,A,,-2,, 赵,A,,1,,")
        self.check(little, "SELECT 代码, 字段, 值, 说明 FROM 问题 WHERE 字段 ="
                   " '扣分'", [("SCORE_NEGATIVE", "扣分", "-2",
                              "扣分小于0，未计入")])
        self.finals(little, [9, 0])

    def test_too_fine(self):
        little = self.deducted("赵,A,,1.25,, 赵,A,,1,,", plan="步长,0.5\n")
        self.finals(little, [9, 0])
        self.assertIn(("S1", "SCORE_TOO_FINE"), little.findings())

    def test_minus_only(self):
        for low, want in (("-10", -10), ("无", -12)):
            little = self.deducted("赵,A,,7,, 赵,A,,5,, 赵,B,3,,,", HEAD +
                                   ",计分方式,下限,上限\n"
                                   f"A,甲,点,0,扣分,{low},0\nB,甲,点,5,,,\n")
            self.finals(little, [want, 3])
            self.total(little, want + 3.0)
            self.codes(little, [])

    def test_a_form_without_a_field_for_it(self):
        """得分 is the deduction where the form has nothing else."""
        little = run(self.POINTS, "工作室,专家,评估点,得分\nS1,赵,A,2\nS1,赵,A,1\n"
                     "S1,赵,B,4\n", forms=SCORE)
        self.finals(little, [7, 4])
        self.codes(little, [])

    def test_a_score_in_the_wrong_field(self):
        little = self.deducted("赵,A,8,,, 钱,B,,1,, 钱,A,,1,,")
        self.check(little, "SELECT 代码, 字段, 值, 说明 FROM 问题 WHERE 代码 ="
                   " 'SCORE_MISPLACED' ORDER BY 序",
                   [("SCORE_MISPLACED", "得分", "8.0", "评估点A按扣分计，应填“扣分”，"
                     "这里填的是“得分”，未计入"),
                    ("SCORE_MISPLACED", "扣分", "1.0", "评估点B按得分计，应填“得分”，"
                     "这里填的是“扣分”，未计入")])
        self.finals(little, [9, 0])

    def test_where_the_point_does_not_apply(self):
        points = (HEAD + ",计分方式,适用\nA,甲,点,10,扣分,工作室.编号 = 'S2'\n"
                  "B,甲,点,5,,\n")
        little = Little({"指标": points}, {"S1": {}, "S2": {}, "": {
            "评审": "工作室,专家,评估点,得分\nS1,赵,B,4\nS2,赵,B,4\n"}},
            plan="不适用计分,按比例折算\n满分,15\n", forms=DEDUCT)
        for code in ("S1", "S2"):
            little.write(little.batch / code / "自评.csv", "评估点,得分\nB,5\n")
        little.write(little.folder / "表单.csv", (
            little.folder / "表单.csv").read_text("utf-8") +
            form("自评", "评估点", "得分", "扣分"))
        little.report()
        self.check(little, "SELECT 工作室, 自评总分 FROM 汇总 ORDER BY 1",
                   [("S1", 5.0), ("S2", 15.0)])
        # S1: 4 of 5, taken up to 15; S2: 10 and 4
        self.check(little, "SELECT 工作室, 总分 FROM 汇总 ORDER BY 1",
                   [("S1", 12.0), ("S2", 14.0)])

    def test_taken_off_where_the_point_does_not_apply(self):
        """It was scored all the same: 赵 8, 钱 10; the school left 9."""
        points = HEAD + ",计分方式,适用\nA,甲,点,10,扣分,0\nB,甲,点,5,,\n"
        little = run(points, forms=DEDUCT + form("自评", "评估点", "得分", "扣分"),
                     plan="不适用计分,按比例折算\n", files={
            "评审": "专家,评估点,得分,扣分\n赵,A,,2\n赵,B,5,\n钱,B,5,\n",
            "自评": "评估点,得分,扣分\nA,,1\nB,5,\n"})
        self.check(little, "SELECT 专家人数, 最终, 自评 FROM 得分 ORDER BY rowid",
                   [(2, 9.0, 9.0), (2, 5.0, 5.0)])
        self.check(little, "SELECT 总分, 自评总分 FROM 汇总", [(14.0, 14.0)])

    def test_who_took_off_what_and_why(self):
        little = self.deducted("赵,A,,2,迟到,1234567890 赵,A,,1,, 钱,A,,0,好,"
                               " 孙,A,,0.5,早退, 钱,B,5,,,")
        self.check(little, "SELECT 扣分明细 FROM 得分 ORDER BY rowid",
                   [("赵：扣2分（原因：迟到；证件：***）；赵：扣1分；"
                     "孙：扣0.5分（原因：早退）",), (None,)])
        little.report("--show-personal")
        self.assertIn("证件：1234567890", little.rows(
            "SELECT 扣分明细 FROM 得分")[0][0])

    def test_what_is_computed_is_the_value(self):
        points = HEAD + ",计分方式,自动\nA,甲,点,10,扣分,7\nB,甲,点,5,,\n"
        little = self.deducted("赵,A,,2,, 钱,B,5,,,", points)
        self.finals(little, [7, 5])
        self.check(little, "SELECT 代码, 字段, 说明 FROM 问题",
                   [("SCORE_DIFFERS_FROM_COMPUTED", "扣分", "专家赵给评估点A扣分后"
                     "为8分，按表中数据应为7分，以计算结果为准")])
        self.check(little, "SELECT 专家人数, 扣分明细 FROM 得分 WHERE 评估点 = 'A'",
                   [(1, None)])

    def test_schools_deduct_too(self):
        forms = DEDUCT + form("自评", "评估点", "得分", "扣分", "说明")
        points = HEAD + ",计分方式\nA,甲,点,10,扣分\nB,甲,点,5,\nC,甲,点,3,扣分\n"
        little = run(points, forms=forms, files={
            "自评": "评估点,得分,扣分,说明\nA,,2,迟到\nA,,1.5,\nB,4,,好\n"})
        self.check(little, "SELECT 评估点, 自评 FROM 得分 ORDER BY rowid",
                   [("A", 6.5), ("B", 4.0), ("C", 3.0)])
        self.check(little, "SELECT 自评总分 FROM 汇总", [(13.5,)])
        self.codes(little, [])
        self.check(little, "SELECT 评估点, 说明 FROM 自评说明", [
            ("A", "扣2分\n迟到\n扣1.5分"), ("B", "好")])
        little = run(points, forms=forms)
        self.check(little, "SELECT DISTINCT 自评 FROM 得分", [(None,)])

    def test_equal_rows(self):
        """They are one, unless 表.csv says that they count."""
        rows = ("工作室,专家,评估点,得分,扣分,原因\nS1,赵,A,,2,迟到\nS1,赵,A,,2,迟到\n"
                "S1,赵,B,4,,\n")
        for table, want, said in (("", 8, ["ROW_REPEATED"]),
                                  ("表,允许重复\n评审,是\n", 6, [])):
            little = Little({"指标": self.POINTS, **({"表": table} if table
                                                  else {})},
                            {"S1": {}, "": {"评审": rows}}, "满分,15\n", DEDUCT)
            little.report()
            self.finals(little, [want, 4])
            self.codes(little, said)

    def test_an_expert_in_two_roles(self):
        """All that he took off is one value; the run does not break on it."""
        little = Little(
            {"指标": self.POINTS, "参照/评审角色": "角色,权重\n专家,60\n家长,40\n"},
            {"S1": {}, "": {"评审": "工作室,专家,评估点,得分,扣分,角色\n"
                            "S1,赵,A,,2,专家\nS1,赵,A,,1,家长\nS1,赵,B,4,,专家\n"
                            "S1,钱,B,5,,家长\nS1,孙,A,,1,家长\n"}},
            plan="满分,15\n", forms=form("评审", "专家", "评估点", "得分", "扣分",
                                       "角色"))
        little.report()
        # 专家 7; 家长 (10 + 9) / 2: 0.6 × 7 + 0.4 × 9.5 = 8
        self.finals(little, [8, 4.4])
        self.check(little, "SELECT 扣分明细 FROM 得分 WHERE 评估点 = 'A'",
                   [("赵：扣2分；赵：扣1分；孙：扣1分",)])

    def test_deductions_of_a_trimmed_mean(self):
        """Summed up as ever: 9, 8, 7, 6 and, of him who wrote nothing, 10."""
        little = self.deducted(
            "赵,A,,1,, 钱,A,,2,, 孙,A,,3,, 李,A,,4,, 周,B,5,,,",
            plan="专家汇总,去极值平均\n")
        self.finals(little, [8, 5])


class TestLetters(Test):
    """计分方式 等第."""
    LETTERS = "等第,系数\n优,1\n良,0.85\n中,0.333\n差,0\n"
    POINTS = HEAD + ",计分方式\nA,甲,点,10,等第\nB,甲,点,5,\n"

    def lettered(self, rows, points=POINTS, letters=LETTERS, forms=LETTER):
        head = "工作室,专家,评估点,得分,结论\n"
        if forms == MIXED:
            head = head.replace("结论", "扣分,结论")
        return run(points, head + "".join(
            f"S1,{row}\n" for row in rows.split()), forms, letters=letters)

    def test_a_share_of_the_points(self):
        little = self.lettered("赵,A,,优 钱,A,,良 钱,B,4, 孙,A,,差")
        # (10 + 8.5 + 0) / 3 = 6.1667; and 4
        self.check(little, "SELECT 专家, 得分, 结论 FROM 有效评分 WHERE 评估点 = 'A'"
                   " ORDER BY 得分", [("孙", 0.0, "差"), ("钱", 8.5, "良"),
                                    ("赵", 10.0, "优")])
        self.finals(little, [6.17, 4])
        self.total(little, 10.17)
        self.codes(little, [])

    def test_finer_than_a_hundredth(self):
        # 2.55 × 0.333 = 0.84915; three of them 2.54745
        points = HEAD + ",计分方式\n" + "".join(
            f"P{i},甲,点,2.55,等第\n" for i in range(3))
        little = self.lettered("赵,P0,,中 赵,P1,,中 赵,P2,,中", points)
        self.finals(little, [0.85] * 3)
        self.total(little, 2.55)
        self.check(little, "SELECT 未舍入 FROM 汇总", [(2.54745,)])

    def test_an_unknown_word(self):
        little = self.lettered("赵,A,,棒 赵,A,,良 钱,A,,")
        self.finals(little, [8.5, 0])
        self.check(little, "SELECT 代码, 字段, 值, 说明 FROM 问题 WHERE 字段 ="
                   " '结论'", [("WORD_UNKNOWN", "结论", "棒",
                              "评估点A没有“棒”这个等第，未计分")])

    def test_an_unknown_word_of_a_choice(self):
        little = self.lettered("赵,A,,棒 赵,A,,良", forms=LETTER.replace(
            "结论,文本,,", "结论,单选,,优|良|中|差"))
        self.finals(little, [8.5, 0])
        self.assertIn(("S1", "WORD_UNKNOWN"), little.findings())
        self.assertNotIn(("S1", "CELL_NOT_CHOICE"), little.findings())

    def test_groups_of_letters(self):
        letters = "等第,系数,组\n好,1,二级\n差,0,二级\n好,0.9,三级\n差,0.5,三级\n"
        points = (HEAD + ",计分方式,等第组\nA,甲,点,10,等第,二级\n"
                  "B,甲,点,10,等第,三级\n")
        little = self.lettered("赵,A,,好 赵,B,,好 钱,A,,差 钱,B,,差",
                               points, letters)
        self.finals(little, [5, 7])

    def test_a_second_word(self):
        little = self.lettered("赵,A,,优 赵,A,,良")
        self.finals(little, [10, 0])
        self.assertIn(("S1", "SCORE_REPEATED"), little.findings())

    def test_mixed_with_scores_and_deductions(self):
        points = (HEAD + ",计分方式\nA,甲,点,10,等第\nB,甲,点,5,\n"
                  "C,甲,点,8,扣分\n")
        little = self.lettered("赵,A,,,良 赵,B,3,, 赵,C,,2, 钱,A,,,优 钱,B,4,,"
                               " 钱,A,9,,", points, forms=MIXED)
        # 9.25, 3.5 and (6 + 8) / 2
        self.finals(little, [9.25, 3.5, 7])
        self.codes(little, ["SCORE_MISPLACED"])

    def test_a_word_where_points_are_due(self):
        little = self.lettered("赵,B,,良 赵,A,,良")
        self.codes(little, ["POINT_NOT_SCORED", "SCORE_MISPLACED"])

    def test_points_where_a_word_is_due(self):
        """Told once, also where 得分 is of points and of deductions."""
        deducted = self.POINTS + "C,甲,点,8,扣分\n"
        for points, more in ((self.POINTS, ""), (deducted, " 赵,C,2,")):
            little = self.lettered("赵,A,9, 钱,A,,良 赵,B,3," + more, points)
            self.check(little, "SELECT 字段, 值 FROM 问题 WHERE 代码 = "
                       "'SCORE_MISPLACED'", [("得分", "9.0")])

    def test_schools_have_letters_too(self):
        little = run(self.POINTS, forms=form("自评", "评估点", "得分", "结论"), letters=self.LETTERS, files={
            "自评": "评估点,得分,结论\nA,,良\nB,5,\n"})
        self.check(little, "SELECT 评估点, 自评 FROM 得分 ORDER BY rowid",
                   [("A", 8.5), ("B", 5.0)])
        little = run(self.POINTS, forms=form("自评", "评估点", "得分", "结论"), letters=self.LETTERS, files={
            "自评": "评估点,得分,结论\nA,,棒\nB,5,\n"})
        self.codes(little, ["WORD_UNKNOWN"])


class TestWorkbook(Test):
    """The sheet of the experts' scores has values, and means of them."""

    def book(self, points, head, rows, **others):
        little = run(points, head + "".join(f"S1,{row}\n"
                                            for row in rows.split()), **others)
        path = test_workbook.recalculated(little.out / "汇总表.xlsx",
                                          little.dir / "again")
        ws = test_workbook.opened(path, True)["专家评分"]
        columns = {name: c for c, name in test_workbook.names(ws).items()}
        return [[ws.cell(r, columns[name]).value
                 for name in ("评估点", "赵", "钱", "均分", "极差")]
                for r in test_workbook.data(ws)]

    def test_deductions(self):
        """On a form that has 扣分 alone.  A mean of -0.005 is -0.01."""
        self.assertEqual(self.book(
            HEAD + ",计分方式,下限,上限\nA,甲,点,10,扣分,,\nB,甲,点,0,扣分,无,0\n",
            "工作室,专家,评估点,扣分\n", "赵,A,2 赵,A,1.5 钱,B,0.01",
            forms=form("评审", "专家", "评估点", "扣分"), plan="评定条件,1\n"),
            [["A", 6.5, 10, 8.25, 3.5], ["B", 0, -0.01, -0.01, 0.01]])

    def test_letters(self):
        self.assertEqual(self.book(
            TestLetters.POINTS, "工作室,专家,评估点,得分,结论\n",
            "赵,A,,优 钱,A,,良 赵,B,3, 钱,B,4,", forms=LETTER,
            letters=TestLetters.LETTERS),
            [["A", 10, 8.5, 9.25, 1.5], ["B", 3, 4, 3.5, 1]])

    def test_no_sheet_where_experts_score_nothing(self):
        little = run(HEAD + ",自动\nA,甲,点,10,5\n", forms=DATA)
        book = test_workbook.opened(little.out / "汇总表.xlsx", True)
        self.assertNotIn("专家评分", book.sheetnames)


class TestLint(Test):
    def complains(self, points, *wanted, **others):
        plan = others.pop("plan", "")
        forms = others.pop("forms", SCORE)
        status, said = Little({"指标": points, **others}, plan=plan,
                              forms=forms).lint()
        self.assertEqual(status, 1, said)
        for text in wanted:
            self.assertIn(text, said)

    def test_bounds(self):
        self.complains(HEAD + ",下限,上限\nA,甲,点,10,12,11\nB,甲,点,10,,9\n"
                       "C,甲,点,10,11,无\nD,甲,点,10,低,\n",
                       "指标.csv:2: 评估点 A 的下限高于上限",
                       "指标.csv:3: 评估点 B 的分值不在下限和上限之间",
                       "指标.csv:4: 评估点 C 的分值不在下限和上限之间",
                       "指标.csv:5: 下限“低”应为数字")

    def test_nothing_to_deduct(self):
        self.complains(HEAD + ",计分方式\nA,甲,点,0,扣分\n",
                       "评估点 A 没有可以扣的分")

    def test_without_points(self):
        self.complains(HEAD + ",计分方式\nA,甲,点,,扣分\n",
                       "评估点 A 没有分值，不能写计分方式、下限和上限")

    def test_deductions_that_nothing_reads(self):
        """A hint only; what somebody writes there all the same is told."""
        little = Little({"指标": HEAD + "\nA,甲,点,10\n"}, {"S1": {
            "评审": "专家,评估点,得分,扣分\n赵,A,8,2\n钱,A,6,0\n孙,A,7,\n"}},
            plan="满分,10\n", forms=DEDUCT)
        status, said = little.lint()
        self.assertEqual(status, 0, said)
        self.assertIn("指标.csv: 提示：表“评审”有字段“扣分”，而没有一个评估点的"
                      "计分方式是“扣分”", said)
        little.report()
        self.finals(little, [7])
        self.check(little, "SELECT 行, 代码, 字段, 值 FROM 问题",
                   [(2, "SCORE_MISPLACED", "扣分", "2.0")])

    def test_computed_of_deductions(self):
        """自动 may read them: nothing is misplaced."""
        little = Little({"指标": HEAD + ",自动\nA,甲,点,10,10 - (SELECT sum(扣分)"
                         " FROM 评审 WHERE 工作室 = 工作室.编号)\n"}, {"S1": {
            "评审": "专家,评估点,得分,扣分\n赵,A,8,2\n钱,A,7,1\n"}},
            plan="满分,10\n", forms=DEDUCT)
        self.assertEqual(little.lint()[0], 0)
        little.report()
        self.finals(little, [7])
        self.codes(little, [])

    def test_letters(self):
        points = HEAD + ",计分方式,等第组\nA,甲,点,10,等第,\n"
        self.complains(points, "参照/等第.csv: 评估点 A 的计分方式是“等第”，"
                       "需要这个文件")
        for table, text in (
                ("等第\n优\n", "需要这个文件，列是等第、系数"),
                ("等第,系数\n优,高\n", "等第.csv:2: 系数“高”应为数"),
                ("等第,系数\n优,0.3333\n", "等第.csv:2: 系数“0.3333”应为数"),
                ("等第,系数\n优,1\n优,0.9\n", "等第.csv:3: 等第“优”对评估点 A"
                 " 出现了两次"),
                ("等第,系数\n优,1.1\n", "等第.csv:2: 等第“优”的系数使评估点 A"
                 " 的值超出了它的下限或上限")):
            self.complains(points, text, **{"参照/等第": table})
        self.complains(HEAD + ",计分方式,等第组\nA,甲,点,10,等第,二\n"
                       "B,甲,点,10,,一\n", "等第组“二”不在",
                       "评估点 B 写了等第组，而计分方式不是“等第”",
                       **{"参照/等第": "等第,系数,组\n优,1,一\n"})

    def test_fields_that_are_needed(self):
        self.complains(HEAD + ",计分方式\nA,甲,点,10,等第\n",
                       "表“评审”缺少字段“评估点”或“结论”",
                       **{"参照/等第": "等第,系数\n优,1\n"})

    def test_step(self):
        status, said = Little({"指标": HEAD + "\nA,甲,点,10.5\n"},
                              plan="步长,1\n", forms=SCORE).lint()
        self.assertEqual(status, 0, said)
        self.assertIn("指标.csv:2: 提示：评估点 A 的分值不是步长的整数倍", said)
        for step in ("0", "-1", "半", "0.001"):
            self.complains(HEAD + "\nA,甲,点,10\n", "“步长”应为大于0的数",
                           plan=f"步长,{step}\n", forms="")


if __name__ == "__main__":
    unittest.main()
