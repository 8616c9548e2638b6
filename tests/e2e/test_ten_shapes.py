"""Kinds of public notices that rubrics/ does not show, each as a scheme of a
few lines in the way in which a clerk writes it: lint has nothing to say, and
what comes out is what one works out by hand, on each bound and across it."""
import unittest

from little import Little

MET, UNMET = "符合", "不符合"


def studio(code, **fields):
    return "项目,内容\n" + f"编号,{code}\n名称,示例\n" + "".join(
        f"{k},{v}\n" for k, v in fields.items())


class Shape(unittest.TestCase):
    def made(self, **parts):
        s = Little(**parts)
        status, said = s.lint()
        self.assertEqual((status, said.count("\n")), (0, 1), said)
        s.done = s.report()
        self.assertIn(s.done.status, (0, 1), s.done)
        return s


class Contest(Shape):
    """An innovation contest: two rounds, two kinds of judges, the highest and
    the lowest judge left out, medals by quota in each group."""

    FORMS = """工作室,竖,组别,单选,是,小学组|中学组,,,
评审,横,专家,人名,,,,,错误
评审,横,角色,单选,是,评委|大众,,,
评审,横,轮次,单选,是,初评|复评,,,错误
评审,横,评估点,文本,是,,,,错误
评审,横,得分,小数,是,,分,,
"""
    SCHEME = {
        "指标": "编号,一级指标,评估点,分值\n1,作品,创新,40\n2,作品,实用,30\n"
              "3,答辩,展示,30\n",
        "参照/评审角色": "角色,权重\n评委,60\n大众,40\n",
        "等级": "等级,下限,名额\n金奖,80,1\n银奖,70,50%\n铜奖,60,\n鼓励奖,,\n"}
    PLAN = ("满分,100\n称呼,作品\n分组字段,组别\n专家汇总,去极值平均\n去极值起,4\n"
            "去极值范围,总分\n")

    @staticmethod
    def panel(*marks):
        """(name, role, marks of the first round, of the second or None)."""
        rows = ["专家,角色,轮次,评估点,得分"]
        for name, role, first, second in marks:
            for word, given in (("初评", first), ("复评", second or first)):
                rows += [f"{name},{role},{word},{i},{x:g}"
                         for i, x in enumerate(given, 1)]
        return "\n".join(rows) + "\n"

    def flat(self, group, score):
        """All five judges give the same."""
        given = (score * 0.4, score * 0.3, score * 0.3)
        return {"基本信息": studio("", 组别=group), "评审": self.panel(
            *((n, "大众" if n == "戊某" else "评委", given, None)
              for n in ("甲某", "乙某", "丙某", "丁某", "戊某")))}

    def panel_of_five(self):
        return {"基本信息": studio("A", 组别="小学组"), "评审": self.panel(
            ("甲某", "评委", (36, 27, 27), None),
            ("乙某", "评委", (30, 20, 20), (34, 24, 24)),
            ("丙某", "评委", (40, 30, 30), None),
            ("丁某", "评委", (20, 20, 20), None),
            ("戊某", "大众", (30, 25, 25), None))}

    def test_two_rounds_roles_and_drop(self):
        """甲 90, 乙 (70 + 82) / 2 = 76, 丙 100 and 丁 60 are left out, of the
        public 戊 80: 0.6 * (90 + 76) / 2 + 0.4 * 80 = 81.8."""
        s = self.made(plan=self.PLAN, forms=self.FORMS, scheme=self.SCHEME,
                      batch={"A": self.panel_of_five()})
        self.assertEqual(s.rows("SELECT 总分, 名次, 等级 FROM 汇总"),
                         [(81.8, 1, "金奖")])
        self.assertEqual(s.rows("SELECT 专家, 总分 FROM 未计入专家 ORDER BY 2"),
                         [("丁某", 60), ("丙某", 100)])
        self.assertEqual(s.findings(), [])

    def test_the_number_that_is_dropped_from_is_of_a_role(self):
        """Four of 评委 are no five: nobody is left out, and the mean of all
        four is 81.5: 0.6 * 81.5 + 0.4 * 80."""
        s = self.made(plan=self.PLAN.replace("去极值起,4", "去极值起,5"),
                      forms=self.FORMS, scheme=self.SCHEME,
                      batch={"A": self.panel_of_five()})
        self.assertEqual(s.rows("SELECT 总分 FROM 汇总"), [(80.9,)])
        self.assertEqual(s.rows("SELECT * FROM 未计入专家"), [])

    def medals(self, **scores):
        s = self.made(plan=self.PLAN, forms=self.FORMS, scheme=self.SCHEME,
                      batch={code: self.flat("中学组" if code[0] == "M" else
                                             "小学组", score)
                             for code, score in scores.items()})
        return s, {a: b for a, *b in s.rows(
            "SELECT 工作室, 名次, 等级 FROM 汇总")}

    def test_medals_in_each_group(self):
        """50 % of five are two; 金奖 in each group; 80, 70, 60 are enough."""
        s, found = self.medals(P1=80, P2=79.5, P3=70, P4=69.5, P5=59.5, M1=79.5,
                               M2=60)
        self.assertEqual(found, {
            "P1": [1, "金奖"], "P2": [2, "银奖"], "P3": [3, "银奖"],
            "P4": [4, "铜奖"], "P5": [5, "鼓励奖"], "M1": [1, "银奖"],
            "M2": [2, "铜奖"]})
        self.assertEqual(s.findings(), [])

    def test_a_tie_for_the_one_gold(self):
        """Both second places in line for one medal of two: none, and told."""
        s, found = self.medals(P1=90, P2=90, P3=85, P4=65)
        self.assertEqual(found, {"P1": [1, "银奖"], "P2": [1, "银奖"],
                                 "P3": [3, "铜奖"], "P4": [4, "铜奖"]})
        self.assertEqual(s.findings(), [("P1", "QUOTA_TIE"),
                                        ("P2", "QUOTA_TIE")])


class ModelKindergarten(Shape):
    """Points, a list of vetoes, and each part must reach 80 %."""

    FORMS = """工作室,竖,否决事项,多选,,体罚幼儿|食物中毒|违规收费,,,
评审,横,专家,人名,,,,,错误
评审,横,评估点,文本,是,,,,错误
评审,横,得分,小数,,,,,
"""
    SCHEME = {
        "指标": "编号,一级指标,评估点,分值\nA1,一、办园条件,园舍,20\n"
              "A2,一、办园条件,设施,15\nB1,二、保育教育,一日活动,40\n"
              "B2,二、保育教育,卫生保健,25\n",
        "等级": "等级,下限,条件\n"
              "不予认定,,EXISTS (SELECT 1 FROM 工作室_否决事项 WHERE "
              "工作室_否决事项.工作室 = 工作室.编号)\n"
              "示范园,90,NOT EXISTS (SELECT 1 FROM 小计 WHERE 小计.工作室 = "
              "工作室.编号 AND 得分 < 0.8 * 满分)\n"
              "合格园,60,\n不合格园,,\n"}

    def test_bounds(self):
        def garden(a1, a2, b1, b2, veto=""):
            return {"基本信息": studio("", 否决事项=veto),
                    "评审": "专家,评估点,得分\n" + "".join(
                        f"赵某,{p},{x:g}\n" for p, x in
                        zip(("A1", "A2", "B1", "B2"), (a1, a2, b1, b2)))}

        s = self.made(plan="满分,100\n称呼,幼儿园\n", forms=self.FORMS,
                      scheme=self.SCHEME, batch={
            "A": garden(16, 12, 39, 25),            # 28 of 35, 92
            "B": garden(15.99, 12, 40, 25),         # 27.99 of 35, 92.99
            "C": garden(18, 12, 35, 25),            # 90
            "D": garden(18, 12, 34.99, 25),         # 89.99
            "E": garden(20, 15, 40, 25, "体罚幼儿、违规收费"),
            "F": garden(10, 10, 20, 20),            # 60
            "G": garden(10, 10, 20, 19.99)})
        self.assertEqual(s.rows("SELECT 工作室, 总分, 等级 FROM 汇总 ORDER BY 1"), [
            ("A", 92, "示范园"), ("B", 92.99, "合格园"), ("C", 90, "示范园"),
            ("D", 89.99, "合格园"), ("E", 100, "不予认定"), ("F", 60, "合格园"),
            ("G", 59.99, "不合格园")])
        self.assertEqual(s.findings(), [])


class Inspection(Shape):
    """A kindergarten inspection: three words an item, so many of n."""

    FORMS = """评审,横,专家,人名,,,,,错误
评审,横,评估点,文本,是,,,,错误
评审,横,结论,单选,是,合格|基本合格|不合格,,,
"""
    SCHEME = {
        "指标": "编号,一级指标,评估点\n" + "".join(
            f"{i},{'安全' if i < 4 else '卫生'},第{i}项\n" for i in range(1, 9)),
        "规则": "编号,名称,方式,对象,条件,单位,下限,上限,级别\n"
              "R1,合格的项,个数,得分,最终结论 = '合格',项,6,,必备\n"
              "R2,安全没有不合格,个数,得分,最终结论 = '不合格' AND 评估点 IN "
              "(SELECT 编号 FROM 指标 WHERE 一级指标 = '安全'),项,,0,必备\n",
        "结论": "阶段,次序,条件,结论\n"
              "检查,1,(SELECT 等级 FROM 汇总 WHERE 汇总.工作室 = 工作室.编号) = "
              "'待评审',待检查\n"
              "检查,2,(SELECT 资格 FROM 汇总 WHERE 汇总.工作室 = 工作室.编号) = "
              "'符合',通过\n检查,3,,整改\n",
        "等级": "等级,条件\n优良,(SELECT count(*) FROM 得分 WHERE 得分.工作室 = "
              "工作室.编号 AND 最终结论 = '合格') = 8\n一般,\n"}

    def test_so_many_of_n(self):
        words = {"合": "合格", "基": "基本合格", "不": "不合格"}

        def seen(*experts):
            return {"评审": "专家,评估点,结论\n" + "".join(
                f"专家{'甲乙丙'[k]},{i},{words[w]}\n"
                for k, given in enumerate(experts)
                for i, w in enumerate(given, 1) if w != "-")}

        s = self.made(plan="称呼,幼儿园\n评定词,合格|基本合格|不合格\n",
                      forms=self.FORMS, scheme=self.SCHEME, batch={
            "A": seen("合合合合合合合合"), "B": seen("合合合合合合基不"),
            "C": seen("合合合合合基基不"), "D": seen("合合不合合合合合"),
            # 1: two of three; 2: a tie takes the worse; 3: all differ
            "E": seen("合合合合合合合合", "合基基合合合合合", "不-不合合合合合"),
            "F": seen("合合合合合合合-"), "G": {}})
        self.assertEqual(s.rows(
            "SELECT 工作室, 等级, 结论.结论 FROM 汇总 JOIN 结论 USING (工作室) "
            "ORDER BY 1"), [
            ("A", "优良", "通过"), ("B", "一般", "通过"), ("C", "一般", "整改"),
            ("D", "一般", "整改"), ("E", "一般", "整改"), ("F", "一般", "通过"),
            ("G", "待评审", "待检查")])
        self.assertEqual(s.rows("SELECT 评估点, 最终结论 FROM 得分 WHERE 工作室 = 'E'"
                                " AND 评估点 < '4' ORDER BY 1"),
                         [("1", "合格"), ("2", "基本合格"), ("3", "不合格")])
        self.assertEqual(s.rows("SELECT 规则, 测量值, 结论 FROM 资格 WHERE "
                                "工作室 = 'F'"), [("R1", 7, MET), ("R2", 0, MET)])
        self.assertEqual(s.findings(), [
            ("C", "R1"), ("D", "R2"), ("E", "R2"), ("F", "WORD_MISSING"),
            ("G", "TABLE_MISSING")])


class PeacefulCampus(Shape):
    """Deductions from 100, a bonus of at most 5, a veto."""

    FORMS = """工作室,竖,重大案件,是否,是,,,,
评审,横,专家,人名,,,,,
评审,横,评估点,文本,是,,,,
评审,横,扣分,小数,,,,,
评审,横,得分,小数,,,,,
评审,横,原因,文本,,,,,
"""
    SCHEME = {
        "表": "表,可无,允许重复\n评审,是,是\n",
        "指标": "编号,一级指标,评估点,分值,附加,计分方式,上限组\n"
              "1,组织领导,责任到人,30,,扣分,\n2,防范措施,人防物防技防,40,,扣分,\n"
              "3,矛盾化解,排查化解,30,,扣分,\n4,加分,市级表彰,4,是,,加分\n"
              "5,加分,经验推广,3,是,,加分\n",
        "上限": "组,上限\n加分,5\n",
        "等级": "等级,下限,条件\n不合格,,重大案件 = '是'\n平安示范,95,\n平安,80,\n"
              "不合格,,\n"}

    def test_all(self):
        def campus(rows="", veto="否"):
            files = {"基本信息": studio("", 重大案件=veto)}
            if rows:
                files["评审"] = "专家,评估点,扣分,得分,原因\n" + rows
            return files

        s = self.made(plan="满分,100\n称呼,学校\n评定条件,1\n"
                      "排名条件,重大案件 IS NOT '是'\n", forms=self.FORMS,
                      scheme=self.SCHEME, batch={
            "A": campus(),                                  # nothing taken
            "B": campus("赵某,2,5,,缺岗\n"),                   # 95
            "C": campus("赵某,2,2.5,,缺岗\n赵某,2,2.5,,缺岗\n赵某,3,0.5,,台账\n"),
            "D": campus("赵某,1,31,,无人\n赵某,4,,4,\n赵某,5,,3,\n"),
            "E": campus("赵某,4,,4,\n赵某,5,,3,\n", "是"),      # 105, a veto
            # 钱 took nothing off 2: (40 - 10 + 40) / 2 = 35
            "F": campus("赵某,2,10,,缺岗\n钱某,3,15,,未化解\n赵某,3,0,,\n")})
        self.assertEqual(s.rows(
            "SELECT 工作室, 总分, 名次, 等级 FROM 汇总 ORDER BY 1"), [
            ("A", 100, 1, "平安示范"), ("B", 95, 2, "平安示范"),
            ("C", 94.5, 3, "平安"), ("D", 75, 5, "不合格"),
            ("E", 105, None, "不合格"), ("F", 87.5, 4, "平安")])
        self.assertEqual(s.rows("SELECT 合计, 计入 FROM 上限组 WHERE 工作室 = 'D'"),
                         [(7, 5)])
        self.assertEqual(s.findings(), [])


class ParentsSchool(Shape):
    """Numbers per class that are computed, and the results of two years."""

    FORMS = """工作室,竖,班级数,整数,是,,个,,
班级,横,班级,文本,是,,,,错误
班级,横,授课次数,整数,是,,次,,
班级,横,家委人数,整数,是,,人,,
班级,横,家长人数,整数,是,,人,,
班级,横,到课人次,整数,是,,人,,
历年评定,横,年度,年度,是,,,,错误
历年评定,横,等级,单选,是,优秀|合格|不合格,,,
"""
    SCHEME = {
        "表": "表,可无\n历年评定,是\n",
        "指标": "编号,一级指标,评估点,分值,对象,自动\n"
              "1,教学,每班授课不少于4次，按达到的班计,50,班级,"
              ":分值 * count(*) FILTER (WHERE 授课次数 >= 4) / count(*)\n"
              "2,教学,到课率，80%以上满分，每低1个百分点扣1分,30,班级,"
              "\"min(:分值, :分值 - 80 + 100.0 * sum(到课人次) / "
              "sum(家长人数 * 授课次数))\"\n"
              "3,组织,家委会，每班5人，缺1人扣2分,20,班级,"
              "\":分值 - 2 * sum(max(0, 5 - 家委人数))\"\n",
        "规则": "编号,名称,方式,对象,测量,字段,单位,下限,级别\n"
              "R1,每班家委,最小,班级,家委人数,,人,3,必备\n"
              "R2,班级都已填报,算式,,\"(SELECT count(*) FROM 班级 WHERE "
              "班级.工作室 = 工作室.编号) - 班级数\",,个,0,必备\n",
        "等级": "等级,下限,条件\n"
              "示范,90,(SELECT count(*) FROM 历年评定 WHERE 历年评定.工作室 = "
              "工作室.编号 AND 等级 = '优秀' AND 年度 >= (SELECT 评定年度 FROM 方案)"
              " - 2) = 2\n优秀,90,\n合格,60,\n不合格,,\n"}

    def test_all(self):
        def school(*classes, past="", n=None):
            files = {"基本信息": studio("", 班级数=n or len(classes)),
                     "班级": "班级,授课次数,家委人数,家长人数,到课人次\n" + "".join(
                         f"{i}班,{a},{b},{c},{d}\n"
                         for i, (a, b, c, d) in enumerate(classes, 1))}
            if past:
                files["历年评定"] = "年度,等级\n" + past
            return files

        both = "2029,优秀\n2030,优秀\n"
        full = (4, 5, 50, 160)              # 160 of 200 came: 80 %
        s = self.made(plan="满分,100\n称呼,学校\n评定年度,2031\n", forms=self.FORMS,
                      scheme=self.SCHEME, batch={
            "A": school(full, full, full, past=both),
            "B": school(full, full, full, past="2028,优秀\n2030,优秀\n"),
            "C": school(full, full, full),
            # 50 * 2 / 3 + 30 + 20, and 3 of a class have 4 less
            "D": school(full, full, (3, 5, 40, 96), past=both),
            # 30 - 80 + 70 = 20; 20 - 2 * 3
            "E": school((4, 2, 50, 140), past=both),
            # below 0: at the bound, and told
            "F": school((1, 0, 50, 10), (4, 0, 50, 200)),
            "G": school((4, 5, 50, 150), n=2)})
        self.assertEqual(s.rows("SELECT 工作室, 总分, 等级, 资格 FROM 汇总 "
                                "ORDER BY 1"), [
            ("A", 100, "示范", MET), ("B", 100, "优秀", MET),
            ("C", 100, "优秀", MET), ("D", 83.33, "合格", MET),
            ("E", 84, "合格", UNMET), ("F", 55, "不合格", UNMET),
            ("G", 95, "优秀", UNMET)])


if __name__ == "__main__":
    unittest.main()
