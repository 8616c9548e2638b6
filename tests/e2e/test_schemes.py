"""`schemes` and `lint`: what there is, and what is wrong with it."""
import re
import shutil
import unittest

import openpyxl

import world

RUBRICS = world.ROOT / "rubrics"
Z01 = "工作室规模,个数,成员,,人员类别,,,"		# 名称 to 测量


def rubrics():
    return sorted(p.stem for p in RUBRICS.iterdir()
                  if p.suffix == ".xlsx" or (p / "方案.csv").exists())


def plan(name):
    """What 方案 of a scheme says, be it a folder or a workbook."""
    if (RUBRICS / name).is_dir():
        return (RUBRICS / name / "方案.csv").read_text("utf-8-sig")
    sheet = openpyxl.load_workbook(RUBRICS / f"{name}.xlsx")["方案"]
    return "\n".join(f"{a},{b}" for a, b in sheet.values)


class Schemes(world.Case):
    def test_lists_every_scheme_with_its_title(self):
        done = world.run("schemes")
        self.assertEqual(done.status, 0, done)
        lines = done.out.splitlines()
        self.assertEqual([line.split()[0] for line in lines], rubrics())
        for line in lines:
            name, title = line.split(None, 1)
            self.assertIn(title, plan(name))

    def test_lists_the_schemes_beside_the_program(self):
        """Run from elsewhere, the folder beside the binary is found."""
        done = world.run("schemes", cwd=self.tmp)
        self.assertEqual(done.status, 0, done)
        self.assertIn(world.SCHEME, done.out)

    def test_every_scheme_is_without_a_fault(self):
        for name in rubrics():
            with self.subTest(name):
                done = world.run("lint", name)
                self.assertEqual((done.status, done.err), (0, ""), done)


    def test_a_batch_in_which_nobody_is_assessed(self):
        """An empty folder is a finding, and there are results all the same."""
        batch = self.tmp / "batch"
        (batch / "A01").mkdir(parents=True)
        for name in rubrics():
            with self.subTest(name):
                done = world.run("report", "-s", name, batch, "-o",
                                 self.tmp / name)
                self.assertEqual((done.status, done.err), (1, ""), done)
                self.assertEqual(world.rows(self.tmp / name,
                                 "SELECT 代码 FROM 问题"), [("FOLDER_EMPTY",)])
                self.assertTrue((self.tmp / name / "汇总表.xlsx").exists())


class Lint(world.Case):
    """Each fault of a copied scheme is told with its file and line."""

    def setUp(self):
        super().setUp()
        self.scheme = self.tmp / "plan"
        shutil.copytree(RUBRICS / world.SCHEME, self.scheme)

    def edit(self, name, old, new, count=1):
        path = self.scheme / name
        said = path.read_bytes().decode("utf-8-sig")
        self.assertGreaterEqual(said.count(old), 1, old)
        path.write_bytes(b"\xef\xbb\xbf" + said.replace(old, new,
                                                        count).encode())
        return 1 + said[:said.index(old)].count("\n")

    def lint(self, name, line, *words):
        done = world.run("lint", self.scheme)
        self.assertEqual(done.status, 1, done)
        place = f"{self.scheme / name}:{line}: "
        told = [x for x in done.out.splitlines() if x.startswith(place)]
        self.assertTrue(told, f"nothing at {place}\n{done}")
        for line in done.out.splitlines():
            self.assertRegex(line, r"^.+\.(csv|md):\d+: .+")
        for word in words:
            self.assertIn(word, "\n".join(told))
        used = world.run("check", "-s", self.scheme, world.SAMPLES)
        self.assertFails(used, name)
        return told

    def test_a_copy_is_clean(self):
        done = world.run("lint", self.scheme)
        self.assertEqual(done.status, 0, done)

    def test_unknown_field(self):
        line = self.edit("规则.csv", "值 <> '无'", "不存在 <> '无'")
        self.lint("规则.csv", line, "Z03", "条件", "不存在")

    def test_unknown_table(self):
        line = self.edit("规则.csv", "规模,个数,成员,", "规模,个数,没有这张表,")
        self.lint("规则.csv", line, "没有这张表")

    def test_sql_that_does_not_compile(self):
        line = self.edit("规则.csv", "值 <> '无'", "值 <> ('无'")
        self.lint("规则.csv", line, "Z03")

    def test_sql_that_would_write(self):
        line = self.edit("规则.csv", Z01, "工作室规模,,,,,,(DELETE FROM 成员),")
        self.lint("规则.csv", line, "Z01")

    def test_points_that_do_not_add_up(self):
        line = self.edit("方案.csv", "满分,100", "满分,101")
        self.lint("方案.csv", line, "100", "101")

    def test_code_given_twice(self):
        line = self.edit("规则.csv", "\nZ02,", "\nZ01,")
        self.lint("规则.csv", line + 1, "Z01")

    def test_rule_for_no_point(self):
        line = self.edit("规则.csv", "核验,2.1.2,", "核验,9.9.9,")
        self.lint("规则.csv", line, "9.9.9")

    def test_unknown_type(self):
        line = self.edit("表单.csv", "图书册数,整数", "图书册数,整形")
        self.lint("表单.csv", line, "整形")

    def test_unknown_column(self):
        line = self.edit("规则.csv", "级别,评估点", "级别,评估点点")
        self.lint("规则.csv", line, "评估点点")

    def test_runaway_rule_is_ended_and_named(self):
        self.edit("规则.csv", Z01, "工作室规模,,,,,,\"(WITH RECURSIVE c(n) AS "
                  "(SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) "
                  "FROM c)\",")
        batch = world.write(self.tmp / "batch", world.studio())
        done = world.run("check", "-s", self.scheme, batch, timeout=60)
        self.assertFails(done, "Z01")


if __name__ == "__main__":
    unittest.main()
