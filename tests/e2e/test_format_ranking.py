"""Who is assessed and ranked, ties, grades, and the order of queries.

What each studio must come to is worked out by hand beside its scheme; what
the workbook's formulas come to is LibreOffice's to say.
"""
import unittest

import test_workbook
import world
from little import Little

ONE = "编号,一级指标,评估点,分值\nA,甲,一,100\n"
TWO = "编号,一级指标,评估点,分值\nA,甲,一,60\nB,乙,二,40\n"
FIELDS = """工作室,竖,组,单选,,甲组|乙组,,,
工作室,竖,班级数,整数,,,,,
工作室,竖,否决,是否,,,,,
活动,横,日期,日期,,,,,
"""
SCORES = """评审,横,专家,人名,,,,,
评审,横,评估点,文本,是,,,,
评审,横,得分,小数,,,,,
"""
RULE = "编号,名称,测量,下限,上限,级别,适用\n"
STAGE = "阶段,次序,条件,结论\n"
GRADES = "等级,下限,条件,组别,名额\n"


def form(code, **fields):
    return (f"项目,内容\n编号,{code}\n名称,{code}室\n" +
            "".join(f"{k},{v}\n" for k, v in fields.items()))


def marks(**given):
    return "专家,评估点,得分\n" + "".join(
        f"赵,{point},{value}\n" for point, value in given.items())


def batch(**studios):
    """编号 -> a total, {评估点: 得分}, or (either, {field: value}); None: no
    expert wrote anything."""
    made = {}
    for code, what in studios.items():
        given, fields = what if isinstance(what, tuple) else (what, {})
        made[code] = {"基本信息": form(code, **fields)}
        if given is not None:
            made[code]["评审"] = marks(
                **(given if isinstance(given, dict) else {"A": given}))
    return made


class Case(world.Case):
    def scheme(self, studios, points=ONE, plan="", full="100", rules="",
               stages="", grades="", derived="", files=None):
        scheme = {"指标": points, **(files or {})}
        for name, text in (("规则", rules and RULE + rules),
                           ("结论", stages and STAGE + stages),
                           ("等级", grades and GRADES + grades),
                           ("推算", derived and "表,字段,类型,计算\n" + derived)):
            if text:
                scheme[name] = text
        return Little(scheme, studios, forms=FIELDS + SCORES,
                      plan=(f"满分,{full}\n" if full else "") + plan)

    def run_it(self, *args, **more):
        s = self.scheme(*args, **more)
        status, said = s.lint()
        self.assertEqual(status, 0, said)
        done = s.report()
        self.assertIn(done.status, (0, 1), done)
        return s

    def column(self, s, name, table="汇总"):
        return dict(s.rows(f"SELECT 工作室, {name} FROM {table}"
                           " ORDER BY 工作室"))

    def verdicts(self, s, rule):
        return dict(s.rows("SELECT 工作室, 结论 FROM 资格 WHERE 规则 = ?"
                           " ORDER BY 工作室", rule))

    def lint_says(self, *words, line=None, **more):
        status, said = self.scheme({}, **more).lint()
        self.assertEqual(status, 1, said)
        for word in words:
            self.assertIn(word, said)
        return said

    def ties(self, s):
        return s.rows("SELECT 工作室, 值, 说明 FROM 问题 WHERE 代码 ="
                      " 'QUOTA_TIE' ORDER BY 序")


class Assessed(Case):
    def test_without_a_word_whom_an_expert_scored(self):
        s = self.run_it(batch(S1=80, S2=None))
        self.assertEqual(self.column(s, "等级"), {"S1": None, "S2": "待评审"})
        self.assertEqual(self.column(s, "总分"), {"S1": 80, "S2": None})

    def test_all_points_computed(self):
        """Nobody waits for an expert; a bonus needs none either."""
        s = self.run_it(
            batch(S1=(None, {"班级数": 30}), S2=(None, {"班级数": 0})),
            "编号,一级指标,评估点,分值,附加,自动\n"
            "A,甲,一,100,,工作室.班级数\nF,附加,二,5,是,\n")
        self.assertEqual(self.column(s, "总分"), {"S1": 30, "S2": 0})
        self.assertEqual(self.column(s, "名次"), {"S1": 1, "S2": 2})
        self.assertNotIn("POINT_NOT_SCORED", [c for _, c in s.findings()])

    def test_one_point_left_to_experts(self):
        s = self.run_it(
            batch(S1=({"B": 4}, {"班级数": 30}), S2=(None, {"班级数": 30})),
            "编号,一级指标,评估点,分值,自动\nA,甲,一,60,工作室.班级数\nB,乙,二,40,\n")
        self.assertEqual(self.column(s, "总分"), {"S1": 34, "S2": None})

    def test_a_condition(self):
        """Two experts are wanted; a form alone may do as well."""
        s = self.run_it(
            {**batch(S1=50, S2=None, S3=None),
             "S1": {"评审": "专家,评估点,得分\n赵,A,50\n钱,A,60\n"},
             "S2": {"评审": "专家,评估点,得分\n赵,A,50\n"}},
            plan="评定条件,(SELECT count(DISTINCT v.专家) FROM 有效评分 AS v"
                 " WHERE v.工作室 = 工作室.编号) >= 2\n")
        self.assertEqual(self.column(s, "总分"),
                         {"S1": 55, "S2": None, "S3": None})
        self.assertEqual(self.column(s, "等级"),
                         {"S1": None, "S2": "待评审", "S3": "待评审"})

    def test_deductions_of_whom_nothing_is_taken(self):
        """With 1 all are assessed: no row means that all points are kept."""
        s = self.run_it(
            batch(S1={"A": 10}, S2=None),
            "编号,一级指标,评估点,分值,计分方式\nA,甲,一,100,扣分\n",
            plan="评定条件,1\n")
        self.assertEqual(self.column(s, "总分"), {"S1": 90, "S2": 100})
        self.assertEqual(self.column(s, "名次"), {"S1": 2, "S2": 1})
        self.assertNotIn("POINT_NOT_SCORED", [c for _, c in s.findings()])

    def test_lint_asks_where_all_is_deducted(self):
        points = "编号,一级指标,评估点,分值,计分方式,自动\nA,甲,一,60,扣分,\n"
        self.lint_says("方案.csv", "评定条件", points=points, full="60")
        # Beside a computed point it is a hint; beside another it is clear.
        status, said = self.scheme({}, points + "B,乙,二,40,,1\n").lint()
        self.assertEqual(status, 0, said)
        self.assertIn("方案.csv: 提示：专家评的各点都是“扣分”", said)
        self.assertEqual(self.scheme({}, points + "B,乙,二,40,得分,\n")
                         .lint()[0], 0)

    def test_it_rests_on_what_was_not_read(self):
        s = self.run_it(
            {"S1": {"评审": marks(A=50), "活动": "日期\n2024-05-01\n"},
             "S2": {"评审": marks(A=50), "活动": '"日期\n"2024'}},
            plan="评定条件,(SELECT count(*) FROM 活动 AS h WHERE h.工作室 ="
                 " 工作室.编号) > 0\n")
        self.assertEqual(self.column(s, "等级"), {"S1": None, "S2": "待核实"})
        self.assertEqual(self.column(s, "总分"), {"S1": 50, "S2": None})


class Ranked(Case):
    VETO = ("排名条件,工作室.否决 IS NOT '是'\n")

    def test_a_veto_takes_the_rank_and_leaves_the_total(self):
        s = self.run_it(batch(S1=(95, {"否决": "是"}), S2=90, S3=90, S4=80,
                              S5=None), plan=self.VETO)
        self.assertEqual(self.column(s, "名次"),
                         {"S1": None, "S2": 1, "S3": 1, "S4": 3, "S5": None})
        self.assertEqual(self.column(s, "总分")["S1"], 95)
        # Without a rank: behind those who have one, before those without total.
        self.assertEqual([c for c, in s.rows(
            "SELECT 工作室 FROM 汇总 ORDER BY 位次")],
            ["S2", "S3", "S4", "S1", "S5"])

    def test_lint_says_that_they_still_have_grades(self):
        """Where a row without a quota lets them in and no row has a 条件."""
        veto = "否决,,工作室.否决 = '是',,\n"
        for grades, line in (("优,,,,1\n良,60,,,\n中,,,,\n", 3),
                             ("优,,,,1\n良,,,,\n", None), ("良,,,,\n", None),
                             (veto + "优,,,,1\n良,60,,,\n中,,,,\n", None)):
            status, said = self.scheme({}, grades=grades, plan=self.VETO).lint()
            self.assertEqual(status, 0, said)
            self.assertEqual(f"等级.csv:{line}: 提示：不合“排名条件”的没有名次，总分够的"
                             "仍得“良”" in said, line is not None, said)
            self.assertEqual("不合“排名条件”" in said, line is not None, said)

    def test_it_may_read_scores_and_verdicts(self):
        """A gate that is not met, a part below 20, a total below 60."""
        s = self.run_it(
            batch(S1=({"A": 60, "B": 40}, {"班级数": 0}),
                  S2=({"A": 60, "B": 19.99}, {"班级数": 1}),
                  S3=({"A": 40, "B": 20}, {"班级数": 1}),
                  S4=({"A": 39.99, "B": 20}, {"班级数": 1})),
            TWO, rules="Z1,班级,工作室.班级数,1,,必备,\n",
            plan='排名条件,"(SELECT g.资格 = \'符合\' AND g.总分 >= 60 FROM 汇总'
                 " AS g WHERE g.工作室 = 工作室.编号) AND (SELECT p.得分 FROM 小计"
                 " AS p WHERE p.工作室 = 工作室.编号 AND p.一级指标 = '乙') >= 20\"\n")
        self.assertEqual(self.column(s, "名次"),
                         {"S1": None, "S2": None, "S3": 1, "S4": None})

    def test_who_is_not_ranked_does_not_count_in_a_quota(self):
        """40% of three ranked is 1; of four it were 1 as well, of five 2."""
        s = self.run_it(
            batch(S1=(99, {"否决": "是"}), S2=90, S3=80, S4=70,
                  S5=(98, {"否决": "是"})),
            plan=self.VETO, grades="优秀,,,,40%\n合格,,,,\n")
        self.assertEqual(self.column(s, "等级"),
                         {"S1": "合格", "S2": "优秀", "S3": "合格", "S4": "合格",
                          "S5": "合格"})

    def test_it_rests_on_what_was_not_read(self):
        s = self.run_it(
            {"S1": {"评审": marks(A=50), "活动": "日期\n2024-05-01\n"},
             "S2": {"评审": marks(A=60), "活动": '"日期\n"2024'},
             "S3": {"评审": marks(A=70), "活动": '"日期\n"2024'}},
            plan="排名条件,(SELECT count(*) FROM 活动 AS h WHERE h.工作室 ="
                 " 工作室.编号) < 5\n",
            grades="特等,70,,,\n优秀,40,,,1\n合格,,,,\n")
        self.assertEqual(self.column(s, "名次"),
                         {"S1": 1, "S2": None, "S3": None})
        self.assertEqual(self.column(s, "总分"), {"S1": 50, "S2": 60, "S3": 70})
        # It needs no rank for what has no quota.
        self.assertEqual(self.column(s, "等级"),
                         {"S1": "优秀", "S2": "待核实", "S3": "特等"})

    def test_a_group_that_is_computed(self):
        s = self.run_it(
            batch(S1=(90, {"班级数": 50}), S2=(80, {"班级数": 3}),
                  S3=(70, {"班级数": 49}), S4=(85, {"班级数": 10})),
            plan="分组字段,规模\n",
            derived="工作室,规模,文本,\"iif(班级数 >= 40, '大', '小')\"\n")
        self.assertEqual(self.column(s, "名次"),
                         {"S1": 1, "S2": 2, "S3": 2, "S4": 1})
        self.assertEqual(self.column(s, "组别")["S3"], "大")


class Ties(Case):
    BY = ("同分次序,(SELECT d.最终 FROM 得分 AS d WHERE d.工作室 = 工作室.编号 AND"
          " d.评估点 = 'A') 降序; 工作室.班级数 升序\n")

    def test_two_keys(self):
        """All have 60. A decides, then fewer classes; NULL is last; and who is
        equal in all shares the rank."""
        s = self.run_it(
            batch(S1=({"A": 40, "B": 20}, {"班级数": 9}),
                  S2=({"A": 50, "B": 10}, {"班级数": 12}),
                  S3=({"A": 40, "B": 20}, {}),
                  S4=({"A": 40, "B": 20}, {"班级数": 10}),
                  S5=({"A": 40, "B": 20}, {"班级数": 10}),
                  S6=({"A": 59, "B": 2}, {"班级数": 99})),
            TWO, plan=self.BY)
        self.assertEqual(self.column(s, "名次"), {
            "S6": 1, "S2": 2, "S1": 3, "S4": 4, "S5": 4, "S3": 6})
        self.assertEqual([c for c, in s.rows(
            "SELECT 工作室 FROM 汇总 ORDER BY 位次")],
            ["S6", "S2", "S1", "S4", "S5", "S3"])

    def test_null_is_last_either_way(self):
        for way in ("升序", "降序"):
            s = self.run_it(
                batch(S1=(60, {}), S2=(60, {"班级数": 5}), S3=(60, {"班级数": 7})),
                plan=f"同分次序,工作室.班级数 {way}\n")
            found = self.column(s, "名次")
            self.assertEqual(found["S1"], 3, way)
            self.assertEqual(found["S2"], 1 if way == "升序" else 2, way)

    def test_a_semicolon_in_a_text(self):
        s = self.run_it(
            batch(S1=60, S2=(60, {"否决": "是"})),
            plan="同分次序,\"iif(工作室.否决 = '是', 'a；;', 'b') 升序；"
                 "工作室.编号 升序;\"\n")
        self.assertEqual(self.column(s, "名次"), {"S1": 2, "S2": 1})

    def test_lint(self):
        for cell, word in (("工作室.班级数", "降序"), ("工作室.班机数 降序", "班机数"),
                           ("降序", "降序"), ("1 降序; 2 倒序", "2 倒序")):
            said = self.lint_says(word, "同分次序", plan=f"同分次序,{cell}\n")
            self.assertIn("方案.csv:5", said, cell)

    def test_what_was_not_read_breaks_no_tie(self):
        """S2's rows may be more than two."""
        rows = "日期\n2024-05-01\n2024-06-01\n"
        s = self.run_it(
            {"S1": {"评审": marks(A=50), "活动": rows},
             "S2": {"评审": marks(A=50), "活动": '"日期\n"2024'},
             "S3": {"评审": marks(A=40), "活动": rows},
             "S4": {"评审": marks(A=40)}},
            plan="同分次序,(SELECT count(*) FROM 活动 AS h WHERE h.工作室 ="
                 " 工作室.编号) 降序\n")
        self.assertEqual(self.column(s, "名次"),
                         {"S1": 1, "S2": 1, "S3": 3, "S4": 4})


class Grades(Case):
    def test_limits_are_reached_by_the_exact_total(self):
        s = self.run_it(
            {**batch(S2=90, S3=59.99, S4=60, S5=0),
             "S1": {"评审": "专家,评估点,得分\n赵,A,89.99\n钱,A,89.99\n孙,A,90\n"}},
            grades="优秀,90,,,\n合格,60,,,\n不合格,,,,\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "合格", "S2": "优秀", "S3": "不合格", "S4": "合格",
            "S5": "不合格"})

    def test_a_number_of_places(self):
        s = self.run_it(batch(S1=90, S2=80, S3=70, S4=60),
                        grades="一等奖,,,,1\n二等奖,,,,2\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "一等奖", "S2": "二等奖", "S3": "二等奖", "S4": None})
        self.assertEqual(self.ties(s), [])

    def test_a_share_is_rounded_down(self):
        """30% of 6 is 1, of 7 it is 2; and who has no total does not count."""
        for n, first in ((6, 1), (7, 2)):
            studios = {f"S{i}": 90 - i for i in range(n)}
            s = self.run_it(batch(**studios, S8=None, S9=None),
                            grades="优秀,,,,３０％\n合格,,,,\n")
            found = self.column(s, "等级")
            self.assertEqual([c for c, g in found.items() if g == "优秀"],
                             [f"S{i}" for i in range(first)])
            self.assertEqual(found["S9"], "待评审")

    def test_a_share_with_decimals(self):
        """33.33% of 3 is 0, 33.34% is 1."""
        for share, first in (("33.33%", None), ("33.34%", "优秀")):
            s = self.run_it(batch(S1=9, S2=8, S3=7),
                            grades=f"优秀,,,,{share}\n")
            self.assertEqual(self.column(s, "等级")["S1"], first, share)

    def test_equals_at_the_edge(self):
        """Two places, three in rank 2: none of them gets the one that is left,
        nor does S5, who is behind them; they go on to the next row."""
        s = self.run_it(batch(S1=90, S2=80, S3=80, S4=80, S5=70, S6=60),
                        grades="一等奖,,,,2\n二等奖,,,,4\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "一等奖", "S2": "二等奖", "S3": "二等奖", "S4": "二等奖",
            "S5": "二等奖", "S6": None})
        told = self.ties(s)
        self.assertEqual([t[:2] for t in told],
                         [("S2", "2"), ("S3", "2"), ("S4", "2")])
        self.assertIn("3个并列", told[0][2])
        self.assertIn("只余1个", told[0][2])

    def test_equals_for_whom_there_is_place(self):
        s = self.run_it(batch(S1=90, S2=80, S3=80, S4=70),
                        grades="一等奖,,,,3\n二等奖,,,,\n")
        self.assertEqual(list(self.column(s, "等级").values()),
                         ["一等奖"] * 3 + ["二等奖"])
        self.assertEqual(self.ties(s), [])

    def test_equals_behind_a_quota_that_is_used_up(self):
        s = self.run_it(batch(S1=90, S2=80, S3=80),
                        grades="一等奖,,,,1\n二等奖,,,,\n")
        self.assertEqual(list(self.column(s, "等级").values()),
                         ["一等奖", "二等奖", "二等奖"])
        self.assertEqual(self.ties(s), [])

    def test_a_tie_that_is_broken_is_none(self):
        s = self.run_it(
            batch(S1=90, S2=(80, {"班级数": 3}), S3=(80, {"班级数": 4})),
            plan="同分次序,工作室.班级数 降序\n",
            grades="一等奖,,,,2\n二等奖,,,,\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "一等奖", "S2": "二等奖", "S3": "一等奖"})
        self.assertEqual(self.ties(s), [])

    def test_only_one_of_the_equals_fulfils_the_condition(self):
        s = self.run_it(
            batch(S1=90, S2=(80, {"班级数": 3}), S3=(80, {"班级数": 4})),
            grades="一等奖,,工作室.班级数 = 4,,1\n二等奖,,,,\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "二等奖", "S2": "二等奖", "S3": "一等奖"})
        self.assertEqual(self.ties(s), [])

    def test_each_group_has_its_quota(self):
        """甲组 has four ranked (50% are 2), 乙组 three (1), and a row of its
        own, which takes its first before the others are asked."""
        a, b = {"组": "甲组"}, {"组": "乙组"}
        s = self.run_it(
            batch(A1=(90, a), A2=(80, a), A3=(70, a), A4=(60, a),
                  B1=(50, b), B2=(40, b), B3=(30, b), C1=(20, {})),
            plan="分组字段,组\n",
            grades="特等,,,乙组,1\n优秀,,,,50%\n合格,,,,\n")
        self.assertEqual(self.column(s, "等级"), {
            "A1": "优秀", "A2": "优秀", "A3": "合格", "A4": "合格",
            "B1": "特等", "B2": "优秀", "B3": "合格", "C1": "合格"})

    def test_conditions_read_results(self):
        """名次, 总分, 资格 of a rule, and a stage that reads the form."""
        s = self.run_it(
            batch(S1=(90, {"否决": "是"}), S2=(80, {"班级数": 1}), S3=70, S4=60,
                  S5=None),
            rules="Z1,班级,\"coalesce(工作室.班级数, 0)\",1,,提醒,\n",
            stages="公示,1,工作室.否决 = '是',有异议\n公示,2,,无异议\n",
            grades="缓评,,(SELECT j.结论 FROM 结论 AS j WHERE j.工作室 ="
                   " 工作室.编号 AND j.阶段 = '公示') = '有异议',,\n"
                   "示范,,(SELECT z.结论 FROM 资格 AS z WHERE z.工作室 ="
                   " 工作室.编号 AND z.规则 = 'Z1') = '符合',,\n"
                   "优秀,,(SELECT g.名次 <= 3 AND g.总分 >= 60 FROM 汇总 AS g"
                   " WHERE g.工作室 = 工作室.编号),,\n")
        self.assertEqual(self.column(s, "等级"), {
            "S1": "缓评", "S2": "示范", "S3": "优秀", "S4": None, "S5": "待评审"})

    def test_words_and_gates(self):
        """Without points a grade is what its condition says; who is not judged
        waits where there is something to judge."""
        words = "编号,一级指标,评估点\nA,甲,一\nB,甲,二\n"
        rules = "Z1,班级,工作室.班级数,1,,必备,\n"
        met = "(SELECT g.资格 FROM 汇总 AS g WHERE g.工作室 = 工作室.编号) = '符合'"
        forms = FIELDS + SCORES.replace("得分,小数", "结论,文本")
        scheme = {"指标": words, "规则": RULE + rules,
                  "等级": GRADES + f"通过,,{met},,\n不通过,,,,\n"}
        studios = {c: {"基本信息": form(c, 班级数=n)}
                   for c, n in (("S1", 1), ("S2", 0))}
        s = Little({k: v for k, v in scheme.items() if k != "指标"}, studios,
                   forms=FIELDS)
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.assertIn(s.report().status, (0, 1))
        self.assertEqual(self.column(s, "等级"), {"S1": "通过", "S2": "不通过"})
        studios["S1"]["评审"] = "专家,评估点,结论\n赵,A,达标\n"
        s = Little(scheme, studios, forms=forms)
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.assertIn(s.report().status, (0, 1))
        self.assertEqual(self.column(s, "等级"), {"S1": "通过", "S2": "待评审"})
        self.assertEqual(self.column(s, "名次"), {"S1": None, "S2": None})

    def test_lint(self):
        cases = [
            ("合格,60,,,\n优秀,90,,,\n", 3, "谁也评不上"),
            ("优秀,,,,\n合格,60,,,\n", 3, "谁也评不上"),
            ("优秀,90,,,\n合格,90,,,\n", 3, "谁也评不上"),
            ("优秀,60,工作室.班级数 > 3,,\n良好,70,工作室.班级数 > 3,,3\n", 3,
             "谁也评不上"),
            ("优秀,100.01,,,\n", 2, "最高分"),
            ("优秀,,,,0\n", 2, "名额是0"),
            ("优秀,,,,120%\n", 2, "100%"),
            ("优秀,,,甲组,\n", 2, "分组字段"),
            ("优秀,,工作室.班机数 > 3,,\n", 2, "班机数"),
            (",90,,,\n", 2, "没有写等级"),
        ]
        for grades, line, word in cases:
            said = self.lint_says(f"等级.csv:{line}", word, grades=grades)
            self.assertEqual(said.count("等级.csv"), 1, said)
        self.lint_says("丙组", "谁也评不上", grades="优秀,,,丙组,\n",
                       plan="分组字段,组\n")
        # A quota, a condition or a group leaves something to the next.
        for grades in ("优秀,60,,,3\n良好,60,,,\n", "优秀,100,,,\n良好,,,,\n",
                       "优秀,60,工作室.班级数 > 3,,\n良好,60,,,\n"):
            status, said = self.scheme({}, grades=grades).lint()
            self.assertEqual(status, 0, said)
        status, said = self.scheme({}, plan="分组字段,组\n", grades=
                                   "优秀,60,,甲组,\n良好,60,,,\n").lint()
        self.assertEqual(status, 0, said)

    def test_lint_without_points(self):
        words = "编号,一级指标,评估点\nA,甲,一\n"
        forms = FIELDS + SCORES.replace("得分,小数", "结论,文本")
        for grades in ("优秀,90,,,\n", "优秀,,,,3\n"):
            s = Little({"指标": words, "等级": GRADES + grades}, {}, forms=forms)
            status, said = s.lint()
            self.assertEqual(status, 1, said)
            self.assertIn("等级.csv:2", said)
        for item in ("排名条件,1\n", "同分次序,1 降序\n"):
            s = Little({"指标": words}, {}, forms=forms, plan=item)
            status, said = s.lint()
            self.assertEqual(status, 1, said)
            self.assertIn("方案.csv:4", said)


class Order(Case):
    TOTAL = ("(SELECT g.总分 FROM 汇总 AS g WHERE g.工作室 = 工作室.编号)")
    RANK = "(SELECT g.名次 FROM 汇总 AS g WHERE g.工作室 = 工作室.编号)"

    def test_rules_after_scoring(self):
        """Z1 reads the total, Z2 a part, Z3 the rank, Z4 the form; they stand
        as in the file, and whoever is not assessed is exempt from three."""
        s = self.run_it(
            batch(S1={"A": 50, "B": 20}, S2={"A": 59, "B": 0.99}, S3=None),
            TWO, rules=f"Z1,总分,{self.TOTAL},60,,核验,\n".replace(
                "核验", "提醒") +
            "Z2,乙,(SELECT p.得分 FROM 小计 AS p WHERE p.工作室 = 工作室.编号 AND"
            " p.一级指标 = '乙'),1,,提醒,\n"
            f"Z3,名次,{self.RANK},,1,提醒,\n"
            "Z4,班级,1,1,,提醒,\n")
        self.assertEqual(self.verdicts(s, "Z1"), {
            "S1": "符合", "S2": "不符合", "S3": "不适用"})
        self.assertEqual(self.verdicts(s, "Z2"), {
            "S1": "符合", "S2": "不符合", "S3": "不适用"})
        self.assertEqual(self.verdicts(s, "Z3"), {
            "S1": "符合", "S2": "不符合", "S3": "不适用"})
        self.assertEqual(self.verdicts(s, "Z4")["S3"], "符合")
        self.assertEqual(s.rows("SELECT 规则, 工作室 FROM 资格 ORDER BY rowid"),
                         [(f"Z{z}", f"S{i}") for z in range(1, 5)
                          for i in range(1, 4)])
        self.assertEqual(s.rows("SELECT 测量值, 明细 FROM 资格 WHERE 规则 = 'Z1'"
                                " AND 工作室 = 'S3'"), [(None, "待评审")])

    def test_a_gate_after_scoring_is_a_veto(self):
        s = self.run_it(
            batch(S1={"A": 60, "B": 3}, S2={"A": 50, "B": 5}), TWO,
            rules="Z1,乙,(SELECT d.最终 FROM 得分 AS d WHERE d.工作室 ="
                  " 工作室.编号 AND d.评估点 = 'B'),5,,必备,\n",
            plan="排名条件,(SELECT g.资格 FROM 汇总 AS g WHERE g.工作室 ="
                 " 工作室.编号) = '符合'\n")
        self.assertEqual(self.column(s, "资格"), {"S1": "不符合", "S2": "符合"})
        self.assertEqual(self.column(s, "名次"), {"S1": None, "S2": 1})

    def test_points_of_rules(self):
        """The point takes 10 for each rule on the forms that is not met; Z3,
        which reads the total, is none of them."""
        s = self.run_it(
            batch(S1=({"B": 40}, {"班级数": 2}), S2=({"B": 40}, {"班级数": 9})),
            "编号,一级指标,评估点,分值,自动\n"
            "A,甲,一,60,60 - 10 * (SELECT count(*) FROM 资格 AS z WHERE z.工作室"
            " = 工作室.编号 AND z.结论 = '不符合')\nB,乙,二,40,\n",
            rules=f"Z1,班,工作室.班级数,5,,提醒,\nZ3,总分,{self.TOTAL},100,,提醒,\n"
                  "Z2,级,工作室.班级数,3,,提醒,\n")
        self.assertEqual(self.column(s, "总分"), {"S1": 80, "S2": 100})
        self.assertEqual(self.verdicts(s, "Z3"), {"S1": "不符合", "S2": "符合"})

    def test_a_stage_before_grades_and_one_behind(self):
        s = self.run_it(
            batch(S1=90, S2=80, S3=70),
            stages=f"结果,1,(SELECT g.等级 FROM 汇总 AS g WHERE g.工作室 ="
                   f" 工作室.编号) = '优秀',表彰\n结果,2,,通报\n"
                   f"初评,1,{self.TOTAL} >= 80,入围\n初评,2,,不入围\n",
            grades="优秀,,(SELECT j.结论 FROM 结论 AS j WHERE j.工作室 ="
                   " 工作室.编号 AND j.阶段 = '初评') = '入围',,1\n合格,,,,\n")
        self.assertEqual(s.rows("SELECT 阶段, 工作室, 结论 FROM 结论 ORDER BY"
                                " rowid"), [
            ("结果", "S1", "表彰"), ("结果", "S2", "通报"), ("结果", "S3", "通报"),
            ("初评", "S1", "入围"), ("初评", "S2", "入围"), ("初评", "S3", "不入围")])

    def test_circles(self):
        grade = "(SELECT g.等级 FROM 汇总 AS g WHERE g.工作室 = 工作室.编号)"
        met = ("(SELECT count(*) FROM 资格 AS z WHERE z.工作室 = 工作室.编号 AND"
               " z.结论 = '符合')")
        self.lint_says(
            "规则.csv:2", "规则 Z1 读 汇总.等级 → 等级 读 资格 → 规则 Z1",
            rules=f"Z1,等级,{grade} = '优秀',1,,提醒,\n",
            grades=f"优秀,,{met} > 0,,\n")
        # Named, it is another rule that is read: no circle.
        status, said = self.scheme(
            {}, rules=f"Z1,等级,{grade} = '优秀',1,,提醒,\nZ2,班,1,1,,提醒,\n",
            grades="优秀,,(SELECT z.结论 FROM 资格 AS z WHERE z.工作室 ="
                   " 工作室.编号 AND z.规则 = 'Z2') = '符合',,\n").lint()
        self.assertEqual(status, 0, said)
        self.lint_says(
            "指标.csv:2", "评估点 A 读 得分 → 评估点 A",
            points="编号,一级指标,评估点,分值,自动\n"
                   "A,甲,一,100,(SELECT d.最终 FROM 得分 AS d WHERE d.工作室 ="
                   " 工作室.编号)\n")
        self.lint_says(
            "规则 Z1 读 汇总.总分 → 评估点 A 读 资格 → 规则 Z1",
            rules=f"Z1,总分,{self.TOTAL},60,,提醒,\n",
            points="编号,一级指标,评估点,分值,自动\nA,甲,一,100,(SELECT z.测量值"
                   " FROM 资格 AS z WHERE z.工作室 = 工作室.编号 AND"
                   " z.规则 = 'Z1')\n")
        self.lint_says(
            "规则 Z1 读 汇总.名次 → 排名条件 读 汇总.资格 → 规则 Z1",
            rules=f"Z1,名次,{self.RANK},,3,必备,\n",
            plan="排名条件,(SELECT g.资格 = '符合' FROM 汇总 AS g WHERE g.工作室 ="
                 " 工作室.编号)\n")

    def test_report_refuses_a_circle(self):
        s = self.scheme(batch(S1=1), rules=f"Z1,名次,{self.RANK},,3,必备,\n",
                        plan="排名条件,(SELECT g.资格 = '符合' FROM 汇总 AS g"
                             " WHERE g.工作室 = 工作室.编号)\n")
        done = s.report()
        self.assertEqual(done.status, 2, done)
        self.assertIn("规则 Z1 读 汇总.名次", done.err)

    def test_what_is_never_there(self):
        self.lint_says("规则.csv:2", "概况", rules="Z1,批次,(SELECT 工作室数 FROM"
                       " 概况),1,,提醒,\n")
        self.lint_says("结论.csv:2", "没有可以先定的阶段", stages=
                       "甲,1,EXISTS (SELECT 1 FROM 结论 AS j WHERE j.工作室 ="
                       " 工作室.编号),有\n甲,2,,无\n")
        self.lint_says("推算.csv:2", "推算在评定之前", derived="工作室,几分,小数,"
                       "(SELECT max(d.最终) FROM 得分 AS d WHERE d.工作室 = 编号)\n")
        s = Little({"规则": RULE + f"Z1,总分,{self.TOTAL},1,,提醒,\n"}, {},
                   forms=FIELDS)
        status, said = s.lint()
        self.assertEqual(status, 1, said)
        self.assertIn("规则.csv:2", said)

    def test_what_was_not_read_stays_open(self):
        """S2's point cannot be computed: so is what reads the total, its part,
        its verdict, and the stage, which would fall through otherwise."""
        s = self.run_it(
            {"S1": {"评审": marks(B=40), "活动": "日期\n2024-05-01\n"},
             "S2": {"评审": marks(B=40), "活动": '"日期\n"2024'}},
            "编号,一级指标,评估点,分值,自动\nA,甲,一,60,(SELECT count(*) FROM 活动"
            " AS h WHERE h.工作室 = 工作室.编号)\nB,乙,二,40,\n",
            rules=f"Z1,总分,{self.TOTAL},41,,提醒,\n"
                  "Z2,达到,(SELECT count(*) FROM 资格 AS z WHERE z.工作室 ="
                  " 工作室.编号 AND z.规则 = 'Z1' AND z.结论 = '不符合'),,0,提醒,\n",
            stages=f"奖励,1,{self.TOTAL} > 40,奖\n奖励,2,,不奖\n"
                   f"注明,1,{self.TOTAL} IS NULL AND '待核实' <> '',等\n"
                   "注明,2,,不等\n"
                   f"公布,1,,{{{{{self.TOTAL}}}}}分\n")
        self.assertEqual(self.verdicts(s, "Z1"), {"S1": "符合", "S2": "待核实"})
        self.assertEqual(self.verdicts(s, "Z2"), {"S1": "符合", "S2": "待核实"})
        self.assertEqual(s.rows("SELECT 阶段, 工作室, 结论 FROM 结论"), [
            ("奖励", "S1", "奖"), ("奖励", "S2", "待核实"),
            ("注明", "S1", "不等"), ("注明", "S2", "等"),
            ("公布", "S1", "41.0分"), ("公布", "S2", "待核实")])


class Workbook(Case):
    """The column 名次 of the sheet, computed again."""

    def ranks(self, s):
        book = s.out / test_workbook.BOOK
        ws = test_workbook.opened(book, False)["汇总与排名"]
        names = test_workbook.names(ws)
        column = next(c for c, n in names.items() if n == "名次")
        kinds = {ws.cell(r, column).data_type for r in test_workbook.data(ws)
                 if ws.cell(r, column).value is not None}
        again = test_workbook.recalculated(book, s.dir / "again")
        return (kinds, test_workbook.table(book, "汇总与排名", "名次"),
                test_workbook.table(again, "汇总与排名", "名次"),
                "".join(str(c.value) for row in ws.iter_rows() for c in row))

    def check(self, s, kind, words):
        want = {c: (n,) for c, n in self.column(s, "名次").items()}
        kinds, before, after, said = self.ranks(s)
        self.assertEqual(kinds, {kind})
        self.assertEqual(before, want)
        self.assertEqual(after, want)
        self.assertIn(words, said)

    def test_a_negative_total_beside_none(self):
        """Whoever has no total does not count as 0."""
        s = self.run_it(
            batch(S1={"A": 7}, S2={"A": 3}, S3=None),
            "编号,一级指标,评估点,分值,下限,上限,计分方式\nA,甲,一,0,-10,0,扣分\n",
            full="0", plan="评定条件,EXISTS (SELECT 1 FROM 有效评分 AS v WHERE"
            " v.工作室 = 工作室.编号)\n")
        self.assertEqual(self.column(s, "总分"),
                         {"S1": -7, "S2": -3, "S3": None})
        self.check(s, "f", "从高到低排，相同的并列；待评审")

    def test_values_where_ties_are_broken(self):
        s = self.run_it(
            batch(S1=(60, {"班级数": 1}), S2=(60, {"班级数": 2}), S3=50),
            plan="同分次序,工作室.班级数 降序\n")
        self.assertEqual(self.column(s, "名次"), {"S1": 2, "S2": 1, "S3": 3})
        self.check(s, "n", "同分次序")

    def test_values_where_some_are_not_ranked(self):
        s = self.run_it(
            batch(S1=(60, {"否决": "是", "组": "甲组"}), S2=(50, {"组": "甲组"}),
                  S3=(55, {"组": "乙组"})),
            plan=Ranked.VETO + "分组字段,组\n")
        self.assertEqual(self.column(s, "名次"), {"S1": None, "S2": 1, "S3": 1})
        self.check(s, "n", "排名条件")


if __name__ == "__main__":
    unittest.main()
