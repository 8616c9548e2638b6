"""Text that libraries choke on: codes that never are characters, halves of
surrogate pairs in every disguise, NUL, and strings that mean something to who
reads them. Wherever it comes in, what goes out is text."""
import contextlib
import io
import json
import re
import sqlite3
import unicodedata
import unittest
import xml.etree.ElementTree as ET
import zipfile

import openpyxl

import little
import world

NONCHARACTERS = [chr(c) for c in range(0xFDD0, 0xFDF0)] + [
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)]
LOST = "\ufffd"
POINTS = "编号,一级指标,评估点,分值\nA,甲,一,10\n"
MEMBERS = "成员,横,姓名,人名,,,,,\n成员,横,备注,文本,,,,,\n"


def is_text(s):
    """Only characters that a text may hold."""
    return not any(c == "\0" or 0xD800 <= ord(c) < 0xE000 or
                   c in NONCHARACTERS for c in s)


def is_safe_name(name):
    return is_text(name) and not any(
        unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") for c in name)


class Outputs(world.Case):
    """What every file of a result must be."""

    def judge(self, out, papers=True):
        for path in sorted(out.rglob("*")):
            self.assertTrue(is_safe_name(path.name), ascii(path.name))
            if path.suffix in (".csv", ".json", ".txt"):
                self.judge_text(path)
        self.judge_store(out / "结果.sqlite")
        self.judge_book(out / "汇总表.xlsx")
        found = world.pdfs(out, "*")
        self.assertTrue(found)
        for path in found if papers else ():
            self.judge_pdf(path)

    def judge_text(self, path):
        text = path.read_bytes().decode("utf-8")
        self.assertTrue(is_text(text), path)
        if path.suffix == ".json":
            self.assertTrue(is_text(repr(json.loads(text))), path)

    def judge_store(self, path):
        db = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        db.text_factory = bytes
        with contextlib.closing(db):
            tables = [r[0].decode() for r in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                for row in db.execute(f'SELECT * FROM "{table}"'):
                    for value in row:
                        if isinstance(value, bytes):
                            self.assertTrue(is_text(value.decode("utf-8")),
                                            (table, value))
                names = [r[1].decode() for r in db.execute(
                    f'PRAGMA table_info("{table}")')]
                for name in names:
                    self.assertEqual(db.execute(
                        f'SELECT count(*) FROM "{table}" WHERE typeof('
                        f'"{name}") = \'blob\'').fetchone()[0], 0, table)

    def judge_book(self, path):
        with zipfile.ZipFile(path) as z:
            for name in z.namelist():
                if name.endswith((".xml", ".rels")):
                    root = ET.fromstring(z.read(name))
                    for e in root.iter():
                        for s in (e.text or "", *e.attrib.values()):
                            self.assertTrue(is_text(s), (name, s))
        openpyxl.load_workbook(path)

    def judge_pdf(self, path):
        status, _, err = world.tool("qpdf", "--check", path)
        self.assertEqual(status, 0, (path, err))
        for tool in (("pdftotext", path, "-"), ("pdfinfo", path)):
            status, text, err = world.tool(*tool)
            self.assertEqual(status, 0, (path, err))
            self.assertTrue(is_text(text), path)
            self.assertEqual(err, "", path)

    def made(self, batch=None, scheme=None, **others):
        s = little.Little({"指标": POINTS, **(scheme or {})}, batch,
                          **{"forms": little.SCORES + MEMBERS, **others})
        self.assertEqual(s.lint()[0], 0, s.lint())
        return s

    def reported(self, s, status=(0, 1), papers=True):
        done = s.report()
        self.assertIn(done.status, status, done)
        self.assertNotIn("ERROR", done.err)
        self.judge(s.out, papers)
        return done


def studio(code, bad, name=None):
    """A studio's files that hold bad in each text."""
    return {"基本信息": f"项目,内容\n编号,{code}\n名称,{name or code + bad}\n",
            "成员": f"姓名,备注\n李{bad}四,甲{bad}乙\n",
            "评审": f"专家,评估点,得分,意见\n赵{bad}一,A,8,好{bad}的\n"}


# ---- what schools send ----------------------------------------------------------

class Cells(Outputs):
    def broken(self, s, code):
        return {(f, c) for f, c in s.rows(
            "SELECT 文件, 单元格 FROM 问题 WHERE 代码 = 'BYTE_BROKEN' AND "
            "工作室 = ?", code)}

    def test_noncharacters(self):
        """Each of the 66, in UTF-8: name, member, expert, opinion."""
        s = self.made({f"S{i:02}": studio(f"S{i:02}", c)
                       for i, c in enumerate(NONCHARACTERS)})
        self.reported(s, (1,), papers=False)
        for i in range(len(NONCHARACTERS)):
            self.assertEqual(len(self.broken(s, f"S{i:02}")), 5, i)
        self.judge_pdf(world.pdfs(s.out)[0])
        self.judge_pdf(world.pdfs(s.out)[-1])
        self.assertEqual(set(s.rows("SELECT 备注 FROM 成员")),
                         {(f"甲{LOST}乙",)})
        self.assertEqual(set(s.rows("SELECT 总分 FROM 汇总")), {(8,)})

    def test_every_encoding(self):
        cases = {}
        for encoding in ("utf-16-le", "utf-16-be", "gb18030"):
            mark = "\ufeff" if encoding != "gb18030" else ""
            for name, c in (("a", "\ufffe"), ("b", "\ufdd0"),
                            ("c", "\U0001ffff"), ("d", "\U0010fffe")):
                cases[f"{encoding}{name}"] = ((mark + "姓名,备注\n李四,甲" + c +
                                               "乙\n").encode(encoding))
            if mark:
                for name, c in (("e", "\ud800"), ("f", "\udfff"),
                                ("g", "\udc00\ud800")):
                    cases[f"{encoding}{name}"] = (
                        (mark + "姓名,备注\n李四,甲" + c + "乙\n").encode(
                            encoding, "surrogatepass"))
        for name, b in (("cesu", b"\xed\xa0\xbd\xed\xb8\x80"),
                        ("half", b"\xed\xa0\x80"), ("five", b"\xf8\x88\x80"),
                        ("over", b"\xf4\x90\x80\x80"), ("long", b"\xc0\x80")):
            cases[name] = "姓名,备注\n李四,甲".encode() + b + "乙\n".encode()
        s = self.made({code: {} for code in cases})
        for code, data in cases.items():
            (s.batch / code / "成员.csv").write_bytes(data)
        self.reported(s, (1,), papers=False)
        for code in cases:
            self.assertEqual([c for _, c in self.broken(s, code)],
                             [f"{code}/成员.csv!B2"], code)
            text, = s.rows("SELECT 备注 FROM 成员 WHERE 工作室 = ?", code)[0]
            self.assertRegex(text, f"^甲{LOST}+乙$", code)

    def test_written_as_a_number(self):
        """&#xD800; and _xFFFF_ in a text file are letters like others."""
        bad = "&#xD800;&#65534;&#xFDD0;_xD800__xFFFF_&#0;\\ud800"
        s = self.made({"S1": studio("S1", bad)})
        self.reported(s)
        self.assertEqual(s.rows("SELECT 备注 FROM 成员"), [(f"甲{bad}乙",)])

    def test_nul(self):
        s = self.made({"S1": {}})
        (s.batch / "S1" / "成员.csv").write_bytes(
            "\ufeff姓名,备注\n李四,甲\0乙\n".encode("utf-16-le"))
        self.reported(s, (1,))

    def book(self, cell, sheet="成员", shared=None):
        """An .xlsx of one sheet whose cell B2 is the XML given."""
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        rel = ("http://schemas.openxmlformats.org/officeDocument/2006/"
               "relationships")
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as z:
            z.writestr("_rels/.rels", f'<Relationships xmlns="http://schemas.'
                       'openxmlformats.org/package/2006/relationships">'
                       f'<Relationship Id="r1" Type="{rel}/officeDocument" '
                       'Target="xl/workbook.xml"/></Relationships>')
            z.writestr("xl/_rels/workbook.xml.rels", '<Relationships xmlns="'
                       'http://schemas.openxmlformats.org/package/2006/'
                       f'relationships"><Relationship Id="r1" Type="{rel}'
                       '/worksheet" Target="worksheets/sheet1.xml"/>'
                       f'<Relationship Id="r2" Type="{rel}/sharedStrings" '
                       'Target="sharedStrings.xml"/></Relationships>')
            z.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" '
                       f'xmlns:r="{rel}"><sheets><sheet name="{sheet}" '
                       'sheetId="1" r:id="r1"/></sheets></workbook>')
            z.writestr("xl/sharedStrings.xml",
                       f'<sst xmlns="{main}">{shared or ""}</sst>')
            text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
            z.writestr("xl/worksheets/sheet1.xml",
                       f'<worksheet xmlns="{main}"><sheetData><row r="1">' +
                       text.format("A1", "姓名") + text.format("B1", "备注") +
                       '</row><row r="2">' + text.format("A2", "李四") + cell +
                       "</row></sheetData></worksheet>")
        return out.getvalue()

    def test_workbooks(self):
        def inline(t):
            return f'<c r="B2" t="inlineStr"><is><t>甲{t}乙</t></is></c>'

        shared = '<c r="B2" t="s"><v>0</v></c>'
        cases = {"fdd0": self.book(inline("\ufdd0")),
                 "plane": self.book(inline("\U0001fffe")),
                 "number": self.book(inline("&#xFDEF;")),
                 "plane16": self.book(inline("&#1114111;")),
                 "escape": self.book(inline("_xFFFF_")),
                 "half": self.book(inline("_xD800_")),
                 "low": self.book(inline("_xDC00_")),
                 "shared": self.book(shared, shared="<si><t>甲_xD83D_乙</t></si>"),
                 "rich": self.book(shared, shared="<si><r><t>甲</t></r><r><t>"
                                   "\ufdd1乙</t></r></si>"),
                 "string": self.book('<c r="B2" t="str"><v>甲\ufdd0乙</v></c>')}
        s = self.made({code: {} for code in cases})
        for code, data in cases.items():
            (s.batch / code / "成员.xlsx").write_bytes(data)
        self.reported(s, (1,), papers=False)
        for code in cases:
            self.assertEqual([c for _, c in self.broken(s, code)],
                             [f"{code}/成员.xlsx!成员!B2"], code)
            self.assertEqual(s.rows("SELECT 备注 FROM 成员 WHERE 工作室 = ?",
                                    code), [(f"甲{LOST}乙",)], code)

    def test_sheets_name(self):
        s = self.made({"S1": {}})
        (s.batch / "S1" / "成员.xlsx").write_bytes(self.book(
            '<c r="B2" t="inlineStr"><is><t>乙</t></is></c>', "成员\ufdd0"))
        self.reported(s, (1,))
        self.assertEqual(s.rows("SELECT 备注 FROM 成员"), [("乙",)])
        self.assertEqual(s.rows("SELECT 工作表, 行 FROM 问题 WHERE 代码 = "
                                "'BYTE_BROKEN'"), [("成员" + LOST, None)])

    def test_not_xml(self):
        """What no XML may hold makes none of the whole file: told."""
        s = self.made({"S1": {}, "S2": {}})
        for code, t in (("S1", "&#xD800;"), ("S2", "\uffff")):
            (s.batch / code / "成员.xlsx").write_bytes(self.book(
                f'<c r="B2" t="inlineStr"><is><t>{t}</t></is></c>'))
        self.reported(s, (1,))
        self.assertEqual(s.rows("SELECT 工作室, 代码 FROM 问题 WHERE 级别 = "
                                "'错误' ORDER BY 1"),
                         [("S1", "FILE_BROKEN"), ("S2", "FILE_BROKEN")])

    def test_pages(self):
        page = ("<html><meta charset='utf-8'><table><tr><td>姓名<td>备注<tr>"
                "<td>李四<td>甲%s乙</table></html>")
        cases = {"raw": "\ufffe", "fdd0": "\ufdd0", "half": "&#xD800;",
                 "decimal": "&#55296;", "ffff": "&#xFFFF;", "nul": "&#0;",
                 "plane": "&#x1FFFE;", "beyond": "&#x110000;"}
        s = self.made({code: {} for code in cases})
        for code, t in cases.items():
            s.write(s.batch / code / "成员.html", page % t)
        self.reported(s, (1,), papers=False)
        for code in cases:
            self.assertEqual([c for _, c in self.broken(s, code)],
                             [f"{code}/成员.html!B2"], code)
            self.assertEqual(s.rows("SELECT 备注 FROM 成员 WHERE 工作室 = ?",
                                    code), [(f"甲{LOST}乙",)], code)

    def test_excel_xml_and_ods(self):
        ss = "urn:schemas-microsoft-com:office:spreadsheet"
        xml = ('<?xml version="1.0"?><Workbook xmlns="%s" xmlns:ss="%s">'
               '<Worksheet ss:Name="成员"><Table><Row><Cell><Data ss:Type='
               '"String">姓名</Data></Cell><Cell><Data ss:Type="String">备注'
               '</Data></Cell></Row><Row><Cell><Data ss:Type="String">李四'
               '</Data></Cell><Cell><Data ss:Type="String">甲&#xFDD0;乙</Data>'
               '</Cell></Row></Table></Worksheet></Workbook>' % (ss, ss))
        oasis = "urn:oasis:names:tc:opendocument:xmlns:"
        cell = ('<table:table-cell office:value-type="string"><text:p>%s'
                '</text:p></table:table-cell>')
        cells = "".join("<table:table-row>" + cell % a + cell % b +
                        "</table:table-row>" for a, b in
                        (("姓名", "备注"), ("李四", "甲\U0002ffff乙")))
        ods = (f'<?xml version="1.0" encoding="UTF-8"?><office:document '
               f'xmlns:office="{oasis}office:1.0" xmlns:table="{oasis}table:1.0"'
               f' xmlns:text="{oasis}text:1.0" office:mimetype="application/'
               'vnd.oasis.opendocument.spreadsheet"><office:body><office:'
               f'spreadsheet><table:table table:name="成员">{cells}</table:table>'
               '</office:spreadsheet></office:body></office:document>')
        s = self.made({"S1": {}, "S2": {}})
        s.write(s.batch / "S1" / "成员.xml", xml)
        s.write(s.batch / "S2" / "成员.fods", ods)
        self.reported(s, (1,))
        for code in ("S1", "S2"):
            self.assertEqual(len(self.broken(s, code)), 1, code)
        self.assertEqual(s.rows("SELECT 备注 FROM 成员"),
                         [(f"甲{LOST}乙",)] * 2)


class Names(Outputs):
    """Names of files and folders, on the disk and in a .zip."""

    def test_folder(self):
        s = self.made()
        for c in ("\ufffe", "\U0001ffff", "\u202e", "\u2028"):
            for name, text in studio("甲" + c + "乙", "", "室").items():
                s.write(s.batch / f"甲{c}乙" / f"{name}.csv", text)
        self.reported(s, (1,))
        self.assertTrue(s.rows("SELECT 1 FROM 问题 WHERE 代码 = 'BYTE_BROKEN' "
                               "AND 单元格 IS NULL"))

    def test_file(self):
        s = self.made({"S1": studio("S1", "", "室")})
        path = s.batch / "S1" / "成员.csv"
        path.rename(path.with_name("成员-1\ufffe.csv"))
        self.reported(s, (1,))
        self.assertEqual(s.rows("SELECT 姓名 FROM 成员"), [("李四",)])
        self.assertIn(("BYTE_BROKEN", f"S1/成员-1{LOST}.csv"), s.rows(
            "SELECT 代码, 文件 FROM 问题"))

    def test_zip(self):
        s = self.made()
        with zipfile.ZipFile(s.batch / "S1.zip", "w") as z:
            for name, text in studio("S1", "", "室").items():
                z.writestr(f"S1/{name}.csv", text)
            z.writestr("S1/成员-2\ufffe.csv", "姓名,备注\n王五,x\n")
            z.writestr("S1/佐证\uffff.jpg", "x")
        self.reported(s, (1,))
        self.assertEqual(len(s.rows("SELECT 姓名 FROM 成员")), 2)
        self.assertTrue(s.rows("SELECT 1 FROM 问题 WHERE 代码 = "
                               "'BYTE_BROKEN'"))

    def test_names_that_are_one(self):
        """Two that differ by what nobody sees are two files."""
        names = ["张三", "张\u200b三", "张\u202e三", "张\u2066三", "\ufeff张三",
                 "张\u2028三", "张\xad三", "张\u061c三"]
        s = self.made({f"S{i}": studio(f"S{i}", "", n)
                       for i, n in enumerate(names)})
        for i, name in enumerate(names):
            s.write(s.batch / f"S{i}" / "基本信息.csv",
                    f"项目,内容\n编号,{name}\n名称,室\n")
        self.reported(s, papers=False)
        n = s.rows("SELECT count(*) FROM 工作室")[0][0]
        self.assertGreater(n, 1)
        self.assertEqual(len(world.pdfs(s.out)), n)


# ---- what a scheme brings ----------------------------------------------------------

BAD_SQL = ["char(55296)", "char(57343)", "char(55357, 56832)", "char(65534)",
           "char(65535)", "char(64976)", "char(131070)", "char(1114111)",
           "char(0)", "'a' || char(0) || 'b'", "x'ff00fe'",
           "CAST(x'ff00fe' AS TEXT)", "CAST(x'eda080' AS TEXT)",
           "CAST(x'f4908080' AS TEXT)", "CAST(x'f888808080' AS TEXT)",
           "'x' || x'ff'", "zeroblob(3)", "x''", "printf('%c', 65535)",
           "json_extract('\"\\ud800\"', '$')", "substr(CAST('中' AS BLOB), 2)",
           "replace('abc', 'b', char(65535))", "char(8238)", "char(8232)",
           "upper(x'ff61')", "group_concat(x'c3')"]


def folded(sql):
    return '"' + sql.replace('"', '""') + '"'


class Values(Outputs):
    """What SQL of a scheme makes, wherever it is shown."""

    def test_everywhere(self):
        derived = "表,字段,类型,计算\n"
        rules = "编号,名称,测量,单位,下限,级别,明细\n"
        points = "编号,一级指标,评估点,分值,自动,自动明细\n"
        for i, sql in enumerate(BAD_SQL):
            one = f"(SELECT {sql})"
            derived += f"工作室,推{i},文本,{folded(one)}\n"
            rules += f"R{i},规则{i},1,项,2,必备,{folded(one)}\n"
            points += f"P{i},甲,点{i},1,0.5,{folded(one)}\n"
        s = self.made({"S1": {}, "S2": {}},
                      {"指标": points, "规则": rules, "推算": derived,
                       "结论": "阶段,次序,条件,结论\n" + "".join(
                           f"段{i},1,,{{{{工作室.推{i}}}}}\n"
                           for i in range(len(BAD_SQL)))})
        folder = s.dir / "templates" / "little"
        cells = ", ".join(f"{sql} AS 列{i}" for i, sql in enumerate(BAD_SQL))
        all_in_one = " UNION ALL ".join(
            f"SELECT {i}, {sql}" for i, sql in enumerate(BAD_SQL))
        s.write(folder / "报告.md",
                "<!--\n标题: {{工作室.推4}}{{工作室.推8}}\n作者: {{工作室.推10}}\n"
                "页眉左: {{工作室.推4}}\n-->\n\n# 甲{{工作室.推4}}乙{{推0}}\n\n" +
                "".join(f"段{{{{推{i}}}}}落\n\n" for i in range(len(BAD_SQL))) +
                f"```table\nSELECT 次, 值 FROM (SELECT 0 AS 次, '' AS 值 UNION"
                f" ALL {all_in_one})\n```\n\n```text\nSELECT 值 FROM (SELECT 0 "
                f"AS 次, '' AS 值 UNION ALL {all_in_one})\n```\n")
        s.write(folder / "汇总表" / "01-甲.sql",
                "-- 标题: 甲\n-- 报告链接: 列4 ← 编号\n"
                f"SELECT w.编号, {cells} FROM 工作室 AS w GROUP BY w.编号\n")
        s.write(folder / "汇总表" / "02-乙.sql",
                "-- 标题: 乙\n-- 透视: 头 → 值\nSELECT 编号, 头, 值 FROM 工作室, "
                f"(SELECT 0 AS 次, '' AS 头, 1 AS 值 UNION ALL SELECT 次, 值, "
                f"次 FROM (SELECT 0 AS 次, '' AS 值 UNION ALL {all_in_one}))\n")
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.reported(s)
        shown = [r[0] for r in s.rows("SELECT 明细 FROM 资格 WHERE 工作室 = 'S1'"
                                      " ORDER BY rowid")]
        self.assertEqual(len(shown), len(BAD_SQL))
        self.assertIn(LOST, shown[0])
        self.assertIn(LOST, shown[4])
        self.assertEqual(s.rows("SELECT 推9, typeof(推10) FROM 工作室")[0],
                         (f"a{LOST}b", "text"))


class Schemes(Outputs):
    """A mistake of a scheme's text: named by file and line."""

    def says(self, path, data, place):
        s = self.made({"S1": {}}, {"参照/表": "甲,乙\n1,2\n"})
        target = s.dir / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        status, said = s.lint()
        self.assertEqual(status, 1, said)
        self.assertIn(place, said)
        self.assertIn("不成字", said)

    def test_tables(self):
        for bad in (b"\xef\xbf\xbe", b"\xef\xb7\x90", b"\xed\xa0\x80",
                    b"\xf4\x8f\xbf\xbf"):
            self.says("rubrics/little/方案.csv", (little.PLAN + "文号,甲")
                      .encode() + bad + b"\n", "方案.csv:4")
            self.says("rubrics/little/参照/表.csv",
                      "甲,乙\n1,x".encode() + bad + b"\n", "表.csv:2")

    def test_pages(self):
        for bad in (b"\xef\xbf\xbf", b"\xed\xbf\xbf", b"\xff", b"&#xFFFF;",
                    b"&#xD800;", b"&#65534;", b"[a](b&#xFFFE;c)", b"\0"):
            self.says("templates/little/信.md", "# 信\n\n好\n\n甲".encode() +
                      bad + "乙\n".encode(), "信.md:5")

    def test_sheets(self):
        for bad in (b"\xef\xbf\xbe", b"\xff", b"\0"):
            self.says("templates/little/汇总表/01-甲.sql",
                      "-- 标题: 甲\nSELECT 1 AS 甲,\n '".encode() + bad +
                      b"' AS b\n", "01-甲.sql:3")

    def test_names_of_files(self):
        for c in ("\ufffe", "\u202e", "\u2028", "\u200b"):
            self.says(f"rubrics/little/参照/表{c}.csv", b"a,b\n1,2\n", "参照/表")
            self.says(f"templates/little/信{c}.md", "# 信\n".encode(), "信")
            self.says(f"templates/little/汇总表/01-甲{c}.sql", "-- 标题: 甲\n"
                      "SELECT 1 AS 甲\n".encode(), "01-甲")

    def test_name_of_a_scheme(self):
        s = self.made({"S1": {}})
        for name in ("甲\ufffe", "甲\u202e乙", "\U0001ffff"):
            s.folder = s.folder.rename(s.folder.with_name(name))
            done = world.run("report", "-s", name, "batch", "-o", "out",
                             cwd=s.dir)
            self.assertFails(done, "看不见的字符")


# ---- strings that mean something ---------------------------------------------------

HOSTILE = [
    "=1+1", "+1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0", "'=1", "\t=1",
    "长" * 3000, "w" * 3000, "a\u0301" + "\u0301" * 500, "ก็" * 200,
    "שלום עולם", "مرحبا", "\u202eevil\u202c", "\u2066x\u2069", "\u200f甲",
    "👨‍👩‍👧‍👦", "🇨🇳", "e\u200dx", "\u200b", "甲\ufeff乙", "甲\u2028乙", "甲\u2029乙",
    "\x1b[31m红\x1b[0m", "\x9b31m", "\x07", "<b>&amp;</b>", "]]>", "<!--",
    "&lt;script&gt;", "<script>alert(1)</script>", '"', "'", "''; DROP TABLE",
    "a;b", "a\\", "%s%n%d", "%00", "{{名称}}", "{{", "}}", "|", "---", ":::",
    "```", "# 甲", "**甲**", "[a](javascript:alert(1))", "javascript:alert(1)",
    "file:///etc/passwd", "http://x/%ff", "../..", "/", "\\\\host\\share",
    "CON", "NUL", ".", "..", " ", "　", "_x0041_", "_xD800_", "&#0;", "NULL",
    "nan", "1e999", "0x10", "\U000e0041", "\U000e0100", "\U0010fffd", "\ue000",
    "\u3164", "\u115f", "ﷺ", "𝕏", "\ufffd", "\ufffc", "\xad", "\u00a0",
]


class Hostile(Outputs):
    def test_all(self):
        quoted = [s.replace('"', '""') for s in HOSTILE]
        s = self.made({f"S{i:02}": {
            "基本信息": f'项目,内容\n编号,S{i:02}\n名称,"{q}"\n',
            "成员": f'姓名,备注\n"{q}","{q}"\n',
            "评审": f'专家,评估点,得分,意见\n"{q}",A,8,"{q}"\n赵,A,7,"x{q}y"\n'}
            for i, q in enumerate(quoted)})
        self.reported(s)
        self.assertEqual(len(world.pdfs(s.out)), len(HOSTILE))
        self.assertNotRegex(s.report().out + s.report().err, "[\x1b\x9b\u202e]")

    def test_as_codes(self):
        """The same as the folder's name and number."""
        names = [n for n in HOSTILE if len(n) < 60 and not re.search(
            "[/\0]", n) and n not in (".", "..")]
        s = self.made()
        for i, name in enumerate(names):
            q = name.replace('"', '""')
            folder = s.batch / f"{name}"
            folder.mkdir(exist_ok=True)
            s.write(folder / "基本信息.csv",
                    f'项目,内容\n编号,"{q}"\n名称,室{i}\n')
            s.write(folder / "评审.csv", f"专家,评估点,得分\n赵,A,{i % 10}\n")
        self.reported(s)
        n = s.rows("SELECT count(*) FROM 工作室")[0][0]
        self.assertEqual(len(world.pdfs(s.out)), n)
        self.assertGreater(n, len(names) * 2 / 3)


if __name__ == "__main__":
    unittest.main()
