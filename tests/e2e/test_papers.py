"""The papers beside the report: who gets one, where it is, what it says."""
import os
import re
import shutil
import unittest
import zipfile

import world
from test_check import audience, listed

NOTICE = "整改通知"
# Findings that the bureau, its experts or the scheme's keeper mend, not the school.
NOT_THE_SCHOOLS = "文件 LIKE '%评审%' OR 代码 IN ({})".format(", ".join(
    f"'{code}'" for code, who in audience().items() if who != "SCHOOL"))
TEMPLATES = world.ROOT / "templates"


def flat(path):
    """The text of a PDF without any white space."""
    return "".join(world.pdf_text(path).split())


class Notices(unittest.TestCase):
    """整改通知 of the samples."""

    @classmethod
    def setUpClass(cls):
        cls.out = world.samples_report()[1]
        cls.files = {p.name.split("_")[0]: p
                     for p in (cls.out / NOTICE).iterdir()}

    def test_each_school_with_a_finding_and_no_other(self):
        """None for a table that is empty and no more: there may be nothing."""
        want = world.rows(
            self.out, "SELECT DISTINCT 工作室 FROM 问题 JOIN 工作室 ON 编号 = 工作室 "
            f"WHERE NOT coalesce({NOT_THE_SCHOOLS}, 0) AND 代码 <> 'TABLE_EMPTY' "
            "ORDER BY 1")
        self.assertGreater(len(want), 3)
        self.assertEqual(sorted(self.files), [r[0] for r in want])
        self.assertNotIn("ZZ2024-01", self.files)
        self.assertNotIn("ZZ2024-16", self.files)

    def test_every_kind_says_whose_it_is(self):
        self.assertEqual(list(audience()), list(listed()))
        self.assertEqual(set(audience().values()), {"SCHOOL", "BUREAU", "SCHEME"})

    def test_every_finding_with_place_advice_and_clause(self):
        for code, path in self.files.items():
            said = flat(path)
            for cell, text, advice, basis in world.rows(
                    self.out, "SELECT coalesce(单元格, ''), 说明, 建议, "
                    "coalesce(依据, '') FROM 问题 WHERE 工作室 = ? AND NOT "
                    f"coalesce({NOT_THE_SCHOOLS}, 0)", code):
                for part in (cell, text, advice, basis):
                    # A cell of the table is set line by line beside others.
                    self.assertIn("".join(part.split())[:5], said,
                                  (code, part))

    def test_whom_by_whom_and_places_to_fill(self):
        said = flat(self.files["ZZ2024-09"])
        (school,) = world.rows(self.out, "SELECT 学校 || 名称 FROM 工作室 WHERE "
                               "编号 = 'ZZ2024-09'")[0]
        for words in ("整改通知书", school + "：", "郑州市教育科学规划与评估中心（盖章）",
                      "＿＿＿＿年＿＿月＿＿日前", "签收人（签字）", "学校（盖章）"):
            self.assertIn(words, said)

    def test_experts_mistakes_are_not_the_schools(self):
        self.assertNotIn("评审-", flat(self.files["ZZ2024-09"]))

    def test_pdfs_are_clean(self):
        for path in self.files.values():
            status, said, err = world.tool("qpdf", "--check", path)
            self.assertEqual((status, err), (0, ""), said)
            status, said, err = world.tool("pdfinfo", path)
            self.assertEqual((status, err), (0, ""), said)

    def test_table_of_papers_is_what_was_written(self):
        listed = {r[0] for r in world.rows(self.out, "SELECT 文件 FROM 文书")}
        there = {str(p.relative_to(self.out)) for p in
                 self.out.glob("*/*.pdf")}
        self.assertEqual(listed, there)
        self.assertEqual(world.rows(
            self.out, "SELECT 文书, count(*) FROM 文书 GROUP BY 1 ORDER BY 1"),
            [("报告", 15), (NOTICE, len(self.files))])

    def test_said_on_the_screen(self):
        self.assertIn(f"{self.out}/{NOTICE}/（{len(self.files)} 份）",
                      world.samples_report()[0].out)


class Bureau(world.Case):
    """A folder to work in, with a scheme and templates of its own."""

    def setUp(self):
        super().setUp()
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME,
                        self.tmp / "rubrics" / "own")
        self.own = self.tmp / "templates" / "own"
        self.own.mkdir(parents=True)
        good, bad = world.studio("A01"), world.studio("B02")
        bad["成员"] = bad["成员"][:5]
        self.batch = world.write(self.tmp / "batch", good, "A01")
        world.write(self.batch, bad, "B02")

    def write(self, name, text):
        (self.own / name).write_text(text, encoding="utf-8")

class OwnPapers(Bureau):
    """Templates of a bureau's own, found beside where it works."""

    def report(self, *args):
        return world.run("report", "-s", "own", self.batch, "-o",
                         self.tmp / "out", *args, cwd=self.tmp)

    def folders(self):
        out = self.tmp / "out"
        return {p.name: sorted(f.name[:3] for f in p.iterdir())
                for p in out.iterdir() if p.is_dir()}

    def test_condition_decides(self):
        self.write("慰问信.md", "<!--\n标题: 信\n条件: (SELECT count(*) FROM 成员 WHERE "
                   "成员.工作室 = 工作室.编号) < 10\n-->\n\n致{{名称}}\n")
        self.assertIn(self.report().status, (0, 1))
        self.assertEqual(self.folders(), {
            "报告": ["A01", "B02"], NOTICE: ["B02"], "慰问信": ["B02"]})

    def test_empty_file_takes_the_default_away(self):
        self.write("整改通知.md", "")
        self.assertEqual(self.report().status, 0)
        self.assertEqual(self.folders(), {"报告": ["A01", "B02"]})

    def test_nobody_gets_it_no_folder(self):
        self.write("无人.md", "<!-- 条件: 0 -->\n\n字\n")
        self.report()
        self.assertNotIn("无人", self.folders())

    def test_self_only(self):
        self.write("承诺书.md", "<!-- 用途: 自评 -->\n\n字\n")
        self.report()
        self.assertNotIn("承诺书", self.folders())

    def test_wrong_template_stops_before_anything_is_drawn(self):
        self.write("信.md", "一\n\n```table\nSELECT 没有此列 FROM 工作室\n```\n")
        self.assertFails(self.report(), "own/信.md:3: ", "没有此列")
        self.assertNothingLeft(self.tmp, "batch", "rubrics", "templates")

    def test_condition_that_would_write(self):
        self.write("信.md", "<!-- 条件: (DELETE FROM 工作室) -->\n\n字\n")
        self.assertFails(self.report(), "own/信.md:1: ")
        self.assertNothingLeft(self.tmp, "batch", "rubrics", "templates")

    def test_an_earlier_result_with_papers_is_replaced(self):
        self.write("信.md", "字\n")
        self.assertEqual(self.report().status, 0)
        (self.own / "信.md").unlink()
        self.assertEqual(self.report().status, 0)
        self.assertEqual(sorted(self.folders()), [NOTICE, "报告"][::-1])
        self.assertFalse((self.tmp / "out.old").exists())

    def test_foreign_files_among_papers_are_refused(self):
        self.write("信.md", "字\n")
        self.assertEqual(self.report().status, 0)
        for place in ("信/A01_盖章.pdf", "扫描件/1.pdf"):
            path = self.tmp / "out" / place
            path.parent.mkdir(exist_ok=True)
            path.write_text("mine")
            self.assertFails(self.report(), path.name)
            self.assertEqual(path.read_text(), "mine")
            path.unlink()
        (self.tmp / "out" / "扫描件").rmdir()
        self.assertEqual(self.report().status, 0)

    def test_one_that_fails_does_not_stop_the_others(self):
        self.write("信.md", "致{{名称}}\n\n```text\nSELECT CASE 编号 WHEN 'B02' THEN "
                   "json('坏') ELSE '好' END FROM 工作室 WHERE 编号 = :工作室\n```\n")
        done = self.report()
        self.assertEqual(done.status, 1, done)
        self.assertEqual(self.folders()["信"], ["A01"])
        out = self.tmp / "out"
        ((studio, text),) = world.rows(out, "SELECT 工作室, 说明 FROM 问题 WHERE "
                                       "代码 = 'REPORT_FAILED'")
        self.assertEqual(studio, "B02")
        self.assertIn("信/B02_", text)
        self.assertIn("own/信.md:3: ", text)
        self.assertEqual(world.rows(out, "SELECT 工作室 FROM 文书 WHERE 文书 = '信'"),
                         [("A01",)])
        self.assertEqual(self.report().status, 1)       # and over itself

    def test_same_bytes_with_any_workers(self):
        self.write("信.md", "致{{名称}}\n")
        self.report("-j", "1")
        one = world.digests(self.tmp / "out")
        self.report("-j", "7")
        self.assertEqual(world.digests(self.tmp / "out"), one)
        self.assertEqual(len([n for n in one if n.startswith("信/")]), 2)

    def test_links_in_the_workbook_still_name_the_report(self):
        self.write("信.md", "致{{名称}}\n")
        self.report()
        with zipfile.ZipFile(self.tmp / "out" / "汇总表.xlsx") as book:
            parts = "".join(book.read(n).decode() for n in book.namelist()
                            if n.endswith(".rels"))
        links = re.findall(r'Target="([^"]*)" TargetMode="External"', parts)
        self.assertEqual({re.split(r"[\\/]", link)[0] for link in links},
                         {"报告"})

    def test_no_link_to_a_report_that_was_not_printed(self):
        self.write("报告.md", "<!-- 条件: 编号 = 'A01' -->\n\n# {{名称}}\n")
        self.report()
        with zipfile.ZipFile(self.tmp / "out" / "汇总表.xlsx") as book:
            parts = "".join(book.read(n).decode() for n in book.namelist()
                            if n.endswith(".rels"))
        links = re.findall(r'Target="([^"]*)" TargetMode="External"', parts)
        self.assertGreater(len(links), 0)
        for link in links:
            self.assertIn("A01_", link)


class Lint(Bureau):
    """`lint` looks at pages and sheets, not only at the scheme."""

    def lint(self, *places):
        done = world.run("lint", "own", cwd=self.tmp)
        self.assertEqual(done.status, 1 if places else 0, done)
        self.assertEqual(len(done.out.splitlines()), max(len(places), 1), done)
        for place in places:
            self.assertIn(place, done.out)

    def test_clean(self):
        self.write("信.md", "致{{名称}}\n")
        self.lint()

    def test_pages_and_sheets(self):
        self.write("信.md", "<!-- 条件: 无此列 = 1 -->\n\n字\n")
        self.write("函.md", "# 题\n\n{{无此列}}\n")
        (self.own / "汇总表").mkdir()
        self.write("汇总表/50-表.sql", "-- 标题: 表\nSELECT 无此列 FROM 工作室\n")
        self.lint("own/信.md:1: ", "own/函.md:3: ", "own/汇总表/50-表.sql:2: ")

    def test_key_of_a_sheet(self):
        (self.own / "汇总表").mkdir()
        self.write("汇总表/50-表.sql", "-- 标提: 表\nSELECT 编号 FROM 工作室\n")
        self.lint("标提")


class EveryScheme(unittest.TestCase):
    """All schemes there are: lint is clean, templates and all."""

    def test_lint(self):
        names = sorted(os.listdir(world.ROOT / "rubrics"))
        self.assertGreater(len(names), 0)
        for name in names:
            with self.subTest(name):
                done = world.run("lint", f"rubrics/{name}")
                self.assertEqual(done.status, 0, done)


if __name__ == "__main__":
    unittest.main()
