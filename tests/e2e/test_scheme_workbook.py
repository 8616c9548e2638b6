"""A scheme that is one workbook says what its folder says."""
import csv
import datetime
import shutil
import sqlite3
import unittest

import openpyxl

import little
import world

SCHEMES = sorted(p.name for p in (world.ROOT / "rubrics").iterdir()
                 if p.is_dir() and (world.ROOT / "samples" / p.name).is_dir())


def tables(folder):
    """(sheet, rows) of each file of a scheme."""
    for path in sorted(folder.glob("*.csv")):
        yield path.stem, path
    for path in sorted(folder.glob("参照/*.csv")):
        yield f"参照-{path.stem}", path


def convert(folder, path, value=str):
    """The folder as a workbook; value: what becomes of a cell's text."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, file in tables(folder):
        sheet = book.create_sheet(name)
        with open(file, encoding="utf-8-sig", newline="") as f:
            for r, row in enumerate(csv.reader(f), 1):
                for c, text in enumerate(row, 1):
                    if text == "":
                        continue
                    cell = sheet.cell(r, c)
                    cell.value = value(text) if r > 1 else text
                    if isinstance(cell.value, str):
                        cell.data_type = "s"        # = and ' are SQL here
    book.save(path)


def number(text):
    """What a spreadsheet makes of it where it is typed in."""
    try:
        return int(text) if str(int(text)) == text else text
    except ValueError:
        return text


def dump(out):
    with sqlite3.connect(out / "结果.sqlite") as db:
        return list(db.iterdump())


class Same(world.Case):
    """Each scheme of the program, as folder and as workbook."""

    def convert(self, scheme, value=str):
        (self.tmp / "rubrics").mkdir(exist_ok=True)
        path = self.tmp / "rubrics" / f"{scheme}.xlsx"
        convert(world.ROOT / "rubrics" / scheme, path, value)
        return path

    def report(self, scheme, path, out):
        done = world.run("report", "-s", path,
                         world.ROOT / "samples" / scheme, "-o", out)
        self.assertIn(done.status, (0, 1), done)
        return dump(out)

    def assertSame(self, scheme):
        book = self.tmp / "rubrics" / f"{scheme}.xlsx"
        done = world.run("lint", book)
        self.assertEqual((done.status, done.err), (0, ""), done)
        self.assertEqual(
            self.report(scheme, book, self.tmp / "book"),
            self.report(scheme, world.ROOT / "rubrics" / scheme,
                        self.tmp / "folder"))

    def test_all_schemes(self):
        self.assertGreaterEqual(len(SCHEMES), 5)
        for scheme in SCHEMES:
            with self.subTest(scheme):
                self.convert(scheme)
                self.assertSame(scheme)
                shutil.rmtree(self.tmp / "book")
                shutil.rmtree(self.tmp / "folder")

    def test_numbers(self):
        """Limits, scores and years that a spreadsheet keeps as numbers; the
        columns of codes have none there, so they stay texts."""
        self.convert("zhengzhou-2024", number)
        self.assertSame("zhengzhou-2024")

    @unittest.skipUnless(shutil.which("soffice"), "no LibreOffice")
    def test_saved_by_another_program(self):
        path = self.convert("baoshan-2023")
        (self.tmp / "made").mkdir()
        shutil.move(path, self.tmp / "made" / path.name)
        status, said, err = world.tool(
            "soffice", f"-env:UserInstallation=file://{self.tmp}/profile",
            "--headless", "--convert-to", "xlsx", "--outdir",
            self.tmp / "rubrics", self.tmp / "made" / path.name)
        self.assertEqual(status, 0, said + err)
        self.assertSame("baoshan-2023")


POINTS = [["编号", "一级指标", "评估点", "分值"], ["1.1", "甲", "一", 4],
          ["1.10", "甲", "二", 6]]


class Book(world.Case):
    """A little scheme as a workbook whose cells a test makes."""

    def setUp(self):
        super().setUp()
        self.little = little.Little(plan="满分,10\n", batch={
            "S1": {"评审": "专家,评估点,得分\n赵,1.1,3\n赵,1.10,5\n"}})
        self.dir = self.little.dir
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.active)
        for name, file in tables(self.little.folder):
            sheet = self.book.create_sheet(name)
            with open(file, encoding="utf-8", newline="") as f:
                for row in csv.reader(f):
                    sheet.append([x or None for x in row])
        self.sheet("指标", POINTS)
        shutil.rmtree(self.little.folder)

    def sheet(self, name, rows):
        if name in self.book.sheetnames:
            del self.book[name]
        sheet = self.book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        return sheet

    def lint(self, *args):
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        done = world.run("lint", *(args or ["little"]), cwd=self.dir)
        self.assertEqual(done.err, "")
        return done

    def assertTold(self, *places):
        """Each place and words in a line of its own, and no other."""
        done = self.lint()
        self.assertEqual(done.status, 1, done)
        lines = done.out.splitlines()
        self.assertEqual(len(lines), len(places), done)
        for (place, *words), line in zip(places, lines):
            self.assertTrue(line.startswith(
                f"rubrics/little.xlsx!{place}: "), line)
            for word in words:
                self.assertIn(word, line)

    def test_it_counts(self):
        self.assertEqual(self.lint().status, 0)
        done = self.little.report()
        self.assertIn(done.status, (0, 1), done)
        self.assertEqual(self.little.rows("SELECT 总分 FROM 汇总"), [(8,)])

    def test_a_code_that_is_a_number(self):
        self.book["指标"]["A3"] = 1.10
        self.assertTold(("指标:3", "A3", "编号", "“1.1”", "文本格式"),
                        ("指标:3", "重复"))

    def test_a_code_that_is_a_date(self):
        self.book["指标"]["A3"] = datetime.date(2001, 1, 1)
        self.assertTold(("指标:3", "A3", "日期", "2001-01-01"))

    def test_a_point_that_a_rule_names_by_a_number(self):
        self.sheet("规则", [["编号", "名称", "测量", "下限", "级别", "评估点"],
                          ["R1", "有", "1", 1, "核验", 1.1]])
        self.assertTold(("规则:2", "F2", "评估点", "1.1"))

    def test_what_only_checking_finds(self):
        """By sheet and row, and the tables are called sheets."""
        self.sheet("规则", [["编号", "名称", "测量", "下限", "级别", "评估点"],
                          ["R1", "有", "没有这个", 1, "提醒"],
                          ["R2", "有", "1", 1, "核验", "9"]])
        done = self.lint()
        self.assertEqual(done.status, 1)
        self.assertIn("rubrics/little.xlsx!规则:2: ", done.out)
        self.assertIn("rubrics/little.xlsx!规则:3: ", done.out)
        self.assertNotIn(".csv", done.out)
        done = self.little.report()
        self.assertFails(done, "第一处在 规则 第 2 行")

    def test_percent_is_read_as_shown(self):
        """30%, 2.5% and 5% are 0.3, 0.025, 0.05 in the file."""
        sheet = self.sheet("参照-占比", [["名", "值"], ["甲", 0.3],
                                     ["乙", 0.025], ["丙", 0.05], ["丁", 1],
                                     ["戊", -0.5], ["己", 0.00125]])
        for row in sheet.iter_rows(2, 7, 2, 2):
            row[0].number_format = "0.00%"
        self.assertEqual(self.lint().status, 0)
        self.little.report()
        self.assertEqual([v for v, in self.little.rows(
            "SELECT 值 FROM 占比")],
            ["30%", "2.5%", "5%", "100%", "-50%", "0.125%"])

    def test_dates_and_numbers_elsewhere(self):
        self.sheet("参照-期", [["期", "起", "数"],
                            ["一", datetime.date(2024, 2, 1), 0.1]])
        self.assertEqual(self.lint().status, 0)
        self.little.report()
        self.assertEqual(self.little.rows("SELECT 期, 起, 数 FROM 期"),
                         [("一", "2024-02-01", 0.1)])

    def test_formula_that_has_no_value(self):
        self.book["指标"]["D2"] = "=2+2"
        done = self.lint()
        self.assertEqual(done.status, 1)
        self.assertIn("rubrics/little.xlsx!指标:2: D2 格是公式", done.out)

    def test_merged_cells(self):
        self.book["指标"].merge_cells("B2:B3")
        done = self.lint()
        self.assertIn("rubrics/little.xlsx!指标:2: B2:B3 是合并的单元格",
                      done.out)

    def test_what_is_hidden(self):
        self.book["指标"].row_dimensions[3].hidden = True
        self.assertTold(("指标:3", "隐藏"))

    def test_hidden_sheet(self):
        self.book["指标"].sheet_state = "hidden"
        self.assertTold(("指标", "隐藏"))

    def test_sheet_with_a_name_nearly_one(self):
        for name, near in (("规则表", "规则"), ("方 案1", "方案"),
                           ("参照名额", "参照-表名")):
            with self.subTest(name):
                self.sheet(name, [["随便"], ["什么"]])
                self.assertTold((name, near))
                del self.book[name]

    def test_sheet_with_a_longer_name(self):
        """It is told where there is none of the shorter one."""
        self.book["指标"].title = "评估指标"
        done = self.lint()
        self.assertEqual(done.status, 1, done)
        self.assertIn("!评估指标: 程序不读它；是不是“指标”？", done.out)

    def test_sheets_that_are_not_of_it(self):
        self.sheet("说明", [["写给人看"]])
        self.sheet("草稿", [["随便"]])
        self.sheet("Sheet1", [])
        done = self.lint()
        self.assertEqual(done.status, 0, done)
        lines = done.out.splitlines()
        self.assertEqual(len(lines), 3)
        self.assertIn("!草稿: 提示", lines[0])
        self.assertIn("!Sheet1: 提示", lines[1])

    def test_missing_sheet(self):
        del self.book["表单"]
        self.assertTold(("表单", "缺少这个工作表"))

    def test_no_scheme(self):
        self.book = openpyxl.Workbook()
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        self.assertFails(world.run("lint", "little", cwd=self.dir), "little")

    def test_other_files_of_that_name(self):
        path = self.dir / "rubrics" / "little.xlsx"
        for data, word in ((b"", "空"), (b"a,b\n1,2\n", "不是工作簿"),
                           (b"PK\x03\x04 broken", "损坏")):
            with self.subTest(word):
                path.write_bytes(data)
                self.assertFails(world.run("lint", "little", cwd=self.dir),
                                 "little.xlsx", word)

    def test_names_of_it(self):
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        shutil.copy(self.dir / "rubrics" / "little.xlsx",
                    self.dir / "own.xlsx")
        for name in ("little", "little.xlsx", "rubrics/little.xlsx",
                     "rubrics/little", "./own.xlsx", "own.xlsx", "试行办法"):
            with self.subTest(name):
                done = world.run("lint", name, cwd=self.dir)
                self.assertEqual(done.status, 0, done)

    def test_listed(self):
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        (self.dir / "rubrics" / "~$little.xlsx").write_bytes(b"lock")
        (self.dir / "rubrics" / "名单.xlsx").write_bytes(
            (world.ROOT / "README.md").read_bytes()[:0])
        openpyxl.Workbook().save(self.dir / "rubrics" / "统计.xlsx")
        done = world.run("schemes", cwd=self.dir)
        names = [x.split()[0] for x in done.out.splitlines()]
        self.assertIn("little", names)
        self.assertNotIn("统计", names)
        self.assertFalse([x for x in names if "~$" in x or "." in x], names)

    def test_folder_and_workbook_of_one_name(self):
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        (self.dir / "rubrics" / "little").mkdir()
        for name in ("little", "rubrics/little.xlsx", "rubrics/little"):
            with self.subTest(name):
                self.assertFails(world.run("lint", name, cwd=self.dir),
                                 "little", "既是文件夹，又是工作簿")

    def test_templates_by_its_name(self):
        self.book.save(self.dir / "rubrics" / "little.xlsx")
        folder = self.dir / "templates" / "little"
        folder.mkdir(parents=True)
        (folder / "喜报.md").write_text("# 喜报\n\n{{名称}}\n", "utf-8")
        done = self.little.report()
        self.assertIn(done.status, (0, 1), done)
        self.assertTrue((self.little.out / "喜报").is_dir())

    def test_the_wrong_scheme(self):
        """Forms of a scheme that is a workbook, given to another one."""
        self.sheet("表单", [["表", "方向", "字段", "类型", "必填"]] + [
            ["工作室", "竖", x, "文本", "是"] for x in
            ("编号", "名称", "花名", "园丁", "亩数")] + [
            ["评审", "横", x, "文本", ""] for x in ("专家", "评估点", "得分")])
        self.book.save(self.dir / "rubrics" / "garden.xlsx")
        batch = self.dir / "来件" / "S1"
        batch.mkdir(parents=True)
        (batch / "基本信息.csv").write_text(
            "项目,内容\n编号,S1\n名称,甲\n花名,乙\n园丁,丙\n亩数,1\n", "utf-8")
        done = world.run("check", "-s", world.SCHEME, "来件", cwd=self.dir)
        self.assertFails(done, "-s garden")


if __name__ == "__main__":
    unittest.main()
