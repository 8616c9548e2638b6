"""Delimited texts as programs write them, and as people damage them.

The same studio in every form; what is stored must be what the clean one gives.
"""
import csv
import io
import unittest

import openpyxl

import test_workbook
import world

TABLES = ["成员", "获奖", "参赛情况", "听取汇报", "年度材料", "自评"]


def by_csv(table, encoding="utf-8", **dialect):
    """The table as Python's csv module writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, **dialect).writerows(table)
    return out.getvalue().encode(encoding)


def tricky():
    """Cells that must be quoted well, in a studio without a fault."""
    tables = world.studio()
    tables["自评"][3][2] = '"暖心晨会"活动照片，5" 管'
    tables["自评"][4][2] = '第一行\n第二行,有"引号"'
    tables["自评"][5][2] = "甲;乙|丙，丁"
    return tables


class Texts(world.Case):
    clean = {}      # what studios' own files gave

    def stored(self, batch):
        """Rows of the tables, without where they stood; and the findings."""
        out = self.tmp / "out"
        done = world.report(batch, out, "--force")
        self.assertIn(done.status, (0, 1), done)
        tables = {}
        for name in TABLES:
            columns = [r[1] for r in world.rows(
                out, f"PRAGMA table_info({name})") if not r[1].startswith("_")]
            tables[name] = world.rows(
                out, f"SELECT {', '.join(columns)} FROM {name} ORDER BY _序")
        return tables, world.rows(
            out, "SELECT 代码, 单元格, 次数 FROM 问题"), world.rows(
            out, "SELECT 行, 列, 规则 FROM 规范化")

    def same(self, files, *, findings=(), rules=(), tables=None):
        """These files instead of the studio's own change nothing stored."""
        tables = tables or world.studio()
        key = str(tables)
        if key not in self.clean:
            self.clean[key] = self.stored(
                world.write(self.tmp / "clean", tables))
        want, found, _ = self.clean[key]
        self.assertEqual(found, [])
        got, found, changes = self.stored(world.write(
            self.tmp / "sent", {**tables, **files}))
        self.assertEqual(got, want)
        self.assertEqual(found, list(findings))
        self.assertEqual({c[2] for c in changes}, set(rules))
        return changes

    def test_python_csv(self):
        for i, dialect in enumerate([
                {}, {"dialect": "excel-tab"}, {"dialect": "unix"},
                {"delimiter": ";"}, {"delimiter": "|"}, {"delimiter": "，"},
                {"encoding": "gb18030"}, {"encoding": "gbk", "delimiter": "|"},
                {"encoding": "utf-16"}]):
            with self.subTest(dialect=dialect):
                tables = tricky()
                self.same({n: by_csv(tables[n], **dialect) for n in TABLES},
                          tables=tables)

    def test_libreoffice(self):
        """A workbook's sheet, exported with , TAB ; and full-width comma."""
        tables = tricky()
        book = openpyxl.Workbook()
        for row in tables["自评"]:
            book.active.append(row)
        book.save(self.tmp / "自评.xlsx")
        for separator in (44, 9, 59):
            status, out, err = world.tool(
                "soffice", "-env:UserInstallation=file://"
                f"{test_workbook.profile()}", "--headless", "--convert-to",
                f"csv:Text - txt - csv (StarCalc):{separator},34,76,1,,0,"
                "false,true,false", "--outdir", self.tmp / "lo",
                self.tmp / "自评.xlsx")
            made = self.tmp / "lo/自评.csv"
            self.assertTrue(made.exists(), (status, out, err))
            self.same({"自评": made.read_bytes()}, tables=tables)
            made.unlink()

    def test_lines_in_quotes(self):
        """A CSV that was opened in one column and saved again."""
        lines = by_csv(tricky()["年度材料"]).decode().splitlines()
        self.same({"年度材料": by_csv([[line] for line in lines],
                                  encoding="gb18030")}, rules={"整行去引号"})

    def test_sep_line(self):
        """sep=; as Excel wants it; rows are counted as it does."""
        table = by_csv(world.studio()["参赛情况"], delimiter=";")
        self.same({"参赛情况": b"sep=;\r\n" + table})
        self.assertEqual(world.rows(
            self.tmp / "out", "SELECT _行, _表行 FROM 参赛情况")[0], (3, 2))

    def test_pandas_and_sql(self):
        """What str() of nothing is, where the form may be empty."""
        table = world.studio()["自评"]
        for i, nothing in enumerate([float("nan"), None, "NULL", "NaT", "N/A",
                                     "null", "undefined", "无数据"]):
            table[2 + i][3] = str(nothing)
        self.same({"自评": by_csv(table)}, rules={"占位符作空"})

    def test_the_index_of_pandas(self):
        """DataFrame.to_csv() numbers the rows in a column without a heading,
        which says nothing; other such columns are told."""
        table = world.studio()["成员"]
        rows = [[""] + table[0]] + [[str(i)] + row
                                    for i, row in enumerate(table[1:])]
        self.same({"成员": by_csv(rows)})
        rows[2][0] = "班主任"
        self.same({"成员": by_csv(rows)}, findings=[
            ("HEADER_EMPTY", "A01/成员.csv!A2", 1)])

    def test_spreadsheets_text_marks(self):
        table = world.studio()["自评"]
        for i, row in enumerate(table[1:]):
            row[0] = f'="{row[0]}"' if i % 2 else f"'{row[0]}"
        raw = "".join(",".join(row) + "\n" for row in table)
        self.same({"自评": raw.encode()}, rules={"去撇号", "去公式"})

    def test_page_source(self):
        table = world.studio()["自评"]
        table[1][2] = "&#24037;&#x4F5C;室档案&nbsp;"
        table[2][2] = "工作\u00ad室档案"
        table[3][2] = "工作室档案_x000D_"
        self.same({"自评": by_csv(table)}, rules={
            "网页字符还原", "去软连字符", "换行还原"})

    def test_garbled_cells(self):
        """UTF-8 and GBK that were taken for Latin; one 提醒 a source."""
        table = world.studio()["自评"]
        table[1][2] = table[1][2].encode().decode("latin-1")
        table[2][2] = table[2][2].encode("gbk").decode("latin-1")
        table[4][2] = table[4][2].encode("gbk").decode("cp1252")
        self.same({"自评": by_csv(table)}, rules={"乱码还原"}, findings=[
            ("TEXT_MOJIBAKE", "A01/自评.csv!C2", 1)])

    def test_a_garbled_file(self):
        """GBK that was taken for Latin on its way, short cells too."""
        data = by_csv(world.studio()["成员"], "gbk")
        self.same({"成员": data.decode("latin-1").encode()},
                  rules={"乱码还原"}, findings=[
                      ("TEXT_MOJIBAKE", "A01/成员.csv!C1", 1)])

    def test_two_encodings(self):
        """cat of what two people saved."""
        data = world.text(world.studio()["成员"]).splitlines(keepends=True)
        self.same({"成员": b"".join(
            line.encode("utf-8" if i < 5 else "gbk")
            for i, line in enumerate(data))})

    def test_euro_in_gbk(self):
        """Windows' GBK has the euro sign at 0x80; DOS ends with 0x1A."""
        tables = world.studio()
        tables["自评"][1][2] = "补助€500"
        data = world.text(tables["自评"]).replace("€", "$").encode("gbk")
        self.same({"自评": data.replace(b"$", b"\x80") + b"\x1a"},
                  tables=tables)

    def test_stray_quote(self):
        """No row is lost for a mark that is text."""
        tables = world.studio()
        tables["自评"][1][2] = '"暖心晨会"活动照片'
        tables["自评"][4][2] = "照片，见附件,共3张"
        raw = world.text(tables["自评"]).replace(
            '"""暖心晨会""活动照片"', tables["自评"][1][2])
        self.same({"自评": raw.encode()}, tables=tables,
                  rules={"引号作文字"},
                  findings=[("QUOTE_SWALLOWS", "A01/自评.csv!C2", 1)])


if __name__ == "__main__":
    unittest.main()
