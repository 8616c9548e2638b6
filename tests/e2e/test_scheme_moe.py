"""moe-2022: what it says stands in the notice, and it measures what it says.

Wordings are compared without white space, as in test_wording.py; nothing
else is forgiven.  All cases are studios of one batch, reported once.
"""
import datetime
import functools
import re
import unittest

import openpyxl

import cases
import notice
from notice import bare
import world

SCHEME = "moe-2022"
FOLDER = world.ROOT / "rubrics" / SCHEME
NOTICE = world.ROOT / "tests" / "sources" / f"{SCHEME}.txt"

CODES = (
    "1.1.1 1.1.2 1.1.3 1.2.1 1.3.1 2.1.1 2.1.2 2.2.1 2.2.2 2.2.3 "
    "3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.3.1 3.3.2 3.3.3 3.4.1 3.4.2 3.5.1 "
    "4.1.1 4.2.1 4.2.2 4.2.3 4.3.1 4.3.2 4.4.1 4.4.2 4.5.1 5.1.1 5.1.2"
).split()
ALONE = {"1.2.1", "1.3.1", "3.5.1", "4.1.1", "4.5.1"}   # printed without 1.
RULES = {
    "M01": ("4", "", "必备"), "M02": ("0", "", "必备"),
    "M03": (">50", "", "必备"), "M04": ("1", "", "必备"),
    "M05": ("", "0", "提醒"), "M06": ("", "0", "必备"),
    "M07": ("1", "2", "必备"), "M08": ("", "3000", "必备"),
    "M09": ("", "0", "必备"), "M10": ("1", "", "提醒"),
    "M11": ("", "0", "提醒"),
}


table = notice.table_of("moe-2022")


class Wording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.points = table("指标.csv")
        cls.rules = table("规则.csv")
        cls.notice = bare(NOTICE.read_text(encoding="utf-8"))
        head = "一级指标二级指标三级指标"
        assert cls.notice.count(head) == 1
        cls.annex = cls.notice.split(head)[1]

    def test_lint(self):
        done = world.run("lint", FOLDER)
        self.assertEqual(done.status, 0, done)
        self.assertIn("32 个评估点，11 条规则", done.out)

    def test_codes_words_and_no_points(self):
        self.assertEqual([p["编号"] for p in self.points], CODES)
        self.assertEqual(len(CODES), 32)
        self.assertEqual({p["分值"] for p in self.points}, {""})
        items = {r["项目"]: r["内容"] for r in table("方案.csv")}
        self.assertEqual(items["满分"], "")
        self.assertEqual((items["达标词"], items["未达标词"]),
                         ("达标", "未达标"))
        self.assertFalse((FOLDER / "等级.csv").exists())

    def test_annex_1_is_rebuilt_from_ours(self):
        """Nothing left out, nothing added: the whole annex, end to end."""
        out, level1, level2 = [], "", ""
        for p in self.points:
            if p["一级指标"] != level1:
                level1, level2 = p["一级指标"], ""
                out.append(level1)
            if p["二级指标"] != level2:
                level2 = p["二级指标"]
                out.append(level2)
            if p["编号"] not in ALONE:
                out.append(p["编号"].split(".")[2] + ".")
            self.assertNotRegex(p["评估点"], r"^\d\.|[\r\n\t]")
            out.append(p["评估点"])
        self.assertEqual(bare("".join(out)), self.annex)

    def test_clauses_of_points(self):
        for p in self.points:
            with self.subTest(p["编号"]):
                third = p["编号"].split(".")[2]
                want = "附件1 " + p["一级指标"][:2] + p["二级指标"][:3]
                if p["编号"] not in ALONE:
                    want += f"第{third}点"
                self.assertEqual(p["依据"], want)

    def test_rules(self):
        found = {r["编号"]: (r["下限"], r["上限"], r["级别"])
                 for r in self.rules}
        self.assertEqual(found, RULES)
        self.assertEqual(list(found), list(RULES))
        for r in self.rules:
            with self.subTest(r["编号"]):
                for field in ("名称", "依据", "建议"):
                    self.assertTrue(r[field], field)
                self.assertTrue(r.get("方式") or r["测量"] and r["明细"])
                quoted = re.findall("“(.+)”", r["依据"])
                self.assertEqual(len(quoted), 1)
                said = bare(quoted[0].replace("‘", "“").replace("’", "”"))
                self.assertIn(said, self.notice)

    def test_names_and_dates_stand_in_the_notice(self):
        items = {r["项目"]: r["内容"] for r in table("方案.csv")}
        for item in ("名称", "发文单位", "文号", "通知标题", "报送单位"):
            self.assertIn(bare(items[item]), self.notice, item)
        for item, form in (("日期", "%Y年%-m月%-d日"),
                           ("报送截止日期", "%Y年%-m月%-d日前")):
            day = datetime.date.fromisoformat(items[item])
            self.assertIn(day.strftime(form), self.notice, item)

    def test_choices_stand_in_the_notice(self):
        fields = {(r["表"], r["字段"]): r for r in table("表单.csv")}
        for where in (("工作室", "建设模式"), ("工作室", "牵头人类型"),
                      ("成员", "人员类别"), ("工作室", "牵头人荣誉")):
            for word in fields[where]["取值"].split("|"):
                if word not in ("其他", "无"):
                    self.assertIn(word, self.notice.replace("班主任教师",
                                                            "班主任"))

    def test_every_reading_names_its_article(self):
        notes = (FOLDER / "说明.md").read_text(encoding="utf-8")
        for code in RULES:
            self.assertRegex(notes, rf"\| {code} \|")


# ---- cases ------------------------------------------------------------------------

def member(i, kind="班主任", school="某某学校", **more):
    return {"姓名": f"成员{chr(0x4e00 + i)}", "性别": "女", "所在学校": school,
            "人员类别": kind, "成长档案": "有", **more}


def hearing(term):
    return {"学期": term, "内容": "听取班主任工作情况汇报"}


def words(word="达标", points=CODES, **others):
    """One row a point; others: {'1.1.1': '未达标'} or None for no row."""
    others = {k.replace("_", "."): v for k, v in others.items()}
    return [{"评估点": p, "结论": others.get(p, word)} for p in points
            if others.get(p, word) is not None]


def experts(*lists):
    return [{"专家": f"专家{i}", **row}
            for i, rows in enumerate(lists) for row in rows]


def studio(code, tables=None, **fields):
    """A studio in which nothing is wrong, but for what is given."""
    made = {
        "工作室": {
            "编号": code, "名称": f"{code}工作室", "省份": f"{code}省",
            "学校": "某某学校", "牵头人姓名": "牵头人", "牵头人类型": "主持人",
            "牵头人荣誉": "名班主任", "建设模式": "名师工作室",
            "主管校领导": "某校长", "责任部门": "学生处", "建设主体": "班主任团队",
            "班级数": "20", "班主任数": "20", "公众号名称": "某号",
            "短视频号名称": "某视频号", "联系人": "联系人",
            "联系电话": "13800001234", "报送日期": "2022-09-20"},
        "成员": [member(0, "主持人")] + [member(i) for i in range(1, 10)],
        "听取汇报": [hearing("2021-2022-1"), hearing("2021-2022-2")],
        "案例": [{"标题": "一个案例", "字数": "2000"}],
        "自评": words(),
        "评审": experts(words()),
    }
    made["工作室"].update(fields)
    made.update(tables or {})
    return {k: v for k, v in made.items() if v is not None}


def text_of(n, blanks="\n\r\t 　\u00a0"):
    """A text of n characters that count, and of others that do not."""
    return "\ufeff" + "".join(
        "字" + (blanks[i % len(blanks)] if i % 7 == 0 else "")
        for i in range(n))


def case(title, number=None, file=None):
    return {"标题": title, "字数": number, "文件": file}


OUTSIDER = member(50, "校外专家", "别的单位")
STUDIOS = [
    studio("GOOD"),
    # M01: four of four; one is missing
    studio("M01-3", 责任部门=None),
    studio("M01-0", 主管校领导=None, 责任部门=None, 建设主体=None, 牵头人姓名=None),
    # M02
    studio("M02-one-less", 班主任数="19"),
    studio("M02-one-more", 班主任数="21"),
    studio("M02-unknown", 班主任数=None),
    # M03: exactly half, just above, nobody; other schools and other kinds
    studio("M03-half", {"成员": [member(0), OUTSIDER]}),
    studio("M03-above", {"成员": [member(0, "主持人"), member(1, "培育对象"),
                                OUTSIDER]}),
    studio("M03-leader", {"成员": [member(0, "负责人"), member(1),
                                 member(2, "行政干部")]}),
    studio("M03-elsewhere", {"成员": [member(0), member(1, school="分校")]}),
    studio("M03-nobody", {"成员": []}),
    # M04
    studio("M04-none", 牵头人荣誉="无"),
    studio("M04-empty", 牵头人荣誉=None),
    studio("M04-one", 牵头人荣誉="优秀教师、无"),
    studio("M04-two", 牵头人荣誉="优秀教师、班主任能力比赛奖项"),
    studio("M04-na", 牵头人类型="负责人", 牵头人荣誉="无", 建设模式="其他"),
    studio("M04-type-empty", 牵头人类型=None, 牵头人荣誉="无"),
    # M05
    studio("M05-master", 牵头人类型="负责人"),
    studio("M05-pairs", 牵头人类型="负责人", 建设模式="师徒结对"),
    studio("M05-modules", 牵头人类型="负责人", 建设模式="模块化团队协作"),
    studio("M05-host", 建设模式="师徒结对"),
    studio("M05-empty", 牵头人类型="负责人", 建设模式=None),
    # M06
    studio("M06-one", {"听取汇报": [hearing("2021-2022-1"),
                                hearing("2022-2023-1")]}),
    studio("M06-none", {"听取汇报": []}),
    # M07: 0, 1 (GOOD), 2 and 3 cases in a province; no province
    studio("M07-zero", {"案例": []}),
    studio("M07-two-a", 省份="二省"), studio("M07-two-b", 省份="二省"),
    studio("M07-three-a", {"案例": [case("甲", 1), case("乙", 2)]}, 省份="三省"),
    studio("M07-three-b", 省份="三省"),
    studio("M07-unknown", 省份=None),
    # M08: by number and by text
    studio("M08-3000", {"案例": [case("刚好", 3000)]}),
    studio("M08-3001", {"案例": [case("超", 3001)]}),
    studio("M08-text-3000", {"案例": [case("文", 3000, "案例-1.txt")],
                             "案例-1.txt": text_of(3000).encode()}),
    studio("M08-text-3001", {"案例": [case("文", 2999, "文.txt")],
                             "文.txt": text_of(3001).encode()}),
    studio("M08-gb18030", {"案例": [case("文", None, "文.txt")],
                           "文.txt": "，𬭎\r\n班主任".encode("gb18030")}),
    studio("M08-longest", {"案例": [case("长", 3001), case("短", 100)]}),
    studio("M08-missing", {"案例": [case("丢", 2990, "没有.txt")]}),
    studio("M08-missing-long", {"案例": [case("丢", 3001, "../x.txt")]}),
    studio("M08-unknown", {"案例": [case("不明")]}),
    # M09
    studio("M09-last-day", 报送日期="2022-09-30"),
    studio("M09-late", 报送日期="2022-10-01"),
    studio("M09-unknown", 报送日期=None),
    # M10
    studio("M10-one", 公众号名称=None),
    studio("M10-none", 公众号名称=None, 短视频号名称=None),
    # M11
    studio("M11-one", {"成员": [member(i) for i in range(5)] +
                       [member(9, 成长档案="无")]}),
    studio("M11-two", {"成员": [member(i) for i in range(5)] +
                       [member(8, 成长档案="无"), member(9, 成长档案=None)]}),
    # decisions
    studio("D-unmet-1", {"评审": experts(words(**{"3_2_1": "未达标"}))}),
    studio("D-unmet-32", {"评审": experts(words("未达标"))}),
    studio("D-tie", {"评审": experts(words(), words(**{"1_1_1": "未达标"}))}),
    studio("D-majority", {"评审": experts(
        words(), words(), words(**{"1_1_1": "未达标"}))}),
    studio("D-not-judged", {"评审": experts(words(**{"5_1_2": None}))}),
    studio("D-one-judged", {"评审": experts(words(points=["1.1.1"]))}),
    studio("D-self-met", {"评审": []}),
    studio("D-self-unmet", {"评审": [], "自评": words(
        **{"1_1_1": "未达标", "4_5_1": None})}),
    studio("D-expert-over-self", {"自评": words("未达标")}),
    studio("D-nothing", {"评审": [], "自评": []}),
    studio("D-invalid", {"评审": [], "自评": words("还行")}),
]

# rule -> [(studio, measure, verdict)]
VERDICTS = {
    "M01": [("GOOD", 4, "符合"), ("M01-3", 3, "不符合"),
            ("M01-0", 0, "不符合")],
    "M02": [("GOOD", 0, "符合"), ("M02-one-less", -1, "不符合"),
            ("M02-one-more", 1, "符合"), ("M02-unknown", None, "无法判定")],
    "M03": [("M03-half", 50, "不符合"), ("M03-above", 200 / 3, "符合"),
            ("M03-leader", 200 / 3, "符合"), ("M03-elsewhere", 50, "不符合"),
            ("M03-nobody", None, "无法判定"), ("GOOD", 100, "符合")],
    "M04": [("GOOD", 1, "符合"), ("M04-none", 0, "不符合"),
            ("M04-empty", 0, "不符合"), ("M04-one", 1, "符合"),
            ("M04-two", 2, "符合"), ("M04-na", None, "不适用"),
            ("M04-type-empty", None, "不适用")],
    "M05": [("GOOD", 0, "符合"), ("M05-master", 1, "不符合"),
            ("M05-pairs", 1, "不符合"), ("M05-modules", 0, "符合"),
            ("M05-host", 0, "符合"), ("M05-empty", 0, "符合")],
    "M06": [("GOOD", 0, "符合"), ("M06-one", 1, "不符合"),
            ("M06-none", 2, "不符合")],
    "M07": [("GOOD", 1, "符合"), ("M07-zero", 0, "不符合"),
            ("M07-two-a", 2, "符合"), ("M07-two-b", 2, "符合"),
            ("M07-three-a", 3, "不符合"), ("M07-three-b", 3, "不符合"),
            ("M07-unknown", None, "无法判定")],
    "M08": [("M08-3000", 3000, "符合"), ("M08-3001", 3001, "不符合"),
            ("M08-text-3000", 3000, "符合"),
            ("M08-text-3001", 3001, "不符合"), ("M08-gb18030", 5, "符合"),
            ("M08-longest", 3001, "不符合"), ("M08-missing", 2990, "符合"),
            ("M08-missing-long", 3001, "不符合"),
            ("M08-unknown", None, "无法判定"), ("M07-zero", None, "不适用")],
    "M09": [("M09-last-day", 0, "符合"), ("M09-late", 1, "不符合"),
            ("M09-unknown", None, "无法判定"), ("GOOD", -10, "符合")],
    "M10": [("GOOD", 2, "符合"), ("M10-one", 1, "符合"),
            ("M10-none", 0, "不符合")],
    "M11": [("GOOD", 0, "符合"), ("M11-one", 1, "不符合"),
            ("M11-two", 2, "不符合"), ("M03-nobody", 0, "符合")],
}
DECISIONS = {
    "GOOD": "达标", "D-unmet-1": "未达标（1项）", "D-unmet-32": "未达标（32项）",
    "D-tie": "未达标（1项）", "D-majority": "达标",
    "D-not-judged": "未达标（1项）", "D-one-judged": "未达标（31项）",
    "D-self-met": "达标（自评）", "D-self-unmet": "未达标（2项）（自评）",
    "D-expert-over-self": "达标", "D-nothing": "待评审", "D-invalid": "待评审",
}


@functools.lru_cache(None)
def results():
    return cases.report(SCHEME, {s["工作室"]["编号"]: s for s in STUDIOS})


class Measures(unittest.TestCase):
    def rule(self, code):
        for name, value, verdict in VERDICTS[code]:
            with self.subTest(f"{code} {name}"):
                got = results().verdict(name, code)
                self.assertEqual(got[1], verdict)
                if value is None:
                    self.assertIsNone(got[0])
                else:
                    self.assertAlmostEqual(got[0], value, 9)
                said = results().rows(
                    "SELECT 级别 FROM 问题 WHERE 工作室 = ? AND 代码 = ?",
                    name, code)
                want = [(RULES[code][2],)] if verdict == "不符合" else []
                self.assertEqual(said, want)

    def detail(self, name, code):
        return results().rows("SELECT 明细 FROM 资格 WHERE 工作室 = ? AND "
                              "规则 = ?", name, code)[0][0]

    def test_nothing_is_wrong_with_the_good_one(self):
        self.assertEqual(results().rows(
            "SELECT * FROM 问题 WHERE 工作室 = 'GOOD'"), [])
        self.assertEqual(results().rows(
            "SELECT 资格, 总分, 名次 FROM 汇总 WHERE 工作室 = 'GOOD'"),
            [("符合", None, None)])

    def test_m01_leader_department_body_and_head(self):
        self.rule("M01")
        self.assertEqual(self.detail("M01-0", "M01"),
                         "未填：主管校领导、责任部门、建设主体、牵头人姓名")

    def test_m02_a_teacher_for_each_class(self):
        self.rule("M02")
        self.assertEqual(self.detail("M02-one-less", "M02"),
                         "班级数20个，班主任数19人，算得-1人")

    def test_m03_share_of_own_teachers(self):
        self.rule("M03")
        self.assertEqual(self.detail("M03-half", "M03"),
                         "计入1人，共2人；未计入：成员串（校外专家，别的单位）")
        self.assertEqual(self.detail("M03-elsewhere", "M03"),
                         "计入1人，共2人；未计入：成员丁（班主任，分校）")

    def test_m04_honours_of_a_host(self):
        self.rule("M04")
        self.assertEqual(self.detail("M04-two", "M04"),
                         "共2项，其中2项：优秀教师、班主任能力比赛奖项")

    def test_m05_mode_of_a_coordinator(self):
        self.rule("M05")

    def test_m06_a_hearing_each_term(self):
        self.rule("M06")
        self.assertEqual(self.detail("M06-one", "M06"),
                         "缺2021-2022-2；应有2个学期")

    def test_m07_cases_of_the_province(self):
        self.rule("M07")
        self.assertEqual(
            self.detail("M07-three-b", "M07"),
            "三省共3个：《甲》（M07-three-a工作室）、《乙》（M07-three-a工作室）、"
            "《一个案例》（M07-three-b工作室）")

    def test_m08_characters_of_the_longest_case(self):
        self.rule("M08")
        self.assertEqual(self.detail("M08-longest", "M08"),
                         "《长》3001字、《短》100字")

    def test_m08_what_is_wrong_with_a_text(self):
        found = results().rows(
            "SELECT 工作室, 级别, 代码, 字段, 值 FROM 问题 WHERE "
            "代码 LIKE 'TEXT%' ORDER BY 工作室")
        self.assertEqual(found, [
            ("M08-missing", "错误", "TEXT_FILE_MISSING", "文件", "没有.txt"),
            ("M08-missing-long", "错误", "TEXT_FILE_OUTSIDE", "文件",
             "../x.txt"),
            ("M08-text-3001", "提醒", "TEXT_LENGTH_DIFFERS", "字数", "2999")])
        self.assertEqual(results().rows(
            "SELECT 路径, 编码 FROM 来源文件 WHERE 路径 LIKE '%.txt' "
            "ORDER BY 路径"),
            [("M08-gb18030/文.txt", "GB18030"),
             ("M08-text-3000/案例-1.txt", "UTF-8 BOM"),
             ("M08-text-3001/文.txt", "UTF-8 BOM")])
        self.assertEqual(results().rows(
            "SELECT * FROM 问题 WHERE 代码 = 'FILE_NAME_UNKNOWN'"), [])

    def test_m09_days_behind_the_deadline(self):
        self.rule("M09")
        self.assertEqual(self.detail("M09-late", "M09"),
                         "报送日期2022-10-01，报送截止日期2022-09-30，算得1天")

    def test_m10_an_account(self):
        self.rule("M10")

    def test_m11_files_of_the_members(self):
        self.rule("M11")
        self.assertEqual(self.detail("M11-two", "M11"),
                         "共7人，其中2人：成员丈（成长档案：无）、"
                         "成员三（未填成长档案）")

    def test_gates_decide_the_qualification(self):
        """A 必备 rule not met or not known: 不符合; a 提醒 does nothing."""
        for name, want in (("M01-3", "不符合"), ("M02-unknown", "不符合"),
                           ("M04-na", "符合"), ("M05-master", "符合"),
                           ("M07-zero", "不符合"), ("M09-late", "不符合"),
                           ("M10-none", "符合"), ("M11-two", "符合")):
            with self.subTest(name):
                self.assertEqual(results().rows(
                    "SELECT 资格 FROM 汇总 WHERE 工作室 = ?", name),
                    [(want,)])

    def test_every_rule_has_a_case(self):
        self.assertEqual(set(VERDICTS), set(RULES))
        for code, rows in VERDICTS.items():
            self.assertLessEqual({"符合", "不符合"}, {r[2] for r in rows},
                                 code)


class Decisions(unittest.TestCase):
    def test_stage_standard_met(self):
        for name, want in DECISIONS.items():
            with self.subTest(name):
                self.assertEqual(results().decision(name, "达标"), want)

    def test_every_line_decides_somebody(self):
        shapes = {re.sub(r"\d+", "N", d) for d in DECISIONS.values()}
        self.assertEqual(shapes, {
            re.sub(r"\{\{.*\}\}", "N", r["结论"]) for r in table("结论.csv")})

    def test_the_basis_stands_in_the_notice(self):
        notice = bare(NOTICE.read_text(encoding="utf-8"))
        for row in table("结论.csv"):
            for said in re.findall("“(.+?)”", row["依据"]):
                self.assertIn(bare(said), notice)

    def test_a_word_nobody_gave_is_told(self):
        self.assertEqual(results().rows(
            "SELECT 值 FROM 问题 WHERE 工作室 = 'D-not-judged' AND "
            "代码 = 'WORD_MISSING'"), [("5.1.2",)])

    def test_not_judged_has_no_final_word(self):
        for name in ("D-self-met", "D-nothing"):
            self.assertEqual(results().rows(
                "SELECT count(最终结论) FROM 得分 WHERE 工作室 = ?", name),
                [(0,)])
            self.assertEqual(results().rows(
                "SELECT 等级 FROM 汇总 WHERE 工作室 = ?", name),
                [("待评审",)])


# ---- the samples and the papers ------------------------------------------------------

WANT = {
    "MOE2022-01": "达标", "MOE2022-02": "未达标（1项）",
    "MOE2022-03": "达标（自评）", "MOE2022-04": "未达标（2项）（自评）",
    "MOE2022-05": "未达标（4项）", "MOE2022-06": "达标", "MOE2022-07": "达标",
    "MOE2022-08": "待评审", "MOE2022-09": "未达标（3项）（自评）",
    "MOE2022-11": "达标",
}
UNMET = {
    "MOE2022-04": {"M05", "M08", "M11"},
    "MOE2022-05": {"M01", "M02", "M03", "M04", "M06", "M07", "M10", "M11"},
    "MOE2022-06": {"M07"}, "MOE2022-08": {"M07", "M09"},
}


@functools.lru_cache(None)
def samples():
    out = world.scratch() / "out"
    done = world.run("report", "-s", SCHEME, world.ROOT / "samples" / SCHEME,
                     "-o", out)
    assert done.status == 1, done
    return out


def rows(sql, *values):
    return world.rows(samples(), sql, *values)


@functools.lru_cache(None)
def workbook():
    return openpyxl.load_workbook(samples() / "汇总表.xlsx")


def sheet(name):
    """The rows of a sheet below its heading, as dicts."""
    lines = [[c.value for c in row] for row in workbook()[name].iter_rows()]
    at = next(i for i, row in enumerate(lines) if row.count(None) == 0)
    out = []
    for row in lines[at + 1:]:
        if row[0] is None or row[1] is None:
            break
        out.append(dict(zip(lines[at], row)))
    return out


def page_text(paper, code):
    path, = (samples() / paper).glob(f"{code}_*.pdf")
    return bare(world.pdf_text(path))


class Samples(unittest.TestCase):
    def test_every_decision_is_reached(self):
        self.assertEqual(dict(rows(
            "SELECT 工作室, 结论 FROM 结论 WHERE 阶段 = '达标'")), WANT)

    def test_rules_not_met(self):
        found = {}
        for code, rule in rows("SELECT 工作室, 规则 FROM 资格 WHERE "
                               "结论 = '不符合'"):
            found.setdefault(code, set()).add(rule)
        self.assertEqual(found, UNMET)

    def test_the_first_has_no_fault(self):
        self.assertEqual(rows("SELECT * FROM 问题 WHERE 工作室 = 'MOE2022-01'"),
                         [])

    def test_texts_are_counted_in_their_encodings(self):
        self.assertEqual(rows(
            "SELECT c.工作室, c.字数 = c.文件_字符数, s.编码 FROM 案例 AS c "
            "JOIN 来源文件 AS s ON s.路径 IN (c.工作室 || '/' || c.文件, "
            "c.文件) WHERE s.编码 IS NOT NULL ORDER BY 1"), [
                ("MOE2022-01", 1, "UTF-8 BOM"), ("MOE2022-02", 1, "GB18030"),
                ("MOE2022-03", 1, "UTF-8"), ("MOE2022-04", 0, "UTF-8 BOM"),
                ("MOE2022-07", 1, "UTF-16LE"), ("MOE2022-11", 1, "UTF-8")])

    def test_everything_is_invented(self):
        for school, phone in rows("SELECT 学校, 联系电话 FROM 工作室"):
            self.assertIn("示例", school)
            self.assertNotRegex(phone or "", r"\d{5}")


class Papers(unittest.TestCase):
    def test_annex_2_one_row_a_studio_by_province(self):
        found = sheet("建设情况信息表")
        self.assertEqual(
            [(r["省份"], r["工作室名称"]) for r in found],
            rows("SELECT 省份, 名称 FROM 工作室 ORDER BY 省份, 编号"))
        self.assertEqual([r["序号"] for r in found], list(range(1, 11)))
        first = next(r for r in found if r["工作室名称"] == "“晨光”班主任工作室")
        self.assertEqual((first["成员人数"], first["本校班主任等"],
                          first["案例数"], first["达标结论"]),
                         (15, 12, 1, "达标"))
        self.assertIn("附件2", workbook()["建设情况信息表"]["A1"].value)

    def test_annex_3_one_row_a_case_by_province(self):
        found = sheet("典型案例汇总表")
        self.assertEqual(
            [(r["省份"], r["案例标题"], r["字数"]) for r in found],
            rows("SELECT w.省份, c.标题, c.文件_字符数 FROM 案例 AS c JOIN "
                 "工作室 AS w ON w.编号 = c.工作室 ORDER BY w.省份, w.编号, c._序"))
        over = [r["案例标题"] for r in found if r["字数核验"] != "符合"]
        self.assertEqual(over, ["一个汽修班的三百天"])
        self.assertIn("附件3", workbook()["典型案例汇总表"]["A1"].value)

    def test_no_sheet_speaks_of_scores(self):
        self.assertEqual(workbook().sheetnames[:4], [
            "汇总", "建设情况信息表", "典型案例汇总表", "达标评判"])
        for name in ("汇总与排名", "评估点得分", "一级指标", "图表"):
            self.assertNotIn(name, workbook().sheetnames)

    def test_the_report_holds_every_item_and_the_decision(self):
        full = str.maketrans(",;()", "，；（）")
        for code, want in WANT.items():
            text = page_text("报告", code)
            self.assertIn(want, text, code)
            for point in CODES:
                self.assertIn(point, text, code)
        text = page_text("报告", "MOE2022-02")
        for p in table("指标.csv"):
            start = bare(p["评估点"]).translate(full)[:6]
            self.assertIn(start, text, p["编号"])
        self.assertIn("短视频号尚未开通", text)

    def test_the_self_assessment_holds_words_and_evidence_only(self):
        out = world.scratch() / "自评表.pdf"
        done = world.run("self", "-s", SCHEME, world.ROOT / "samples" /
                         SCHEME / "MOE2022-05", "-o", out)
        self.assertIn(done.status, (0, 1), done)
        text = bare(world.pdf_text(out))
        for point in CODES:
            self.assertIn(point, text)
        self.assertEqual(text.count("□达标"), 32)
        self.assertEqual(text.count("□未达标"), 32)
        self.assertIn("学校意见（盖章）", text)
        self.assertNotIn("案例库只有目录", text)   # an expert's remark

    def test_a_notice_to_each_school_that_must_mend(self):
        found = {p.name.split("_")[0]
                 for p in (samples() / "整改通知").glob("*.pdf")}
        self.assertEqual(found, {"MOE2022-04", "MOE2022-05", "MOE2022-06",
                                 "MOE2022-07", "MOE2022-08", "MOE2022-09"})
        text = page_text("整改通知", "MOE2022-05")
        self.assertIn("四川省教育行政部门（盖章）", text)
        for rule in UNMET["MOE2022-05"]:
            self.assertIn(rule, text)


if __name__ == "__main__":
    unittest.main()
