"""汇总表.xlsx, judged by LibreOffice and openpyxl."""
import functools
import re
import unittest
import urllib.parse
import zipfile

import openpyxl

import world

BOOK = "汇总表.xlsx"
SHEETS = ["汇总与排名", "评估点得分", "一级指标", "自评得分", "资格与核验", "核验明细",
          "问题清单", "成员名册", "专家评分", "图表", "评估点", "来源文件", "规范化"]
# What is a formula wherever it is not empty.
FORMULAS = {
    "汇总与排名": ["名次", "自评总分", "未舍入", "总分", "错误", "提醒"],
    "评估点得分": ["小计", "合计", "未舍入", "总分"],
    "一级指标": ["一、组织领导", "二、成员组成", "三、建设实践", "四、建设成效", "五、工作保障",
             "六、大赛工作", "总分"],
    "自评得分": ["自评总分"],
    "专家评分": ["均分", "极差"],
    "图表": ["平均得分", "得分率"],
}
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item></oor:items>
"""


@functools.lru_cache(None)
def profile():
    """A LibreOffice profile that recalculates every file it loads."""
    path = world.scratch()
    (path / "user").mkdir()
    (path / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    return path


def converted(book, folder, form):
    """What LibreOffice makes of the workbook."""
    folder.mkdir()
    made = folder / f"{book.stem}.{form}"
    status, out, err = world.tool(
        "soffice", f"-env:UserInstallation=file://{profile()}", "--headless",
        "--convert-to", form, "--outdir", folder, book)
    assert made.exists(), (status, out, err)
    return made


def recalculated(book, folder):
    """The workbook as LibreOffice computes and saves it."""
    return converted(book, folder, "xlsx")


@functools.lru_cache(None)
def samples_recalculated():
    return recalculated(samples(), world.scratch() / "again")


def samples():
    return world.samples_report()[1] / BOOK


@functools.lru_cache(None)
def opened(path, values):
    return openpyxl.load_workbook(path, data_only=values)


def first_row(ws):
    """The first row of data: the filter, or what is frozen, ends above."""
    if ws.auto_filter.ref:
        return int(re.match("[A-Z]+([0-9]+)", ws.auto_filter.ref).group(1)) + 1
    return int(re.sub("[A-Z]", "", ws.freeze_panes))


def names(ws):
    """Column number -> what its header says last that is no number."""
    found = {}
    for column in range(1, ws.max_column + 1):
        heads = [ws.cell(row, column).value
                 for row in range(3, first_row(ws))]
        texts = [h for h in heads if isinstance(h, str)]
        if texts:
            found[column] = texts[-1]
    return found


def column(ws, name):
    return next(c for c, n in names(ws).items() if n == name)


def data(ws):
    """Rows of the table, as far as its filter reaches."""
    last = int(re.sub(".*[A-Z]", "", ws.auto_filter.ref))
    return range(first_row(ws), last + 1)


def alike(a, b):
    number = (int, float)
    if isinstance(a, number) and isinstance(b, number):
        return abs(a - b) < 1e-9
    return a == b


def changed(book, target, edit):
    """Copy a package with its parts edited: edit(name, text) -> text."""
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, edit(name, old.read(name).decode()))
    return target


def table(path, sheet, *columns):
    """{编号: (value of each column)} of a sheet's table."""
    ws = opened(path, True)[sheet]
    code = column(ws, "编号")
    wanted = [column(ws, c) for c in columns]
    return {ws.cell(r, code).value:
            tuple(ws.cell(r, c).value for c in wanted) for r in data(ws)}


class Recalculation(world.Case):
    def test_no_cell_changes(self):
        before, after = (opened(p, True) for p in
                         (samples(), samples_recalculated()))
        formulas = 0
        for ws in opened(samples(), False):
            for cells in ws.iter_rows():
                for cell in cells:
                    formulas += cell.data_type == "f"
                    was, now = (wb[ws.title][cell.coordinate].value
                                for wb in (before, after))
                    self.assertTrue(alike(was, now), (
                        ws.title, cell.coordinate, was, now, cell.value))
        self.assertGreater(formulas, 1500)

    def test_it_is_computed_again_indeed(self):
        """A cached value that is wrong does not survive."""
        def spoil(name, text):
            if not name.startswith("xl/worksheets/sheet"):
                return text
            return re.sub(r"</f><v>[0-9.]+</v>", "</f><v>12345</v>", text)
        wrong = changed(samples(), self.tmp / BOOK, spoil)
        self.assertEqual(set(table(wrong, "汇总与排名", "总分").values()),
                         {(12345,), (None,)})
        again = recalculated(wrong, self.tmp / "again")
        right = table(samples(), "汇总与排名", "名次", "总分", "自评总分")
        found = table(again, "汇总与排名", "名次", "总分", "自评总分")
        for code, values in right.items():
            for a, b in zip(values, found[code]):
                self.assertTrue(alike(a, b), (code, values, found[code]))

    def test_totals_and_ranks_follow_a_point(self):
        ws = opened(samples(), False)["评估点得分"]
        row = next(r for r in data(ws) if ws.cell(r, 1).value == "ZZ2024-01")
        cell = ws.cell(row, column(ws, "4.2.1"))
        lost = cell.value
        self.assertGreater(lost, 4)

        def edit(name, text):
            if name != "xl/worksheets/sheet2.xml":
                return text
            text, n = re.subn(f'(<c r="{cell.coordinate}"[^>]*><v>)[^<]+',
                              r"\g<1>0", text)
            assert n == 1, (cell.coordinate, n)
            return text
        again = recalculated(changed(samples(), self.tmp / BOOK, edit),
                             self.tmp / "again")
        before, after = (table(p, "汇总与排名", "名次", "总分")
                         for p in (samples(), again))
        self.assertEqual(before["ZZ2024-01"][0], 1)
        self.assertAlmostEqual(after["ZZ2024-01"][1],
                               before["ZZ2024-01"][1] - lost, delta=0.011)
        better = sum(1 for code, (_, total) in after.items()
                     if total is not None and
                     total > after["ZZ2024-01"][1] + 0.005)
        self.assertGreater(better, 0)
        self.assertEqual(after["ZZ2024-01"][0], better + 1)


class Contents(world.Case):
    def test_sheets(self):
        self.assertEqual(opened(samples(), True).sheetnames, SHEETS)

    def test_formulas_where_promised(self):
        book = opened(samples(), False)
        for sheet, columns in FORMULAS.items():
            ws = book[sheet]
            rows = (data(ws) if ws.auto_filter.ref else
                    range(first_row(ws), first_row(ws) + 6))
            for number, name in names(ws).items():
                if name not in columns:
                    continue
                kinds = {ws.cell(r, number).data_type for r in rows
                         if ws.cell(r, number).value is not None}
                self.assertEqual(kinds, {"f"}, (sheet, name))

    def test_formulas_nowhere_else(self):
        for ws in opened(samples(), False):
            columns = names(ws)
            for cells in ws.iter_rows():
                for cell in cells:
                    if cell.data_type == "f":
                        self.assertIn(ws.title, FORMULAS, cell.coordinate)
                        self.assertIn(columns[cell.column],
                                      FORMULAS[ws.title])

    def test_totals_are_the_engines(self):
        out = world.samples_report()[1]
        found = table(samples(), "汇总与排名", "名次", "自评总分", "总分", "资格",
                      "等级")
        want = world.rows(out, "SELECT 工作室, 名次, 自评总分, 总分, 资格, 等级"
                               " FROM 汇总")
        self.assertEqual(len(found), len(want))
        for code, *values in want:
            for a, b in zip(found[code], values):
                self.assertTrue(alike(a, b or None), (code, values))

    def test_points_are_the_unrounded_ones(self):
        out = world.samples_report()[1]
        points = [c for c, in world.rows(
            out, "SELECT 编号 FROM 指标 ORDER BY 序")]
        self.assertEqual(len(points), 52)
        found = table(samples(), "评估点得分", *points)
        want = world.rows(out, "SELECT 工作室, 评估点, 未舍入 FROM 得分")
        for code, point, value in want:
            self.assertTrue(alike(found[code][points.index(point)], value),
                            (code, point, value))

    def test_verdicts(self):
        out = world.samples_report()[1]
        ws = opened(samples(), True)["资格与核验"]
        rules = {ws.cell(3, c).value: c for c in range(1, ws.max_column + 1)}
        rows = {ws.cell(r, 1).value: r for r in data(ws)}
        want = world.rows(out, "SELECT 工作室, 规则, 测量值, 结论 FROM 资格")
        self.assertGreater(len(want), 150)
        for code, rule, value, verdict in want:
            at = (rows[code], rules[rule])
            measured = ws.cell(*at).value
            self.assertEqual(ws.cell(at[0], at[1] + 1).value, verdict)
            if value is None:
                self.assertIsNone(measured)
            else:
                self.assertAlmostEqual(measured, value, delta=5e-5)

    def test_findings_are_all_there(self):
        out = world.samples_report()[1]
        ws = opened(samples(), True)["问题清单"]
        n, = world.rows(out, "SELECT count(*) FROM 问题")[0]
        self.assertEqual(len(data(ws)), n)

    def test_waiting_studio_has_no_total(self):
        found = table(samples(), "汇总与排名", "名次", "总分", "等级")
        self.assertEqual(found["ZZ2024-12"], (None, None, "待评审"))

    def test_links_lead_to_the_reports(self):
        out = world.samples_report()[1]
        ws = opened(samples(), True)["汇总与排名"]
        links = [ws.cell(r, column(ws, "名称")).hyperlink for r in data(ws)]
        targets = {urllib.parse.unquote(k.target.replace("\\", "/"))
                   for k in links}
        self.assertEqual(targets, {f"报告/{p.name}" for p in world.pdfs(out)})

    def test_charts(self):
        with zipfile.ZipFile(samples()) as package:
            charts = [package.read(n).decode() for n in package.namelist()
                      if re.match(r"xl/charts/chart\d", n)]
        self.assertEqual(len(charts), 2)
        self.assertIn("<c:barChart>", charts[0])
        self.assertIn("<c:radarChart>", charts[1])
        # Bars for the ranked ones: fourteen, from the first row of data.
        self.assertRegex(charts[0], r"汇总与排名'?!\$[A-Z]+\$4:\$[A-Z]+\$17")
        self.assertRegex(charts[1], r"图表'?!\$[A-Z]+\$4:\$[A-Z]+\$9")


class Page(world.Case):
    def test_print_setup(self):
        for ws in opened(samples(), True):
            self.assertEqual(str(ws.page_setup.paperSize), "9", ws.title)
            self.assertEqual(ws.page_setup.orientation, "landscape")
            self.assertTrue(ws.sheet_properties.pageSetUpPr.fitToPage)
            self.assertEqual(ws.page_setup.fitToHeight, 0)
            self.assertTrue(ws.freeze_panes.endswith(str(first_row(ws))))
            self.assertEqual(ws.print_title_rows,
                             f"$1:${first_row(ws) - 1}")
            footer = ws.oddFooter.center.text
            self.assertIn("&P", footer.replace("&[Page]", "&P"))
            self.assertIn("&N", footer.replace("&[Pages]", "&N"))

    def test_filters_cover_the_table(self):
        for ws in opened(samples(), True):
            if ws.title == "图表":
                continue
            first, last = ws.auto_filter.ref.split(":")
            self.assertEqual(first, f"A{first_row(ws) - 1}")
            self.assertEqual(
                openpyxl.utils.cell.coordinate_from_string(last)[0],
                openpyxl.utils.get_column_letter(max(names(ws))), ws.title)

    def test_header_of_the_points(self):
        ws = opened(samples(), True)["评估点得分"]
        self.assertEqual(first_row(ws), 7)
        merged = {str(r): ws.cell(r.min_row, r.min_col).value
                  for r in ws.merged_cells.ranges}
        self.assertEqual(merged["A3:A6"], "编号")
        self.assertIn("一、组织领导", merged.values())
        self.assertIn("(一) 领导有力", merged.values())
        for r, value in merged.items():
            self.assertIsNotNone(value, r)
        # Six parts, 52 points; the points' maxima stand below as numbers.
        self.assertEqual(list(names(ws).values()).count("小计"), 6)
        self.assertEqual(sum(ws.cell(6, c).value
                             for c, n in names(ws).items()
                             if re.match(r"\d\.\d\.\d$", n)), 100)

    def test_wrapped_rows_are_high_enough(self):
        ws = opened(samples(), True)["评估点"]
        text = column(ws, "评估点")
        for row in data(ws):
            if len(ws.cell(row, text).value) > 60:
                self.assertGreater(ws.row_dimensions[row].height, 25)


    def test_printed(self):
        """No number is wider than its cell; every page says which it is."""
        text = world.pdf_text(converted(samples(), self.tmp / "pdf", "pdf"))
        pages = text.split("\f")[:-1]
        self.assertGreater(len(pages), 40)
        self.assertNotIn("###", text)
        for i, page in enumerate(pages, 1):
            said = re.sub(r"\s", "", page)
            self.assertIn(f"第{i}页共{len(pages)}页", said)


class Hostile(world.Case):
    """What a school types stays what it is: text."""
    READ = {"<b>&amp;</b>": "<b>&</b>"}         # otherwise than written
    TEXTS = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+1", "-1.5", "=1+1",
             "{=1}", "_x0041_", "<b>&amp;</b>", "a'", "http://a.example/"]

    def book(self):
        tables = world.studio()
        people = tables["成员"]
        topic = people[0].index("研究领域")
        for row, text in zip(people[1:], self.TEXTS):
            row[topic] = text
        for row in tables["基本信息"]:
            if row[0] == "名称":
                row[1] = '=HYPERLINK("http://a.example/","x")'
        batch = world.write(self.tmp / "batch", tables)
        done = world.report(batch, self.tmp / "out")
        self.assertIn(done.status, (0, 1), done)
        return self.tmp / "out" / BOOK

    def test_text_stays_text(self):
        path = self.book()
        book = openpyxl.load_workbook(path)
        ws = book["成员名册"]
        topic = column(ws, "研究领域")
        for row, text in zip(data(ws), self.TEXTS):
            cell = ws.cell(row, topic)
            self.assertNotEqual(cell.data_type, "f", text)
            self.assertIsInstance(cell.value, str)
            self.assertEqual(cell.value.replace("_x005F_", "_"),
                             self.READ.get(text, text))
            self.assertIsNone(cell.hyperlink)
        ws = book["汇总与排名"]
        name = ws.cell(first_row(ws), column(ws, "名称"))
        self.assertEqual((name.data_type, name.value[:11]),
                         ("s", "=HYPERLINK("))
        again = openpyxl.load_workbook(recalculated(path, self.tmp / "again"),
                                       data_only=True)["成员名册"]
        self.assertEqual([again.cell(r, topic).value
                          for r in range(4, 4 + len(self.TEXTS))],
                         [self.READ.get(text, text) for text in self.TEXTS])

    def test_numbers_stay_numbers(self):
        ws = openpyxl.load_workbook(self.book())["成员名册"]
        years = ws.cell(first_row(ws), column(ws, "教龄"))
        self.assertEqual((years.data_type, years.value), ("n", 12))

    def test_masked_in_every_part(self):
        with zipfile.ZipFile(self.book()) as package:
            for name in package.namelist():
                self.assertNotIn(b"13800007788", package.read(name), name)


class Package(world.Case):
    def test_no_clock_in_it(self):
        with zipfile.ZipFile(samples()) as package:
            self.assertEqual({i.date_time for i in package.infolist()},
                             {(1980, 1, 1, 0, 0, 0)})
            core = package.read("docProps/core.xml").decode()
        date = world.value(world.samples_report()[1], "SELECT 日期 FROM 概况")
        self.assertEqual(set(re.findall(r">(\d{4}-\d\d-\d\d)T", core)),
                         {date})

    def test_comma_locale(self):
        """1.5 is never written 1,5, whatever the locale says."""
        done = world.report(world.SAMPLES, self.tmp / "out",
                            env={"LC_ALL": "de_DE.UTF-8"})
        self.assertEqual(done.status, 1, done)
        self.assertEqual((self.tmp / "out" / BOOK).read_bytes(),
                         samples().read_bytes())


if __name__ == "__main__":
    unittest.main()
