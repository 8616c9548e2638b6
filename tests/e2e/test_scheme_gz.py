"""The Guizhou scheme: what it says stands in the notice, every rule on its
bound and just across, each achievement condition, every line of the decision,
its papers, and its samples."""
import functools
import itertools
import re
import subprocess
import unittest

import cases
import notice
from notice import bare, quotes
import world

SCHEME = "guizhou-2024"
FOLDER = world.ROOT / "rubrics" / SCHEME
NOTICE = world.ROOT / "tests" / "sources" / f"{SCHEME}.txt"
RULES = {
    "G01": ("5", "10", "必备"), "G02": ("1", "3", "必备"), "G03": ("", "0", "必备"),
    "G04": ("1", "", "必备"), "G05": ("2", "", "原则"), "G06": ("3", "", "必备"),
    "G07": ("2", "", "必备"), "G08": (">50", "", "必备"), "G09": ("2", "3", "必备"),
    "G10": ("1", "", "必备"), "G11": (">0", "", "必备"), "G12": ("1", "", "必备"),
    "G13": ("", "0", "必备"), "G14": ("3", "", "必备"), "G15": ("1", "1", "提醒"),
}
STAGES = ["资格审核", "专家评审", "实地考察", "公示", "党组审议"]
# kind: (condition, lowest level, lowest grade, last rank, no rank counts, how many)
WAYS = {
    "个人表彰": ("1", "市厅级", "", "", "", "1"),
    "集体荣誉": ("2", "市厅级", "", "", "", "1"),
    "成果奖": ("3", "市厅级", "", "", "", "1"),
    "课题": ("3", "市厅级", "", "", "", "1"),
    "论文": ("3", "", "", "", "", "2"),
    "高水平论文": ("3", "", "", "", "", "1"),
    "指导竞赛": ("4", "省级", "三等奖", "2", "不计入", "1"),
    "思政比赛本人": ("5", "市厅级", "三等奖", "", "", "1"),
    "思政比赛指导": ("5", "市厅级", "二等奖", "3", "计入", "1"),
    "技能比赛本人": ("6", "省级", "三等奖", "", "", "1"),
    "技能比赛指导": ("6", "省级", "二等奖", "", "", "1"),
    "校级教学技能比赛": ("6", "", "一等奖", "", "", "1"),
}


table = notice.table_of("guizhou-2024")


class Wording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.notice = bare(NOTICE.read_text(encoding="utf-8").split("\n", 1)[1])

    def part(self, clause):
        """The article of the notice a clause number names."""
        starts = [self.notice.index(s) for s in (
            "二、申报要求", "三、建设内容", "四、申报流程", "五、其他事宜", "五、联系方式")]
        at = "二三四五".index(clause[0])
        return self.notice[starts[at]:starts[at + 1]]

    def test_title_and_dates(self):
        items = {r["项目"]: r["内容"] for r in table("方案.csv")}
        self.assertIn(bare(items["名称"]), self.notice)
        self.assertIn(items["发文单位"] + "2024年9月21日", self.notice)
        self.assertEqual(items["日期"], "2024-09-21")
        self.assertEqual(items["截止日期"], "2024-10-18")
        self.assertEqual(items["满分"], "")

    def test_rules(self):
        rules = table("规则.csv")
        self.assertEqual([r["编号"] for r in rules], list(RULES))
        for r in rules:
            with self.subTest(r["编号"]):
                self.assertEqual((r["下限"], r["上限"], r["级别"]),
                                 RULES[r["编号"]])
                for field in ("名称", "依据", "建议"):
                    self.assertTrue(r[field], field)
                self.assertTrue(r.get("方式") or r["测量"] and r["明细"])
                self.assertEqual((r["评估点"], r["适用"]), ("", ""))
                quoted = quotes(r["依据"])
                self.assertEqual(len(quoted), 1)
                self.assertIn(quoted[0], self.part(r["依据"]))

    def test_figures_stand_in_the_clauses(self):
        """The bound a rule has is the one its clause names."""
        said = {"G01": "5-10 人", "G02": "1-3 个", "G05": "讲师", "G06": "3年及以上",
                "G07": "2项", "G08": "为主体", "G09": "2-3 年", "G13": "10月18日前",
                "G14": "一式3份", "G15": "1名班主任"}
        for r in table("规则.csv"):
            self.assertIn(said.get(r["编号"], ""), r["依据"], r["编号"])

    def test_conditions_are_the_whole_list(self):
        """The six conditions end to end, nothing left out or added."""
        rows = table("参照/业绩条件.csv")
        self.assertEqual([r["条件"] for r in rows], list("123456"))
        listed = "；".join(f"（{r['条件']}）{bare(r['内容'])}" for r in rows)
        self.assertIn(listed + "。", self.notice)
        for r in rows:
            self.assertEqual(r["条款"], f"二、（二）5（{r['条件']}）")

    def test_requirements(self):
        """In the notice's order; every rule has its requirement, once."""
        at, codes = 0, []
        for r in table("参照/申报要求.csv"):
            for piece in r["内容"].split("……"):
                with self.subTest(r["序号"]):
                    found = self.notice.find(bare(piece), at)
                    self.assertGreaterEqual(found, at)
                    at = found + len(bare(piece))
            codes += [c for c in r["核验"].split("、") if c]
        self.assertEqual(sorted(codes), sorted(RULES))

    def test_tasks(self):
        rows = table("参照/建设任务.csv")
        listed = "".join(f"{r['序号']}.{bare(r['内容'])}" for r in rows)
        self.assertIn("（二）主要任务" + listed + "（三）条件保障", self.notice)

    def test_directions(self):
        said = [r["取值"] for r in table("表单.csv") if r["字段"] == "建设方向"]
        self.assertIn("围绕" + said[0].replace("|", "、") + "等方向", self.notice)
        self.assertEqual(said[0].count("|"), 8)

    def test_ways_and_ladders(self):
        rows = table("参照/认定办法.csv")
        self.assertEqual({r["类别"]: (r["条件"], r["最低级别"], r["最低等次"],
                                    r["最后排名"], r["无排名"], r["件数"])
                          for r in rows}, WAYS)
        kinds = [r["取值"] for r in table("表单.csv") if r["字段"] == "类别"]
        self.assertEqual(kinds[0].split("|"), [r["类别"] for r in rows])
        for name, order in (("级别", ["校级", "市厅级", "省级", "国家级"]),
                            ("等次", ["三等奖", "二等奖", "一等奖", "特等奖"]),
                            ("环节次序", STAGES)):
            rows = table(f"参照/{name}.csv")
            self.assertEqual([next(iter(r.values())) for r in rows], order)
            self.assertEqual([int(r["次序"]) for r in rows],
                             list(range(1, len(order) + 1)))
        self.assertEqual({r["职称"]: r["次序"] for r in table("参照/职称.csv")},
                         {"其他": "0", "助教": "1", "讲师": "2", "副教授": "3",
                          "教授": "4"})

    def test_decisions(self):
        lines = table("结论.csv")
        self.assertEqual([d["阶段"] for d in lines], ["评选"] * 9)
        self.assertEqual([d["次序"] for d in lines], list("123456789"))
        said = [re.sub(r"\{\{.*\}\}", "…", d["结论"]) for d in lines]
        self.assertEqual(said, ["资格审核不通过"] + [f"{s}不通过" for s in STAGES] +
                         ["资格待核实", "确定立项建设", "评选中（待…）"])
        for d in lines:
            for quote in quotes(d["依据"]):
                self.assertIn(quote, self.notice)
            self.assertTrue(quotes(d["依据"]))

    def test_form(self):
        self.assertEqual([r["字段"] for r in table("表单.csv") if r["敏感"]],
                         ["联系电话"])
        self.assertFalse((FOLDER / "指标.csv").exists())
        self.assertFalse((FOLDER / "等级.csv").exists())


# ---- studios ----------------------------------------------------------------------

OWN = "示例大学"


def award(kind, level=None, grade=None, rank=None, name="示例"):
    return {"类别": kind, "级别": level, "等次": grade, "排名": rank, "名称": name,
            "日期": "2023-05-04"}


TWO = [award("个人表彰", "省级"), award("集体荣誉", "市厅级")]


def people(own=6, outside=0, hosts=1, on_post="是"):
    """A roster: the host, own teachers, then teachers of another school."""
    rows = [{"姓名": f"主持{i}", "所在学校": OWN, "人员类别": "主持人", "在职在岗": "是"}
            for i in range(hosts)]
    rows += [{"姓名": f"成员{chr(0x4e00 + i)}", "所在学校": OWN, "人员类别": "班主任",
              "在职在岗": on_post} for i in range(own)]
    rows += [{"姓名": f"校外{i}", "所在学校": "别的大学", "人员类别": "校外班主任",
              "在职在岗": "是"} for i in range(outside)]
    return rows


def stages(*results):
    return [{"环节": s, "结果": r, "日期": "2024-11-01"}
            for s, r in zip(STAGES, results) if r != "-"]


def studio(members=None, awards=None, results=(), **fields):
    """A studio without a fault, but for what is given."""
    identity = {
        "名称": "示例工作室", "学校": OWN, "建设方向": "班级管理、文化建设",
        "主持人姓名": "主持0", "在职在岗": "是", "主持人职称": "讲师",
        "连续从事班主任年限": 5, "建设周期": 3, "独立办公场地": "是", "配套经费": 5,
        "学校党委推荐": "是", "申报日期": "2024-10-10", "纸质申报书份数": 3,
        "培训报名人数": 1, "联系电话": "138-0000-1234"}
    return {"工作室": {**identity, **fields},
            "成员": people() if members is None else members,
            "业绩": TWO if awards is None else awards,
            **({"评选环节": list(results)} if results else {})}


MET, UNMET, UNKNOWN = "符合", "不符合", "无法判定"
# rule: {label: (studio, measure, verdict)}
VERDICTS = {
    "G01": {
        "4人": (studio(people(4)), 4, UNMET), "5人": (studio(people(5)), 5, MET),
        "10人": (studio(people(10)), 10, MET),
        "11人": (studio(people(11)), 11, UNMET),
        "没有名册": (studio([]), 0, UNMET),
        "主持人不计": (studio(people(10, hosts=2)), 10, MET),
        "类别空着算团队成员": (studio(people(4) + [
            {"姓名": "某人", "所在学校": OWN, "人员类别": None, "在职在岗": "是"}]), 5, MET),
    },
    "G02": {
        "没有填": (studio(建设方向=None), 0, UNMET),
        "1个": (studio(建设方向="班级管理"), 1, MET),
        "3个": (studio(建设方向="班级管理，家校协同;学业指导"), 3, MET),
        "4个": (studio(建设方向="班级管理、家校协同、学业指导、文化建设"), 4, UNMET),
        "列外的也数": (studio(建设方向="班级管理、家校协同、学业指导、劳动教育"), 4, UNMET),
    },
    "G03": {
        "都在九个之内": (studio(建设方向="学生思想引领/心理健康教育/创新创业"), 0, MET),
        "列外1个": (studio(建设方向="班级管理、劳动教育"), 1, UNMET),
        "没有填": (studio(建设方向=None), 0, MET),
        "前半相同的不算": (studio(建设方向="班级"), 1, UNMET),
    },
    "G04": {
        "是": (studio(在职在岗="是"), 1, MET), "否": (studio(在职在岗="否"), 0, UNMET),
        "空": (studio(在职在岗=None), 0, UNMET),
    },
    "G05": {
        "讲师": (studio(主持人职称="讲师"), 2, MET),
        "助教": (studio(主持人职称="助教"), 1, UNMET),
        "其他": (studio(主持人职称="其他"), 0, UNMET),
        "副教授": (studio(主持人职称="副教授"), 3, MET),
        "教授": (studio(主持人职称="教授"), 4, MET),
        "空": (studio(主持人职称=None), None, UNKNOWN),
    },
    "G06": {
        "3年": (studio(连续从事班主任年限="3年"), 3, MET),
        "2.9年": (studio(连续从事班主任年限=2.9), 2.9, UNMET),
        "空": (studio(连续从事班主任年限=None), None, UNKNOWN),
    },
    "G07": {
        "没有": (studio(awards=[]), 0, UNMET),
        "1项": (studio(awards=TWO[:1]), 1, UNMET), "2项": (studio(), 2, MET),
        "一项条件里两条只算一项": (studio(awards=[
            award("成果奖", "省级"), award("课题", "省级")]), 1, UNMET),
        "六项": (studio(awards=TWO + [
            award("高水平论文"), award("指导竞赛", "省级", "三等奖", 2),
            award("思政比赛本人", "市厅级", "三等奖"),
            award("校级教学技能比赛", "校级", "一等奖")]), 6, MET),
    },
    "G08": {
        "恰好一半": (studio(people(4, 5)), 50, UNMET),
        "过半": (studio(people(5, 5)), 600 / 11, MET),
        "不在岗的不算": (studio(people(6, on_post="否")), 100 / 7, UNMET),
        "在岗空着的不算": (studio(people(6, on_post=None)), 100 / 7, UNMET),
        "没有名册": (studio([]), None, UNKNOWN),
    },
    "G09": {
        "2年": (studio(建设周期=2), 2, MET), "3年": (studio(建设周期=3), 3, MET),
        "1.9年": (studio(建设周期=1.9), 1.9, UNMET),
        "3.1年": (studio(建设周期=3.1), 3.1, UNMET),
        "空": (studio(建设周期=None), None, UNKNOWN),
    },
    "G10": {
        "是": (studio(独立办公场地="是"), 1, MET),
        "否": (studio(独立办公场地="否"), 0, UNMET),
        "空": (studio(独立办公场地=None), 0, UNMET),
    },
    "G11": {
        "0": (studio(配套经费=0), 0, UNMET),
        "0.01": (studio(配套经费="0.01万元"), 0.01, MET),
        "空": (studio(配套经费=None), None, UNKNOWN),
    },
    "G12": {
        "是": (studio(学校党委推荐="是"), 1, MET),
        "否": (studio(学校党委推荐="否"), 0, UNMET),
        "空": (studio(学校党委推荐=None), 0, UNMET),
    },
    "G13": {
        "当日": (studio(申报日期="2024-10-18"), 0, MET),
        "前一日": (studio(申报日期="2024年10月17日"), -1, MET),
        "迟一日": (studio(申报日期="2024-10-19"), 1, UNMET),
        "空": (studio(申报日期=None), None, UNKNOWN),
    },
    "G14": {
        "3份": (studio(纸质申报书份数="3份"), 3, MET),
        "2份": (studio(纸质申报书份数=2), 2, UNMET),
        "空": (studio(纸质申报书份数=None), None, UNKNOWN),
    },
    "G15": {
        "0人": (studio(培训报名人数=0), 0, UNMET),
        "1人": (studio(培训报名人数=1), 1, MET),
        "2人": (studio(培训报名人数=2), 2, UNMET),
        "空": (studio(培训报名人数=None), None, UNKNOWN),
    },
}
# condition: {label: (rows, met, what the nearest row lacks or None)}
CONDITIONS = {
    "1": {
        "市厅级": ([award("个人表彰", "市厅级")], True, None),
        "国家级": ([award("个人表彰", "国家级")], True, None),
        "校级": ([award("个人表彰", "校级")], False, "级别为校级，须为市厅级及以上"),
        "级别空": ([award("个人表彰")], False, "没有填级别，须为市厅级及以上"),
    },
    "2": {
        "市厅级": ([award("集体荣誉", "市厅级")], True, None),
        "校级": ([award("集体荣誉", "校级")], False, "级别为校级，须为市厅级及以上"),
    },
    "3": {
        "成果奖市厅级": ([award("成果奖", "市厅级")], True, None),
        "成果奖校级": ([award("成果奖", "校级", "一等奖")], False,
                  "级别为校级，须为市厅级及以上"),
        "课题市厅级": ([award("课题", "市厅级")], True, None),
        "课题校级": ([award("课题", "校级")], False, "级别为校级，须为市厅级及以上"),
        "论文一篇": ([award("论文")], False, "这样的论文共1篇，须有2篇"),
        "论文两篇": ([award("论文", name="甲"), award("论文", name="乙")], True, None),
        "同一篇填两次": ([award("论文"), award("论文")], False,
                   "这样的论文共1篇，须有2篇"),
        "高水平论文一篇": ([award("高水平论文")], True, None),
    },
    "4": {
        "省级三等第2": ([award("指导竞赛", "省级", "三等奖", 2)], True, None),
        "国家级特等第1": ([award("指导竞赛", "国家级", "特等奖", 1)], True, None),
        "第3": ([award("指导竞赛", "省级", "一等奖", 3)], False, "排名第3，须为前2位"),
        "排名空": ([award("指导竞赛", "省级", "一等奖")], False, "没有填排名，须为前2位"),
        "市厅级": ([award("指导竞赛", "市厅级", "一等奖", 1)], False,
                "级别为市厅级，须为省级及以上"),
        "等次空": ([award("指导竞赛", "省级", None, 1)], False,
                "没有填等次，须为三等奖及以上"),
    },
    "5": {
        "本人市厅级三等": ([award("思政比赛本人", "市厅级", "三等奖")], True, None),
        "本人校级": ([award("思政比赛本人", "校级", "一等奖")], False,
                 "级别为校级，须为市厅级及以上"),
        "指导二等第3": ([award("思政比赛指导", "市厅级", "二等奖", 3)], True, None),
        "指导二等排名空": ([award("思政比赛指导", "市厅级", "二等奖")], True, None),
        "指导第4": ([award("思政比赛指导", "省级", "一等奖", 4)], False,
                 "排名第4，须为前3位"),
        "指导三等": ([award("思政比赛指导", "省级", "三等奖", 1)], False,
                 "等次为三等奖，须为二等奖及以上"),
    },
    "6": {
        "本人省级三等": ([award("技能比赛本人", "省级", "三等奖")], True, None),
        "本人市厅级": ([award("技能比赛本人", "市厅级", "特等奖")], False,
                  "级别为市厅级，须为省级及以上"),
        "指导省级二等": ([award("技能比赛指导", "省级", "二等奖")], True, None),
        "指导省级三等": ([award("技能比赛指导", "省级", "三等奖")], False,
                   "等次为三等奖，须为二等奖及以上"),
        "校级一等": ([award("校级教学技能比赛", "校级", "一等奖")], True, None),
        "校级特等级别空": ([award("校级教学技能比赛", None, "特等奖")], True, None),
        "校级二等": ([award("校级教学技能比赛", "校级", "二等奖")], False,
                 "等次为二等奖，须为一等奖及以上"),
    },
}
P, N, E = "通过", "不通过", None       # E: the row is there, its result empty
DECISIONS = {
    "必备不符合": (studio(people(4), results=stages(P, P, P, P, P)), "资格审核不通过"),
    "必备无法判定": (studio(建设周期=None, results=stages(P)), "资格审核不通过"),
    "原则和提醒不作数": (studio(主持人职称="助教", 培训报名人数=0,
                        results=stages(P, P, P, P, P)), "确定立项建设"),
    "资格审核不通过": (studio(results=stages(N)), "资格审核不通过"),
    "专家评审不通过": (studio(results=stages(P, N)), "专家评审不通过"),
    "实地考察不通过": (studio(results=stages(P, P, N)), "实地考察不通过"),
    "公示不通过": (studio(results=stages(P, P, P, N)), "公示不通过"),
    "党组审议不通过": (studio(results=stages(P, P, P, P, N)), "党组审议不通过"),
    "两个不通过取前一个": (studio(results=stages(P, P, N, P, N)), "实地考察不通过"),
    "次序不看填写的先后": (studio(results=stages(P, N, P, N)[::-1]), "专家评审不通过"),
    "前面缺而后面不通过": (studio(results=stages("-", "-", "-", N)), "公示不通过"),
    "都通过": (studio(results=stages(P, P, P, P, P)), "确定立项建设"),
    "没有开始": (studio(), "评选中（待资格审核）"),
    "待专家评审": (studio(results=stages(P)), "评选中（待专家评审）"),
    "待实地考察": (studio(results=stages(P, P)), "评选中（待实地考察）"),
    "待公示": (studio(results=stages(P, P, P)), "评选中（待公示）"),
    "待党组审议": (studio(results=stages(P, P, P, P)), "评选中（待党组审议）"),
    "中间缺一个": (studio(results=stages(P, "-", P, P, P)), "评选中（待专家评审）"),
    "结果空着": (studio(results=stages(P, E, P, P, P)), "评选中（待专家评审）"),
}
LEVELS = [None, "校级", "市厅级", "省级", "国家级"]
GRADES = [None, "三等奖", "二等奖", "一等奖", "特等奖"]
SWEEP = [award(*c, name=f"第{i}条") for i, c in enumerate(itertools.product(
    WAYS, LEVELS, GRADES, [None, 1, 2, 3, 4]))]


def expected(kind, level, grade, rank):
    """The notice's conditions, said once more and otherwise."""
    city, province = level in LEVELS[2:], level in LEVELS[3:]
    third, second = grade in GRADES[1:], grade in GRADES[2:]
    return {
        "个人表彰": city, "集体荣誉": city, "成果奖": city, "课题": city,
        "论文": True, "高水平论文": True,
        "指导竞赛": province and third and rank in (1, 2),
        "思政比赛本人": city and third,
        "思政比赛指导": city and second and rank != 4,
        "技能比赛本人": province and third, "技能比赛指导": province and second,
        "校级教学技能比赛": grade in GRADES[3:],
    }[kind]


@functools.lru_cache(None)
def results():
    """One report of every studio of this module."""
    batch = {"全部组合": studio(awards=SWEEP)}
    for rule, some in VERDICTS.items():
        batch.update({f"{rule}-{k}": v[0] for k, v in some.items()})
    for number, some in CONDITIONS.items():
        batch.update({f"条件{number}-{k}": studio(awards=v[0])
                      for k, v in some.items()})
    batch.update({f"评选-{k}": v[0] for k, v in DECISIONS.items()})
    return cases.report(SCHEME, batch)


class Rules(unittest.TestCase):
    def look(self, code, rule, measure, verdict):
        value, word = results().verdict(code, rule)
        self.assertEqual(word, verdict)
        if measure is None:
            self.assertIsNone(value)
        else:
            self.assertAlmostEqual(value, measure, places=9)
        found = results().rows("SELECT 级别 FROM 问题 WHERE 工作室 = ? AND 代码 = ?",
                               code, rule)
        level = RULES[rule][2]
        self.assertEqual(found, [(level,)] if verdict == UNMET else [])

    def test_every_rule_is_there_for_every_studio(self):
        got = results().rows("SELECT 规则, count(*), count(DISTINCT 工作室) "
                             "FROM 资格 GROUP BY 规则 ORDER BY 规则")
        n = results().rows("SELECT count(*) FROM 工作室")[0][0]
        self.assertEqual(got, [(rule, n, n) for rule in RULES])

    def test_eligible_only_when_every_gate_is_met(self):
        for studio_, word in results().rows("SELECT 工作室, 资格 FROM 汇总"):
            gates = results().rows(
                "SELECT count(*) FROM 资格 WHERE 工作室 = ? AND 级别 = '必备' "
                "AND 结论 NOT IN ('符合', '不适用')", studio_)[0][0]
            self.assertEqual(word, "不符合" if gates else "符合", studio_)

    def test_evidence_is_never_empty(self):
        """It says in words what is missing when there is nothing."""
        self.assertEqual(results().rows(
            "SELECT 工作室, 规则 FROM 资格 WHERE coalesce(明细, '') = ''"), [])

    def test_G08_names_who_does_not_count(self):
        said = results().rows("SELECT 明细 FROM 资格 WHERE 工作室 = 'G08-恰好一半' "
                              "AND 规则 = 'G08'")[0][0]
        self.assertIn("计入5人，共10人", said)
        self.assertIn("校外4（校外班主任，别的大学）", said)
        self.assertNotIn("成员丁", said)

    def test_G07_names_the_conditions(self):
        said = results().rows("SELECT 明细 FROM 资格 WHERE 工作室 = 'G07-1项' "
                              "AND 规则 = 'G07'")[0][0]
        self.assertTrue(said.startswith("共6项，其中1项：1 个人表彰奖励；未计入：2 班集体荣誉、"), said)


class Conditions(unittest.TestCase):
    def look(self, number, label):
        rows, met, lacks = CONDITIONS[number][label]
        code = f"条件{number}-{label}"
        self.assertEqual(results().verdict(code, "G07"),
                         (1 if met else 0, UNMET))
        got = results().rows("SELECT 条件, 计入, 欠缺 FROM 业绩 WHERE 工作室 = ? "
                             "ORDER BY 差距, _序", code)
        self.assertEqual(got[0], (int(number), "是" if met else "否", lacks))

    def test_G07_every_combination(self):
        """Each kind with each level, grade and rank, against an oracle."""
        got = results().rows("SELECT 名称, 类别, 级别, 等次, 排名, 计入 FROM 业绩 "
                             "WHERE 工作室 = '全部组合' ORDER BY _序")
        self.assertEqual(len(got), 12 * 5 * 5 * 5)
        for name, kind, level, grade, rank, counts in got:
            self.assertEqual(counts == "是", expected(kind, level, grade, rank),
                             (name, kind, level, grade, rank))

    def test_G07_what_is_lacking_is_said_exactly_when_it_does_not_count(self):
        self.assertEqual(results().rows("SELECT count(*) FROM 业绩 WHERE "
                                        "(计入 = '是') <> (欠缺 IS NULL)"), [(0,)])


class Decisions(unittest.TestCase):
    def test_every_studio_has_one(self):
        self.assertEqual(results().rows(
            "SELECT 编号 FROM 工作室 WHERE (SELECT count(*) FROM 结论 "
            "WHERE 结论.工作室 = 工作室.编号) <> 1"), [])

    def test_clause_of_the_line_that_decided(self):
        for code, clause in (("评选-公示不通过", "四、（三）“结果公示”"),
                             ("评选-都通过", "四、（三）“最终确定班主任工作室名单”")):
            self.assertEqual(results().rows(
                "SELECT 依据 FROM 结论 WHERE 工作室 = ?", code), [(clause,)])


def add_tests():
    """One test a case, its name with the rule's code."""
    for rule, some in VERDICTS.items():
        for label, (_, measure, verdict) in some.items():
            setattr(Rules, f"test_{rule}_{label}", lambda self, a=(
                f"{rule}-{label}", rule, measure, verdict): self.look(*a))
    for number, some in CONDITIONS.items():
        for label in some:
            setattr(Conditions, f"test_G07_条件{number}_{label}",
                    lambda self, a=(number, label): self.look(*a))
    for label, (_, wording) in DECISIONS.items():
        setattr(Decisions, f"test_评选_{label}",
                lambda self, a=(f"评选-{label}", wording): self.assertEqual(
                    results().decision(a[0], "评选"), a[1]))


add_tests()


# ---- samples and papers -----------------------------------------------------------

SAMPLES = world.ROOT / "samples" / SCHEME


@functools.lru_cache(None)
def samples():
    out = world.scratch() / "out"
    return cases.Results(world.run("report", "-s", SCHEME, SAMPLES, "-o", out),
                         out)


def text_of(paper, code):
    path = next((samples().out / paper).glob(f"{code}_*.pdf"))
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                          stdout=subprocess.PIPE)
    return bare(done.stdout.decode("utf-8"))


class Samples(unittest.TestCase):
    def test_every_decision_is_reached(self):
        got = dict(samples().rows("SELECT 工作室, 结论 FROM 结论"))
        self.assertEqual(got, {
            "GZ2024-01": "确定立项建设", "GZ2024-02": "确定立项建设",
            "GZ2024-03": "资格审核不通过", "GZ2024-04": "资格审核不通过",
            "GZ2024-05": "专家评审不通过", "GZ2024-06": "实地考察不通过",
            "GZ2024-07": "公示不通过", "GZ2024-08": "党组审议不通过",
            "GZ2024-09": "资格审核不通过", "GZ2024-10": "评选中（待资格审核）",
            "GZ2024-11": "评选中（待专家评审）", "GZ2024-12": "资格审核不通过",
            "GZ2024-13": "评选中（待实地考察）", "GZ2024-14": "资格审核不通过",
            "GZ2024-15": "评选中（待公示）", "GZ2024-16": "评选中（待党组审议）"})

    def test_every_rule_fails_somewhere(self):
        got = samples().rows("SELECT DISTINCT 规则 FROM 资格 WHERE 结论 <> '符合' "
                             "ORDER BY 规则")
        self.assertEqual([r[0] for r in got], list(RULES))

    def test_encodings(self):
        got = {r[0] for r in samples().rows("SELECT DISTINCT 编码 FROM 来源文件")}
        self.assertGreaterEqual(len(got), 4, got)

    def test_faults_from_life(self):
        got = {r[0] for r in samples().rows(
            "SELECT 代码 FROM 问题 WHERE 文件 LIKE 'GZ2024-11/%'")}
        self.assertEqual(got, {
            "CELL_NOT_DATE", "CELL_NOT_CHOICE", "CELL_FORMULA_ERROR",
            "CELL_SCIENTIFIC", "HEADER_UNKNOWN", "ROW_REPEATED",
            "NAME_CHARACTER_LOST", "CELL_NOT_YESNO"})
        self.assertEqual(samples().rows(
            "SELECT count(*) FROM 问题 WHERE 工作室 IN ('GZ2024-01', 'GZ2024-02')"),
            [(0,)])

    def test_personal_is_masked(self):
        self.assertEqual(samples().rows(
            "SELECT count(*) FROM 工作室 WHERE 联系电话 LIKE '%0000%'"), [(0,)])

    def test_report(self):
        said = text_of("报告", "GZ2024-04")
        for words in ("清水江心语工作室", "评选结论：资格审核不通过", "结论以核验为准",
                      "申报要求核验表", "排名第3，须为前2位", "成员名册"):
            self.assertIn(words, said)

    def test_qualification_sheet(self):
        """Which hold and by what; why the others do not, by the nearest."""
        said = text_of("资格认定表", "GZ2024-04")
        self.assertIn("认定结果：满足1项，要求≥2项，不符合。", said)
        for lack in ("排名第3，须为前2位", "这样的论文共1篇，须有2篇",
                     "等次为三等奖，须为二等奖及以上"):
            self.assertIn(lack, said)
        self.assertEqual(said.count("不满足") - said.count("不满足的"), 5)
        good = text_of("资格认定表", "GZ2024-01")
        self.assertIn("认定结果：满足6项", good)
        self.assertNotIn("所缺：", good)
        none = text_of("资格认定表", "GZ2024-09")
        self.assertIn("没有填报这一项的业绩", none)
        n = len(list((samples().out / "资格认定表").glob("*.pdf")))
        self.assertEqual(n, 16)

    def test_notice_of_corrections(self):
        got = sorted(p.name.split("_")[0]
                     for p in (samples().out / "整改通知").glob("*.pdf"))
        self.assertEqual(got, [f"GZ2024-{n}" for n in
                               ("03", "04", "09", "11", "12", "13")])
        self.assertIn("无法判定", text_of("整改通知", "GZ2024-12"))

    def test_self_check_sheet(self):
        out = world.scratch() / "自查.pdf"
        done = world.run("self", "-s", SCHEME, SAMPLES / "GZ2024-02", "-o", out)
        self.assertEqual(done.status, 0, done)
        text = subprocess.run(["pdftotext", "-layout", out, "-"], check=True,
                              stdout=subprocess.PIPE).stdout.decode("utf-8")
        for words in ("申报资格自查表", "学校核对", "资格审核", "建设任务", "主持人（签字）",
                      "学校党委（盖章）"):
            self.assertIn(words, bare(text))

    def test_nothing_awaits_a_score(self):
        """There are no evaluation points, so nobody is counted as scored."""
        self.assertTrue(samples().run.out.startswith("工作室 16 个；错误 "),
                        samples().run)

    def test_lint(self):
        done = world.run("lint", SCHEME)
        self.assertEqual((done.status, done.err), (0, ""), done)


if __name__ == "__main__":
    unittest.main()
