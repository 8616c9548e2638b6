"""`pinggu new`: a scheme that lints clean, points from somebody's table, and
blank forms that come back without a finding."""
import csv
import datetime
import json
import os
import pathlib
import shutil
import unittest

import openpyxl

import test_scheme_workbook
import world

STARTER = world.ROOT / "templates" / "default" / "新方案"
HEAD = "一级指标,二级指标,评估点,分值\n"


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        return list(csv.reader(f))


class New(world.Case):
    """In an empty folder."""

    def new(self, *args, **others):
        return world.run("new", *args, cwd=self.tmp, **others)

    def folder(self, name="甲"):
        return self.tmp / "rubrics" / name

    def assertMade(self, done, name="甲"):
        self.assertEqual((done.status, done.err), (0, ""), done)
        lint = world.run("lint", name, cwd=self.tmp)
        self.assertEqual((lint.status, lint.err), (0, ""), lint)
        self.assertIn("没有发现问题", lint.out)
        names = [p.name for p in self.folder(name).parent.iterdir()]
        self.assertFalse([x for x in names if x.startswith(".")], names)

    def assertNothing(self):
        self.assertEqual(list(self.tmp.glob("rubrics")), [])
        self.assertEqual(list(self.tmp.glob("templates")), [])

    def from_points(self, data, name="表.csv"):
        if isinstance(data, str):
            data = data.encode()
        (self.tmp / name).write_bytes(data)
        return self.new("甲", "--points", name)

    def points(self):
        """(编号, 一级, 二级, 评估点, 分值) of each row."""
        return [tuple(r[:5]) for r in read(self.folder() / "指标.csv")[1:]]

    def full(self):
        return dict(r[:2] for r in read(self.folder() / "方案.csv"))["满分"]


class Schemes(New):
    """What it writes."""

    def test_the_first_one(self):
        done = self.new("甲")
        self.assertMade(done)
        for word in ("pinggu lint 甲", "pinggu report -s 甲", "空白表格"):
            self.assertIn(word, done.out)
        self.assertEqual(read(self.folder() / "方案.csv")[1][1], "甲")
        self.assertEqual({p.name for p in self.folder().iterdir()},
                         {p.name for p in STARTER.iterdir()} | {"空白表格"})
        self.assertFalse((self.tmp / "templates").exists())

    def test_its_report(self):
        self.new("甲")
        world.write(self.tmp / "收到", {
            "基本信息": [["项目", "内容"], ["名称", "一室"], ["学校", "一校"],
                     ["负责人", "王安"], ["联系电话", "13800001111"]],
            "成员": [["姓名"], ["王安"]],
            "自评": [["评估点", "得分"], ["1.1.1", "5"]],
            "评审": [["专家", "评估点", "得分"]] + [
                ["赵", c, "4"] for c in ("1.1.1", "1.2.1", "2.1.1", "2.2.1")]})
        done = world.run("report", "-s", "甲", "收到", "-o", "出",
                         cwd=self.tmp)
        self.assertEqual((done.status, done.err), (0, ""), done)
        out = self.tmp / "出"
        self.assertEqual(world.rows(out, "SELECT 总分, 资格 FROM 汇总"),
                         [(16, "符合")])
        self.assertEqual(world.rows(out, "SELECT 结论 FROM 资格 ORDER BY 规则"),
                         [("符合",)] * 3)
        self.assertEqual(world.rows(out, "SELECT 结论 FROM 结论"),
                         [("提交会议认定",)])

    def test_copies(self):
        """Of each scheme, from its folder and from a workbook; templates only
        where they are not the default ones."""
        book = self.tmp / "本"
        book.mkdir()
        default = world.ROOT / "templates" / "default"
        for scheme in test_scheme_workbook.SCHEMES:
            with self.subTest(scheme):
                test_scheme_workbook.convert(
                    world.ROOT / "rubrics" / scheme, book / f"{scheme}.xlsx")
                self.assertMade(self.new("甲", "--from", scheme))
                self.assertMade(self.new("乙", "--from",
                                         book / f"{scheme}.xlsx"), "乙")
                old = world.ROOT / "rubrics" / scheme
                for path in old.rglob("*.csv"):
                    at = path.relative_to(old)
                    self.assertEqual((self.folder() / at).read_bytes(),
                                     path.read_bytes())
                    self.assertEqual(read(self.folder("乙") / at),
                                     read(path))
                for name in ("甲", "乙"):
                    made = self.tmp / "templates" / name
                    self.assertEqual(list(made.rglob("*.md")) == [], not list(
                        (world.ROOT / "templates" / scheme).rglob("*.md")))
                    for path in (world.ROOT / "templates" / scheme).rglob(
                            "*.*"):
                        at = path.relative_to(
                            world.ROOT / "templates" / scheme)
                        usual = default / at
                        same = usual.exists() and (
                            usual.read_bytes() == path.read_bytes())
                        self.assertEqual((made / at).exists(), not same, at)
                    shutil.rmtree(made, True)
                    shutil.rmtree(self.folder(name))

    def test_a_template_that_is_the_default(self):
        shutil.copytree(STARTER, self.folder("源"))
        own = self.tmp / "templates" / "源"
        own.mkdir(parents=True)
        shutil.copy(world.ROOT / "templates" / "default" / "报告.md", own)
        (own / "喜报.md").write_text("# 喜报\n", "utf-8")
        self.assertMade(self.new("甲", "--from", "源"))
        self.assertEqual([p.name for p in
                          (self.tmp / "templates" / "甲").iterdir()],
                         ["喜报.md"])

    def test_sql_stays_sql(self):
        """Cells that a spreadsheet would take for something else."""
        source = self.tmp / "本"
        shutil.copytree(STARTER, source / "源")
        rules = [["编号", "名称", "测量", "单位", "下限", "级别", "明细"],
                 ["R9", "负数", "-1", "项", "-2", "提醒", "'甲'"]]
        (source / "源" / "规则.csv").write_text(world.text(rules), "utf-8")
        test_scheme_workbook.convert(source / "源", source / "书.xlsx")
        self.assertMade(self.new("甲", "--from", source / "书.xlsx"))
        self.assertEqual(read(self.folder() / "规则.csv"), rules)

    def test_points_in_place_of_those_of_another(self):
        done = self.from_points_of(world.SCHEME)
        self.assertMade(done)
        rules = [r[0] for r in read(self.folder() / "规则.csv")[1:]]
        self.assertEqual(rules, ["Z02"])        # 核验 2.1.1, which is there
        self.assertIn("没有抄规则 Z01", done.out)
        self.assertEqual(self.full(), "3")

    def from_points_of(self, scheme):
        (self.tmp / "表.csv").write_text(
            "编号," + HEAD + "2.1.1,甲,,一,3\n", "utf-8")
        return self.new("甲", "--from", scheme, "--points", "表.csv")


class Points(New):
    """Tables as they are sent."""

    def test_levels_titles_totals(self):
        done = self.from_points(
            "某某评估指标体系,,,,\n一级指标,二级指标,评估内容,分值,备注\n"
            "一、组织,（一）领导,有人管,3分,\n,,有人办,２,\n"
            ",（二）制度,有制度,5.5,\n,,有记录,,\n二、成效,,有成果,9.5,x\n"
            "合计,,,20,\n注：以上为试行,,,,\n")
        self.assertMade(done)
        self.assertEqual(self.points(), [
            ("1.1.1", "一、组织", "（一）领导", "有人管", "3"),
            ("1.1.2", "一、组织", "（一）领导", "有人办", "2"),
            ("1.2.1", "一、组织", "（二）制度", "有制度", "5.50"),
            ("", "", "", "有记录", ""),
            ("2.1.1", "二、成效", "", "有成果", "9.50")])
        self.assertEqual(self.full(), "20")
        for word in ("4 个，共 20 分", "表.csv 第2行", "评估点←“评估内容”",
                     "没有采用的列：“备注”", "第8行“合计”", "第9行“注：以上为试行”",
                     "有1行没有分值"):
            self.assertIn(word, done.out)
        self.assertNotIn("注意", done.out)

    def test_gbk(self):
        self.assertMade(self.from_points((HEAD + "甲,乙,丙,3\n").encode(
            "gb18030")))
        self.assertEqual(self.points(), [("1.1.1", "甲", "乙", "丙", "3")])

    def test_total_that_is_another(self):
        done = self.from_points(HEAD + "甲,乙,丙,3\n总分,,,4\n")
        self.assertMade(done)
        self.assertIn("第3行的合计是4分，而各评估点之和是3分", done.out)

    def test_no_second_level(self):
        self.assertMade(self.from_points(
            "一级,指标,分数\n甲,一,3\n乙,二,4\n甲,三,5\n"))
        self.assertEqual([p[0] for p in self.points()],
                         ["1.1", "2.1", "1.2"])

    def test_own_codes(self):
        done = self.from_points("序号,编号," + HEAD +
                                "1,A-1,甲,,一,3\n2,A-10,甲,,二,4\n")
        self.assertMade(done)
        self.assertEqual([p[0] for p in self.points()], ["A-1", "A-10"])
        self.assertIn("没有采用的列：“序号”", done.out)

    def test_standard_beside_the_point(self):
        self.assertMade(self.from_points(
            "项目,考核内容,评分标准,满分,考核方式\n甲,计划,有计划得满分。,3,查阅\n"))
        self.assertEqual(read(self.folder() / "指标.csv")[1],
                         ["1.1", "甲", "", "计划：有计划得满分。", "3", "查阅", "", ""])

    def book(self, rows, merges=(), name="表.xlsx"):
        book = openpyxl.Workbook()
        book.active.title = "封面"
        sheet = book.create_sheet("指标表")
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
        book.save(self.tmp / name)
        return self.new("甲", "--points", name)

    def test_merged_cells(self):
        done = self.book(
            [["某某评估指标体系"], [None], ["指标", None, "评估点", "分值"],
             ["一级", "二级"],
             ["甲", "子", "一", 3], [None, None, "二", None],
             [None, "丑", "三", 4.5], ["乙", None, "四", "5分"],
             ["合计", None, None, 12.5]],
            ["A1:D1", "A3:B3", "C3:C4", "D3:D4", "A5:A7", "B5:B6", "D5:D6"])
        self.assertMade(done)
        self.assertEqual(self.points(), [
            ("1.1.1", "甲", "子", "一", "3"), ("", "", "", "二", ""),
            ("1.2.1", "甲", "丑", "三", "4.50"), ("2.1.1", "乙", "", "四", "5")])
        self.assertEqual(self.full(), "12.50")
        self.assertIn("表.xlsx!指标表 第3行", done.out)

    def test_groups_on_lines_of_their_own(self):
        self.assertMade(self.book(
            [["评估点", "分值"], ["一、甲"], ["子", 3], ["二、乙"], ["丑", 4]],
            ["A2:B2", "A4:B4"]))
        self.assertEqual(self.points(), [("1.1", "一、甲", "", "子", "3"),
                                         ("2.1", "二、乙", "", "丑", "4")])

    def test_bonus(self):
        done = self.from_points("一级指标,评估点,分值,附加\n甲,一,3,\n乙,二,4,是\n")
        self.assertMade(done)
        self.assertEqual(self.full(), "3")
        self.assertEqual(read(self.folder() / "指标.csv")[2][-1], "是")

    def test_a_score_for_each_level(self):
        """The one of the point counts, wherever its text stands."""
        self.assertMade(self.book(
            [["一级指标", "分值", "二级指标", "分值", "评估内容", "分值"],
             ["甲", 10, "子", 7, "一", 3], [None, None, None, None, "二", 4],
             [None, None, "丑", 3, "三", 3]],
            ["A2:A4", "B2:B4", "C2:C3", "D2:D3"]))
        self.assertEqual([(p[0], p[4]) for p in self.points()],
                         [("1.1.1", "3"), ("1.1.2", "4"), ("1.2.1", "3")])
        shutil.rmtree(self.folder())
        self.assertMade(self.book(
            [["一级指标", "分值", "分数", "评估内容"], ["甲", 7, 3, "一"],
             ["甲", 7, 4, "二"]]))
        self.assertEqual([p[4] for p in self.points()], ["3", "4"])

    def test_heading_again(self):
        self.assertMade(self.from_points(HEAD + "甲,乙,丙,3\n" + HEAD +
                                         "甲,乙,丁,4\n"))
        self.assertEqual([(p[0], p[3]) for p in self.points()],
                         [("1.1.1", "丙"), ("1.1.2", "丁")])

    def test_hidden_rows(self):
        book = openpyxl.Workbook()
        for row in (["一级指标", "评估点", "分值"], ["甲", "一", 3], ["甲", "二", 4]):
            book.active.append(row)
        book.active.row_dimensions[3].hidden = True
        book.save(self.tmp / "表.xlsx")
        done = self.new("甲", "--points", "表.xlsx")
        self.assertMade(done)
        self.assertEqual(len(self.points()), 2)
        self.assertIn("隐藏", done.out)

    def test_percent(self):
        book = openpyxl.Workbook()
        for row in (["一级指标", "评估点", "分值"], ["甲", "一", 0.05]):
            book.active.append(row)
        book.active["C2"].number_format = "0%"
        book.save(self.tmp / "表.xlsx")
        self.assertRefused(self.new("甲", "--points", "表.xlsx"), "C列", "百分数")

    def test_html(self):
        self.assertMade(self.from_points(
            "<html><body><table><tr><th>一级指标<th>评估点<th>分值</tr>"
            "<tr><td rowspan=2>甲<td>一<td>3分</tr><tr><td>二<td>4分</tr>"
            "</table></body></html>", "表.xls"))
        self.assertEqual([(p[0], p[4]) for p in self.points()],
                         [("1.1", "3"), ("1.2", "4")])

    def assertRefused(self, done, *words):
        self.assertFails(done, *words)
        self.assertNothing()

    def test_score_that_is_none(self):
        for score, word in (("三分", "不是一个数字"), ("1-5", "不是一个数字"),
                            ("0.001", "不是一个数字"), ("-2", "小于 0")):
            with self.subTest(score):
                self.assertRefused(
                    self.from_points(HEAD + f"甲,乙,丙,3\n甲,乙,丁,{score}\n"),
                    "表.csv 第3行 D列", f"“{score}”", word)

    def test_no_score(self):
        self.assertRefused(self.book(
            [["一级指标", "评估点", "分值"], ["甲", "一", 3], ["甲", "二"]]),
            "表.xlsx!指标表 第3行 C列", "没有分值", "合并")

    def test_several_mistakes(self):
        self.assertRefused(self.from_points(HEAD + ",,丙,x\n甲,,丁,y\n"),
                           "第2行", "这样的地方共3处")

    def test_codes(self):
        self.assertRefused(self.from_points(
            "编号," + HEAD + "1,甲,,一,3\n1,甲,,二,4\n"), "第3行", "第2行", "“1”")
        self.assertRefused(self.from_points(
            "编号," + HEAD + "1,甲,,一,3\n,乙,,二,4\n"), "第3行没有编号")
        self.assertRefused(self.book([
            ["编号", "一级指标", "评估点", "分值"], [1.1, "甲", "一", 3]]),
            "第2行 A列", "文本")

    def test_no_table(self):
        self.assertRefused(self.from_points(""), "表.csv", "空")
        self.assertRefused(self.from_points(HEAD), "没有评估点")
        self.assertRefused(self.from_points("甲,乙\n1,2\n"), "没有表头",
                           "一级指标")
        self.assertRefused(self.new("甲", "--points", "没有.csv"), "没有.csv")
        self.assertRefused(self.new("甲", "--points", "."), "无法读取")

    def test_no_first_level(self):
        self.assertRefused(self.from_points("评估点,分值\n一,3\n"), "一级指标")


class Refused(New):
    """Nothing is there that was not, and all is there that was."""

    def test_existing(self):
        for path, make in (("rubrics/甲", "mkdir"), ("rubrics/甲.xlsx", "touch"),
                           ("templates/甲", "mkdir")):
            with self.subTest(path):
                where = self.tmp / path
                where.parent.mkdir(exist_ok=True)
                getattr(where, make)()
                self.assertFails(self.new("甲"), path, "已经有了")
                self.assertNothingLeft(where.parent, where.name)
                shutil.rmtree(where.parent)

    def test_a_name_of_another_place(self):
        self.assertFails(self.new(world.SCHEME), world.SCHEME, "换一个名字")
        self.assertNothing()

    def test_names(self):
        for name in ("", " ", "a/b", "..", ".a", "a:b", "a*", "甲.xlsx", "~甲",
                     "default", "甲" * 60):
            with self.subTest(name):
                self.assertFails(self.new(name))
                self.assertNothing()
        self.assertFails(self.new(), "名字")

    def test_written_with_its_folder(self):
        self.assertMade(self.new("rubrics/甲"))

    def test_no_permission(self):
        others = {}
        if os.geteuid() == 0:   # root may write everywhere; nobody may not
            place = world.scratch()
            place.chmod(0o755)
            shutil.copytree(world.ROOT / "templates", place / "templates")
            others = {"program": shutil.copy(world.PROGRAM, place),
                      "user": 65534}
        self.tmp.chmod(0o555)
        self.addCleanup(self.tmp.chmod, 0o700)
        self.assertFails(self.new("甲", **others), "rubrics", "没有权限")

    def test_folder_that_is_none(self):
        (self.tmp / "rubrics").write_text("", "utf-8")
        self.assertFails(self.new("甲"), "rubrics")
        self.assertNothingLeft(self.tmp, "rubrics")

    def test_unknown_source(self):
        self.assertFails(self.new("甲", "--from", "没有这个"), "没有这个")
        self.assertNothing()

    def test_source_with_a_fault(self):
        shutil.copytree(STARTER, self.tmp / "源")
        path = self.tmp / "源" / "方案.csv"
        path.write_text(path.read_text("utf-8").replace("满分,20", "满分,21"),
                        "utf-8")
        self.assertFails(self.new("甲", "--from", "./源"), "方案.csv", "21")
        self.assertNothing()

    def test_full_disk(self):
        done = world.run("new", "甲", cwd=self.tmp, preexec_fn=no_room)
        self.assertEqual(done.status, 2, done)
        self.assertNothing()


def no_room():
    """No file may be larger than the first ones are."""
    import resource
    import signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))


class Forms(New):
    """The blank workbooks, filled in and handed in."""

    VALUES = {"身份证号": "11010519491231002X", "手机号": "13800000000",
              "文本": "某某", "人名": "王安", "整数": 3, "小数": 2.5,
              "日期": datetime.date(2024, 3, 1), "年月": "2024-03",
              "年度": 2023, "是否": "是"}

    def filled(self, field):
        kind = field["类型"]
        if kind in ("单选", "多选"):
            return field["取值"].split("|")[0]
        return self.VALUES[kind]

    def fields(self, name):
        rows = read(self.folder(name) / "表单.csv")
        found = {}
        for row in rows[1:]:
            field = dict(zip(rows[0], row))
            found.setdefault(field["表"], {})[field["字段"]] = field
        return found

    def fill(self, name, book, code):
        """Each sheet: every field of it, once; scores for all points."""
        tables = self.fields(name)
        for sheet in book:
            if sheet.title == "填表说明" or sheet.title.startswith("_"):
                continue
            table = "工作室" if sheet.title == "基本信息" else sheet.title
            fields = tables.pop(table)
            heads = {c.value.rstrip("*").split("（")[0]: c for c in
                     (sheet["A"][1:] if sheet.title == "基本信息" else sheet[1])}
            starred = {k for k, c in heads.items() if c.value.endswith("*")}
            self.assertEqual(starred, {k for k, f in fields.items()
                                       if f["必填"] == "是"})
            self.assertEqual(list(fields), [h for h in heads if h != "满分"])
            for key, field in fields.items():
                if field["类型"] == "文件":
                    continue
                cell = heads[key]
                rows = [cell.row] if sheet.title == "基本信息" else [2]
                if key not in ("评估点", "专家") and "评估点" in heads:
                    rows = range(2, sheet.max_row + 1)
                if key == "评估点" and sheet.title in ("自评", "评审"):
                    continue
                for row in rows:
                    at = (sheet.cell(row, 2) if sheet.title == "基本信息"
                          else sheet.cell(row, cell.column))
                    at.value = (code if key == "编号" else 0.5
                                if key == "得分" else self.filled(field))
                    self.valid(sheet, at, field)
        return tables

    def valid(self, sheet, cell, field):
        """A choice has a list, and only a choice has."""
        lists = [v for v in sheet.data_validations.dataValidation
                 if cell.coordinate in v.sqref]
        self.assertEqual(len(lists), int(field["类型"] == "单选"), field)
        if lists:
            self.assertEqual(self.listed(sheet.parent, lists[0].formula1),
                             field["取值"].split("|"))
        elif field["类型"] in ("文本", "人名"):
            column = sheet.column_dimensions[cell.column_letter]
            self.assertIn("@", (cell.number_format, column.number_format),
                          field)

    def listed(self, book, formula):
        """The words of a list: its own, or those of cells."""
        if formula.startswith('"'):
            return formula.strip('"').split(",")
        self.assertTrue(formula.startswith("'_取值'!"), formula)
        return [c[0].value for c in
                book["_取值"][formula.split("!")[1].replace("$", "")]]

    def test_lists_of_all_lengths(self):
        """Too long for a cell, or with a comma: they stand in a sheet."""
        shutil.copytree(STARTER, self.tmp / "源")
        choices = {"短": ["甲", "乙"], "长": [f"第{i}种很长的说法" for i in range(60)],
                   "逗号": ["甲,乙", "丙"]}
        with open(self.tmp / "源" / "表单.csv", "a", encoding="utf-8") as f:
            for name, words in choices.items():
                f.write(f'成员,横,{name},单选,,"{"|".join(words)}",,,,\n')
        self.assertMade(self.new("甲", "--from", "./源"))
        book = openpyxl.load_workbook(self.folder() / "空白表格" / "填报表.xlsx")
        lists = {v.sqref.ranges[0].min_col: v.formula1 for v in
                 book["成员"].data_validations.dataValidation}
        heads = {c.value: c.column for c in book["成员"][1]}
        for name, words in choices.items():
            self.assertEqual(self.listed(book, lists[heads[name]]), words)
        self.assertEqual(book["_取值"].sheet_state, "hidden")
        book["基本信息"]["B3"] = book["基本信息"]["B4"] = "一室"
        book["基本信息"]["B5"] = book["成员"]["A2"] = "王安"
        book["成员"].cell(2, heads["长"]).value = choices["长"][-1]
        for row in range(2, 6):
            book["自评"].cell(row, 3).value = 1
        (self.tmp / "收到" / "S1").mkdir(parents=True)
        book.save(self.tmp / "收到" / "S1" / "填报表.xlsx")
        self.assertEqual(self.findings("甲"), [])

    def findings(self, name):
        done = world.run("check", "-s", name, "收到", "--format", "json",
                         cwd=self.tmp)
        self.assertIn(done.status, (0, 1), done)
        return [f for f in json.loads(done.out) if f["级别"] in ("错误", "提醒")
                and f["代码"].isupper() and "_" in f["代码"]]

    def test_filled_in(self):
        """What is filled in as the form says is read without a finding."""
        for scheme in [None] + test_scheme_workbook.SCHEMES:
            with self.subTest(scheme):
                self.assertMade(self.new("甲", *(
                    ["--from", scheme] if scheme else [])))
                forms = self.folder() / "空白表格"
                book = openpyxl.load_workbook(forms / "填报表.xlsx")
                left = self.fill("甲", book, "S1")
                (self.tmp / "收到" / "S1").mkdir(parents=True)
                book.save(self.tmp / "收到" / "S1" / "填报表.xlsx")
                self.assertEqual(set(left), {"评审"} & set(self.fields("甲")))
                found = self.findings("甲")
                self.assertEqual(found, [])
                shutil.rmtree(self.tmp / "收到")
                shutil.rmtree(self.folder())
                shutil.rmtree(self.tmp / "templates", True)

    def test_experts(self):
        self.new("甲")
        world.write(self.tmp / "收到", {
            "基本信息": [["项目", "内容"], ["名称", "一室"], ["学校", "一校"],
                     ["负责人", "王安"]], "成员": [["姓名"], ["王安"]],
            "自评": [["评估点", "得分"]] + [
                [c, "5"] for c in ("1.1.1", "1.2.1", "2.1.1", "2.2.1")]}, "S1")
        book = openpyxl.load_workbook(self.folder() / "空白表格" / "评审表.xlsx")
        self.assertEqual([s.title for s in book], ["填表说明", "评审"])
        self.assertEqual([c.value for c in book["评审"]["B"]],
                         ["评估点*", "1.1.1", "1.2.1", "2.1.1", "2.2.1"])
        self.assertEqual([c.value for c in book["评审"]["C"]],
                         ["满分", "5", "5", "5", "5"])
        for row in range(2, 6):
            book["评审"].cell(row, 1).value = "赵一"
            book["评审"].cell(row, 4).value = 4
        book.save(self.tmp / "收到" / "S1" / "评审-赵一.xlsx")
        self.assertEqual(self.findings("甲"), [])
        done = world.run("report", "-s", "甲", "收到", "-o", "出",
                         cwd=self.tmp)
        self.assertIn(done.status, (0, 1), done)
        self.assertEqual(world.rows(self.tmp / "出", "SELECT 总分 FROM 汇总"),
                         [(16,)])

    def test_blank(self):
        """Points that are written already and have no score are told, and
        count for nothing; what is blank altogether is no row."""
        self.new("甲")
        (self.tmp / "收到" / "S1").mkdir(parents=True)
        book = openpyxl.load_workbook(self.folder() / "空白表格" / "填报表.xlsx")
        for row, value in ((3, "一室"), (4, "一校"), (5, "王安")):
            book["基本信息"].cell(row, 2).value = value
        book.save(self.tmp / "收到" / "S1" / "填报表.xlsx")
        done = world.run("report", "-s", "甲", "收到", "-o", "出",
                         cwd=self.tmp)
        self.assertEqual(done.status, 1, done)
        out = self.tmp / "出"
        self.assertEqual(world.rows(out, "SELECT count(*) FROM 成员"), [(0,)])
        self.assertEqual(world.rows(out, "SELECT 自评总分, 总分, 等级 FROM 汇总"),
                         [(None, None, "待评审")])
        self.assertEqual({(f["代码"], f["字段"]) for f in self.findings("甲")
                          if f["级别"] == "错误"},
                         {("CELL_MISSING", "得分")})

    def test_same_bytes(self):
        self.new("甲")
        first = world.digests(self.folder())
        shutil.rmtree(self.folder())
        self.new("甲")
        self.assertEqual(world.digests(self.folder()), first)


if __name__ == "__main__":
    unittest.main()
