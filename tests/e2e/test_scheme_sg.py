"""The scheme of departments' safety targets (invented): its samples, with the
totals computed by hand; computed points, quotas and rules on their bounds."""
import functools
import unittest

import cases
import world

SCHEME = "songgang-2031"
SAMPLES = world.ROOT / "samples" / SCHEME


@functools.lru_cache(None)
def made():
    out = world.scratch() / "out"
    return world.run("report", "-s", SCHEME, SAMPLES, "-o", out), out


def rows(sql, *values):
    return world.rows(made()[1], sql, *values)


class Samples(world.Case):
    def test_status(self):
        done = made()[0]
        self.assertEqual((done.status, done.err), (1, ""), done)

    def test_lint_has_nothing_to_say(self):
        done = world.run("lint", SCHEME)
        self.assertEqual((done.status, done.out.count("\n")), (0, 1), done)

    def test_totals_ranks_grades(self):
        """监管部门 has two 优秀: one is left for 02 and 03, which are equal in
        everything, so neither has it, and both are 良好, which are two; 05 has
        no accident and comes before 04 of the same 88.
        07: 76 of 80 (no 隐患, no dangerous goods); 08: 10 + 20/3 + 10 + 37 + 10
        + 9 of 90; 09: 82 of 90; 10: 77 of 90, and an accident that makes it
        不合格; 06: 10 + 20/3 + 10 + 30.5 + 7 + 6, and 3 for four honours."""
        expected = {
            "SG-01": (95.5, 1, "优秀"), "SG-02": (95, 2, "良好"),
            "SG-03": (95, 2, "良好"), "SG-05": (88, 4, "合格"),
            "SG-04": (88, 5, "合格"), "SG-06": (73.17, 6, "合格"),
            "SG-07": (95, 1, "优秀"), "SG-08": (91.85, 2, "良好"),
            "SG-09": (91.11, 3, "良好"), "SG-10": (85.56, 4, "不合格"),
            "SG-11": (None, None, "待核实"),
        }
        self.assertEqual({code: tuple(rest) for code, *rest in rows(
            "SELECT 工作室, 总分, 名次, 等级 FROM 汇总")}, expected)
        for code, exact in (("SG-06", 63.5 + 20 / 3 + 3),
                            ("SG-08", (76 + 20 / 3) / .9), ("SG-09", 82 / .9),
                            ("SG-10", 77 / .9)):
            with self.subTest(code):
                self.assertAlmostEqual(rows(
                    "SELECT 未舍入 FROM 汇总 WHERE 工作室 = ?", code)[0][0],
                    exact, 9)

    def test_what_follows_reads_the_grade(self):
        said = dict(rows("SELECT 工作室, 结论 FROM 结论 WHERE 阶段 = '结果运用'"))
        self.assertEqual({k: v for k, v in said.items() if v != "不另作处理"}, {
            "SG-01": "通报表扬", "SG-07": "通报表扬", "SG-11": "暂不运用",
            "SG-10": "约谈主要负责人，限期整改"})

    def test_rules_behind_the_scores(self):
        """S4 reads 小计 and S5 the grade: it binds only who is 优秀."""
        self.assertEqual(rows("SELECT 工作室, 结论 FROM 资格 WHERE 规则 = 'S5' AND "
                              "结论 <> '不适用' ORDER BY 工作室"),
                         [("SG-01", "不符合"), ("SG-07", "符合"),
                          ("SG-11", "待核实")])
        self.assertEqual(rows("SELECT 说明 FROM 问题 WHERE 代码 = 'S5'"),
                         [("有逾期的隐患",)])
        low = dict(rows("SELECT 工作室, 测量值 FROM 资格 WHERE 规则 = 'S4' AND "
                        "结论 = '不符合'"))
        self.assertEqual(low, {"SG-06": 35, "SG-09": 50, "SG-10": 50})

    def test_findings(self):
        got = rows("SELECT 工作室, 代码, 值 FROM 问题 WHERE 代码 NOT GLOB 'S[0-9]' "
                   "ORDER BY 工作室, 代码, 值")
        self.assertEqual(got, [
            ("SG-02", "QUOTA_TIE", "2"), ("SG-03", "QUOTA_TIE", "2"),
            ("SG-06", "COMPUTED_OUT_OF_RANGE", "1.1"),
            ("SG-06", "COMPUTED_OUT_OF_RANGE", "3.1"),
            ("SG-06", "COMPUTED_OUT_OF_RANGE", "5.1"),
            ("SG-11", "CELL_NOT_NUMBER", "六份"),
            ("SG-11", "POINT_NOT_COMPUTED", "1.1")])

    def test_where_it_was_read(self):
        """Nine departments stand in one workbook, below a line of title."""
        self.assertEqual(rows("SELECT _文件, count(*) FROM 工作室 GROUP BY _文件 "
                              "ORDER BY 1"), [
            ("SG-09 卫生健康办公室.xlsx", 1), ("SG-10/基本信息.csv", 1),
            ("各部门填报汇总.xlsx", 9)])
        self.assertEqual(rows("SELECT 单元格 FROM 问题 WHERE 代码 = 'CELL_NOT_NUMBER'"),
                         [("各部门填报汇总.xlsx!部门情况!G11",)])

    def test_papers(self):
        """What is the office's to mend makes no notice: 03 has none."""
        names = {p.name.split("_")[0] for p in world.pdfs(made()[1], "整改通知")}
        self.assertEqual(names, {f"SG-{n:02d}" for n in (1, 2, 5, 6, 8, 9, 10, 11)})
        text = world.pdf_text(next(made()[1].glob("整改通知/SG-06*.pdf")))
        for words in ("第三条（二）“按期", "缺1个季度（四季度；应有4个", "责任事故3起", "部门（盖章）："):
            self.assertIn(words, text)
        self.assertNotIn("高于上限", text)
        text = world.pdf_text(next(made()[1].glob("报告/SG-06*.pdf")))
        for words in ("等级为合格，名次第6（组别：监管部门）", "本部门", "【应签10份，已签12份】",
                      "【目标200人次，完成230人次】", "附加3", "高于上限10分"):
            self.assertIn(words, text)
        self.assertNotIn("工作室", text)


QUARTERS = ("2031-01-01", "2031-06-30", "2031-07-01", "2031-12-31")


def department(no, done=(200, 24, 4), hidden=("2031-06-30",), bad=0, prizes=0,
               meetings=QUARTERS, marks=10, group="监管部门", **fields):
    """A department on every bound; hidden: the days when mended by 06-30."""
    said = {"名称": f"部门{no}", "组别": group, "负责人": "某某", "应签责任书": 10,
            "已签责任书": 10, "监管危化品": "是", **fields}
    made_of = {"工作室": said,
               "完成情况": [{"评估点": p, "完成数": n} for p, n in
                        zip(("1.3", "2.1", "2.2"), done) if n is not None],
               "会议": [{"日期": d, "议题": "安全"} for d in meetings],
               "隐患": [{"隐患": f"第{i}处", "期限": "2031-06-30", "整改日期": d}
                      for i, d in enumerate(hidden)],
               "事故": [{"日期": f"2031-0{i + 1}-01", "级别": "一般"}
                      for i in range(bad)],
               "表彰": [{"项目": f"第{i}项", "日期": "2031-05-01"}
                      for i in range(prizes)],
               "评审": [{"专家": "甲", "评估点": p, "得分": s} for p, s in
                      (("2.3", 15), ("3.2", 10), ("4.1", marks))]}
    return {table: it for table, it in made_of.items() if it}


# label: (department, point, its value, what of COMPUTED_OUT_OF_RANGE)
POINTS = {
    "全签": (department(1), "1.1", 10, False),
    "签三分之一": (department(1, 应签责任书=3, 已签责任书=1), "1.1", 10 / 3, False),
    "多签一份": (department(1, 已签责任书=11), "1.1", 10, True),
    "没有签": (department(1, 已签责任书=0), "1.1", 0, False),
    "应签0份": (department(1, 应签责任书=0), "1.1", None, False),
    "期限当天": (department(1), "1.2", 10, False),
    "晚一天": (department(1, hidden=("2031-07-01",)), "1.2", 0, False),
    "三处两处": (department(1, hidden=("2031-06-30", "2031-01-01", None)), "1.2",
             20 / 3, False),
    "少1人次": (department(1, done=(199, 24, 4)), "1.3", 9.95, False),
    "0人次": (department(1, done=(0, 24, 4)), "1.3", 0, False),
    "多1人次": (department(1, done=(201, 24, 4)), "1.3", 10, False),
    "没有填": (department(1, done=(None, 24, 4)), "1.3", 0, False),
    "少1次检查": (department(1, done=(200, 23, 4)), "2.1", 14.5, False),
    "0次检查": (department(1, done=(200, 0, 4)), "2.1", 3, False),
    "少1次演练": (department(1, done=(200, 24, 3)), "2.2", 7.5, False),
    "2起": (department(1, bad=2), "3.1", 0, False),
    "3起": (department(1, bad=3), "3.1", 0, True),
    "3项": (department(1, prizes=3), "5.1", 3, False),
    "4项": (department(1, prizes=4), "5.1", 3, True),
    "没有隐患": (department(1, hidden=()), "1.2", None, False),
}
MET, UNMET = "符合", "不符合"
RULES = {
    "S1": {"全签": MET, "多签一份": MET, "没有签": UNMET},
    "S3": {"期限当天": MET, "晚一天": UNMET, "没有隐患": MET},
    "S4": {"少1次检查": MET, "2起": UNMET, "没有签": MET},
}


@functools.lru_cache(None)
def results():
    some = {label: it[0] for label, it in POINTS.items()}
    some["早一季度"] = department(1, meetings=("2030-12-31", *QUARTERS[1:]))
    some["四季度"] = department(1)
    some["六成"] = department(1, marks=6)
    some["不到六成"] = department(1, marks=5.5)
    return cases.report(SCHEME, some)


@functools.lru_cache(None)
def quota(*marks):
    """The grades of 一般部门 with those marks for 4.1, 90 points besides."""
    some = {f"D{i}": department(i, marks=m, group="一般部门")
            for i, m in enumerate(marks)}
    got = cases.report(SCHEME, some)
    return ([g for g, in got.rows("SELECT 等级 FROM 汇总 ORDER BY 工作室")],
            got.rows("SELECT 工作室 FROM 问题 WHERE 代码 = 'QUOTA_TIE' ORDER BY 1"))


class Bounds(unittest.TestCase):
    def test_points(self):
        for label, (_, point, value, outside) in POINTS.items():
            with self.subTest(label):
                (got,), = results().rows(
                    "SELECT 未舍入 FROM 得分 WHERE 工作室 = ? AND 评估点 = ?",
                    label, point)
                if value is None:
                    self.assertIsNone(got)
                else:
                    self.assertAlmostEqual(got, value, 9)
                self.assertEqual(results().rows(
                    "SELECT 值 FROM 问题 WHERE 工作室 = ? AND 代码 = "
                    "'COMPUTED_OUT_OF_RANGE'", label), [(point,)] * outside)

    def test_no_total_where_a_point_cannot_be_computed(self):
        self.assertEqual(results().rows("SELECT 工作室, 等级 FROM 汇总 WHERE 总分 IS "
                                        "NULL"), [("应签0份", "待核实")])

    def test_what_does_not_apply_leaves_the_sum(self):
        """100 of 100, and 90 of 90 without 1.2, are 100 each; a bonus is added
        as it is."""
        total = dict(results().rows("SELECT 工作室, 总分 FROM 汇总"))
        self.assertEqual((total["没有隐患"], total["期限当天"], total["3项"]),
                         (100, 100, 103))

    def test_rules(self):
        for rule, its in RULES.items():
            for label, verdict in its.items():
                with self.subTest(rule=rule, label=label):
                    self.assertEqual(results().verdict(label, rule)[1], verdict)
        self.assertEqual(results().verdict("四季度", "S2"), (0, MET))
        self.assertEqual(results().verdict("早一季度", "S2"), (1, UNMET))
        self.assertEqual(results().verdict("六成", "S4"), (60, MET))
        self.assertEqual(results().verdict("不到六成", "S4")[1], UNMET)

    def test_quota_in_order_of_rank(self):
        """One 优秀, two 良好, and the fourth of 96 is 合格 only."""
        self.assertEqual(quota(10, 9, 8, 6), (["优秀", "良好", "良好", "合格"], []))

    def test_quota_tie_closes_it(self):
        """Two first for one 优秀: none; both are 良好, and the third 合格."""
        self.assertEqual(quota(9, 9, 8), (["良好", "良好", "合格"],
                                          [("D0",), ("D1",)]))

    def test_quota_tie_of_three_at_two_places(self):
        self.assertEqual(quota(10, 9, 9, 9),
                         (["优秀", "合格", "合格", "合格"],
                          [("D1",), ("D2",), ("D3",)]))


if __name__ == "__main__":
    unittest.main()
