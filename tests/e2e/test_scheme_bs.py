"""The Baoshan scheme: its words are the notice's, and each rule and decision
holds on its bound and fails just across it.

White space is removed before words are compared; nothing else is forgiven
but what CORRECTED names.
"""
import functools
import re
import unittest
from fractions import Fraction

import cases
import notice
from notice import bare
import world

NAME = "baoshan-2023"
SCHEME = world.ROOT / "rubrics" / NAME
NOTICE = world.ROOT / "tests" / "sources" / f"{NAME}.txt"

# Ours, and what the notice prints.
CORRECTED = {"B．组织管理": "B.组织管理", "C．培养实施": "C.培养实施",
             "D．课题研究": "D.课题研究", "E．示范辐射": "E.示范辐射"}
SUMS = {"A": 20, "B": 20, "C": 25, "D": 20, "E": 15, "F": 10}
POINTS = {"A1": 8, "A2": 6, "A3": 6, "B1": 10, "B2": 5, "B3": 5, "C1": 5,
          "C2": 10, "C3": 10, "D1": 10, "D2": 10, "E1": 8, "E2": 7, "F": 10}
CONTENTS = {"B1": 3, "B3": 2}
THREE = "工作室.星级 = '三星级'"
TWO = "工作室.星级 IN ('三星级', '二星级')"
APPLIES = {"C1": THREE, "D1": THREE, "E1": TWO}
RULES = {       # 下限, 上限, 级别, 评估点, 适用
    "B01": ("", "0", "核验", "B1", ""),
    "B02": ("", "0", "核验", "B1", ""),
    "B03": ("", "0", "核验", "B3", ""),
    "B04": ("", "0", "核验", "B3", THREE),
    "B05": ("", "0", "核验", "E1", TWO),
    "B06": ("1", "", "核验", "E1", TWO),
    "B07": ("", "0", "核验", "B1", THREE),
    "B08": ("", "0", "核验", "C1", THREE),
    "B09": ("3", "", "必备", "", ""),
    "B10": ("1", "", "必备", "", ""),
    "B11": ("1", "", "必备", "", ""),
    "B12": ("3", "", "必备", "", ""),
    "B13": ("1", "", "核验", "B1", ""),
    "B14": ("", "", "提醒", "B1", ""),
}
TERMS = {
    "2020-2021-1": ("2020-09-01", "2021-02-14"),
    "2020-2021-2": ("2021-02-15", "2021-08-31"),
    "2021-2022-1": ("2021-09-01", "2022-02-14"),
    "2021-2022-2": ("2022-02-15", "2022-08-31"),
    "2022-2023-1": ("2022-09-01", "2023-02-14"),
    "2022-2023-2": ("2023-02-15", "2023-08-31"),
}


table = notice.table_of("baoshan-2023")


class Wording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.rows = table("指标.csv")
        text = NOTICE.read_text(encoding="utf-8")
        cls.title = text.splitlines()[0]
        cls.notice = bare(text.split("\n", 1)[1])
        head = "一级指标二级指标评估内容"
        assert cls.notice.count(head) == 1
        cls.annex = cls.notice.split(head)[1]

    def units(self):
        """编号 -> (its row, its contents)."""
        found = {}
        for row in self.rows:
            if row["编号"]:
                last = found[row["编号"]] = (row, [])
            last[1].append(row["评估点"])
        return found

    def test_title_line(self):
        self.assertIn("公开通知", self.title)
        plan = {r["项目"]: r["内容"] for r in table("方案.csv")}
        self.assertIn(plan["通知标题"], self.title)
        self.assertIn(bare(plan["通知标题"]), self.notice)
        self.assertIn(bare(plan["名称"]), self.notice)
        self.assertEqual(plan["日期"], "2023-05-16")
        self.assertIn("2023年5月16日", self.notice)
        for issuer in plan["发文单位"].split("、"):
            self.assertIn(issuer, self.notice)

    def test_the_notices_table_is_rebuilt_from_ours(self):
        """Nothing left out, nothing added: the whole annex, end to end."""
        out, level1 = [], ""
        for code, (row, contents) in self.units().items():
            if row["一级指标"] != level1:
                level1 = row["一级指标"]
                out.append("%s（%d分）" % (CORRECTED.get(level1, level1),
                                        SUMS[code[0]]))
            if row["二级指标"]:
                out.append("%s（%s分）" % (row["二级指标"], row["分值"]))
            out += contents
        out.append("总分%d分" % sum(SUMS.values()))
        self.assertEqual(bare("".join(out)), self.annex)

    def test_units_scores_and_contents(self):
        units = self.units()
        self.assertEqual({c: Fraction(r["分值"]) for c, (r, _) in
                          units.items()}, POINTS)
        self.assertEqual(list(units), list(POINTS))
        for code, (row, contents) in units.items():
            with self.subTest(code):
                self.assertEqual(len(contents), CONTENTS.get(code, 1))
                self.assertEqual(row["适用"], APPLIES.get(code, ""))
                self.assertEqual(row["附加"], "是" if code == "F" else "")

    def test_points_add_up(self):
        sums = dict.fromkeys(SUMS, 0)
        for code, (row, _) in self.units().items():
            sums[code[0]] += Fraction(row["分值"])
        self.assertEqual(sums, SUMS)
        plan = {r["项目"]: r["内容"] for r in table("方案.csv")}
        self.assertEqual(sum(sums.values()) - sums["F"], 100)
        self.assertEqual(plan["满分"], "100")
        self.assertIn("总分%d分" % sum(sums.values()), self.annex)
        self.assertEqual(plan["分组字段"], "学段")
        self.assertEqual(plan["不适用计分"], "按比例折算")

    def test_rules_and_their_clauses(self):
        rules = table("规则.csv")
        self.assertEqual({r["编号"]: (r["下限"], r["上限"], r["级别"],
                                    r["评估点"], r["适用"]) for r in rules},
                         RULES)
        for r in rules:
            with self.subTest(r["编号"]):
                for field in ("名称", "依据", "建议"):
                    self.assertTrue(r[field], field)
                self.assertTrue(r.get("方式") or r["测量"] and r["明细"])
                self.assert_quoted(r["依据"])

    def test_decisions_and_their_clauses(self):
        for r in table("结论.csv"):
            with self.subTest(r["结论"]):
                self.assert_quoted(r["依据"])

    def assert_quoted(self, basis):
        quoted = re.findall("“(.+)”", basis)
        self.assertEqual(len(quoted), 1, basis)
        self.assertIn(bare(quoted[0].replace("‘", "“").replace("’", "”")),
                      self.notice)

    def test_decision_words_are_the_notices(self):
        fields = {(r["表"], r["字段"]): r for r in table("表单.csv")}
        for word in fields["工作室", "认定结果"]["取值"].split("|"):
            self.assertIn(word, self.notice)

    def test_terms(self):
        self.assertEqual({r["学期"]: (r["首日"], r["末日"]) for r in
                          table("参照/学期.csv")}, TERMS)

    def test_the_code_holds_no_policy(self):
        clauses = {c for row in self.rows for c in
                   re.split(r"[，、。；（）“”]", bare(row["评估点"]))
                   if len(c) >= 6}
        self.assertGreater(len(clauses), 25)
        for f in (world.ROOT / "src").rglob("*.[ch]"):
            text = bare(f.read_text("utf-8"))
            for word in {"星级", "示范工作室", "简报", "学段", *clauses}:
                self.assertNotIn(word, text, f)


# ---- cases ------------------------------------------------------------------

CYCLE = ("2021-03", "2021-06")          # one term, 2020-2021-2


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02d}" <= last:
        yield f"{year}-{month:02d}"
        year, month = year + month // 12, month % 12 + 1


def act(date, kind, level=None, alone=None, theme=None):
    return {"日期": date, "类型": kind, "级别": level, "主题": theme,
            "独立主持": alone}


def monthly(kind, *skip, cycle=CYCLE, alone="是"):
    return [act(f"{m}-10", kind, None, alone) for m in months(*cycle)
            if m not in skip]


def studio(star="三星级", stage="中学", acts=None, marks=None, self_marks=None,
           others=None, **fields):
    """A studio that keeps every rule; what is given stands instead."""
    others = {"培训": monthly("培训"), "简报": monthly("简报"),
              "风采发布": monthly("风采发布"),
              "研讨交流": [act("2021-05-12", "研讨交流")],
              "公开展示": [act("2021-06-01", "公开展示", "区级", "是")],
              **(others or {})}
    identity = {"编号": None, "名称": "示例工作室", "学校": "示例学校",
                "学段": stage, "星级": star, "主持人姓名": "石清",
                "周期起始月": CYCLE[0], "周期结束月": CYCLE[1],
                "德育分管领导": "方圆", "德育主任": "何田", "经费单独建帐": "是",
                "预算": 10000, "决算": 9500, "汇报总结份数": 3,
                "汇报PPT": "有", "资料夹": "有", "认定结果": None, **fields}
    pupils = identity.pop("学员", [("林一", "有", "有"), ("林二", "有", "有")])
    tables = {"工作室": identity,
              "学员": [dict(zip(("姓名", "档案", "培养方案"), p))
                     for p in pupils],
              "活动": [a for rows in others.values() for a in rows]
              if acts is None else acts}
    if self_marks:
        tables["自评"] = [{"评估点": c, "得分": s} for c, s in
                        self_marks.items()]
    if marks:
        tables["评审"] = [{"专家": e, "评估点": c, "得分": s}
                        for e, given in marks.items()
                        for c, s in given.items()]
    return tables


def full(*without, **changed):
    """One expert's sheet with the full marks."""
    return {**{c: s for c, s in POINTS.items()
               if c not in without and c != "F"}, **changed}


def rule_cases():
    """name -> (studio, rule, measure, verdict)."""
    year = ("2020-12", "2021-02")       # over a New Year, two terms
    late = {"周期起始月": "2021-06", "周期结束月": "2021-03"}
    empty = {"周期起始月": None}
    kinds = {"B01": "培训", "B03": "简报", "B04": "风采发布"}
    found = {}

    def add(name, rule, measure, verdict, **how):
        assert name not in found
        found[name] = (studio(**how), rule, measure, verdict)

    for rule, kind in kinds.items():
        add(f"{rule}-bound", rule, 0, "符合")
        add(f"{rule}-across", rule, 1, "不符合",
            others={kind: monthly(kind, "2021-06")})
        add(f"{rule}-edges", rule, 0, "符合", others={kind: [
            act("2021-03-01", kind, None, "是"), act("2021-04-30", kind, None, "是"),
            act("2021-05-31", kind, None, "是"), act("2021-06-30", kind, None, "是")]})
        add(f"{rule}-outside", rule, 2, "不符合", others={kind: [
            act("2021-02-28", kind, None, "是"), act("2021-07-01", kind, None, "是"),
            *monthly(kind, "2021-03", "2021-06")]})
        add(f"{rule}-none", rule, 4, "不符合", others={kind: []})
        add(f"{rule}-backward", rule, None, "无法判定", **late)
        add(f"{rule}-nocycle", rule, None, "无法判定", **empty)
        add(f"{rule}-onemonth", rule, 0, "符合", 周期结束月="2021-03")
        add(f"{rule}-newyear", rule, 0, "符合", 周期起始月=year[0],
            周期结束月=year[1], others={kind: monthly(kind, cycle=year)})
        add(f"{rule}-newyear-across", rule, 1, "不符合", 周期起始月=year[0],
            周期结束月=year[1], others={kind: monthly(kind, "2021-01",
                                                cycle=year)})
    for star in ("二星级", "一星级", None):
        add(f"B04-{star}", "B04", None, "不适用", star=star)
    add("B01-一星级", "B01", 1, "不符合", star="一星级",
        others={"培训": monthly("培训", "2021-03")})
    add("B02-bound", "B02", 0, "符合")
    add("B02-across", "B02", 1, "不符合", others={"培训": [
        *monthly("培训", "2021-06"), act("2021-06-10", "培训", None, "否")]})
    add("B02-empty", "B02", 4, "不符合",
        others={"培训": monthly("培训", alone=None)})
    add("B02-outside", "B02", 1, "不符合", others={"培训": [
        *monthly("培训"), act("2019-06-10", "培训", None, "否")]})
    add("B02-other-kinds", "B02", 0, "符合",
        others={"简报": monthly("简报", alone="否")})
    add("B02-none", "B02", 0, "符合", acts=[])

    talk = "研讨交流"
    term2 = {"周期起始月": "2021-01", "周期结束月": "2021-03"}
    add("B05-bound", "B05", 0, "符合")
    add("B05-across", "B05", 1, "不符合", others={talk: []})
    add("B05-outside-cycle", "B05", 1, "不符合",
        others={talk: [act("2021-07-01", talk), act("2021-02-20", talk)]})
    add("B05-edges", "B05", 0, "符合", others={talk: [
        act("2021-02-14", talk), act("2021-02-15", talk)]}, **term2)
    add("B05-one-term-only", "B05", 1, "不符合", others={talk: [
        act("2021-01-04", talk), act("2021-02-14", talk)]}, **term2)
    add("B05-first-day", "B05", 0, "符合", others={
        talk: [act("2021-03-01", talk)]})
    add("B05-last-day", "B05", 0, "符合", others={
        talk: [act("2021-06-30", talk)]})
    add("B05-february", "B05", 1, "不符合", 周期起始月="2021-01",
        周期结束月="2021-02", others={talk: [act("2021-01-04", talk)]})
    add("B05-two-weeks-of-a-term", "B05", 1, "不符合", 周期起始月="2021-02",
        周期结束月="2021-03", others={talk: [act("2021-03-04", talk)]})
    add("B05-before-the-list", "B05", 0, "符合", 周期起始月="2019-09",
        周期结束月="2020-08", others={talk: []})
    add("B05-whole-list", "B05", 6, "不符合", 周期起始月="2020-09",
        周期结束月="2023-08", others={talk: []})
    add("B05-backward", "B05", None, "无法判定", **late)
    add("B05-nocycle", "B05", None, "无法判定", **empty)
    add("B05-二星级", "B05", 1, "不符合", star="二星级", others={talk: []})
    add("B05-一星级", "B05", None, "不适用", star="一星级")

    def shown(**how):
        row = {"date": "2021-06-01", "kind": "公开展示", "level": "区级",
               "alone": "是", **how}
        return {"公开展示": [act(**row)]}

    add("B06-bound", "B06", 1, "符合", others=shown())
    add("B06-across", "B06", 0, "不符合", others={"公开展示": []})
    add("B06-city", "B06", 1, "符合", others=shown(level="市级"))
    add("B06-nation", "B06", 1, "符合", others=shown(level="国家级"))
    add("B06-school", "B06", 0, "不符合", others=shown(level="校级"))
    add("B06-nolevel", "B06", 0, "不符合", others=shown(level=None))
    add("B06-together", "B06", 0, "不符合", others=shown(alone="否"))
    add("B06-alone-empty", "B06", 0, "不符合", others=shown(alone=None))
    add("B06-first-day", "B06", 1, "符合", others=shown(date="2021-03-01"))
    add("B06-day-before", "B06", 0, "不符合", others=shown(date="2021-02-28"))
    add("B06-last-day", "B06", 1, "符合", others=shown(date="2021-06-30"))
    add("B06-day-after", "B06", 0, "不符合", others=shown(date="2021-07-01"))
    add("B06-backward", "B06", None, "无法判定", **late)
    add("B06-二星级", "B06", 0, "不符合", star="二星级",
        others={"公开展示": []})
    add("B06-一星级", "B06", None, "不适用", star="一星级")

    for rule, place in (("B07", 1), ("B08", 2)):
        def pupils(value, place=place):
            row = ["林三", "有", "有"]
            row[place] = value
            return [("林一", "有", "有"), tuple(row)]
        add(f"{rule}-bound", rule, 0, "符合", 学员=pupils("有"))
        add(f"{rule}-across", rule, 1, "不符合", 学员=pupils("无"))
        add(f"{rule}-empty", rule, 1, "不符合", 学员=pupils(None))
        add(f"{rule}-nobody", rule, 0, "符合", 学员=[])
        for star in ("二星级", "一星级"):
            add(f"{rule}-{star}", rule, None, "不适用", star=star,
                学员=pupils("无"))

    add("B09-bound", "B09", 3, "符合")
    add("B09-across", "B09", 2, "不符合", 汇报总结份数=2)
    add("B09-empty", "B09", None, "无法判定", 汇报总结份数=None)
    for rule, field in (("B10", "汇报PPT"), ("B11", "资料夹")):
        add(f"{rule}-bound", rule, 1, "符合")
        add(f"{rule}-across", rule, 0, "不符合", **{field: "无"})
        add(f"{rule}-empty", rule, 0, "不符合", **{field: None})
    add("B12-bound", "B12", 3, "符合")
    add("B12-across", "B12", 2, "不符合", 德育主任=None)
    add("B12-blank", "B12", 2, "不符合", 德育分管领导="  ")
    add("B13-bound", "B13", 1, "符合")
    add("B13-across", "B13", 0, "不符合", 经费单独建帐="否")
    add("B13-empty", "B13", 0, "不符合", 经费单独建帐=None)
    add("B14-open", "B14", 5, "参考")
    add("B14-over", "B14", 25, "参考", 决算=12500)
    add("B14-equal", "B14", 0, "参考", 决算=10000)
    add("B14-zero", "B14", None, "无法判定", 预算=0)
    add("B14-empty", "B14", None, "无法判定", 决算=None)
    return found


def score_cases():
    """Studios for scores, ranks, decisions and findings."""
    low = {c: s / 2 for c, s in POINTS.items() if c not in ("C1", "D1", "E1")}
    return {
        "三-全": studio(marks={"甲": full()}),
        "三-缺": studio(marks={"甲": full("C1")}),
        "二-不评": studio("二星级", marks={"甲": full("C1", "D1", A1=4)}),
        "二-缺E1": studio("二星级", marks={"甲": full("C1", "D1", "E1")}),
        "二-评C1": studio("二星级", marks={"甲": full("D1", C1=2)}),
        "一-不评": studio("一星级", marks={"甲": {c: s for c, s in low.items()}}),
        "一-全评": studio("一星级", marks={"甲": full(F=7)}),
        "一-一人评": studio("一星级", stage="小学", marks={
            "甲": full("C1", "D1", "E1"), "乙": full("C1", "D1", E1=2)}),
        "小-同分": studio("三星级", stage="小学", marks={"甲": full()}),
        "小-三分": studio("一星级", stage="小学", marks={
            "甲": full("C1", "D1", "E1", A1=7), "乙": full("C1", "D1", "E1", A1=7),
            "丙": full("C1", "D1", "E1", A1=8)}),
        "待评": studio(),
        "超分": studio(marks={"甲": full(F=10.5)}),
        "示范": studio(认定结果="示范工作室"),
        "优秀": studio(认定结果="优秀工作室"),
        "错词": studio(认定结果="先进工作室"),
        "自评有": studio(others={"培训": []}, self_marks={"B1": 8}),
        "自评零": studio(others={"培训": []}, self_marks={"B1": 0}),
    }


@functools.lru_cache(None)
def results():
    tried = {name: case[0] for name, case in rule_cases().items()}
    return cases.report(NAME, {**tried, **score_cases()})


class Rules(unittest.TestCase):
    """Each rule on its bound, across it, and where it cannot be told."""

    def test_every_rule(self):
        for name, (_, rule, measure, verdict) in rule_cases().items():
            with self.subTest(name):
                self.assertEqual(results().verdict(name, rule),
                                 (measure, verdict))

    def test_every_rule_has_its_cases(self):
        tried = {}
        for _, rule, _, verdict in rule_cases().values():
            tried.setdefault(rule, set()).add(verdict)
        self.assertEqual(sorted(tried), sorted(RULES))
        for rule, verdicts in tried.items():
            if rule == "B14":
                self.assertEqual(verdicts, {"参考", "无法判定"})
                continue
            self.assertLessEqual({"符合", "不符合"}, verdicts, rule)
            if rule in ("B04", "B05", "B06", "B07", "B08"):
                self.assertIn("不适用", verdicts, rule)
            if rule in ("B01", "B03", "B04", "B05", "B06", "B09"):
                self.assertIn("无法判定", verdicts, rule)

    def test_a_kept_rule_is_kept_in_all_others(self):
        """The studio the cases start from fails nothing."""
        self.assertEqual(results().rows(
            "SELECT 规则, 结论 FROM 资格 WHERE 工作室 = 'B09-bound' AND 结论 NOT IN "
            "('符合', '参考')"), [])
        self.assertEqual(results().rows(
            "SELECT 资格 FROM 汇总 WHERE 工作室 = 'B09-bound'"), [("符合",)])

    def test_evidence(self):
        for name, rule, said in (
                ("B01-bound", "B01", "2021-03至2021-06共4个月，每月都有"),
                ("B01-across", "B01", "缺2021-06；2021-03至2021-06共4个月"),
                ("B01-outside", "B01", "缺2021-03、2021-06；2021-03至2021-06共4个月"),
                ("B03-none", "B03", "缺2021-03至2021-06；2021-03至2021-06共4个月"),
                ("B04-newyear-across", "B04", "缺2021-01；2020-12至2021-02共3个月"),
                ("B01-backward", "B01", "周期起始月2021-06晚于周期结束月2021-03"),
                ("B06-nocycle", "B06", None),
                ("B05-one-term-only", "B05", "缺2020-2021-2；应有2个学期"),
                ("B06-bound", "B06", "共1次，其中1次：2021-06-01 区级"),
                ("B06-school", "B06", "共1次，其中0次；未计入：2021-06-01 校级"),
                ("B07-across", "B07", "共2人，其中1人：林三（档案：无）"),
                ("B08-empty", "B08", "共2人，其中1人：林三（未填培养方案）"),
                ("B08-nobody", "B08", "没有填报“学员”"),
                ("B12-across", "B12", "未填：德育主任；德育分管领导：方圆、主持人姓名：石清"),
                ("B14-over", "B14", "预算10000元，决算12500元，算得25%"),
                ("B14-zero", "B14", "预算0元，决算9500元，不能计算")):
            if said is None:
                continue
            with self.subTest(name):
                self.assertEqual(results().rows(
                    "SELECT 明细 FROM 资格 WHERE 工作室 = ? AND 规则 = ?", name,
                    rule), [(said,)])

    def test_gates_decide_eligibility(self):
        for rule in ("B09", "B10", "B11", "B12"):
            self.assertEqual(results().rows(
                "SELECT 资格 FROM 汇总 WHERE 工作室 = ?", f"{rule}-across"),
                [("不符合",)], rule)
        for name in ("B09-empty", "B10-empty"):
            self.assertEqual(results().rows(
                "SELECT 资格 FROM 汇总 WHERE 工作室 = ?", name), [("不符合",)])
        for name in ("B01-across", "B13-across"):
            self.assertEqual(results().rows(
                "SELECT 资格 FROM 汇总 WHERE 工作室 = ?", name), [("符合",)])

    def test_unmet_is_a_finding_when_the_school_claimed_points(self):
        said = dict(results().rows(
            "SELECT 工作室, count(*) FROM 问题 WHERE 代码 = 'B01' GROUP BY 1"))
        self.assertEqual(said.get("自评有"), 1)
        self.assertNotIn("自评零", said)
        self.assertNotIn("B01-across", said)
        (row,) = results().rows("SELECT 级别, 依据, 建议 FROM 问题 WHERE 代码 = 'B01' "
                                "AND 工作室 = '自评有'")
        self.assertEqual(row[0], "核验")
        self.assertIn("每月至少开展一次", row[1])
        self.assertTrue(row[2])


class Scores(unittest.TestCase):
    """Exempt units leave the denominator; the bonus comes on top."""

    def total(self, name):
        return results().rows("SELECT 总分, 等级 FROM 汇总 WHERE 工作室 = ?", name)[0]

    def finals(self, name):
        return {c: (final, applies) for c, final, applies in results().rows(
            "SELECT 评估点, 最终, 适用 FROM 得分 WHERE 工作室 = ?", name)}

    def test_totals(self):
        def rounded(x):         # half up, to 0.01
            return int(x * 100 + Fraction(1, 2)) / 100
        half = sum(Fraction(s, 2) for c, s in POINTS.items()
                   if c not in ("C1", "D1", "E1", "F"))
        for name, total in {
                "三-全": Fraction(100),
                "三-缺": Fraction(95),          # C1 applies: scored 0
                "二-不评": 100 * Fraction(81, 85),
                "二-缺E1": 100 * Fraction(77, 85),  # E1 applies: scored 0
                "二-评C1": 100 * Fraction(87, 90),
                "一-不评": 100 * half / 77 + 5,
                "一-全评": Fraction(107),
                # E1 by one of two experts: 2 of 8, in the denominator
                "一-一人评": 100 * Fraction(79, 85),
                "小-三分": 100 * (69 + Fraction(22, 3)) / 77,
                "超分": Fraction(100),          # 10.5 of 10 is not counted
        }.items():
            with self.subTest(name):
                self.assertEqual(self.total(name), (rounded(total), None))

    def test_exempt_and_scored(self):
        self.assertEqual(self.finals("二-不评")["C1"], (None, 0))
        self.assertEqual(self.finals("二-不评")["E1"], (8, 1))
        self.assertEqual(self.finals("二-评C1")["C1"], (2, 1))
        self.assertEqual(self.finals("二-评C1")["D1"], (None, 0))
        self.assertEqual([self.finals("一-不评")[c] for c in
                          ("C1", "D1", "E1")], [(None, 0)] * 3)
        self.assertEqual(self.finals("三-缺")["C1"], (0, 1))
        self.assertEqual(self.finals("三-全")["F"], (0, 1))

    def test_an_exempt_unit_is_no_finding_an_unscored_one_is(self):
        def unscored(name):
            return [v for v, in results().rows(
                "SELECT 值 FROM 问题 WHERE 工作室 = ? AND 代码 = "
                "'POINT_NOT_SCORED'", name)]
        self.assertEqual(unscored("三-缺"), ["C1"])
        self.assertEqual(unscored("二-缺E1"), ["E1"])
        self.assertEqual(unscored("二-不评"), [])
        self.assertEqual(unscored("三-全"), [])         # nor is the bonus

    def test_not_judged(self):
        self.assertEqual(self.total("待评"), (None, "待评审"))

    def test_ranks_within_the_stage(self):
        ranks = {}
        for name, group, rank in results().rows(
                "SELECT 工作室, 组别, 名次 FROM 汇总 WHERE 总分 IS NOT NULL"):
            ranks.setdefault(group, {})[name] = rank
        self.assertEqual(ranks, {
            "中学": {"一-全评": 1, "三-全": 2, "超分": 2, "二-评C1": 4,
                   "二-不评": 5, "三-缺": 6, "二-缺E1": 7, "一-不评": 8},
            "小学": {"小-同分": 1, "小-三分": 2, "一-一人评": 3}})

    def test_level_sums_leave_exempt_units_out(self):
        self.assertEqual(results().rows(
            "SELECT 一级指标, 满分 FROM 小计 WHERE 工作室 = '一-不评'"),
            [("A．规划总结", 20), ("B．组织管理", 20), ("C．培养实施", 20),
             ("D．课题研究", 10), ("E．示范辐射", 7), ("附加：建设特色", 10)])


class Decisions(unittest.TestCase):
    def test_recognition(self):
        for name, word in {"示范": "示范工作室", "优秀": "优秀工作室", "待评": "待认定",
                           "三-全": "待认定", "错词": "待核实"}.items():
            with self.subTest(name):
                self.assertEqual(results().decision(name, "认定"), word)

    def test_a_word_the_notice_does_not_know_is_a_finding(self):
        self.assertEqual(results().rows(
            "SELECT 字段, 值 FROM 问题 WHERE 工作室 = '错词' AND 级别 = '错误'"),
            [("认定结果", "先进工作室")])


# ---- the samples and their papers -------------------------------------------

SAMPLES = world.ROOT / "samples" / NAME


@functools.lru_cache(None)
def samples():
    """(the run, its OUT): the report of the samples, made once."""
    out = world.scratch() / "out"
    return world.run("report", "-s", NAME, SAMPLES, "-o", out), out


@functools.lru_cache(None)
def printed(number, paper="报告"):
    """What a studio's paper says, without white space."""
    path, = (samples()[1] / paper).glob(f"BS2023-{number:02d}_*.pdf")
    return bare(world.pdf_text(path))


class Samples(unittest.TestCase):
    def ask(self, sql, *values):
        return world.rows(samples()[1], sql, *values)

    def test_every_folder_is_a_studio(self):
        done, out = samples()
        self.assertEqual((done.status, done.err), (1, ""), done)
        folders = sorted(p.name for p in SAMPLES.iterdir() if p.is_dir())
        self.assertGreaterEqual(len(folders), 8)
        self.assertEqual([r[0] for r in self.ask(
            "SELECT 编号 FROM 工作室 ORDER BY 编号")], folders)
        self.assertEqual(len(list((out / "报告").glob("*.pdf"))), len(folders))

    def test_each_star_stage_and_decision_is_reached(self):
        self.assertEqual({r[0] for r in self.ask("SELECT 结论 FROM 结论")},
                         {"待认定", "待核实", "示范工作室", "优秀工作室"})
        self.assertEqual(self.ask("SELECT DISTINCT 学段, 星级 FROM 工作室 "
                                  "ORDER BY 1, 2"),
                         [(a, b) for a in ("中学", "小学") for b in
                          ("一星级", "三星级", "二星级")])
        self.assertEqual({r[0] for r in self.ask("SELECT 结论 FROM 资格")},
                         {"符合", "不符合", "不适用", "无法判定", "参考"})

    def test_exempt_units_scored_and_not(self):
        exempt = {}
        for studio, unit in self.ask("SELECT 工作室, 评估点 FROM 得分 WHERE 适用 = 0"):
            exempt.setdefault(studio[-2:], []).append(unit)
        self.assertEqual(exempt, {"03": ["C1", "D1"], "05": ["C1", "D1", "E1"],
                                  "06": ["C1", "E1"], "08": ["C1", "D1"],
                                  "11": ["C1", "D1"]})
        self.assertEqual(self.ask(
            "SELECT 评估点, 专家人数 FROM 得分 WHERE 工作室 = 'BS2023-04' AND 评估点 "
            "IN ('C1', 'D1')"), [("C1", 3), ("D1", 1)])

    def test_a_full_and_a_reduced_denominator_share_a_rank(self):
        self.assertEqual(self.ask("SELECT 总分, 名次 FROM 汇总 WHERE 工作室 IN "
                                  "('BS2023-05', 'BS2023-10')"),
                         [(96, 3), (96, 3)])

    def test_encodings(self):
        self.assertLessEqual(
            {"GB18030", "UTF-16LE"},
            {r[0].split("（")[0] for r in self.ask("SELECT 编码 FROM 来源文件")})

    def test_nobody_is_real(self):
        for (school,) in self.ask("SELECT 学校 FROM 工作室 UNION SELECT 所在学校 "
                                  "FROM 学员 UNION SELECT 单位 FROM 导师"):
            self.assertIn("示例", school)


class Papers(unittest.TestCase):
    def test_the_score_sheet_is_the_notices_table(self):
        said = printed(1)
        for row in table("指标.csv"):
            text = bare(row["评估点"])
            self.assertIn(text[:8], said)
        for label in ("评估内容", "（20分）", "（25分）", "（15分）", "110分"):
            self.assertIn(label, said)

    def test_the_line_that_explains_the_denominator(self):
        for number, line in {
                1: "13个评分单元都计入分母：得分之和96，加附加分6.67，总分102.67。",
                4: "C1、D1对二星级不适用，但有专家评分（“其他有条件的工作室可以参照实施”），"
                   "照常计入得分和分母。",
                5: "C1（5分）、D1（10分）、E1（8分）对一星级不适用，也没有专家评分，不计入分母："
                   "各评分单元得分之和69.3，满分之和77，折算为100×69.3÷77＝90，"
                   "加附加分6，总分96。",
                6: "D1对一星级不适用，但有专家评分",
                7: "本工作室还没有专家评分。"}.items():
            with self.subTest(number):
                self.assertIn(line, printed(number))
        self.assertIn("C1（5分）、E1（8分）对一星级不适用，也没有专家评分，不计入分母",
                      printed(6))
        self.assertNotIn("参照实施”），照常", printed(5))
        self.assertNotIn("不计入分母", printed(4))

    def test_the_sums_of_that_line_make_the_total(self):
        pattern = re.compile(r"折算为100×([\d.]+)÷(\d+)＝([\d.]+)，加附加分([\d.]+)，"
                             r"总分([\d.]+)。")
        for number in (3, 5, 6, 8, 11):
            score, full, scaled, bonus, total = map(
                Fraction, pattern.search(printed(number)).groups())
            with self.subTest(number):
                cent = Fraction(1, 50)
                self.assertLess(abs(100 * score / full - scaled), cent)
                self.assertLess(abs(scaled + bonus - total), cent)
                self.assertEqual(samples_total(number), float(total))

    def test_missing_months_are_marked(self):
        self.assertIn("缺缺", printed(2))
        self.assertNotIn("缺缺", printed(1))
        self.assertIn("不能按月列出", printed(7))

    def test_what_cannot_be_told_is_said(self):
        self.assertIn("没有培训的月份：无法判定；周期起始月2023年4月晚于",
                      printed(7))

    def test_the_recognition_is_ticked(self):
        self.assertIn("■示范工作室", printed(1))
        self.assertIn("■优秀工作室", printed(2))
        self.assertIn("□示范工作室", printed(5))
        self.assertIn("□优秀工作室", printed(5))

    def test_self_assessment(self):
        out = world.scratch()
        said = {}
        for number in (4, 6, 7):
            path = out / f"{number}.pdf"
            done = world.run("self", "-s", NAME,
                             SAMPLES / f"BS2023-{number:02d}", "-o", path)
            self.assertEqual(done.status, 0, done)
            said[number] = bare(world.pdf_text(path))
        for text in said.values():
            for word in ("自评表", "自评说明和佐证材料", "专家评分", "（签字）：",
                         "学校（盖章）：", "3份汇报总结", "110分"):
                self.assertIn(word, text)
        self.assertIn("不适用", said[6])
        self.assertNotIn("不适用", said[7])
        self.assertIn("参照", said[4])

    def test_sheets(self):
        import openpyxl
        book = openpyxl.load_workbook(samples()[1] / "汇总表.xlsx",
                                      data_only=True)
        for name, words in {
                "汇总与排名": ("学段", "星级", "不计入分母", "认定", "C1、D1、E1"),
                "周期活动": ("2021年", "风采发布", "缺"),
                "现场评议": ("德育主任", "汇报交流ppt", "未填", "签到"),
                "学员名册": ("培养方案", "宝山区示例实验小学")}.items():
            found = {str(c) for row in book[name].values for c in row}
            for word in words:
                self.assertIn(word, found, name)

    def test_libreoffice_computes_the_same(self):
        """Formulas with a reduced denominator, a bonus and ranks by stage."""
        import openpyxl
        import test_workbook
        path = samples()[1] / "汇总表.xlsx"
        again = test_workbook.recalculated(path, world.scratch() / "again")
        ours, theirs = (openpyxl.load_workbook(p, data_only=True)
                        for p in (path, again))
        for sheet in ours.sheetnames:
            for mine, other in zip(ours[sheet].values, theirs[sheet].values):
                for a, b in zip(mine, other):
                    self.assertTrue(test_workbook.alike(a, b), (sheet, a, b))

    def test_a_level_has_one_column(self):
        import openpyxl
        book = openpyxl.load_workbook(samples()[1] / "汇总表.xlsx")
        cells = [str(c) for row in book["一级指标"].values for c in row]
        for level in {r["一级指标"] for r in table("指标.csv") if r["一级指标"]}:
            self.assertEqual(cells.count(level), 1, level)


def samples_total(number):
    return world.value(samples()[1], "SELECT 总分 FROM 汇总 WHERE 工作室 = ?",
                       f"BS2023-{number:02d}")


if __name__ == "__main__":
    unittest.main()
