"""More than one studio may cost: its findings, the pages of its papers, the
rows and texts of their queries.  What is left out is counted and told."""
import resource
import subprocess
import unittest

import world
from little import Little

FORMS = ("成员,横,姓名,文本,,,,,\n成员,横,教龄,整数,,,,,\n"
         "成员,横,事迹,文本,,,,,\n")
PAPER = """# 一、概况

{{名称}}。

```form
SELECT 编号, 名称 FROM 工作室 WHERE 编号 = :工作室
```

# 二、成员

```table
-- 标题: 成员名单
-- 合计: 1
SELECT 姓名, 事迹 FROM (SELECT rowid AS 次, 姓名, 事迹 FROM 成员
    WHERE 工作室 = :工作室
    UNION ALL SELECT 9999999, '合计', count(*) FROM 成员
    WHERE 工作室 = :工作室) ORDER BY 次
```

# 三、意见

```sign
-- 行: 学校（盖章） | 主管部门（盖章）
```
"""
SELF = "<!--\n用途: 自评\n-->\n\n"


def members(n, years=lambda i: i % 40, deed=lambda i: f"第{i}件"):
    return "姓名,教龄,事迹\n" + "".join(
        f"张{i},{years(i)},{deed(i)}\n" for i in range(n))


def little(batch, paper=PAPER, plan="", **others):
    made = Little(batch=batch, forms=FORMS, plan=plan, **others)
    made.write(made.dir / "templates/little/报告.md", paper)
    return made


def small():
    """A process that has 1 GiB of memory and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))


def pages(path):
    """The text of each page."""
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    return text.split("\f")[:-1]


class Pages(world.Case):
    def cut(self, made):
        """The finding's words, by studio."""
        return dict(made.rows("SELECT 工作室, 说明 FROM 问题"
                              " WHERE 代码 = 'PAPER_CUT'"))

    def test_a_long_list_keeps_the_paper_whole(self):
        made = little({"S1": {"成员": members(1000)},
                       "S2": {"成员": members(5)}}, plan="页数上限,5\n")
        self.assertEqual(made.report().status, 0)
        got = pages(made.out / "报告/S1_S1室.pdf")
        self.assertEqual(len(got), 5)
        last = got[-1]
        left = int(last.split("其余")[1].split("行没有印出")[0])
        listed = sum(page.count("件\n") for page in got)
        self.assertEqual(listed + left, 1000)
        self.assertGreater(listed, 150)
        self.assertIn("主管部门（盖章）", last)
        self.assertRegex(last, r"合计 +1000\n")
        self.assertEqual(self.cut(made), {
            "S1": f"报告/S1_S1室.pdf：印出5页，“成员名单”有{left}行没有印"})
        self.assertEqual(len(pages(made.out / "报告/S2_S2室.pdf")), 1)
        # Told in every output, as what was found before printing.
        self.assertEqual(made.rows("SELECT 提醒数 FROM 概况"), [(1,)])
        self.assertIn("PAPER_CUT", (made.out / "问题清单.csv").read_text(
            "utf-8"))

    def test_a_long_text_ends_at_the_limit(self):
        made = little({"S1": {"成员": members(2, deed=lambda i:
                                            "长" * 20000)}},
                      plan="页数上限,2\n")
        self.assertEqual(made.report().status, 0)
        got = pages(made.out / "报告/S1_S1室.pdf")
        self.assertEqual(len(got), 2)
        self.assertIn("超过2页，以下没有印出", got[-1])
        self.assertEqual(self.cut(made), {
            "S1": "报告/S1_S1室.pdf：印出2页，后面的没有印"})

    def test_without_limit_in_the_scheme(self):
        made = little({"S1": {"成员": members(20000)}})
        self.assertEqual(made.report().status, 0)
        got = pages(made.out / "报告/S1_S1室.pdf")
        self.assertIn(len(got), range(190, 201))
        self.assertIn("主管部门（盖章）", got[-1])
        self.assertEqual(list(self.cut(made)), ["S1"])

    def test_self(self):
        made = little({"S1": {"成员": members(1000)}}, plan="页数上限,4\n")
        made.write(made.dir / "templates/little/自评表.md", SELF + PAPER)
        done = world.run("self", "-s", "little", "batch/S1", "-o", "自评.pdf",
                         cwd=made.dir)
        self.assertEqual(done.status, 0, done)
        self.assertRegex(done.err, "文书超过页数上限.*印出4页，“成员名单”有"
                                   r"\d+行没有印")
        self.assertEqual(len(pages(made.dir / "自评.pdf")), 4)

    def test_endless_rows(self):
        """What has no end is cut as everything else."""
        endless = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
                   " FROM n) SELECT '第' || i || '行' AS 行, i AS 数 FROM n")
        for kind, unit in (("table", "行"), ("text", "段"), ("bar", "项"),
                           ("radar", "项")):
            made = little({"S1": {}}, plan="页数上限,6\n", paper=(
                f"# 一、表\n\n```{kind}\n{endless}\n```\n\n"
                "```sign\n-- 行: 盖章处\n```\n"))
            done = world.run("report", "-s", "little", "batch", "-o", "out",
                             cwd=made.dir, preexec_fn=small)
            self.assertEqual(done.status, 0, done)
            text = "".join(pages(made.out / "报告/S1_S1室.pdf"))
            self.assertRegex(text, rf"其余\d+{unit}以上没有印出")
            self.assertIn("盖章处", text)
            self.assertRegex(self.cut(made)["S1"], r"“一、表”有\d+行以上没有印")

    def test_endless_text(self):
        made = little({"S1": {}}, plan="页数上限,2\n", paper=(
            "```text\nWITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
            " FROM n WHERE i < 3000000) SELECT group_concat('长') FROM n\n"
            "```\n"))
        self.assertEqual(made.report().status, 0)
        self.assertEqual(len(pages(made.out / "报告/S1_S1室.pdf")), 2)

    def test_what_the_scheme_may_say(self):
        for item in "页数上限", "问题上限":
            for value in "0", "-1", "1.5", "很多", "1000000", "01":
                status, said = little({}, plan=f"{item},{value}\n").lint()
                self.assertEqual(status, 1)
                self.assertIn(f"“{item}”应为1到999999的整数，而不是“{value}”",
                              said)


class Findings(world.Case):
    def told(self, made):
        """工作室 -> (次数, 说明) of what is not listed."""
        return {row[0]: row[1:] for row in made.rows(
            "SELECT 工作室, 次数, 说明 FROM 问题 WHERE 代码 = 'FINDINGS_CUT'")}

    def check(self, bad, n=3000, plan="问题上限,100\n", batch=None, **others):
        made = little({"S1": {"成员": members(n, bad)},
                       "S2": {"成员": members(3)}, **(batch or {})},
                      plan=plan, **others)
        done = made.report()
        self.assertEqual(done.status, 1, done)
        return made, done

    def test_surplus_is_counted(self):
        made, done = self.check(lambda i: "坏" if i % 3 == 0 else i % 40)
        self.assertEqual(self.told(made), {"S1": (
            900, "问题太多，其余的只计数，没有逐条列出（错误900条，其他0条）")})
        self.assertEqual(made.rows(
            "SELECT count(*), min(行), max(行) FROM 问题 WHERE 代码 ="
            " 'CELL_NOT_NUMBER'"), [(100, 2, 299)])
        self.assertEqual(made.rows("SELECT count(*) FROM 问题单元格"), [(100,)])
        self.assertIn("错误 101 条，其他 0 条；另有 900 条没有逐条列出",
                      done.out)
        check = world.run("check", "-s", "little", "batch", cwd=made.dir)
        self.assertIn("错误 101 条，其他 0 条；另有 900 条没有逐条列出",
                      check.err)
        # The order of the list is kept.
        self.assertEqual(made.rows(
            "SELECT 序 FROM 问题 ORDER BY 工作室 IS NOT NULL, 工作室, 文件,"
            " 工作表, 行, 列"), [(i,) for i in range(1, 102)])

    def test_one_cause_is_one_finding_however_many(self):
        """Beyond what is kept while they come in the numbers are right."""
        made, _ = self.check(lambda i: "坏")
        self.assertEqual(self.told(made), {})
        self.assertEqual(made.rows(
            "SELECT 工作室, 代码, 次数, 说明 FROM 问题"), [
            ("S1", "CELL_NOT_NUMBER", 3000,
             "不是数字，按空处理；共3000行：第2–201行等")])

    def test_each_kind_is_seen(self):
        """A few findings of another kind do not drown."""
        made, _ = self.check(lambda i: "坏" if i % 3 == 0 else i % 40,
                             scheme={"规则": "编号,名称,方式,对象,下限,级别\n"
                                     "R1,人数,个数,成员,9000,原则\n"})
        self.assertEqual(made.rows(
            "SELECT 代码, count(*) FROM 问题 WHERE 工作室 = 'S1' GROUP BY 1"),
            [("CELL_NOT_NUMBER", 99), ("FINDINGS_CUT", 1), ("R1", 1)])
        self.assertEqual(self.told(made)["S1"][0], 901)

    def test_the_default(self):
        made, _ = self.check(lambda i: "坏" if i % 3 == 0 else i % 40,
                             n=3600, plan="")
        self.assertEqual(self.told(made)["S1"][0], 200)

    def test_whatever_the_order(self):
        """Files named otherwise are taken in another order."""
        told = []
        for names in ("ABC", "CAB"):
            made = little({f"S{name}": {"成员": members(
                700, lambda i: "坏" if i % 3 == 0 else i % 40)}
                for name in names}, plan="问题上限,50\n")
            self.assertEqual(made.report("-j", "3").status, 1)
            told.append(made.rows("SELECT * FROM 问题"))
        self.assertEqual(*told)

    def test_of_no_studio(self):
        """Rows of the root that are nobody's: the batch's own limit."""
        made = little({"S1": {}, "": {"成员": (
            "工作室,姓名,教龄,事迹\n" + "".join(
                f"S1,张{i},{i % 40},好\x01\n" if i % 3 else
                f"X{i},张{i},1,好\n" for i in range(900)))}},
            plan="问题上限,60\n")
        self.assertEqual(made.report().status, 1)
        n = made.rows("SELECT count(*) FROM 问题 WHERE 工作室 IS NULL")[0][0]
        self.assertLessEqual(n, 61)

    def test_verdicts_do_not_depend_on_it(self):
        """What could not be read is not judged, listed or not."""
        rule = ("编号,名称,方式,对象,测量,下限,级别\n"
                "R1,教龄,最小,成员,教龄,5,原则\n")
        verdicts = []
        for plan in "问题上限,1\n", "问题上限,100000\n":
            made, _ = self.check(lambda i: "坏" if i % 3 == 0 else i % 40,
                                 n=700, plan=plan, scheme={"规则": rule})
            verdicts.append(made.rows("SELECT 工作室, 规则, 测量值, 结论"
                                      " FROM 资格 ORDER BY 1, 2"))
        self.assertEqual(*verdicts)
        self.assertEqual(verdicts[0], [("S1", "R1", None, "待核实"),
                                       ("S2", "R1", 0, "不符合")])

    def test_causes_are_counted_right(self):
        """What hides a verdict is counted also where it is not kept."""
        rule = ("编号,名称,方式,对象,测量,下限,级别\n"
                "R1,教龄,最小,成员,教龄,5,原则\n")
        told = set()
        for plan in "问题上限,5\n", "问题上限,100000\n":
            made, _ = self.check(lambda i: "坏" if i % 3 == 0 else i % 40,
                                 n=700, plan=plan, scheme={"规则": rule})
            told |= set(made.rows("SELECT 明细 FROM 资格 WHERE 工作室 = 'S1'"))
        self.assertEqual(len(told), 1)
        self.assertIn("等234处", told.pop()[0])


if __name__ == "__main__":
    unittest.main()
