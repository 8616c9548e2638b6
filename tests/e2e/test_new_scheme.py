"""A sixth notice, invented here, from nothing but a folder.

A town judges its school gardens: another level structure (points of two
parts, one of them a bonus), other field names, a table of plants and one of
visits, a rule over both, groups by kind of school, grades.  No word of it is
in the program, and no template is made for it.
"""
import csv
import io
import pathlib
import shutil
import unittest
import zipfile

import cases
import world

PLAN = """项目,内容
名称,青禾镇校园菜园评比办法
发文单位,青禾镇中心学校
文号,青校〔2031〕7号
日期,2031-05-06
满分,50
报告标题,青禾镇校园菜园评比结果
分组字段,办学层次
专家汇总,去极值平均
不适用计分,按比例折算
"""
FORMS = """表,方向,字段,类型,必填,取值,单位,敏感,重复,说明
工作室,竖,编号,文本,,,,,,菜园的编号
工作室,竖,名称,文本,是,,,,,菜园的名字
工作室,竖,园丁,人名,是,,,,,
工作室,竖,办学层次,单选,是,小学|初中,,,,
工作室,竖,占地,小数,,,亩,,,
工作室,竖,电话,文本,,,,是,,
作物,横,品种,文本,是,,,,错误,
作物,横,株数,整数,,,株,,,
采收,横,品种,文本,是,,,,,
采收,横,时间,日期,,,,,,
采收,横,斤数,小数,,,斤,,,
自评,横,评估点,文本,是,,,,错误,
自评,横,得分,小数,是,,分,,,
自评,横,凭据,文本,,,,,,
自评,横,想说的话,文本,,,,,,
评审,横,专家,人名,,,,,,
评审,横,评估点,文本,是,,,,,
评审,横,得分,小数,是,,分,,,
评审,横,意见,文本,,,,,,
"""
POINTS = """编号,一级指标,二级指标,评估点,分值,评估办法,附加,适用,对象,自动,自动明细,依据
甲,土地,,园地整洁，垄沟分明。,20,看现场,,,,,,第一条
,,,工具归位。,,,,,,,,
乙,收成,,收成足够食堂一周之用。,20,看账本,,,,,,第二条
丙,收成,,种类不少于三种。,10,,,工作室.办学层次 = '初中',作物,"min(10, 3 * count(*))","group_concat(品种, '、')",第三条
丁,加分,,办过开放日。,5,问学生,是,,,,,第四条
"""
RULES = """编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细,依据,建议
K1,采过的品种都种了,采收,"count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM 作物 AS z WHERE z.工作室 = 采收.工作室 AND z.品种 = 采收.品种))",种,,0,必备,,,"coalesce('没有种：' || group_concat(品种, '、') FILTER (WHERE NOT EXISTS (SELECT 1 FROM 作物 AS z WHERE z.工作室 = 采收.工作室 AND z.品种 = 采收.品种)), '都种了')",第五条,请核对作物和采收两张表。
K2,亩产,采收,sum(斤数) / 工作室.占地,斤,>100,,核验,乙,,"'共' || points(sum(斤数)) || '斤'",第六条,请如实填写斤数。
"""
DECISIONS = """阶段,次序,条件,结论,依据
授旗,1,(SELECT 资格 FROM 汇总 WHERE 汇总.工作室 = 工作室.编号) = '不符合',不授旗,第七条
授旗,2,(SELECT 名次 FROM 汇总 WHERE 汇总.工作室 = 工作室.编号) = 1,授流动红旗（{{工作室.办学层次}}组）,第七条
授旗,3,,留在原组,第七条
"""
GRADES = "等级,下限\n金穗,45\n银穗,30\n未评级,\n"


def garden(level, area, crops, picked, scores):
    """A garden's tables; scores: expert -> {point: score}."""
    tables = {
        "工作室": {"名称": f"{level}园", "园丁": "田小满", "办学层次": level,
                "占地": area, "电话": "13900001111"},
        "作物": [{"品种": c, "株数": 30} for c in crops],
        "采收": [{"品种": c, "时间": "2031-04-0%d" % (i + 1), "斤数": w}
               for i, (c, w) in enumerate(picked)],
        "自评": [{"评估点": "甲", "得分": 18, "凭据": "照片六张"},
               {"评估点": "乙", "得分": 20, "凭据": "账本", "想说的话": "大丰收"}],
        "评审": [{"专家": e, "评估点": p, "得分": s, "意见": ""}
               for e, points in scores.items() for p, s in points.items()],
    }
    return {name: rows for name, rows in tables.items() if rows}


GARDENS = {
    # 丙 does not apply to a primary school: 38 of 40 is 47.5 of 50, and 3 more
    "Q1": garden("小学", 2, ["茄子"], [("茄子", 300)],
                 {"甲": {"甲": 19, "乙": 19, "丁": 3}}),
    # harvested what was not planted; 100 is not above 100
    "Q2": garden("小学", 2, ["豆角"], [("豆角", 150), ("西瓜", 50)],
                 {"甲": {"甲": 15, "乙": 15}}),
    # five experts: highest and lowest do not count
    "Q3": garden("初中", 1, ["葱", "蒜", "姜", "椒"], [("葱", 120)],
                 {e: {"甲": s, "乙": s} for e, s in
                  zip("甲乙丙丁戊", (1, 10, 11, 12, 20))}),
    "Q4": garden("初中", None, [], [], {}),
}


class NewScheme(unittest.TestCase):
    """One run of lint, report and self over the invented notice."""

    @classmethod
    def setUpClass(cls):
        cls.dir = world.scratch()
        cls.folder = cls.dir / "rubrics" / "qinghe-2031"
        cls.folder.mkdir(parents=True)
        for name, text in (("方案", PLAN), ("表单", FORMS), ("指标", POINTS),
                           ("规则", RULES), ("结论", DECISIONS),
                           ("等级", GRADES)):
            cases.write_csv(cls.folder / f"{name}.csv",
                            *cls.parsed(text))
        for code, tables in GARDENS.items():
            cases.write_studio(cls.dir / "收到" / code, tables)
        cls.out = cls.dir / "结果"
        cls.run_ = cls.pinggu("report", "收到", "-o", "结果")

    @staticmethod
    def parsed(text):
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        return head, rows

    @classmethod
    def pinggu(cls, command, *args):
        return world.run(command, "-s", "qinghe-2031", *args, cwd=cls.dir)

    def rows(self, sql):
        return world.rows(self.out, sql)

    def text(self, paper, code):
        (path,) = (self.out / paper).glob(f"{code}_*.pdf")
        return "".join(world.pdf_text(path).split())

    def test_lint_is_clean(self):
        done = world.run("lint", "qinghe-2031", cwd=self.dir)
        self.assertEqual((done.status, done.err), (0, ""), done)

    def test_it_is_listed(self):
        done = world.run("schemes", cwd=self.dir)
        self.assertIn("青禾镇校园菜园评比办法", done.out)

    def test_report_runs(self):
        self.assertEqual((self.run_.status, self.run_.err), (0, ""),
                         self.run_)

    def test_rule_over_two_tables(self):
        self.assertEqual(self.rows("SELECT 工作室, 测量值, 结论, 明细 FROM 资格 WHERE "
                                   "规则 = 'K1' ORDER BY 1"), [
            ("Q1", 0, "符合", "都种了"), ("Q2", 1, "不符合", "没有种：西瓜"),
            ("Q3", 0, "符合", "都种了"), ("Q4", 0, "符合", "都种了")])

    def test_rule_with_a_bound_that_is_excluded(self):
        self.assertEqual(self.rows("SELECT 工作室, 测量值, 结论 FROM 资格 WHERE 规则 = "
                                   "'K2' ORDER BY 1"), [
            ("Q1", 150, "符合"), ("Q2", 100, "不符合"), ("Q3", 120, "符合"),
            ("Q4", None, "无法判定")])

    def test_totals_ranks_and_grades(self):
        self.assertEqual(self.rows(
            "SELECT 工作室, 组别, 自评总分, 总分, 名次, 等级, 资格 FROM 汇总 ORDER BY 1"), [
            ("Q1", "小学", 38, 50.5, 1, "金穗", "符合"),
            ("Q2", "小学", 38, 37.5, 2, "银穗", "不符合"),
            ("Q3", "初中", 38, 32, 1, "银穗", "符合"),
            ("Q4", "初中", 38, None, None, "待评审", "符合")])
        self.assertEqual(self.rows("SELECT 自动, 自动明细 FROM 得分 WHERE 评估点 = '丙' "
                                   "AND 工作室 = 'Q3'"), [(10, "葱、蒜、姜、椒")])

    def test_decisions(self):
        self.assertEqual([r[0] for r in self.rows(
            "SELECT 结论 FROM 结论 ORDER BY 工作室")],
            ["授流动红旗（小学组）", "不授旗", "授流动红旗（初中组）", "留在原组"])

    def test_pages(self):
        """Every paper, from the default templates."""
        self.assertEqual(len(world.pdfs(self.out)), 4)
        said = self.text("报告", "Q1")
        for words in ("青禾镇校园菜园评比结果", "小学园", "50.5", "授流动红旗（小学组）", "土地",
                      "园地整洁", "工具归位"):
            self.assertIn(words, said)
        self.assertEqual([p.name[:2] for p in
                          sorted((self.out / "整改通知").iterdir())],
                         ["Q2", "Q4"])
        said = self.text("整改通知", "Q2")
        for words in ("小学园：", "青校〔2031〕7号", "西瓜", "第五条",
                      "青禾镇中心学校（盖章）"):
            self.assertIn(words, said)

    def test_pages_are_clean(self):
        for path in sorted(self.out.glob("*/*.pdf")):
            status, said, err = world.tool("qpdf", "--check", path)
            self.assertEqual((status, err), (0, ""), said)

    def test_workbook(self):
        with zipfile.ZipFile(self.out / "汇总表.xlsx") as book:
            self.assertIsNone(book.testzip())
            said = "".join(book.read(n).decode() for n in book.namelist()
                           if n.endswith(".xml"))
        for words in ("小学园", "金穗", "流动红旗", "没有种：西瓜", "垄沟分明"):
            self.assertIn(words, said)

    def test_self(self):
        done = self.pinggu("self", "收到/Q1", "-o", "自评.pdf")
        self.assertEqual((done.status, done.err), (0, ""), done)
        said = "".join(world.pdf_text(self.dir / "自评.pdf").split())
        for words in ("青禾镇校园菜园评比办法自评表", "田小满", "照片六张", "账本", "大丰收",
                      "垄沟分明", "开放日", "学校（盖章）"):
            self.assertIn(words, said)
        self.assertNotIn("13900001111", said)

    def test_check(self):
        done = self.pinggu("check", "收到")
        self.assertEqual(done.status, 0, done)
        self.assertIn("K1", done.out)

    def test_nothing_of_it_is_in_the_program(self):
        program = pathlib.Path(world.PROGRAM).read_bytes()
        for words in ("菜园", "办学层次", "采收", "流动红旗", "金穗"):
            self.assertNotIn(words.encode(), program)


class NextYear(world.Case):
    """Last year's folder copied, one bound changed, tried on the same data."""

    def test_a_copy_with_another_bound(self):
        for kind in ("rubrics", "templates"):
            shutil.copytree(world.ROOT / kind / world.SCHEME,
                            self.tmp / kind / "zhengzhou-2025")
        path = self.tmp / "rubrics" / "zhengzhou-2025" / "规则.csv"
        text = path.read_text(encoding="utf-8-sig")
        self.assertEqual(text.count("\nZ08,"), 1)
        line = next(x for x in text.splitlines() if x.startswith("Z08,"))
        self.assertEqual(line.count(",5,"), 1)
        # WPS saves what it edits in GBK.
        path.write_bytes(text.replace(line, line.replace(",5,", ",7,"))
                         .encode("gb18030"))
        done = world.run("lint", "zhengzhou-2025", cwd=self.tmp)
        self.assertEqual(done.status, 0, done)
        batch = world.write(self.tmp / "去年", world.studio())
        verdicts = {}
        for year in ("2024", "2025"):
            out = self.tmp / f"试算{year}"
            done = world.run("report", "-s", f"zhengzhou-{year}", batch, "-o",
                             out, cwd=self.tmp)
            self.assertEqual(done.status, 0, done)
            verdicts[year] = world.rows(out, "SELECT 测量值, 要求, 结论 FROM 资格 "
                                        "WHERE 规则 = 'Z08'")
        self.assertEqual(verdicts["2024"], [(6, "≥5种", "符合")])
        self.assertEqual(verdicts["2025"], [(6, "≥7种", "不符合")])


if __name__ == "__main__":
    unittest.main()
