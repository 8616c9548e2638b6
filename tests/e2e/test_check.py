"""`check`: every kind of finding, at its place; formats; exit statuses."""
import csv
import datetime
import io
import json
import os
import random
import re
import shutil
import unittest

import openpyxl

import world

LEVELS = ("错误", "核验", "原则", "提醒", "必备")


def listed():
    """Code -> level of every kind of finding in the source's one list."""
    said = (world.ROOT / "src/store/finding.h").read_text("utf-8")
    levels = dict(re.findall(r'#define LEVEL_(\w+)\s+"(.+)"', said))
    return {code: levels[level] for code, level in
            re.findall(r"\bF\(([A-Z_]+), ([A-Z]+),", said)}


def audience():
    """Code -> who can mend it: SCHOOL, BUREAU or SCHEME."""
    said = (world.ROOT / "src/store/finding.h").read_text("utf-8")
    return dict(re.findall(r"\bF\(([A-Z_]+), [A-Z]+, ([A-Z]+),", said))


def edited(name, line, column, cell):
    """A studio whose table name has cell at line, column (from 1)."""
    tables = world.studio()
    tables[name][line - 1][column - 1] = cell
    return tables


def without(*names):
    return {k: v for k, v in world.studio().items() if k not in names}


def added(name, *rows):
    tables = world.studio()
    tables[name] += [list(row) for row in rows]
    return tables


def as_bytes(name, data):
    return {**world.studio(), name: data}


def member(**cells):
    """A further member's row."""
    table = world.studio()["成员"]
    row = list(table[5])
    row[0] = "何新来"
    for field, cell in cells.items():
        row[table[0].index(field)] = cell
    return row


# Each: tables of folder A01, then the findings: code, file, line, column, cell.
IDENTITY = "A01/基本信息.csv"
MEMBERS = "A01/成员.csv"
SELF = "A01/自评.csv"
CASES = {
    "unit in a number is read": (edited("基本信息", 9, 2, "４０．５㎡"), []),
    "choice in other words": (edited("年度材料", 2, 2, "√"), []),
    "date as a serial number": (edited("基本信息", 18, 2, "45352"), []),
    "no number": (edited("基本信息", 10, 2, "三百"),
                  [("CELL_NOT_NUMBER", IDENTITY, 10, 2, "A01/基本信息.csv!B10")]),
    "no integer": (edited("基本信息", 10, 2, "30.5"),
                   [("CELL_NOT_INTEGER", IDENTITY, 10, 2,
                     "A01/基本信息.csv!B10")]),
    "too many digits": (edited("基本信息", 9, 2, "40.1234567890123456"),
                        [("CELL_TOO_PRECISE", IDENTITY, 9, 2,
                          "A01/基本信息.csv!B9")]),
    "no date": (edited("基本信息", 18, 2, "去年三月"),
                [("CELL_NOT_DATE", IDENTITY, 18, 2, "A01/基本信息.csv!B18")]),
    "29 February": (edited("基本信息", 18, 2, "2023-02-29"),
                    [("CELL_NOT_DATE", IDENTITY, 18, 2, "A01/基本信息.csv!B18")]),
    "no month": (edited("成员", 4, 3, "1985-13"),
                 [("CELL_NOT_MONTH", MEMBERS, 4, 3, "A01/成员.csv!C4")]),
    "month without its nought": (
        edited("成员", 4, 3, "1985.1"),
        [("MONTH_AMBIGUOUS", MEMBERS, 4, 3, "A01/成员.csv!C4")]),
    "no year": (edited("获奖", 2, 1, "前年"),
                [("CELL_NOT_YEAR", "A01/获奖.csv", 2, 1, "A01/获奖.csv!A2")]),
    "no choice": (edited("成员", 4, 2, "男性"),
                  [("CELL_NOT_CHOICE", MEMBERS, 4, 2, "A01/成员.csv!B4")]),
    "unknown choice of several": (
        edited("基本信息", 8, 2, "名班主任、劳动模范"),
        [("CHOICE_UNKNOWN", IDENTITY, 8, 2, "A01/基本信息.csv!B8")]),
    "phone number destroyed": (
        edited("基本信息", 17, 2, "1.38E+10"),
        [("CELL_SCIENTIFIC", IDENTITY, 17, 2, "A01/基本信息.csv!B17")]),
    "formula error": (edited("自评", 3, 2, "#REF!"),
                      [("CELL_FORMULA_ERROR", SELF, 3, 2, "A01/自评.csv!B3")]),
    "required cell": (edited("成员", 6, 2, ""),
                      [("CELL_MISSING", MEMBERS, 6, 2, "A01/成员.csv!B6")]),
    "cell too long": (edited("自评", 3, 4, "字" * 30000),
                      [("CELL_TOO_LONG", SELF, 3, 4, "A01/自评.csv!D3")]),
    "row too wide": (
        added("成员", member() + [""] * (16384 - len(member())) + ["多"]),
        [("ROW_TOO_WIDE", MEMBERS, 14, 16385, "A01/成员.csv!XFE14")]),
    "lost character in a name": (
        edited("成员", 7, 1, "江景?"),
        [("NAME_CHARACTER_LOST", MEMBERS, 7, 1, "A01/成员.csv!A7")]),
    "lost character in a text": (
        edited("自评", 4, 3, "工作\ufffd档案"),
        [("TEXT_CHARACTER_LOST", SELF, 4, 3, "A01/自评.csv!C4")]),
    "private character in a name": (
        edited("成员", 7, 1, "江\ue863"),
        [("CHAR_PRIVATE", MEMBERS, 7, 1, "A01/成员.csv!A7")]),
    "private character in a text": (
        edited("自评", 4, 3, "工作室\U0010fffd档案"),
        [("CHAR_PRIVATE", SELF, 4, 3, "A01/自评.csv!C4")]),
    "radicals and compatibility ideographs": (
        edited("自评", 4, 3, "⼯作室\u2ea0档案\uf900"),
        [("CHAR_COMPATIBILITY", SELF, 4, 3, "A01/自评.csv!C4")]),
    "full-width letter in a name": (
        edited("成员", 7, 1, "江Ａ"),
        [("CHAR_COMPATIBILITY", MEMBERS, 7, 1, "A01/成员.csv!A7")]),
    "both in one name": (
        edited("成员", 7, 1, "江\uf900\ue863"),
        [("CHAR_COMPATIBILITY", MEMBERS, 7, 1, "A01/成员.csv!A7"),
         ("CHAR_PRIVATE", MEMBERS, 7, 1, "A01/成员.csv!A7")]),
    "no compatibility forms: unified, punctuation, wide letters of a text": (
        edited("自评", 4, 3, "\ufa0e\ufa29〇，。；：“”（）～…—Ａ①㎡"), []),
    "name in full-width brackets": (
        edited("成员", 7, 1, "江安（小）·李"), []),
    "full-width comma in a name": (
        edited("成员", 7, 1, "江安，王"),
        [("NAME_DOUBTFUL", MEMBERS, 7, 1, "A01/成员.csv!A7")]),
    "control character": (
        edited("自评", 4, 3, "工作室\x07档案"),
        [("CONTROL_CHARACTER", SELF, 4, 3, "A01/自评.csv!C4")]),
    "blanks inside a name": (edited("成员", 5, 1, "刘 静　怡"), []),
    "row twice": (added("成员", world.studio()["成员"][4]),
                  [("ROW_REPEATED", MEMBERS, 14, None, "A01/成员.csv!14:14")]),
    "person twice": (added("成员", member(姓名="刘静怡")),
                     [("VALUE_REPEATED", MEMBERS, 14, 1, "A01/成员.csv!A14")]),
    "year twice": (added("年度材料", ["2022", "有", "有", "无", "3", "1"]),
                   [("KEY_REPEATED", "A01/年度材料.csv", 5, 1,
                     "A01/年度材料.csv!A5")]),
    "self score twice": (added("自评", ["1.1.1", "0.5", "", ""]),
                         [("KEY_REPEATED", SELF, 54, 1, "A01/自评.csv!A54")]),
    "unknown point": (added("自评", ["7.1.1", "1", "", ""]),
                      [("POINT_UNKNOWN", SELF, 54, 1, "A01/自评.csv!A54")]),
    "point that became a date": (
        edited("自评", 2, 1, "2001/1/1"),
        [("POINT_UNKNOWN", SELF, 2, 1, "A01/自评.csv!A2")]),
    "score below nought": (edited("自评", 2, 2, "-1"),
                           [("SCORE_NEGATIVE", SELF, 2, 2, "A01/自评.csv!B2")]),
    "score above the maximum": (
        edited("自评", 2, 2, "1.5"),
        [("SCORE_ABOVE_MAX", SELF, 2, 2, "A01/自评.csv!B2")]),
    "score too fine": (edited("自评", 2, 2, "0.333"),
                       [("SCORE_TOO_FINE", SELF, 2, 2, "A01/自评.csv!B2")]),
    "expert's score above the maximum": (
        edited("评审-乙", 2, 3, "2"),
        [("SCORE_ABOVE_MAX", "A01/评审-乙.csv", 2, 3, "A01/评审-乙.csv!C2")]),
    "expert's second score": (
        added("评审-乙", ["乙", "1.1.1", "0.5", ""]),
        [(("SCORE_REPEATED", "KEY_REPEATED"), "A01/评审-乙.csv", 54, 2,
          "A01/评审-乙.csv!B54")]),
    "expert's second score for an invalid one": (
        {**edited("评审-乙", 2, 3, "9"),
         "评审-乙": edited("评审-乙", 2, 3, "9")["评审-乙"] +
         [["乙", "1.1.1", "0.5", ""]]},
        [("SCORE_ABOVE_MAX", "A01/评审-乙.csv", 2, 3, "A01/评审-乙.csv!C2")]),
    "expert's score for the computed point": (
        edited("评审-乙", 53, 3, "6"),
        [("SCORE_DIFFERS_FROM_COMPUTED", "A01/评审-乙.csv", 53, 3,
          "A01/评审-乙.csv!C53")]),
    "expert without a name": (
        {**without("评审-丙"), "评审": [
            [""] + row[1:] if i else row
            for i, row in enumerate(world.studio()["评审-丙"])]},
        [("EXPERT_MISSING", "A01/评审.csv", 2, None, "A01/评审.csv!2:2")]),
    "point no expert scored": (
        {**without("评审-甲", "评审-乙", "评审-丙"),
         "评审-甲": [r for r in world.studio()["评审-甲"] if r[1] != "1.1.3"]},
        [("POINT_NOT_SCORED", None, None, None, None)]),
    "rule not met": (
        {**without("成员"), "成员": world.studio()["成员"][:10]},
        [("Z01", None, None, None, None)]),
    "table missing": (without("听取汇报"),
                      [("TABLE_MISSING", "A01/听取汇报.csv", None, None, None)]),
    "identity missing": (without("基本信息"),
                         [("IDENTITY_MISSING", "A01", None, None, None)]),
    "file empty": (as_bytes("听取汇报", b""),
                   [("FILE_EMPTY", "A01/听取汇报.csv", None, None, None)]),
    "really a damaged workbook": (as_bytes("听取汇报", b"PK\x03\x04rest"),
                          [("FILE_BROKEN", "A01/听取汇报.csv", None, None,
                            None)]),
    "workbook beside": (as_bytes("获奖记录.xlsx", b"PK\x03\x04rest"),
                        [("FILE_NAME_UNKNOWN", "A01/获奖记录.xlsx", None, None,
                          None)]),
    "no text": (as_bytes("听取汇报", b"\x00\x01\x02\x80\xff\xfe\x00" * 9),
                [("FILE_NOT_TEXT", "A01/听取汇报.csv", 1, None, None)]),
    "name of no table": (as_bytes("说明.txt", b"hello"),
                         [("FILE_NAME_UNKNOWN", "A01/说明.txt", None, None,
                           None)]),
    "root's table in a folder": (
        as_bytes("工作室.csv", "编号,名称\nA01,甲\n".encode()),
        [("FILE_MISPLACED", "A01/工作室.csv", None, None, None)]),
    "half a character": (
        as_bytes("自评", world.text(edited("自评", 4, 3, "工作室龘")["自评"])
                 .encode().replace("龘".encode(), "龘".encode()[:2])),
        [("BYTE_BROKEN", SELF, 4, 3, "A01/自评.csv!C4")]),
    "text of another encoding": (
        edited("自评", 4, 3, "工作室档案".encode().decode("latin-1")),
        [("TEXT_MOJIBAKE", SELF, 4, 3, "A01/自评.csv!C4")]),
    "quotation mark that would swallow rows": (
        as_bytes("自评", world.text(edited("自评", 4, 3, "=晨会=活动照片")["自评"])
                 .replace("=", '"').encode()),
        [("QUOTE_SWALLOWS", SELF, 4, 3, "A01/自评.csv!C4")]),
    "quotation mark left open": (
        as_bytes("听取汇报", world.text(world.studio()["听取汇报"][:6]).encode() +
                 '2023-2024-1,2023-10-10,"没有写完'.encode()),
        [("QUOTE_OPEN", "A01/听取汇报.csv", 7, 3, "A01/听取汇报.csv!C7")]),
    "no heading": (as_bytes("听取汇报", "甲,乙,丙\n1,2,3\n".encode()),
                   [("HEADER_MISSING", "A01/听取汇报.csv", None, None, None)]),
    "unknown heading": (
        {**world.studio(), "获奖": [r + [x] for r, x in zip(
            world.studio()["获奖"], ["颁奖单位", "教育局"])]},
        [("HEADER_UNKNOWN", "A01/获奖.csv", 1, 7, "A01/获奖.csv!G1")]),
    "column without a heading": (
        {**world.studio(), "年度材料": [r + [x] for r, x in zip(
            world.studio()["年度材料"], ["", "已核", "", ""])]},
        [("HEADER_EMPTY", "A01/年度材料.csv", 2, 7, "A01/年度材料.csv!G2")]),
    "comma in the last text": (
        {**world.studio(), "自评": [r + ["二"] if i == 3 else r for i, r in
                                  enumerate(world.studio()["自评"])]}, []),
    "comma in a text before": (
        {**world.studio(), "成员": [
            r[:7] + ["班会"] + r[7:] if i == 3 else r
            for i, r in enumerate(world.studio()["成员"])]},
        [("ROW_SHIFTED", MEMBERS, 4, 14, "A01/成员.csv!N4")]),
    "total and signature": (
        added("成员", ["合计"] + [""] * 11, ["填表人：某某"] + [""] * 11),
        [("ROW_NOT_DATA", MEMBERS, 14, None, "A01/成员.csv!14:14")]),
    "heading alone": (
        {**world.studio(), "自评": world.studio()["自评"][:1]},
        [("TABLE_EMPTY", SELF, 1, None, "A01/自评.csv!1:1")]),
    "points left out": (
        {**world.studio(), "自评": [r for r in world.studio()["自评"]
                                  if r[0] not in ("1.1.2", "2.1.1")]},
        [("SELF_POINTS_MISSING", SELF, None, None, None)]),
    "heading twice": (
        {**world.studio(), "获奖": [r + [x] for r, x in zip(
            world.studio()["获奖"], ["年度", "2021"])]},
        [("HEADER_REPEATED", "A01/获奖.csv", 1, 7, "A01/获奖.csv!G1")]),
    "column missing": (
        {**world.studio(), "获奖": [r[:4] + r[5:] for r in
                                world.studio()["获奖"]]},
        [("COLUMN_MISSING", "A01/获奖.csv", 1, None, "A01/获奖.csv!1:1")]),
    "title lines count": (
        as_bytes("成员", ("名册,,\n（2024年）,,\n" + world.text(
            edited("成员", 4, 2, "男性")["成员"])).encode()),
        [("CELL_NOT_CHOICE", MEMBERS, 6, 2, "A01/成员.csv!B6")]),
    "line and row differ behind a line break": (
        {**world.studio(), "成员": [
            [*r[:7], "主题\n班会\n设计", *r[8:]] if i == 2 else
            [r[0], "男性", *r[2:]] if i == 5 else r
            for i, r in enumerate(world.studio()["成员"])]},
        [("CELL_NOT_CHOICE", MEMBERS, 8, 2, "A01/成员.csv!B6")]),
}



def hidden_row(name):
    """A workbook by openpyxl of a table whose fourth row is hidden."""
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = name
    for row in world.studio()[name]:
        book.active.append(row)
    book.active.row_dimensions[4].hidden = True
    book.save(file)
    return file.getvalue()


def days_of_1904():
    """听取汇报 with day numbers that count from 1904, and nothing says so."""
    table = world.studio()["听取汇报"]
    return [table[0]] + [
        [r[0], str((datetime.date.fromisoformat(r[1]) -
                    datetime.date(1904, 1, 1)).days), *r[2:]]
        for r in table[1:]]


CASES |= {
    "month or day": (
        edited("听取汇报", 3, 2, "3/4/2022"),
        [("DATE_AMBIGUOUS", "A01/听取汇报.csv", 3, 2, "A01/听取汇报.csv!B3")]),
    "day above 12": (edited("听取汇报", 3, 2, "3/24/2022"), []),
    "days counted from 1904": (
        {**world.studio(), "听取汇报": days_of_1904()},
        [("DATE_SYSTEM_DOUBTFUL", "A01/听取汇报.csv", 2, 2,
          "A01/听取汇报.csv!B2")]),
    "two names in one cell": (
        added("成员", member(姓名="何新来、郝又来")),
        [("NAME_DOUBTFUL", MEMBERS, 14, 1, "A01/成员.csv!A14")]),
    "row hidden in a workbook": (
        {**without("成员"), "成员.xlsx": hidden_row("成员")},
        [("ROW_HIDDEN", "A01/成员.xlsx", 4, 1, "A01/成员.xlsx!成员!A4")]),
    "award that cannot be counted": (
        edited("获奖", 2, 4, "优胜奖"),
        [("POINT_NOT_COMPUTED", None, None, None, None),
         ("CELL_NOT_CHOICE", "A01/获奖.csv", 2, 4, "A01/获奖.csv!D2")]),
    "remark behind a name": (added("成员", member(姓名="何新来（班主任）")), []),
}

# Cases that need more than the tables of one folder, by the test's name.
OTHERS = {"BATCH_EMPTY", "FOLDER_EMPTY", "FOLDER_UNKNOWN", "FILE_LINK",
          "FILE_NAME_NOT_TEXT", "FILE_TOO_LARGE",
          "FILE_TOO_MANY_ROWS", "STUDIO_COLUMN_MISSING", "IDENTITY_REPEATED",
          "CODE_REPEATED", "CODE_MISSING", "STUDIO_UNKNOWN",
          "VALUE_FROM_ABOVE", "CHAR_NO_FONT", "CELL_NOT_YESNO",
          "WORD_MISSING", "REPORT_FAILED", "TEXT_LENGTH_DIFFERS",
          "TEXT_FILE_MISSING", "TEXT_FILE_OUTSIDE", "TEXT_FILE_UNREADABLE",
          "FILE_NAME_FOLDED", "FILE_COPY", "FILE_COPY_DIFFERS",
          "FILE_ENCRYPTED", "ARCHIVE_REFUSED", "ARCHIVE_INSIDE",
          "SHEET_UNKNOWN", "SHEET_HIDDEN", "SCORE_FROM_SCHOOL",
          "SUBMISSION_SUPERSEDED"}
# And those of one studio that is too much, each expected in another file
# (test_bounds.py, but for the query's).
BOUNDS = {"QUERY_STOPPED", "FINDINGS_CUT", "PAPER_CUT"}
# And of what a scheme computes of masked fields, in test_personal.py.
PERSONAL = {"DERIVED_PERSONAL"}
# And those of a workbook's cells, each expected once in test_values.py.
VALUES = {"CELL_WAS_DATE", "KEY_WAS_DATE", "PERCENT_DOUBTFUL",
          "POINT_AMBIGUOUS"}
# And those that only some schemes can have, in test_format_*.py.
FORMAT = {"SCORE_ABOVE_WEIGHT", "SCORE_MISPLACED",
          "WORD_UNKNOWN", "ROLE_UNKNOWN", "ROLE_MISSING",
          "SCORE_NOT_YOURS", "EXPERT_INCOMPLETE",
          "EXPERT_BLANK", "SCORED_NOT_ASSESSED", "COMPUTED_OUT_OF_RANGE",
          "QUOTA_TIE", "CELL_NOT_ID", "CELL_NOT_PHONE"}


class Kinds(world.Case):
    """Each kind of finding from a submission that has nothing else wrong."""

    def setUp(self):
        super().setUp()
        self.batch = self.tmp / "batch"

    def found(self, expected, *, codes=None, **others):
        """The findings are these; level, text and advice are all there."""
        done, found = world.findings(self.batch, **others)
        self.assertIsNotNone(found, done)
        levels = listed()
        got = [(f["代码"], f["文件"], f["行"], f["列"], f["单元格"])
               for f in found
               if f["代码"].startswith("Z") is False or
               any(e[0] == f["代码"] for e in expected)]
        self.assertEqual(len(got), len(expected), found)
        for e, g in zip(expected, got):
            if isinstance(e[0], tuple):
                self.assertIn(g[0], e[0])
                self.assertEqual(g[1:], e[1:])
            else:
                self.assertEqual(g, e)
        for f in found:
            self.assertIn(f["级别"], LEVELS)
            if f["代码"] in levels:
                self.assertEqual(f["级别"], levels[f["代码"]])
            self.assertTrue(f["说明"] and f["建议"], f)
        wrong = any(f["级别"] == "错误" for f in found)
        self.assertEqual(done.status, 1 if wrong else 0, done)
        return found

    def test_nothing_wrong(self):
        world.write(self.batch, world.studio())
        done = world.run("check", "-s", world.SCHEME, self.batch)
        self.assertEqual((done.status, done.out, done.err),
                         (0, "", "没有发现问题\n"))

    def test_each_kind(self):
        for name, (tables, expected) in CASES.items():
            with self.subTest(name):
                world.write(self.batch, tables)
                self.found(expected)
            shutil.rmtree(self.batch)

    def test_list_is_covered(self):
        """No kind of finding without a case."""
        tested = set()
        for _, expected in CASES.values():
            for e in expected:
                tested |= set(e[0]) if isinstance(e[0], tuple) else {e[0]}
        self.assertEqual(set(listed()) - tested - OTHERS - VALUES - FORMAT
                         - BOUNDS - PERSONAL, set())
        values = (world.ROOT / "tests/e2e/test_values.py").read_text("utf-8")
        for code in VALUES:
            self.assertIn(f'"{code}"', values)
        bounds = "".join(
            path.read_text("utf-8")
            for path in (world.ROOT / "tests/e2e").glob("test_*.py")
            if path.name != "test_check.py")
        for code in BOUNDS:
            self.assertRegex(bounds, rf"""["']{code}["']""")
        said = "".join((world.ROOT / "tests/e2e" / name).read_text("utf-8")
                       for name in ("test_check.py", "test_report.py",
                                    "test_handing_in.py"))
        for code in OTHERS:         # there, and where it is expected
            self.assertGreater(said.count(f'"{code}"'), 1, code)

    # ---- what needs more than one folder's tables ----------------------------

    def test_empty_batch(self):
        self.batch.mkdir()
        self.found([("BATCH_EMPTY", None, None, None, None)])

    def test_empty_folder_does_not_stop_the_batch(self):
        world.write(self.batch, world.studio())
        (self.batch / "A02").mkdir()
        (self.batch / "A02" / ".gitkeep").touch()
        self.found([("FOLDER_EMPTY", "A02", None, None, None)])

    def test_folder_inside(self):
        world.write(self.batch, world.studio())
        (self.batch / "A01" / "照片").mkdir()
        self.found([("FOLDER_UNKNOWN", "A01/照片", None, None, None)])

    def test_link(self):
        world.write(self.batch, without("获奖"))
        (self.tmp / "award.csv").write_text("年度\n2021\n")
        os.symlink(self.tmp / "award.csv", self.batch / "A01/获奖.csv")
        found = world.findings(self.batch)[1]
        self.assertIn(("FILE_LINK", "A01/获奖.csv"),
                      [(f["代码"], f["文件"]) for f in found])

    def test_link_to_a_folder(self):
        world.write(self.batch, world.studio())
        os.symlink("/", self.batch / "A02")
        found = world.findings(self.batch)[1]
        self.assertIn(("FILE_LINK", "A02"),
                      [(f["代码"], f["文件"]) for f in found])

    def test_pipe_does_not_hang(self):
        world.write(self.batch, without("获奖"))
        os.mkfifo(self.batch / "A01/获奖.csv")
        found = world.findings(self.batch, timeout=20)[1]
        self.assertIn("A01/获奖.csv", [f["文件"] for f in found])

    def test_name_in_another_encoding(self):
        world.write(self.batch, world.studio())
        folder = os.fsencode(self.batch / "A01") + b"/"
        for name in ("附件".encode("gbk"), b"\xd7\xff\xc6"):
            with open(folder + name, "wb") as f:
                f.write(b"x")
        self.found([("FILE_NAME_UNKNOWN", "A01/附件", None, None, None),
                    ("FILE_NAME_NOT_TEXT", "A01/（乱码）", None, None, None)])

    def test_too_large(self):
        world.write(self.batch, without("听取汇报"))
        with open(self.batch / "A01/听取汇报.csv", "wb") as f:
            f.truncate((64 << 20) + 1)
        self.found([("FILE_TOO_LARGE", "A01/听取汇报.csv", None, None, None)])

    def test_too_many_rows(self):
        world.write(self.batch, as_bytes(
            "听取汇报", "学期,日期\n".encode() + b"x,\n" * 200001))
        self.found([("FILE_TOO_MANY_ROWS", "A01/听取汇报.csv", None, None, None)])

    def test_root_table(self):
        """In the root: whose row it is, and cells merged over rows."""
        world.write(self.batch, without("获奖"))
        world.write(self.batch, without("获奖"), "A02")
        (self.batch / "A02/基本信息.csv").write_text(
            world.text(world.studio("A02")["基本信息"]))
        head = ["工作室"] + world.studio()["获奖"][0]
        row = world.studio()["获奖"][1]
        world.write(self.batch, {"获奖": [
            head, ["A02", *row], ["", "2021", *row[1:]], ["A09", *row],
            ["A01", *row]]}, ".")
        self.found([("VALUE_FROM_ABOVE", "获奖.csv", 3, 1, "获奖.csv!A3"),
                    ("STUDIO_UNKNOWN", "获奖.csv", 4, 1, "获奖.csv!A4")])

    def test_root_table_without_its_column(self):
        world.write(self.batch, without("获奖"))
        world.write(self.batch, {"获奖": world.studio()["获奖"]}, ".")
        found = world.findings(self.batch)[1]
        self.assertIn(("STUDIO_COLUMN_MISSING", "获奖.csv", 1),
                      [(f["代码"], f["文件"], f["行"]) for f in found])

    def test_root_identities(self):
        """工作室.csv: one without a code, one that says otherwise."""
        world.write(self.batch, world.studio())
        identity = world.studio()["基本信息"][1:]
        head = [r[0] for r in identity]
        row = [r[1] for r in identity]
        world.write(self.batch, {"工作室": [
            head, ["A01"] + row[1:9] + ["299"] + row[10:], [""] + row[1:]]},
                    ".")
        found = world.findings(self.batch)[1]
        self.assertEqual([(f["代码"], f["文件"], f["行"]) for f in found],
                         [("CODE_MISSING", "工作室.csv", 3),
                          ("IDENTITY_REPEATED", "工作室.csv", 2)])

    def test_code_twice(self):
        world.write(self.batch, world.studio())
        world.write(self.batch, world.studio(), "A02")
        found = world.findings(self.batch)[1]
        self.assertEqual([(f["代码"], f["文件"].split("/")[0], f["级别"])
                          for f in found], [("CODE_REPEATED", "A02", "错误")])

    def test_character_of_no_font(self):
        world.write(self.batch, edited("自评", 4, 3, "档案\U000130fe"))
        folders = "".join(f"<dir>/usr/share/fonts/truetype/{d}</dir>" for d in
                          ("arphic", "wqy", "lxgw-wenkai"))
        config = self.tmp / "fonts.conf"
        config.write_text(f"<fontconfig>{folders}<cachedir>{self.tmp}/cache"
                          "</cachedir></fontconfig>")
        self.found([("CHAR_NO_FONT", SELF, 4, 3, "A01/自评.csv!C4")],
                   env={"FONTCONFIG_FILE": str(config)})

    def test_characters_of_a_person(self):
        """Person, character, code point, and the character meant."""
        tables = edited("成员", 7, 8, "\U0010fffd\u0378\U000f0000\U0010fffd研究")
        tables["成员"][7][0] = "江⼯\ue863"
        tables["基本信息"][11][1] = "\u2f64学堂"
        tables["基本信息"][15][1] = "李⼯远"
        world.write(self.batch, tables)
        found = self.found([
            ("CHAR_COMPATIBILITY", IDENTITY, 12, 2, "A01/基本信息.csv!B12"),
            ("CHAR_COMPATIBILITY", IDENTITY, 16, 2, "A01/基本信息.csv!B16"),
            ("CHAR_NO_FONT", MEMBERS, 7, 8, "A01/成员.csv!H7"),
            ("CHAR_PRIVATE", MEMBERS, 7, 8, "A01/成员.csv!H7"),
            ("CHAR_COMPATIBILITY", MEMBERS, 8, 1, "A01/成员.csv!A8"),
            ("CHAR_PRIVATE", MEMBERS, 8, 1, "A01/成员.csv!A8")])
        said = [f["说明"] for f in found if f["代码"].startswith("CHAR")]
        self.assertIn("⽤（U+2F64，可能应为用U+7528）", said[0])
        self.assertNotIn("：", said[0])          # of no one person
        self.assertTrue(said[1].startswith("李⼯远：⼯（U+2F2F"), said[1])
        name = tables["成员"][6][0]
        self.assertIn(f"{name}：U+0378没有", said[2])
        self.assertIn(f"{name}：U+10FFFD、U+F0000是", said[3])
        self.assertIn("江⼯\ue863：⼯（U+2F2F，可能应为工U+5DE5）", said[4])
        self.assertIn("江⼯\ue863：U+E863（可能应为䶮U+4DAE）", said[5])

    def test_a_personal_name_is_masked(self):
        """Where the name is 敏感, the finding does not tell it either."""
        scheme = self.tmp / "plan"
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME, scheme)
        form = scheme / "表单.csv"
        said = form.read_text("utf-8-sig")
        changed = re.sub(r"(?m)^(成员,横,姓名,人名,是,[^,]*,[^,]*),[^,]*,",
                         r"\1,是,", said)
        self.assertNotEqual(changed, said)
        form.write_text(changed, "utf-8")
        tables = edited("成员", 7, 8, "⼯程研究")
        tables["成员"][7][0] = "江⼯"
        world.write(self.batch, tables)
        for options, names in (((), ["***", "***"]), (("--show-personal",), [
                tables["成员"][6][0], "江⼯"])):
            done = world.run("check", "-s", scheme, self.batch, "--format",
                             "json", *options)
            self.assertEqual(done.status, 0, done)
            found = [f for f in json.loads(done.out)
                     if f["代码"].startswith("CHAR")]
            self.assertEqual([f["说明"].split("：")[0] for f in found], names)
            self.assertEqual(found[-1]["值"], names[1])

    def test_characters_without_fonts(self):
        """What needs no font is found all the same."""
        world.write(self.batch, edited("成员", 7, 1, "江⼯\U0003fffd"))
        config = self.tmp / "fonts.conf"
        config.write_text(f"<fontconfig><cachedir>{self.tmp}/cache</cachedir>"
                          "</fontconfig>")
        self.found([("CHAR_COMPATIBILITY", MEMBERS, 7, 1, "A01/成员.csv!A7")],
                   env={"FONTCONFIG_FILE": str(config)})

    # ---- what the samples' scheme does not have ---------------------------------

    def plan(self):
        """A small scheme of yes and no, with a field that names a file."""
        plan = self.tmp / "plan"
        plan.mkdir()
        for name, lines in {
                "方案": ["项目,内容", "名称,试", "发文单位,试", "日期,2024-03-01",
                       "报告标题,试", "分组字段,", "专家汇总,平均", "达标词,达标",
                       "未达标词,未达标"],
                "表单": ["表,方向,字段,类型,必填,取值,单位,敏感,重复,说明",
                       "工作室,竖,编号,文本,,,,,,", "工作室,竖,名称,文本,是,,,,,",
                       "工作室,竖,住校,是否,,,,,,",
                       "评审,横,专家,人名,,,,,错误,", "评审,横,评估点,文本,是,,,,错误,",
                       "评审,横,结论,单选,是,达标|未达标,,,,",
                       "案例,横,标题,文本,是,,,,,", "案例,横,字数,整数,,,字,,,",
                       "案例,横,文件,文件,,字数,,,,"],
                "指标": ["编号,一级指标,二级指标,评估点,分值,评估办法,附加,适用,对象,"
                       "自动,自动明细,依据", "1.1,一,甲,第一点,,,,,,,,",
                       "1.2,一,甲,第二点,,,,,,,,"],
                "规则": ["编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细,"
                       "依据,建议"],
                "结论": ["阶段,次序,条件,结论,依据"]}.items():
            (plan / f"{name}.csv").write_text("\n".join(lines) + "\n")
        return plan

    def told(self, tables):
        world.write(self.batch, tables)
        done = world.run("check", "-s", self.plan(), self.batch, "--format",
                         "json")
        self.assertEqual(done.status, 1, done)
        found = json.loads(done.out)
        for f in found:
            self.assertEqual(f["级别"], listed()[f["代码"]])
        return [(f["代码"], f["单元格"], f["值"]) for f in found]

    def test_judged_by_words(self):
        """A word that is neither, and one not given."""
        got = self.told({
            "基本信息": [["项目", "内容"], ["编号", "A01"], ["名称", "试"],
                     ["住校", "或许"]],
            "案例": [["标题", "字数", "文件"]],
            "评审-甲": [["评估点", "结论"], ["1.1", "达标"]]})
        self.assertEqual(got, [
            ("WORD_MISSING", None, "1.2"),
            ("CELL_NOT_YESNO", "A01/基本信息.csv!B4", "或许"),
            ("TABLE_EMPTY", "A01/案例.csv!1:1", None)])

    def test_text_files(self):
        """Missing, outside, a Word document, and of another length."""
        got = self.told({
            "基本信息": [["项目", "内容"], ["编号", "A01"], ["名称", "试"]],
            "评审-甲": [["评估点", "结论"], ["1.1", "达标"], ["1.2", "达标"]],
            "案例": [["标题", "字数", "文件"], ["一", "5", "一.txt"],
                   ["二", "6", "一.txt"], ["三", "1", "没有.txt"],
                   ["四", "1", "../../A02/一.txt"], ["五", "1", "五.docx"],
                   ["六", "1", "六.txt"], ["七", "1", "七.txt"]],
            "一.txt": "\ufeff 天 地\n玄黄。\n".encode(),
            "五.docx": b"PK\x03\x04 rest",
            "六.txt": b"\xef\xbb\xbf\xe5\xa4\xa9\n\0\n",
            "七.txt": b"\xff\xfe\x29\x59\x0a\x00\x00\xd8\x0a\x00"})
        self.assertEqual(got, [
            ("BYTE_BROKEN", None, None),
            ("TEXT_LENGTH_DIFFERS", "A01/案例.csv!B3", "6"),
            ("TEXT_FILE_MISSING", "A01/案例.csv!C4", "没有.txt"),
            ("TEXT_FILE_OUTSIDE", "A01/案例.csv!C5", "../../A02/一.txt"),
            ("TEXT_FILE_UNREADABLE", "A01/案例.csv!C6", "五.docx"),
            ("TEXT_FILE_UNREADABLE", "A01/案例.csv!C7", "六.txt"),
            ("TEXT_LENGTH_DIFFERS", "A01/案例.csv!B8", "1")])


class Encodings(world.Case):
    """The same tables in every form that schools save them in."""

    def test_all_are_read_alike(self):
        batch = self.tmp / "batch"
        tables = world.studio()
        forms = {
            "UTF-8": ("utf-8", ",", "\n", b""),
            "UTF-8 BOM": ("utf-8", ",", "\r\n", b"\xef\xbb\xbf"),
            "GB18030": ("gb18030", ",", "\r\n", b""),
            "UTF-16LE": ("utf-16-le", "\t", "\r\n", b"\xff\xfe"),
            "UTF-16BE": ("utf-16-be", "\t", "\r", b"\xfe\xff"),
            "UTF-16LE without BOM": ("utf-16-le", "\t", "\n", b""),
            "semicolons": ("utf-8", ";", "\r", b""),
        }
        for i, (encoding, separator, end, bom) in enumerate(forms.values()):
            code = f"E{i}"
            tables["基本信息"][1][1] = code
            world.write(batch, {
                name: bom + world.text(table, separator, end).encode(encoding)
                for name, table in tables.items()}, code)
        done = world.report(batch, self.tmp / "out")
        self.assertEqual(done.status, 0, done)
        got = world.rows(self.tmp / "out", "SELECT 工作室, 编码, count(*) FROM "
                         "来源文件 GROUP BY 1, 2 ORDER BY 1")
        self.assertEqual(got, [(f"E{i}", name.split(" without")[0]
                                .replace("semicolons", "UTF-8"), 10)
                               for i, name in enumerate(forms)])
        totals = world.rows(self.tmp / "out", "SELECT 总分, 自评总分, 名次 FROM "
                            "汇总")
        self.assertEqual(len(set(totals)), 1, totals)
        names = world.rows(self.tmp / "out", "SELECT DISTINCT group_concat("
                           "姓名) FROM (SELECT * FROM 成员 ORDER BY _序) GROUP "
                           "BY 工作室")
        self.assertEqual(names, [(",".join(world.NAMES),)])

    def test_nothing_is_changed_silently(self):
        batch = world.write(self.tmp / "batch", edited(
            "基本信息", 9, 2, "４０．５㎡"))
        world.report(batch, self.tmp / "out")
        self.assertEqual(
            world.rows(self.tmp / "out", "SELECT 文件, 行, 列, 字段, 原值, 新值 "
                       "FROM 规范化"),
            [("A01/基本信息.csv", 9, 2, "工作室面积", "４０．５㎡", "40.5")])
        self.assertEqual(world.value(self.tmp / "out",
                                     "SELECT 工作室面积 FROM 工作室"), 40.5)


class Formats(world.Case):
    """Text, CSV and JSON say the same of the samples."""

    @classmethod
    def setUpClass(cls):
        cls.said = {f: world.run("check", "-s", world.SCHEME, world.SAMPLES,
                                 "--format", f)
                    for f in ("text", "csv", "json")}

    def test_status(self):
        for name, done in self.said.items():
            self.assertEqual((done.status, done.err),
                             (1, "错误 18 条，其他 20 条\n"), name)

    def test_text(self):
        lines = self.said["text"].out.splitlines()
        found = json.loads(self.said["json"].out)
        self.assertEqual(len(lines), len(found))
        for line, f in zip(lines, found):
            place = ":".join(str(x) for x in (f["文件"] or f["工作室"], f["行"],
                                              f["列"]) if x is not None)
            self.assertTrue(line.startswith(f"{place}: {f['级别']}: "),
                            (line, f))
            self.assertIn(f["说明"].split("\n")[0], line)
        self.assertIn("ZZ2024-11/自评.csv:22:2: 错误: ", "\n".join(lines))

    def test_default_is_text(self):
        done = world.run("check", "-s", world.SCHEME, world.SAMPLES)
        self.assertEqual(done.out, self.said["text"].out)

    def test_csv_equals_json(self):
        said = self.said["csv"].out
        self.assertTrue(said.startswith("\ufeff"))
        self.assertEqual(said.count("\n"), said.count("\r\n"))
        rows = list(csv.DictReader(io.StringIO(said[1:], newline="")))
        found = json.loads(self.said["json"].out)
        self.assertEqual(list(rows[0]), list(found[0]))
        for row, f in zip(rows, found, strict=True):
            for key, v in f.items():
                self.assertIn(row[key], ("" if v is None else str(v),
                                         f"'{v}"), key)

    def test_formula_in_csv(self):
        tables = edited("成员", 4, 2, "=HYPERLINK(1)")
        world.write(self.tmp / "batch", tables)
        done = world.run("check", "-s", world.SCHEME, self.tmp / "batch",
                         "--format", "csv")
        row = list(csv.DictReader(io.StringIO(done.out[1:], newline="")))[0]
        self.assertEqual(row["值"], "'=HYPERLINK(1)")

    def test_one_studio_alone(self):
        """A studio's own folder may be given instead of a batch."""
        world.write(self.tmp, edited("成员", 4, 2, "男性"), "A01")
        done, found = world.findings(self.tmp / "A01")
        self.assertEqual([(f["文件"], f["行"]) for f in found],
                         [("成员.csv", 4)], done)


class Sanitized(world.Case):
    """Broken tables and broken bytes under the sanitizers."""

    PIECES = (b'"', b",", b"\n", b"\r", b"\0", b"\xff\xfe", b"\xef\xbb\xbf",
              b"\t", b";", "，１２。".encode(), "\U0002cb4e".encode(), b"%s%n",
              b"1.38E+10", b"9" * 40, b"\x80", b"\xe4\xb8", b"1e308", b"nan",
              b"2024.1", b"45352", b"-", "\u202e".encode(), b"0.005")

    def quiet(self, batch):
        done = world.report(batch, self.tmp / "out", timeout=300,
                            program=world.SANITIZED)
        self.assertEqual((done.status, done.err), (1, ""), done)

    def setUp(self):
        super().setUp()
        if not world.SANITIZED or not os.path.exists(world.SANITIZED):
            self.skipTest("PINGGU_SAN names no program")

    def test_samples(self):
        self.quiet(world.SAMPLES)

    def test_every_case(self):
        batch = self.tmp / "batch"
        for i, (tables, _) in enumerate(CASES.values()):
            tables = {**tables}
            if isinstance(tables.get("基本信息"), list):
                tables["基本信息"] = [
                    ["编号", f"S{i}"] if r[0] == "编号" else r
                    for r in tables["基本信息"]]
            world.write(batch, tables, f"S{i}")
        self.quiet(batch)

    def test_broken_bytes(self):
        """Every scheme's samples with bytes cut out, put in and moved."""
        schemes = [p.name.removesuffix(".xlsx")
                   for p in (world.ROOT / "rubrics").iterdir()]
        names = sorted(p.name for p in world.SAMPLES.parent.iterdir()
                       if p.is_dir())
        self.assertIn(world.SCHEME, names)
        for name in names:
            with self.subTest(name):
                batch = self.broken(name)
                (scheme,) = (s for s in schemes if name.startswith(s))
                done = world.run("check", "-s", scheme, batch, timeout=300,
                                 program=world.SANITIZED)
                self.assertEqual(done.status, 1, done)
                self.assertRegex(done.err, r"\A错误 \d+ 条，其他 \d+ 条\n\Z")
                if name == world.SCHEME:
                    self.quiet(batch)

    def broken(self, name):
        r = random.Random(11)
        sources = [p for p in sorted((world.SAMPLES.parent / name)
                                     .iterdir()) if p.is_dir()]
        for i in range(60):
            source = sources[i % len(sources)]
            folder = self.tmp / name / f"F{i:02d}"
            folder.mkdir(parents=True)
            for path in sorted(p for p in source.iterdir() if p.is_file()):
                data = path.read_bytes().replace(source.name.encode(),
                                                 folder.name.encode())
                for _ in range(r.choice((0, 0, 1, 2, 20))):
                    at = r.randrange(len(data) + 1)
                    data = r.choice((
                        data[:at] + r.choice(self.PIECES) * r.choice(
                            (1, 1, 300)) + data[at:],
                        data[:at] + data[at + r.choice((1, 3, 50)):],
                        data[:at] + data[:200] + data[at:]))
                (folder / path.name).write_bytes(data)
        return self.tmp / name


if __name__ == "__main__":
    unittest.main()
