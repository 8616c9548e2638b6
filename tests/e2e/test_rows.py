"""Which rows are data, alike in every kind of file that a school hands in.

One roster as a clerk makes it (a title, a heading of two rows, merged cells,
a total, a line to be signed) is written by openpyxl, and by LibreOffice as
CSV, .xls, .ods and a page; each is read, and all say the same.
"""
import functools
import unittest

import openpyxl

import cases
import test_scheme_bs
import test_workbook
import world

PEOPLE = [("孙立新", "男", 12, "示例一中", "主持人"),
          ("郭亚楠", "女", 8, None, "班主任"),
          ("李春燕", "女", 5, None, "班主任"),
          ("苏明慧", "女", 20, "示例二中", "班主任"),
          ("周海", "男", 3, None, "培育对象")]
SCHOOLS = ["示例一中"] * 3 + ["示例二中"] * 2
# How LibreOffice calls what it writes.
FORMS = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1",
         "xls": "xls:MS Excel 97", "ods": "ods", "html": "html:HTML (StarCalc)"}


@functools.lru_cache(None)
def roster():
    """The workbook's path."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "成员"
    sheet.append(["示例工作室成员名册"])
    sheet.append(["序号", "姓名", "基本情况", None, "所在学校", "人员类别"])
    sheet.append([None, None, "性别", "教龄（年）", None, None])
    for i, person in enumerate(PEOPLE, 1):
        sheet.append([i, *person])
    sheet.append(["合计", None, None, "=SUM(D4:D8)", "共5人"])
    sheet.append([])
    sheet.append(["填表人：某某", None, "审核人：", None, None, "2024年3月1日"])
    for cells in ("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3",
                  "E4:E6", "E7:E8", "A9:C9"):
        sheet.merge_cells(cells)
    folder = world.scratch() / "roster"
    folder.mkdir()
    book.save(folder / "成员.xlsx")
    return folder / "成员.xlsx"


def written(kind):
    """The roster in this kind, as LibreOffice writes it."""
    if kind == "xlsx":
        return roster()
    folder = world.scratch()
    said = world.tool(
        "soffice", f"-env:UserInstallation=file://{test_workbook.profile()}",
        "--headless", "--convert-to", FORMS[kind], "--outdir", folder, roster())
    made = folder / f"成员.{kind}"
    assert made.exists(), said
    return made


class EveryKind(world.Case):
    """The roster in each kind of file."""

    def read(self, kind):
        batch, out = self.tmp / "batch", self.tmp / "out"
        world.write(batch, {k: v for k, v in world.studio().items()
                            if k != "成员"})
        made = written(kind)
        # A page is what web systems call .xls.
        name = "成员.xls" if kind == "html" else f"成员.{kind}"
        (batch / "A01" / name).write_bytes(made.read_bytes())
        done = world.report(batch, out)
        self.assertIn(done.status, (0, 1), done)
        return out, name

    def look(self, kind):
        out, name = self.read(kind)
        self.assertEqual(
            world.rows(out, "SELECT 姓名, 性别, 教龄, 所在学校, 人员类别, _行 "
                       "FROM 成员 ORDER BY _序"),
            [(*p[:3], s, p[4], line) for p, s, line in
             zip(PEOPLE, SCHOOLS, range(4, 9))])
        self.assertEqual(
            world.rows(out, "SELECT 代码, 行, 列, 说明 FROM 问题 WHERE "
                       f"文件 = 'A01/{name}' ORDER BY 行"),
            [("VALUE_FROM_ABOVE", 5, 5, "“所在学校”共3格是空的，"
              "按合并单元格取上一行的值"),
             ("ROW_NOT_DATA", 9, None, "第9、11行不是数据（合计、填表人、"
              "示例等），未读取")])
        self.assertEqual(
            world.rows(out, "SELECT 行, 列, 原值, 新值 FROM 规范化 WHERE "
                       f"文件 = 'A01/{name}' AND 规则 IN ('取上一行', '不是数据')"
                       " ORDER BY 行"),
            [(5, 5, "", "示例一中"), (6, 5, "", "示例一中"),
             (8, 5, "", "示例二中"), (9, 1, "合计", None),
             (11, 1, "填表人：…", None)])


class NoPeople(world.Case):
    """Rows that no roster means, among people who look like them."""
    ROWS = ["2024年3月11日", "校外专家", "班主任：", "平均,,,,,,,,,12,9", "累计,12",
            "——————", "第1页 共1页",
            "---,---,---,---,---,---,---,---,---,---,---,---,---"]
    PEOPLE = ["注小明", "备小注", "如一", "例如意", "共一", "一、王", "女", "（王）安",
              "J. Smith", "O'Neil", '李"六"', "阿布都热依木·买买提", "负责人",
              "张签字", "𠮷田"]

    def test_rows(self):
        made = world.studio()
        head, one = made["成员"][0], made["成员"][3]
        people = [[name, *one[1:]] for name in self.PEOPLE]
        made["成员"] += people + [row.split(",") for row in self.ROWS]
        batch, out = self.tmp / "batch", self.tmp / "out"
        world.write(batch, made)
        done = world.report(batch, out)
        self.assertIn(done.status, (0, 1), done)
        names = [n for (n,) in world.rows(
            out, "SELECT 姓名 FROM 成员 ORDER BY _序")]
        self.assertEqual(names, [r[0] for r in made["成员"][1:13]] +
                         self.PEOPLE)
        self.assertEqual(len(head), 13)
        first = 14 + len(self.PEOPLE)
        told = "、".join(map(str, range(first, first + len(self.ROWS))))
        self.assertEqual(world.rows(
            out, "SELECT 代码, 说明 FROM 问题 WHERE 文件 = 'A01/成员.csv' AND "
            "代码 <> 'NAME_DOUBTFUL'"),
            [("ROW_NOT_DATA", f"第{told}行不是数据（合计、填表人、示例等），未读取")])

    def test_a_list_of_names(self):
        """One column, of a form that asks for no other; in the root too."""
        for root, table in ((False, ["姓名", "林一", "林二"]),
                            (False, ["序号,姓名", "1,林一", "2,林二"]),
                            (True, ["工作室,姓名", "甲,林一", "甲,林二"])):
            with self.subTest(table[0]):
                batch = world.scratch() / "batch"
                made = {k: v for k, v in test_scheme_bs.studio("三星级").items()
                        if k != "学员"}
                cases.write_studio(batch / "甲", made)
                path = batch if root else batch / "甲"
                (path / "学员.csv").write_text("\n".join(table), "utf-8")
                out = world.scratch() / "out"
                world.run("report", "-s", "baoshan-2023", batch, "-o", out)
                self.assertEqual(world.rows(
                    out, "SELECT 姓名 FROM 学员 ORDER BY _序"),
                    [("林一",), ("林二",)])
                self.assertEqual(world.rows(
                    out, "SELECT 代码 FROM 问题 WHERE 文件 LIKE '%学员.csv'"), [])

    def test_the_sum_of_a_self_assessment(self):
        made = world.studio()
        n = len(made["自评"])
        made["自评"] += [["自评总分：98.5"], ["总分", "98.5"], ["平均分", "1.9"]]
        batch = world.write(self.tmp / "batch", made)
        _, found = world.findings(batch)
        self.assertEqual([(f["代码"], f["行"]) for f in found
                          if f["文件"] == "A01/自评.csv"],
                         [("ROW_NOT_DATA", n + 1)])


for _kind in ("xlsx", *FORMS):
    setattr(EveryKind, f"test_{_kind}",
            lambda self, kind=_kind: self.look(kind))


if __name__ == "__main__":
    unittest.main()
