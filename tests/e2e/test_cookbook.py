"""The recipes of pinggu-cookbook(7), run as they stand there."""
import re
import unittest

import little
import world

PAGE = world.ROOT / "man" / "pinggu-cookbook.7"
EXTRA = "工作室,竖,听课,整数,,,节,,\n工作室,竖,事故,是否,,,,,\n" \
    "工作室,竖,人数,整数,,,人,,\n"
SCORE = "专家,评估点,得分\n"


def recipes():
    """Title -> file -> its lines."""
    found = {}
    for part in re.split(r"(?m)^\.Ss ", PAGE.read_text("utf-8"))[1:]:
        title, text = part.split("\n", 1)
        found[title] = {}
        for block in re.findall(r"(?ms)^\.Bd [^\n]*\n(.*?)^\.Ed", text):
            name, *lines = block.replace(r"\-", "-").splitlines()
            found[title][re.fullmatch(r"# (.+)\.csv", name)[1]] = lines
    return found


def scores(**points):
    """Rows of 评审: 赵 gives these points."""
    return SCORE + "".join(f"赵,{p},{x}\n" for p, x in points.items())


def particulars(**fields):
    return {"基本信息": "项目,内容\n" + "".join(
        f"{k},{v}\n" for k, v in fields.items())}


def studio(code, tables=(), **fields):
    return {code: {**particulars(编号=code, 名称=f"{code}室", **fields),
                   **dict(tables)}}


def studios(*given):
    return {k: v for s in given for k, v in s.items()}


class Recipes(unittest.TestCase):
    """Each with values computed by hand."""

    tried = set()

    def run_recipe(self, title, batch, forms="", points=None, full=""):
        """The recipe's files in a scheme with these points; its result."""
        self.tried.add(title)
        text = recipes()[title]
        scheme = {k: "\n".join(v) + "\n" for k, v in text.items()
                  if k not in ("方案", "表单")}
        if points:
            scheme["指标"] = points
        own = {k: "".join(line + "\n" for line in text.get(k, ()))
               for k in ("方案", "表单")}
        s = little.Little(scheme, batch, plan=f"满分,{full}\n" + own["方案"],
                          forms=little.SCORES + EXTRA + forms + own["表单"])
        done = s.report()
        self.assertLess(done.status, 2, done)
        return s

    def totals(self, s):
        return dict(s.rows("SELECT 工作室, 总分 FROM 汇总"))

    def test_k_of_n(self):
        def works(*kinds):
            return {"业绩": "类别,名称\n" + "".join(
                f"{k},{i}\n" for i, k in enumerate(kinds))}
        s = self.run_recipe("n 项有 k 项", studios(
            studio("S1", works("课题", "论文", "论文")),
            studio("S2", works("论文", "论文"))),
            "业绩,横,类别,文本,是,,,,\n业绩,横,名称,文本,是,,,,\n")
        self.assertEqual(s.rows("SELECT 测量值, 结论 FROM 资格"),
                         [(2, "符合"), (1, "不符合")])

    def test_ladder(self):
        s = self.run_recipe("分档计分", full=5, batch=studios(*(
            studio(f"S{n:02}", 听课=n) for n in (20, 19, 10, 9))))
        self.assertEqual(self.totals(s),
                         {"S20": 5, "S19": 3, "S10": 3, "S09": 0})

    def test_deductions(self):
        """(20 - 5 + 20 - 4) / 2; 25 taken off 20 leaves 0."""
        s = self.run_recipe("扣分", full=20, batch=studios(
            studio("S1", {"评审": "专家,评估点,扣分,原因\n赵,D1,2,甲处\n"
                                "赵,D1,3,乙处\n钱,D1,4,丙处\n"}),
            studio("S2", {"评审": "专家,评估点,扣分,原因\n赵,D1,25,多处\n"})),
            forms="评审,横,扣分,小数,,,,,\n评审,横,原因,文本,,,,,\n")
        self.assertEqual(self.totals(s), {"S1": 15.5, "S2": 0})

    def test_cap(self):
        """3 + 4 count 5; 1 + 2 count 3."""
        points = "\n".join(recipes()["封顶"]["指标"]) + "\nA,教学,上课,90,,\n"
        s = self.run_recipe("封顶", full=90, batch=studios(
            studio("S1", {"评审": scores(A=80, C1=3, C2=4)}),
            studio("S2", {"评审": scores(A=80, C1=1, C2=2)})), points=points)
        self.assertEqual(self.totals(s), {"S1": 85, "S2": 83})

    def test_letters(self):
        """(50 × 1 + 50 × 0.6) / 2"""
        s = self.run_recipe("等第", full=50, batch=studio(
            "S1", {"评审": "专家,评估点,结论\n赵,T1,A\n钱,T1,C\n"}),
            forms="评审,横,结论,文本,,,,,\n")
        self.assertEqual(self.totals(s), {"S1": 40})

    def test_weights(self):
        """70 × 40 / 50 + 30 × 5 / 10"""
        s = self.run_recipe("权重", full=100, batch=studio(
            "S1", {"评审": scores(A=20, B=20, C=5)}),
            points="编号,一级指标,评估点,分值\nA,教学,备课,20\n"
            "B,教学,上课,30\nC,管理,值日,10\n")
        self.assertEqual(self.totals(s), {"S1": 71})

    def test_quota(self):
        """30 % of 7 are 2; 84.99 is not 85."""
        def grades(*given):
            s = self.run_recipe("名额", full=100, batch=studios(*(
                studio(f"S{i}", {"评审": scores(A=x)})
                for i, x in enumerate(given))),
                points="编号,一级指标,评估点,分值\nA,甲,一,100\n")
            return [g for g, in s.rows(
                "SELECT 等级 FROM 汇总 ORDER BY 工作室")]
        self.assertEqual(grades(95, 92, 90, 70, 60, 59.99, 0),
                         ["优秀", "优秀", "合格", "合格", "合格", None, None])
        self.assertEqual(grades(95, 84.99, 70, 70, 70, 70, 70),
                         ["优秀"] + ["合格"] * 6)
        self.assertEqual(grades(95, 92, 92, 70, 70, 70, 70),
                         ["优秀"] + ["合格"] * 6)

    def test_veto(self):
        s = self.run_recipe("一票否决", full=100, batch=studios(
            studio("S1", {"评审": scores(A=90)}, 事故="是"),
            studio("S2", {"评审": scores(A=80)}, 事故="否")),
            points="编号,一级指标,评估点,分值\nA,甲,一,100\n")
        self.assertEqual(s.rows("SELECT 总分, 名次, 等级 FROM 汇总"
                                " ORDER BY 工作室"),
                         [(90, None, "不合格"), (80, 1, "合格")])

    def test_history(self):
        def years(*grades):
            return {"历年": "年度,等次\n" + "".join(
                f"{2030 + i},{g}\n" for i, g in enumerate(grades))}
        s = self.run_recipe("历年", studios(
            studio("S1", years("优秀", "优秀")),
            studio("S2", years("优秀", "合格"))),
            "历年,横,年度,年度,是,,,,错误\n历年,横,等次,文本,,,,,\n")
        self.assertEqual(s.rows("SELECT 工作室, 结论 FROM 结论"),
                         [("S1", "免检"), ("S2", "照常检查")])

    def test_ties(self):
        """All 90: more in 甲类 first, then fewer pupils, else shared."""
        def of(code, a, b, pupils):
            return studio(code, {"评审": scores(A=a, B=b)}, 人数=pupils)
        s = self.run_recipe("同分", full=100, batch=studios(
            of("S1", 40, 50, 300), of("S2", 45, 45, 500),
            of("S3", 45, 45, 400), of("S4", 45, 45, 400)),
            points="编号,一级指标,评估点,分值\nA,甲类,一,50\nB,乙类,二,50\n")
        self.assertEqual(dict(s.rows("SELECT 工作室, 名次 FROM 汇总")),
                         {"S3": 1, "S4": 1, "S2": 3, "S1": 4})

    def test_drop_of_totals(self):
        """甲 (highest) and 戊 (lowest) are out: (8 + 7 + 6) / 3 + 5"""
        rows = "".join(f"{e},A,{a}\n{e},B,{b}\n" for e, a, b in (
            ("甲", 10, 10), ("乙", 8, 5), ("丙", 7, 5), ("丁", 6, 5),
            ("戊", 9, 0)))
        s = self.run_recipe("按总分去掉极值", full=20, batch=studio("S1", {"评审": SCORE + rows}),
                            points="编号,一级指标,评估点,分值\nA,甲,一,10\n"
                            "B,甲,二,10\n")
        self.assertEqual(self.totals(s), {"S1": 12})

    def test_rounds(self):
        """赵 (80 + 90) / 2, 钱 70: 77.5, not 80."""
        s = self.run_recipe("几轮评审", full=100, batch=studio(
            "S1", {"评审": "专家,评估点,轮次,得分\n赵,A,初评,80\n"
                         "赵,A,复评,90\n钱,A,初评,70\n"}),
            points="编号,一级指标,评估点,分值\nA,甲,一,100\n")
        self.assertEqual(self.totals(s), {"S1": 77.5})

    @classmethod
    def tearDownClass(cls):
        assert cls.tried == set(recipes()), cls.tried ^ set(recipes())


if __name__ == "__main__":
    unittest.main()
