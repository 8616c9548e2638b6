"""The scheme of lessons judged by letters (invented): its samples, with the
totals computed by hand, and every rule on its bound and across it."""
import functools
import unittest

import cases
import world

SCHEME = "yunxi-2031"
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
        self.assertIn("已评审 9，待评审 1", done.out)

    def test_lint_has_nothing_to_say(self):
        done = world.run("lint", SCHEME)
        self.assertEqual((done.status, done.out.count("\n")), (0, 1), done)

    def test_totals_ranks_grades(self):
        """Shown, exact, rank in the group, grade.

        YX-01: 甲 and 丙 both gave 97.5, the most; 甲 comes first and is left
        out, so is 己 (81.75): (95.5 + 97.5 + 94.45 + 95.75) / 4.
        YX-02: 戊 left 4.2 out and is not compared; of the five others 丙 (98)
        and 丁 (83.75) are left out; 戊 counts in the other ten points:
        7.7 + 7 + 4 + 13.875 + 13.3125 + 10 + 8.625 + 10 + 9 + 4 + 13/3.
        YX-07: four experts, nobody left out: 366.5 / 4.
        YX-08: three marks are not counted, so three of six are complete,
        nobody is left out: 65.17 + 154/6.
        30% of four ranked is one first prize, of three it is none."""
        expected = {
            "YX-01": ("小学", 95.8, 1, "一等奖"),
            "YX-05": ("小学", 93, 2, "二等奖"),
            "YX-04": ("小学", 93, 3, "二等奖"),
            "YX-02": ("小学", 91.85, 4, "二等奖"),
            "YX-03": ("小学", 100, None, "不参评"),
            "YX-06": ("小学", None, None, "待评审"),
            "YX-09": ("初中", 94, 1, "二等奖"),
            "YX-10": ("初中", 94, 2, "二等奖"),
            "YX-08": ("初中", 90.84, 3, "二等奖"),
            "YX-07": ("初中", 91.63, None, "不参评"),
        }
        got = {code: tuple(rest) for code, *rest in rows(
            "SELECT 工作室, 组别, 总分, 名次, 等级 FROM 汇总")}
        self.assertEqual(got, expected)
        for code, exact in (("YX-02", 87.5125 + 13 / 3), ("YX-07", 91.625),
                            ("YX-08", 65.17 + 154 / 6)):
            with self.subTest(code):
                self.assertAlmostEqual(rows(
                    "SELECT 未舍入 FROM 汇总 WHERE 工作室 = ?", code)[0][0],
                    exact, 9)

    def test_who_was_left_out(self):
        got = {}
        for code, who, total in rows("SELECT 工作室, 专家, 总分 FROM 未计入专家"):
            got.setdefault(code, []).append((who, total))
        self.assertEqual(got["YX-01"], [("甲", 97.5), ("己", 81.75)])
        self.assertEqual(got["YX-02"], [("丙", 98), ("丁", 83.75)])
        self.assertEqual(got["YX-04"], [("甲", 93.5), ("己", 92.5)])
        self.assertEqual(got["YX-09"], [("甲", 94), ("乙", 94)])
        self.assertNotIn("YX-07", got)
        self.assertNotIn("YX-08", got)

    def test_points(self):
        """1.3 of YX-01 is of 乙 丙 丁 戊: (4.5 + 2.5 + 4 + 4.5) / 4; 4.2 of
        YX-02 is of 甲 乙 己: (4 + 4 + 5) / 3, its 1.1 of 戊 too."""
        for code, point, exact in (("YX-01", "1.3", 3.875),
                                   ("YX-01", "2.3", 9.625),
                                   ("YX-02", "4.2", 13 / 3),
                                   ("YX-02", "1.1", 7.7),
                                   ("YX-08", "1.1", 7.52),
                                   ("YX-08", "3.1", 9.2),
                                   ("YX-08", "1.3", 3.8)):
            with self.subTest(code=code, point=point):
                self.assertAlmostEqual(rows(
                    "SELECT 未舍入 FROM 得分 WHERE 工作室 = ? AND 评估点 = ?",
                    code, point)[0][0], exact, 9)

    def test_ties_are_told_apart(self):
        """YX-05 has more in 二、课堂实施; YX-09 and YX-10 have the same there,
        and YX-09 fewer years."""
        parts = dict(rows("SELECT 工作室, 得分 FROM 小计 WHERE 一级指标 = '二、课堂实施'"))
        self.assertEqual((parts["YX-05"], parts["YX-04"]), (48.5, 46))
        self.assertEqual((parts["YX-09"], parts["YX-10"]), (48, 48))
        years = dict(rows("SELECT 编号, 教龄 FROM 工作室"))
        self.assertEqual((years["YX-09"], years["YX-10"]), (3, 5))

    def test_findings(self):
        def found(code):
            return [(s, k) for s, k in rows(
                "SELECT 工作室, 代码 FROM 问题 ORDER BY 工作室, 代码")
                if s == code and not k.startswith("Y")]

        self.assertEqual({s for s, in rows("SELECT DISTINCT 工作室 FROM 问题 "
                                           "WHERE 级别 = '错误'")}, {"YX-08"})
        self.assertEqual(found("YX-02"), [("YX-02", "EXPERT_INCOMPLETE")])
        self.assertEqual(found("YX-06"), [("YX-06", "TABLE_MISSING")])
        self.assertEqual(found("YX-09"), [])       # 听课 need not be there
        self.assertEqual([k for _, k in found("YX-08")], [
            "CELL_NOT_ID", "CELL_NOT_PHONE", *["EXPERT_INCOMPLETE"] * 3,
            "SCORE_MISPLACED", "SCORE_TOO_FINE", "WORD_UNKNOWN"])

    def test_rules_of_the_samples(self):
        self.assertEqual(rows(
            "SELECT 工作室, 规则 FROM 资格 WHERE 结论 = '不符合' AND 级别 = '必备' "
            "ORDER BY 工作室, 规则"), [
                ("YX-03", "Y12"), ("YX-06", "Y03"), ("YX-06", "Y05"),
                ("YX-06", "Y09"), ("YX-07", "Y01")])
        self.assertEqual(rows(
            "SELECT 结论 FROM 资格 WHERE 工作室 = 'YX-08' AND 规则 = 'Y02'"),
            [("待核实",)])         # the number of the identity card is wrong
        self.assertEqual(rows(
            "SELECT 明细 FROM 资格 WHERE 工作室 = 'YX-01' AND 规则 = 'Y08'"),
            [("数学1条、语文1条、美术1条",)])

    def test_personal_numbers_are_in_no_output(self):
        self.assertEqual(rows("SELECT DISTINCT 身份证号 FROM 工作室 WHERE 身份证号 IS "
                              "NOT NULL"), [("***",)])
        for path in made()[1].rglob("*"):
            if path.is_file():
                self.assertNotIn(b"99010119850902", path.read_bytes(), path)

    def test_papers(self):
        names = {p.name.split("_")[0] for p in world.pdfs(made()[1], "整改通知")}
        self.assertEqual(names, {f"YX-{n:02d}" for n in (1, 2, 3, 6, 7, 8, 9)})
        text = world.pdf_text(next(made()[1].glob("整改通知/YX-08*.pdf")))
        self.assertIn("验不符）", text)
        self.assertNotIn("***", text)
        text = world.pdf_text(next(made()[1].glob("报告/YX-01*.pdf")))
        for words in ("课堂教学评优评审报告", "总分95.8分（满分100分），等级为一等奖，名次第1"
                      "（组别：小学）", "本教师", "教师（签字）：", "1.3 学情分析有依据 5 3.88 3.88"):
            self.assertIn(words, text)
        self.assertNotIn("工作室", text)
        self.assertNotIn("自评", text)
        self.assertNotIn("盖章", text)


LESSONS = (("2030-09-01", "县级"), ("2031-07-15", "校级"))
SCHOOL = "示例小学"


def teacher(lessons=LESSONS, heard=2, subjects=2, veto=(), **fields):
    """A teacher on every bound."""
    said = {"名称": "某某", "学校": SCHOOL, "任教年级": "六年级", "学科": "语文",
            "课题": "课", "职称": "二级教师", "任教日期": "2028-09-01",
            "身份证号": "990101198509020129", "手机号": "138-0000-3199",
            "本学期任课": "是", "周课时": 10, "教学设计": "甲", "课件": "乙",
            "课堂实录": "丙", **fields}
    return {"工作室": said,
            "公开课": [{"日期": d, "课题": "课", "级别": k} for d, k in lessons],
            "听课": [{"日期": f"2031-03-0{i + 1}", "学科": "数学" if
                    i < subjects - 1 else "语文", "授课人": "某人", "授课学校":
                    "别的学校" if i < heard else SCHOOL} for i in range(3)],
            "否决事项": [{"事项": "教学事故", "核实": x} for x in veto]}


MET, UNMET, UNKNOWN = "符合", "不符合", "无法判定"
VERDICTS = {
    "Y01": {"满三年": (teacher(), 3, MET),
            "差一天": (teacher(任教日期="2028-09-02"), 2, UNMET),
            "空": (teacher(任教日期=None), None, UNKNOWN)},
    "Y02": {"45岁": (teacher(), 45, MET),
            "46岁": (teacher(身份证号="990101198509010128"), 46, UNMET)},
    "Y03": {"任课": (teacher(), 1, MET), "不任课": (teacher(本学期任课="否"), 0, UNMET),
            "空": (teacher(本学期任课=None), 0, UNMET)},
    "Y04": {"二级": (teacher(), 2, MET), "三级": (teacher(职称="三级教师"), 1, UNMET)},
    "Y05": {"首日和末日": (teacher(), 0, MET),
            "早一天": (teacher((("2030-08-31", "县级"), LESSONS[1])), 1, UNMET),
            "晚一天": (teacher((LESSONS[0], ("2031-07-16", "县级"))), 1, UNMET),
            "两节同一学期": (teacher((LESSONS[0],) * 2), 1, UNMET)},
    "Y06": {"恰好一半": (teacher(), 50, MET),
            "三分之一": (teacher(LESSONS + (("2031-05-01", "校级"),)), 100 / 3, UNMET),
            "没有": (teacher(()), None, UNKNOWN)},
    "Y07": {"2节": (teacher(), 2, MET), "1节": (teacher(heard=1), 1, UNMET)},
    "Y08": {"2科": (teacher(), 2, MET), "1科": (teacher(subjects=1), 1, UNMET)},
    "Y09": {"3项": (teacher(), 3, MET), "缺课件": (teacher(课件=None), 2, UNMET)},
    "Y11": {"小学10节": (teacher(), 0, MET),
            "小学9.5节": (teacher(周课时=9.5), -.5, UNMET),
            "初中8节": (teacher(任教年级="七年级", 周课时=8), 0, MET),
            "初中7节": (teacher(任教年级="九年级", 周课时=7), -1, UNMET)},
    "Y12": {"没有": (teacher(), 0, MET), "不属实": (teacher(veto=["不属实"]), 0, MET),
            "属实": (teacher(veto=["不属实", "属实"]), 1, UNMET)},
}


def check_digit(number):
    return "10X98765432"[sum(int(a) * 2 ** (17 - i) for i, a in
                             enumerate(number[:17])) % 11]


@functools.lru_cache(None)
def results():
    """A case a school of its own, but for Y10's two and three of a school."""
    some = {}
    for rule, its in VERDICTS.items():
        for label, (it, _, _) in its.items():
            code = f"{rule}-{label}"
            it = {**it, "工作室": {**it["工作室"]}}
            card = it["工作室"]["身份证号"]
            it["工作室"].update(学校=code, 身份证号=card[:17] + check_digit(card))
            it["听课"] = [{**r, "授课学校": code if r["授课学校"] == SCHOOL else
                         r["授课学校"]} for r in it["听课"]]
            some[code] = it
    for n in (2, 3):
        for i in range(n):
            some[f"Y10-{n}人{i}"] = teacher(学校=f"{n}人学校")
    return cases.report(SCHEME, some)


class Rules(unittest.TestCase):
    def look(self, code, rule, measure, verdict):
        value, word = results().verdict(code, rule)
        self.assertEqual(word, verdict)
        if measure is None:
            self.assertIsNone(value)
        else:
            self.assertAlmostEqual(value, measure, places=9)

    def test_Y10(self):
        for n, verdict in ((2, MET), (3, UNMET)):
            for i in range(n):
                self.look(f"Y10-{n}人{i}", "Y10", n, verdict)


def add_tests():
    for rule, its in VERDICTS.items():
        for label, (_, measure, verdict) in its.items():
            setattr(Rules, f"test_{rule}_{label}", lambda self, a=(
                f"{rule}-{label}", rule, measure, verdict): self.look(*a))


add_tests()

if __name__ == "__main__":
    unittest.main()
