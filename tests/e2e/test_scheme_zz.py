"""The Zhengzhou scheme: every rule on its bound, just across it, and without
a value; the ladder of point 6.1.2 row by row.  (test_wording.py proves that
the scheme says what the notice says.)"""
import csv
import functools
import unittest

import cases
import world

SCHEME = "zhengzhou-2024"
FOLDER = world.ROOT / "rubrics" / SCHEME
OWN, OTHER = "示例职校", "别的学校"
YEARS = [2021, 2022, 2023]
TERMS = ["2020-2021-2", "2021-2022-1", "2021-2022-2", "2022-2023-1",
         "2022-2023-2", "2023-2024-1"]
POINT = {"Z01": "2.1.2", "Z02": "2.1.1", "Z03": "2.2.4", "Z04": "1.1.2",
         "Z05": "3.3.1", "Z06": "3.3.2", "Z07": "3.3.2", "Z08": "5.1.2",
         "Z09": "5.2.2", "Z10": "6.1.1", "Z11": "3.4.2", "Z12": "5.1.1"}
LEVEL = {**dict.fromkeys(POINT, "核验"), "Z07": "提醒"}
OWN_KINDS = ["主持人", "主持人助理", "班主任", "培育对象"]
OTHER_KINDS = ["德育和学生管理专家", "心理健康教师", "教研人员", "行政干部", "校外专家"]


def people(own=9, others=3, school=OTHER, kind="校外专家", own_kind="班主任"):
    rows = [(OWN, own_kind)] * own + [(school, kind)] * others
    return [{"姓名": f"成员{chr(0x4e00 + i)}", "性别": "男女"[i % 2], "所在学校": s, "人员类别": k}
            for i, (s, k) in enumerate(rows)]


def years(change=None, **all_years):
    """A row of 年度材料 for each year; change: {year: fields, None: no row}."""
    rows = []
    for y in YEARS:
        row = {"年度": y, "工作计划": "有", "过程性材料": "有", "年终总结": "有",
               "成长档案人数": 12, "外出交流次数": 1, **all_years}
        if change and y in change:
            if change[y] is None:
                continue
            row.update(change[y])
        rows.append(row)
    return rows


def entries(change=None):
    """A row of 参赛情况 for each year: (all, taking part), None: no row."""
    said = {y: (10, 9) for y in YEARS}
    said.update(change or {})
    return [{"年度": y, "班主任总数": c[0], "参赛人数": c[1]}
            for y, c in said.items() if c]


def reports(terms=None):
    return [{"学期": t, "内容": "听取汇报"} for t in (TERMS if terms is None
                                              else terms)]


def award(level, grade, contest="班主任能力比赛", year=2023, who="成员一"):
    return {"年度": year, "赛项": contest, "级别": level, "等次": grade, "获奖人": who}


def studio(members=None, material=None, taking=None, heard=None, awards=(),
           self_scores=None, experts=(), **fields):
    """A studio without a fault, but for what is given."""
    identity = {
        "名称": "示例工作室", "学校": OWN, "主持人姓名": "成员一", "主持人荣誉": "名班主任",
        "工作室面积": 40, "订阅杂志种数": 6, "公众号名称": "示例号", "短视频号名称": None,
        "填报日期": "2024-04-01"}
    given = dict.fromkeys(sorted(set(POINT.values())), 1)
    given.update(self_scores or {})
    made = {"工作室": {**identity, **fields},
            "成员": people() if members is None else members,
            "获奖": list(awards),
            "参赛情况": entries() if taking is None else taking,
            "听取汇报": reports() if heard is None else heard,
            "年度材料": years() if material is None else material,
            "自评": [{"评估点": p, "得分": s} for p, s in given.items()],
            "评审": [{"专家": e, "评估点": p, "得分": s} for e, p, s in experts]}
    return {table: rows for table, rows in made.items() if rows}


MET, UNMET, UNKNOWN = "符合", "不符合", "无法判定"
# rule: {label: (studio, measure, verdict)}
VERDICTS = {
    "Z01": {
        "9人": (studio(people(6, 3)), 9, UNMET),
        "10人": (studio(people(7, 3)), 10, MET),
        "20人": (studio(people(17, 3)), 20, MET),
        "21人": (studio(people(18, 3)), 21, UNMET),
        "没有名册": (studio([]), 0, UNMET),
    },
    "Z02": {
        "恰好一半": (studio(people(6, 6)), 50, UNMET),
        "过半": (studio(people(7, 6)), 700 / 13, MET),
        "没有名册": (studio([]), None, UNKNOWN),
        "外校班主任不算": (studio(people(6, 6, kind="班主任")), 50, UNMET),
        "本校空着的类别不算": (studio(people(6, 6, school=OWN, kind=None)), 50, UNMET),
        **{f"本校{k}不算": (studio(people(6, 6, OWN, k)), 50, UNMET)
           for k in OTHER_KINDS},
        **{f"本校{k}算": (studio(people(7, 6, own_kind=k)), 700 / 13, MET)
           for k in OWN_KINDS},
    },
    "Z03": {
        "一项": (studio(主持人荣誉="优秀教师"), 1, MET),
        "三项": (studio(主持人荣誉="名班主任、优秀教师、班主任能力比赛奖项"), 3, MET),
        "填无": (studio(主持人荣誉="无"), 0, UNMET),
        "空": (studio(主持人荣誉=None), 0, UNMET),
        "一项和无": (studio(主持人荣誉="无、优秀教师"), 1, MET),
    },
    "Z04": {
        "每学期都有": (studio(), 0, MET),
        "缺一学期": (studio(heard=reports(TERMS[:-1])), 1, UNMET),
        "一条也没有": (studio(heard=[]), 6, UNMET),
        "周期以外的不算": (studio(heard=reports(TERMS[1:] + ["2023-2024-2"])), 1,
                    UNMET),
        "同一学期两次只算一个": (studio(heard=reports(TERMS[:-1] + TERMS[:1])), 1,
                       UNMET),
    },
    "Z05": {
        "三年三项": (studio(), 0, MET),
        "缺计划": (studio(material=years({2021: {"工作计划": "无"}})), 1, UNMET),
        "缺过程": (studio(material=years({2022: {"过程性材料": "无"}})), 1, UNMET),
        "总结空着": (studio(material=years({2023: {"年终总结": None}})), 1, UNMET),
        "缺一年": (studio(material=years({2022: None})), 1, UNMET),
        "没有材料": (studio(material=[]), 3, UNMET),
    },
    "Z06": {
        "每年1人": (studio(material=years(成长档案人数=1)), 0, MET),
        "一年0人": (studio(material=years({2021: {"成长档案人数": 0}})), 1, UNMET),
        "一年空着": (studio(material=years({2022: {"成长档案人数": None}})), 1, UNMET),
        "没有材料": (studio(material=[]), 3, UNMET),
    },
    "Z07": {
        "全员": (studio(), 100, MET),
        "差一人": (studio(material=years({2023: {"成长档案人数": 11}})), 1100 / 12,
                UNMET),
        "只看最近一年": (studio(material=years({2021: {"成长档案人数": 1}})), 100, MET),
        "多于名册": (studio(material=years({2023: {"成长档案人数": 24}})), 200, MET),
        "最近一年空着": (studio(material=years({2023: {"成长档案人数": None}})), 0,
                   UNMET),
        "最近一年没有": (studio(material=years({2023: None})), 0, UNMET),
        "没有名册": (studio([]), None, UNKNOWN),
    },
    "Z08": {
        "5种": (studio(订阅杂志种数="5种"), 5, MET), "4种": (studio(订阅杂志种数=4), 4, UNMET),
        "空": (studio(订阅杂志种数=None), None, UNKNOWN),
    },
    "Z09": {
        "每年1次": (studio(), 0, MET),
        "一年0次": (studio(material=years({2023: {"外出交流次数": 0}})), 1, UNMET),
        "一年空着": (studio(material=years({2021: {"外出交流次数": None}})), 1, UNMET),
        "没有材料": (studio(material=[]), 3, UNMET),
    },
    "Z10": {
        "恰好70": (studio(taking=entries({2022: (10, 7)})), 70, MET),
        "不到70": (studio(taking=entries({2022: (1000, 699)})), 69.9, UNMET),
        "最低的一年": (studio(taking=entries({2021: (10, 8), 2023: (10, 6)})), 60,
                  UNMET),
        "缺一年算0": (studio(taking=entries({2023: None})), 0, UNMET),
        "总数0算0": (studio(taking=entries({2021: (0, 0)})), 0, UNMET),
        "总数空算0": (studio(taking=entries({2021: (None, 5)})), 0, UNMET),
        "没有填报": (studio(taking=[]), 0, UNMET),
    },
    "Z11": {
        "只有公众号": (studio(), 1, MET),
        "只有短视频号": (studio(公众号名称=None, 短视频号名称="示例视频"), 1, MET),
        "都有": (studio(短视频号名称="示例视频"), 2, MET),
        "都没有": (studio(公众号名称=None), 0, UNMET),
    },
    "Z12": {
        "半平方米": (studio(工作室面积="0.5平方米"), 0.5, MET),
        "0": (studio(工作室面积=0), 0, UNMET),
        "空": (studio(工作室面积=None), None, UNKNOWN),
    },
}
# point 6.1.2: awards and what they are worth
LADDER = {
    "没有获奖": ([], 0),
    "市赛三等奖": ([award("市赛", "三等奖")], 2),
    "市赛二等奖": ([award("市赛", "二等奖")], 3),
    "省赛三等奖": ([award("省赛", "三等奖")], 3),
    "市赛一等奖": ([award("市赛", "一等奖")], 4),
    "省赛二等奖": ([award("省赛", "二等奖")], 4),
    "国赛三等奖": ([award("国赛", "三等奖")], 4),
    "省赛一等奖": ([award("省赛", "一等奖")], 5),
    "国赛二等奖": ([award("国赛", "二等奖")], 5),
    "省赛一等奖两次": ([award("省赛", "一等奖"), award("省赛", "一等奖", year=2022)], 6),
    "省赛一等奖三次": ([award("省赛", "一等奖", year=y) for y in YEARS], 6),
    "国赛一等奖": ([award("国赛", "一等奖")], 6),
    "取最高不累加": ([award("市赛", "一等奖"), award("国赛", "三等奖"),
                award("省赛", "二等奖")], 4),
    "国赛二等奖两次仍是5分": ([award("国赛", "二等奖"),
                     award("国赛", "二等奖", year=2022)], 5),
    "省赛一等奖加国赛二等奖": ([award("省赛", "一等奖"), award("国赛", "二等奖")], 5),
    "省赛一等奖加市赛一等奖不算两次": ([award("省赛", "一等奖"), award("市赛", "一等奖")], 5),
    "其他赛项不算": ([award("国赛", "一等奖", "其他")], 0),
    "同一奖填两次只算一次": ([award("省赛", "一等奖"), award("省赛", "一等奖")], 5),
    "不限年度": ([award("省赛", "一等奖", year=2015)], 5),
    "级别空着不算": ([award(None, "一等奖")], 0),
    "等次空着不算": ([award("国赛", None)], 0),
}


def quiet(made, rule):
    """The same studio with nothing claimed for the rule's point."""
    rows = [{**r, "得分": 0} if r["评估点"] == POINT[rule] else r
            for r in made["自评"]]
    return {**made, "自评": rows}


@functools.lru_cache(None)
def results():
    """One report of every studio of this module."""
    batch = {"无误": studio()}
    for rule, some in VERDICTS.items():
        batch.update({f"{rule}-{k}": v[0] for k, v in some.items()})
        unmet = next(v[0] for v in some.values() if v[2] == UNMET)
        batch[f"{rule}-自评0分"] = quiet(unmet, rule)
    for label, (awards, _) in LADDER.items():
        batch[f"6.1.2-{label}"] = studio(
            awards=awards, self_scores={"6.1.2": 6},
            experts=[("甲", "6.1.2", 1), ("乙", "1.1.1", 1)])
    return cases.report(SCHEME, batch)


class Rules(unittest.TestCase):
    def look(self, code, rule, measure, verdict, claimed=True):
        value, word = results().verdict(code, rule)
        self.assertEqual(word, verdict)
        if measure is None:
            self.assertIsNone(value)
        else:
            self.assertAlmostEqual(value, measure, places=9)
        found = results().rows("SELECT 级别, 依据 <> '' FROM 问题 WHERE 工作室 = ? "
                               "AND 代码 = ?", code, rule)
        said = verdict == UNMET and claimed
        self.assertEqual(found, [(LEVEL[rule], 1)] if said else [])

    def test_no_rule_has_a_condition(self):
        """Nothing here can be 不适用: the notice binds every school alike."""
        with open(FOLDER / "规则.csv", encoding="utf-8-sig", newline="") as f:
            rules = list(csv.DictReader(f))
        self.assertEqual([(r["编号"], r["适用"]) for r in rules],
                         [(rule, "") for rule in POINT])
        self.assertEqual(results().rows(
            "SELECT count(*) FROM 资格 WHERE 结论 IN ('不适用', '参考')"), [(0,)])

    def test_a_studio_without_a_fault(self):
        self.assertEqual(results().rows(
            "SELECT 规则, 结论 FROM 资格 WHERE 工作室 = '无误' ORDER BY 规则"),
            [(rule, MET) for rule in POINT])
        self.assertEqual(results().rows(
            "SELECT 代码, 文件 FROM 问题 WHERE 工作室 = '无误'"),
            [("SELF_POINTS_MISSING", "无误/自评.csv")] +
            [("TABLE_MISSING", f"无误/{t}.csv") for t in ("获奖", "评审")])

    def test_no_rule_is_a_gate(self):
        self.assertEqual(results().rows("SELECT DISTINCT 资格 FROM 汇总"), [("符合",)])

    def test_evidence_names_what_is_missing(self):
        for code, rule, words in (
                ("Z04-缺一学期", "Z04", "2023-2024-1"),
                ("Z05-缺过程", "Z05", "2022"), ("Z06-一年0人", "Z06", "2021"),
                ("Z09-一年0次", "Z09", "2023"), ("Z10-缺一年算0", "Z10", "2023：无记录"),
                ("Z02-恰好一半", "Z02", "成员丆（校外专家，别的学校）")):
            said = results().rows("SELECT 明细 FROM 资格 WHERE 工作室 = ? AND 规则 = ?",
                                  code, rule)[0][0]
            self.assertIn(words, said, code)


class Awards(unittest.TestCase):
    """Point 6.1.2 is computed; the computed score counts."""

    def look(self, label):
        code, worth = f"6.1.2-{label}", LADDER[label][1]
        got = results().rows("SELECT 自动, 专家均分, 最终 FROM 得分 WHERE 工作室 = ? "
                             "AND 评估点 = '6.1.2'", code)
        self.assertEqual(got, [(worth, 1, worth)])

    def test_6_1_2_the_reference_table_is_the_ladder(self):
        """Each row of the table has a case of its own above."""
        with open(FOLDER / "参照" / "获奖计分.csv", encoding="utf-8-sig",
                  newline="") as f:
            rows = list(csv.DictReader(f))
        for r in rows:
            label = r["级别"] + r["等次"] + ("两次" if r["次数"] == "2" else "")
            with self.subTest(label):
                self.assertEqual(LADDER[label][1], int(r["分值"]))
        self.assertEqual(len(rows), 10)

    def test_6_1_2_names_the_award_it_rests_on(self):
        said = results().rows("SELECT 自动明细 FROM 得分 WHERE 工作室 = "
                              "'6.1.2-取最高不累加' AND 评估点 = '6.1.2'")[0][0]
        for words in ("市赛一等奖", "国赛三等奖", "省赛二等奖", "计4分"):
            self.assertIn(words, said)
        low = results().rows("SELECT 自动明细 FROM 得分 WHERE 工作室 = "
                             "'6.1.2-省赛一等奖加市赛一等奖不算两次' AND 评估点 = '6.1.2'")
        self.assertNotIn("市赛", low[0][0])

    def test_6_1_2_an_expert_who_differs_is_a_finding(self):
        got = results().rows("SELECT 工作室 FROM 问题 WHERE 代码 = "
                             "'SCORE_DIFFERS_FROM_COMPUTED'")
        self.assertEqual({r[0] for r in got}, {f"6.1.2-{k}" for k in LADDER})

    def test_6_1_2_without_experts_no_final_score(self):
        self.assertEqual(results().rows(
            "SELECT 自动, 最终 FROM 得分 WHERE 工作室 = '无误' AND 评估点 = '6.1.2'"),
            [(0, None)])


def add_tests():
    """One test a case, its name with the code of the rule or point."""
    for rule, some in VERDICTS.items():
        for label, (_, measure, verdict) in some.items():
            setattr(Rules, f"test_{rule}_{label}", lambda self, a=(
                f"{rule}-{label}", rule, measure, verdict): self.look(*a))
        measure = next(v[1] for v in some.values() if v[2] == UNMET)
        setattr(Rules, f"test_{rule}_自评0分不列为问题", lambda self, a=(
            f"{rule}-自评0分", rule, measure, UNMET, False): self.look(*a))
    for label in LADDER:
        setattr(Awards, f"test_6_1_2_{label}",
                lambda self, a=label: self.look(a))


add_tests()

if __name__ == "__main__":
    unittest.main()
