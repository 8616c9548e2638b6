"""The fine print: awards, rules at their edges, rounding, ranks, experts.

One batch of small studios, each for one sentence; one report of them all.
"""
import shutil
import unittest

import world

HEAD = world.studio()["获奖"][0]


def award(level, place, contest="班主任能力比赛", year="2022"):
    return [year, contest, level, place, "张平川", ""]


# Awards of a studio -> point 6.1.2, by the notice's own ladder.
AWARDS = [
    ([], 0), ([award("国赛", "一等奖", "其他")], 0),
    ([award("市赛", "三等奖")], 2), ([award("市赛", "二等奖")], 3),
    ([award("省赛", "三等奖")], 3), ([award("市赛", "一等奖")], 4),
    ([award("省赛", "二等奖")], 4), ([award("国赛", "三等奖")], 4),
    ([award("省赛", "一等奖")], 5), ([award("国赛", "二等奖")], 5),
    ([award("国赛", "一等奖")], 6),
    ([award("省赛", "一等奖"), award("省赛", "一等奖", year="2023")], 6),
    ([award("省赛", "一等奖"), award("省赛", "一等奖", "其他")], 5),
    ([award("市赛", "一等奖"), award("市赛", "一等奖", year="2021")], 4),
    ([award("市赛", "三等奖"), award("省赛", "二等奖")], 4),
    ([award("国赛", "一等奖", year="2009")], 6),
    # the same row twice counts once
    ([award("省赛", "一等奖"), award("省赛", "一等奖")], 5),
]


def members(n, own=None):
    """A roster of n, of which own are of the school and its teachers."""
    own = n if own is None else own
    table = world.studio()["成员"]
    row = table[5]
    return [table[0]] + [
        [f"张{chr(0x4e00 + i)}{chr(0x5000 + i)}", *row[1:11],
         world.SCHOOL if i < own else "别的学校", "班主任"] for i in range(n)]


def identity(**cells):
    return [[r[0], cells.get(r[0], r[1])] for r in world.studio()["基本信息"]]


def yearly(*rows):
    return [world.studio()["年度材料"][0], *(list(r) for r in rows)]


def taking_part(*rows):
    return [["年度", "班主任总数", "参赛人数"], *(list(r) for r in rows)]


FULL = [(y, "有", "有", "有", "12", "1") for y in ("2021", "2022", "2023")]
# name: (tables changed, rule, measure, verdict)
RULES = {
    "Z01 at 10": ({"成员": members(10)}, "Z01", 10, "符合"),
    "Z01 at 9": ({"成员": members(9)}, "Z01", 9, "不符合"),
    "Z01 at 20": ({"成员": members(20)}, "Z01", 20, "符合"),
    "Z01 at 21": ({"成员": members(21)}, "Z01", 21, "不符合"),
    "Z01 without a roster": ({"成员": None}, "Z01", 0, "不符合"),
    "Z02 half": ({"成员": members(10, 5)}, "Z02", 50, "不符合"),
    "Z02 above half": ({"成员": members(11, 6)}, "Z02", 600 / 11, "符合"),
    "Z02 without a roster": ({"成员": None}, "Z02", None, "无法判定"),
    "Z03 none": ({"基本信息": identity(主持人荣誉="无")}, "Z03", 0, "不符合"),
    "Z03 empty": ({"基本信息": identity(主持人荣誉="")}, "Z03", 0, "不符合"),
    "Z03 two": ({"基本信息": identity(主持人荣誉="名班主任；优秀教师")}, "Z03", 2,
                "符合"),
    "Z04 one term": ({"听取汇报": world.studio()["听取汇报"][:-1]}, "Z04", 1,
                     "不符合"),
    "Z04 full-width": ({"听取汇报": [
        [c.replace("-", "－") if k == 0 and i else c
         for k, c in enumerate(r)]
        for i, r in enumerate(world.studio()["听取汇报"])]}, "Z04", 0, "符合"),
    "Z05 in two rows": ({"年度材料": yearly(
        ("2021", "有", "有", "无", "12", "1"), *FULL[1:])}, "Z05", 1, "不符合"),
    "Z06 nought": ({"年度材料": yearly(
        ("2021", "有", "有", "有", "0", "1"), *FULL[1:])}, "Z06", 1, "不符合"),
    "Z07 all": ({}, "Z07", 100, "符合"),
    "Z07 empty": ({"年度材料": yearly(*FULL[:2], (
        "2023", "有", "有", "有", "", "1"))}, "Z07", 0, "不符合"),
    "Z07 no row": ({"年度材料": yearly(*FULL[:2])}, "Z07", 0, "不符合"),
    "Z08 five": ({"基本信息": identity(订阅杂志种数="5")}, "Z08", 5, "符合"),
    "Z08 four": ({"基本信息": identity(订阅杂志种数="4")}, "Z08", 4, "不符合"),
    "Z08 empty": ({"基本信息": identity(订阅杂志种数="")}, "Z08", None,
                  "无法判定"),
    "Z09 one year": ({"年度材料": yearly(
        ("2021", "有", "有", "有", "12", "0"), *FULL[1:])}, "Z09", 1, "不符合"),
    "Z10 exactly 70": ({"参赛情况": taking_part(
        ("2021", "40", "28"), ("2022", "40", "40"), ("2023", "10", "10"))},
        "Z10", 70, "符合"),
    "Z10 nobody to take part": ({"参赛情况": taking_part(
        ("2021", "0", "0"), ("2022", "40", "40"), ("2023", "10", "10"))},
        "Z10", 0, "不符合"),
    "Z10 a year missing": ({"参赛情况": taking_part(
        ("2022", "40", "40"), ("2023", "10", "10"))}, "Z10", 0, "不符合"),
    "Z10 a year beyond the cycle": ({"参赛情况": taking_part(
        ("2020", "40", "1"), *(r for r in (("2021", "40", "40"), (
            "2022", "40", "40"), ("2023", "10", "10"))))}, "Z10", 100, "符合"),
    "Z11 one": ({"基本信息": identity(公众号名称="")}, "Z11", 1, "符合"),
    "Z11 none": ({"基本信息": identity(公众号名称="", 短视频号名称="—")}, "Z11", 0,
                 "不符合"),
    "Z12 nought": ({"基本信息": identity(工作室面积="0")}, "Z12", 0, "不符合"),
    "Z12 empty": ({"基本信息": identity(工作室面积="")}, "Z12", None, "无法判定"),
    "Z12 a little": ({"基本信息": identity(工作室面积="0.5")}, "Z12", 0.5,
                     "符合"),
}


def experts(*scores, point="3.3.1"):
    """Tables of experts who give all points in full, and these to one."""
    tables = {}
    for i, given in enumerate(scores):
        table = [r[:] for r in world.studio()["评审-甲"]]
        for row in table[1:]:
            row[0] = f"专家{chr(0x4e00 + i)}"
            if row[1] == point:
                row[2] = given
        tables[f"评审-{i}"] = [r for r in table if r[2] is not None]
    return tables


def with_experts(tables):
    kept = {k: v for k, v in world.studio().items()
            if not k.startswith("评审")}
    return {**kept, **tables}


# Scores given to point 3.3.1 (3 points): its mean, and the total.
MEANS = {
    "thirds": (["3", "3", "2.5"], 2.83, 97.83),
    "half a cent up": (["2.99", "3"], 3.0, 98.0),           # 2.995
    "just below": (["2.98", "3", "3"], 2.99, 97.99),        # 2.99333
    "sevenths": (["3", "3", "3", "3", "3", "3", "2"], 2.86, 97.86),
    "one did not": (["3", None, "2"], 2.5, 97.5),
    "nobody did": ([None, None], None, 95.0),
    "nought": (["0", "0"], 0.0, 95.0),
    "one is invalid": (["9", "2"], 2.0, 97.0),
    "written with its unit": (["２．５分", "2"], 2.25, 97.25),
}


class FinePrint(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        tmp = world.scratch()
        cls.codes = {}
        for kind, cases in (("A", range(len(AWARDS))), ("R", RULES),
                            ("M", MEANS)):
            for i, name in enumerate(cases):
                code = cls.codes[name, kind] = f"{kind}{i:02d}"
                world.write(tmp / "batch", cls.tables(kind, name, code),
                            code)
        done = world.report(tmp / "batch", tmp / "out")
        assert done.status == 1, done
        cls.out = tmp / "out"

    @staticmethod
    def tables(kind, name, code):
        tables = world.studio(code)
        if kind == "A":
            tables["获奖"] = [HEAD, *AWARDS[name][0]]
        elif kind == "R":
            tables |= RULES[name][0]
        else:
            tables = with_experts(experts(*MEANS[name][0]))
        tables["基本信息"][1][1] = code
        if "基本信息" in (RULES[name][0] if kind == "R" else ()):
            tables["基本信息"] = [r if r[0] != "编号" else ["编号", code]
                              for r in tables["基本信息"]]
        return {k: v for k, v in tables.items() if v is not None}

    def row(self, sql, code):
        (row,) = world.rows(self.out, sql, code)
        return row

    def test_awards(self):
        for i, (awards, points) in enumerate(AWARDS):
            with self.subTest(awards):
                auto, final = self.row(
                    "SELECT 自动, 最终 FROM 得分 WHERE 工作室 = ? AND 评估点 = "
                    "'6.1.2'", self.codes[i, "A"])
                self.assertEqual((auto, final), (points, points))

    def test_rules_at_their_edges(self):
        for name, (_, rule, measure, verdict) in RULES.items():
            with self.subTest(name):
                got = self.row(
                    f"SELECT 测量值, 结论 FROM 资格 WHERE 规则 = '{rule}' AND 工作室 "
                    "= ?", self.codes[name, "R"])
                if measure is None:
                    self.assertIsNone(got[0])
                else:
                    self.assertAlmostEqual(got[0], measure, places=9)
                self.assertEqual(got[1], verdict)

    def test_no_rule_is_a_gate_here(self):
        self.assertEqual(world.rows(self.out, "SELECT DISTINCT 资格 FROM 汇总"),
                         [("符合",)])

    def test_means(self):
        for name, (_, mean, total) in MEANS.items():
            with self.subTest(name):
                code = self.codes[name, "M"]
                self.assertEqual(self.row(
                    "SELECT 专家均分, 最终 FROM 得分 WHERE 评估点 = '3.3.1' AND 工作室 "
                    "= ?", code), (mean, mean or 0.0))
                # 6.1.2 is computed as 4 of 6: a full house makes 98
                self.assertEqual(self.row(
                    "SELECT 总分 FROM 汇总 WHERE 工作室 = ?", code), (total,))

    def test_findings_of_unscored_points(self):
        self.assertEqual(self.row(
            "SELECT count(*) FROM 问题 WHERE 代码 = 'POINT_NOT_SCORED' AND 工作室 = "
            "?", self.codes["nobody did", "M"]), (1,))
        self.assertEqual(self.row(
            "SELECT count(*) FROM 问题 WHERE 代码 = 'POINT_NOT_SCORED' AND 工作室 = "
            "?", self.codes["one did not", "M"]), (0,))

    def test_rule_finding_only_where_the_school_scored_itself(self):
        tmp = world.scratch()
        tables = world.studio()
        tables["成员"] = members(21)
        for row in tables["自评"]:
            if row[0] == "2.1.2":
                row[1] = "0"
        world.write(tmp / "batch", tables)
        world.report(tmp / "batch", tmp / "out")
        self.assertEqual(world.value(
            tmp / "out", "SELECT 结论 FROM 资格 WHERE 规则 = 'Z01'"), "不符合")
        self.assertEqual(world.value(
            tmp / "out", "SELECT count(*) FROM 问题 WHERE 代码 = 'Z01'"), 0)


class Ranks(world.Case):
    def ranked(self, *scores, scheme=world.SCHEME, change=None):
        for i, given in enumerate(scores):
            tables = with_experts(experts(*given))
            tables["基本信息"][1][1] = f"K{i}"
            if change:
                change(i, tables)
            world.write(self.tmp / "batch", tables, f"K{i}")
        done = world.run("report", "-s", scheme, self.tmp / "batch", "-o",
                         self.tmp / "out")
        self.assertEqual(done.status, 0, done)
        return [r[0] for r in world.rows(
            self.tmp / "out", "SELECT 名次 FROM 汇总 ORDER BY 工作室")]

    def plan(self, old, new, name="plan"):
        plan = self.tmp / name
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME, plan)
        said = (plan / "方案.csv").read_bytes().decode()
        self.assertIn(old, said)
        (plan / "方案.csv").write_bytes(said.replace(old, new).encode())
        return plan

    def test_equal_totals_share_a_rank(self):
        self.assertEqual(self.ranked(["3"], ["2"], ["2", "2"], ["1"]),
                         [1, 2, 2, 4])

    def test_what_rounds_alike_is_not_equal(self):
        """2.995 and 3 are both printed as 3."""
        self.assertEqual(self.ranked(["2.99", "3"], ["3"]), [2, 1])
        self.assertEqual(world.rows(self.tmp / "out", "SELECT 总分 FROM 汇总"),
                         [(98.0,), (98.0,)])

    def test_thirds_that_are_equal(self):
        """1/3 + 2/3 in other points is exactly 1, not 0.9999…"""
        def change(i, tables):
            if i:
                for k, given in enumerate(("1", "1", "0")):
                    for row in tables[f"评审-{k}"]:
                        if row[1] == "1.1.1":
                            row[2] = given
        self.assertEqual(self.ranked(["3", "3", "2"], ["3", "3", "3"],
                                     change=change), [1, 1])

    def test_nobody_scored_has_no_rank(self):
        self.assertEqual(self.ranked(["3"], [], ["2"]), [1, None, 2])

    def test_ranks_within_groups(self):
        def change(i, tables):
            tables["基本信息"][5][1] = "市级" if i % 2 else "校级"
        self.assertEqual(
            self.ranked(["3"], ["2.5"], ["2"], ["1"], change=change,
                        scheme=self.plan("分组字段,", "分组字段,建设类别")),
            [1, 1, 2, 2])

    def test_extremes_dropped_from_five_on(self):
        """In the scheme's own template, and in the default one."""
        for name in (world.SCHEME, "plan"):
            plan = self.plan("专家汇总,平均", "专家汇总,去极值平均", name)
            self.ranked(["0", "2", "2", "2", "3"], ["0", "2", "2", "3"],
                        ["0", "0", "3", "3", "3", "1"], scheme=plan)
            self.assertEqual(world.rows(
                self.tmp / "out", "SELECT 专家均分 FROM 得分 WHERE 评估点 = "
                "'3.3.1' ORDER BY 工作室"), [(2.0,), (1.75,), (1.75,)])
            self.said("去掉一个最高分和一个最低分")

    def said(self, words):
        for pdf in world.pdfs(self.tmp / "out"):
            self.assertIn(words, world.pdf_text(pdf).replace("\n", ""))
            world.pdf_text.cache_clear()

    def test_plain_mean_is_named(self):
        self.ranked(["3"])
        self.said("算术平均")


class Placement(world.Case):
    """Where a table may stand, and what its file may be called."""

    def test_everything_in_the_root(self):
        """One studio's tables, all as root tables with a column 工作室."""
        tables = world.studio()
        identity = tables.pop("基本信息")[1:]
        experts_rows = [r for i in "甲乙丙" for r in tables.pop(f"评审-{i}")[1:]]
        tables["评审"] = [["专家", "评估点", "得分", "意见"], *experts_rows]
        root = {k: [["工作室", *t[0]], *(["A01", *r] for r in t[1:])]
                for k, t in tables.items()}
        root["工作室"] = [[r[0] for r in identity], [r[1] for r in identity]]
        world.write(self.tmp / "batch", root, ".")
        world.write(self.tmp / "folders", world.studio())
        for name in ("batch", "folders"):
            done = world.report(self.tmp / name, self.tmp / f"{name}.out")
            self.assertEqual(done.status, 0, done)
        for table in ("得分", "汇总", "小计", "资格", "结论", "问题"):
            self.assertEqual(
                world.rows(self.tmp / "batch.out", f"SELECT * FROM {table}"),
                world.rows(self.tmp / "folders.out",
                           f"SELECT * FROM {table}"), table)

    def test_folder_beside_a_root_identity(self):
        """A folder without 基本信息 belongs to the 编号 that is its name."""
        tables = world.studio()
        identity = tables.pop("基本信息")[1:]
        world.write(self.tmp / "batch", {"工作室": [
            [r[0] for r in identity], [r[1] for r in identity]]}, ".")
        world.write(self.tmp / "batch", tables, "A01")
        done = world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual(done.status, 0, done)
        self.assertEqual(world.value(self.tmp / "out",
                                     "SELECT count(*) FROM 成员"), 12)

    def test_number_from_the_folder(self):
        tables = world.studio("")
        world.write(self.tmp / "batch", tables, "郑－甲 01")
        world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual(world.value(self.tmp / "out",
                                     "SELECT 编号 FROM 工作室"), "郑－甲 01")

    def test_extensions_in_any_case(self):
        tables = world.studio()
        tables = {f"{k}.{e}": t for (k, t), e in zip(
            tables.items(), ["CSV", "txt", "Csv", "TXT", "csv"] * 2)}
        world.write(self.tmp / "batch", tables)
        done, found = world.findings(self.tmp / "batch")
        self.assertEqual((done.status, found), (0, []))

    def test_one_table_in_two_files(self):
        tables = world.studio()
        roster = tables.pop("成员")
        tables["成员-1"] = roster[:7]
        tables["成员-2"] = [roster[0], *roster[7:]]
        world.write(self.tmp / "batch", tables)
        done, found = world.findings(self.tmp / "batch")
        self.assertEqual((done.status, found), (0, []))

    def test_litter_is_left_alone(self):
        world.write(self.tmp / "batch", world.studio())
        for name in ("~$成员.csv", ".DS_Store", "Thumbs.db", "desktop.ini"):
            (self.tmp / "batch/A01" / name).write_bytes(b"\0\1")
        (self.tmp / "batch/__MACOSX").mkdir()
        done, found = world.findings(self.tmp / "batch")
        self.assertEqual((done.status, found), (0, []))


if __name__ == "__main__":
    unittest.main()
