"""The default pages on notices that have not all of it: nothing is printed
for what a scheme does not have, and what it has stands in its place."""
import functools
import unittest

import little
import world

POINTS = """编号,一级指标,二级指标,评估点,分值,附加,自动,自动明细
A,甲部分,,做得好,60,,,
B,乙部分,,查得细,30,,,
C,丙附加,,多做一点,5,是,,
D,乙部分,,人数多,10,,8,'共8人'
"""
GATE = "编号,名称,测量,级别,下限\nR1,有名称,length(工作室.名称),必备,3\n"
SELF = "自评,横,评估点,文本,是,,,,\n自评,横,得分,小数,,,,,\n"
AREA = "工作室,竖,建筑面积,小数,,,平方米,,\n"


@functools.lru_cache(None)
def made(full):
    """A notice that has little, or one that has all."""
    points = POINTS.replace("部分,,", "部分,一,") if full else POINTS
    scheme = {"指标": points, "等级": "等级,下限\n优,90\n良,60\n"}
    if full:
        scheme["规则"] = GATE
    s = little.Little(
        scheme, {"S1": {"评审": "专家,评估点,得分\n赵,A,50\n赵,B,28\n赵,C,3\n",
                        **({"自评": "评估点,得分\nA,55\n"} if full else {})},
                 "S2": {"评审": "专家,评估点,得分\n赵,A,40\n赵,B,20\n",
                        **({"自评": "评估点,得分\nA,50\n"} if full else {})}},
        plan="满分,100\n报告标题,年度检查结果\n" +
             ("" if full else "称呼,部门\n"),
        forms=little.SCORES + AREA + (SELF if full else ""))
    done = s.report()
    assert done.status == 0, done
    assert done.out.startswith(("工作室" if full else "部门") + " 2 个"), done
    return s, world.pdf_text(world.pdfs(s.out)[0])


class Little(unittest.TestCase):
    def test_lint(self):
        self.assertEqual(made(False)[0].lint()[0], 0, made(False)[0].lint())

    def test_no_empty_columns(self):
        text = made(False)[1]
        for word in ("自评", "二级指标", "资格：", "折算"):
            self.assertNotIn(word, text)
        for word in ("自评", "二级指标", "资格：符合。"):
            self.assertIn(word, made(True)[1])

    def test_experts_mean_where_there_is_none(self):
        s = little.Little({"指标": "编号,一级指标,评估点,分值,自动\n"
                                 "A,甲,人数,10,8\n"},
                          {"S1": {}}, plan="满分,10\n", forms="")
        self.assertEqual(s.report().status, 0)
        self.assertNotIn("专家均分", world.pdf_text(world.pdfs(s.out)[0]))

    def test_what_is_assessed(self):
        for full, mine, seal in ((False, "本部门", "部门（盖章）"),
                                 (True, "本工作室", "学校（盖章）")):
            text = made(full)[1]
            self.assertIn(mine, text)
            self.assertIn(seal, text)

    def test_particulars_have_the_form_s_units(self):
        self.assertIn("建筑面积（平方米）", made(False)[1].replace("\n", ""))

    def test_what_a_score_rests_on_stands_at_its_point(self):
        self.assertRegex(made(False)[1].replace("\n", ""), "人数多 ?【共8人】")

    def test_bonus_is_outside_the_rates(self):
        """(28 + 8) / 40; the bonus has no bar of its own."""
        text = made(False)[1]
        chart = text[text.index("全体平均（%）"):text.index("三、")]
        self.assertIn("90.00", chart)
        self.assertNotIn("丙附加", chart)

    def test_sheets_of_what_is_not_there(self):
        def sheets(s):
            return world.tool("unzip", "-p", s.out / "汇总表.xlsx",
                              "xl/workbook.xml")[1]
        self.assertNotIn("自评得分", sheets(made(False)[0]))
        self.assertIn("自评得分", sheets(made(True)[0]))

    def test_one_grade_column(self):
        """A stage called 等级 stands in for the column of that name."""
        s = little.Little(
            {"结论": "阶段,次序,条件,结论,依据\n等级,1,,一级,\n",
             "指标": "编号,一级指标,评估点,分值\nA,甲,一,10\n",
             "等级": "等级,下限\n优,8\n"},
            {"S1": {"评审": "专家,评估点,得分\n赵,A,9\n"}}, plan="满分,10\n")
        self.assertEqual(s.report().status, 0)
        text = world.tool("unzip", "-p", s.out / "汇总表.xlsx",
                          "xl/worksheets/sheet1.xml")[1]
        self.assertEqual(text.count(">等级<"), 1)


if __name__ == "__main__":
    unittest.main()
