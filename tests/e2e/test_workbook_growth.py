"""The workbook of a batch that is larger than a sheet of Excel."""
import unittest
import zipfile

import openpyxl

import world
from little import Little
from test_workbook import BOOK, alike, data, first_row, names, recalculated

POINTS = "编号,一级指标,评估点,分值\nA,甲,一,10\nB,甲,二,20\n"
ROLES = "评审,横,角色,文本,,,,,\n"
MOST_NAMED = 12         # experts that have a column each
SURNAMES = "赵钱孙李周吴郑王冯陈"
DIGITS = "一二三四五六七八九十"


def expert(number):
    """A name that is the number's."""
    return SURNAMES[number % 10] + "".join(
        DIGITS[int(d)] for d in str(number))


def marks(experts, points="AB"):
    return "专家,评估点,得分\n" + "".join(
        f"{expert(e)},{p},{(e * 7 + i) % 11}\n" for e in experts
        for i, p in enumerate(points))


def heads(ws):
    """{column: its header's lines}."""
    rows = range(3, first_row(ws))
    found, last = {}, {}
    for column in range(1, ws.max_column + 1):
        for row in rows:
            value = ws.cell(row, column).value
            # A merged cell says what stands left of it.
            last[row] = value if value is not None else last.get(row)
        found[column] = tuple(last[r] for r in rows)
    return found


class Case(world.Case):
    def made(self, panels, points="AB", **files):
        """The workbook of studios S0001 … with the experts of each."""
        table = POINTS if points == "AB" else POINTS[:POINTS.index("B")]
        s = Little({"指标": table}, {
            f"S{i:04}": {"评审": marks(panel, points)}
            for i, panel in enumerate(panels, 1)}, **files)
        done = s.report("-q")
        self.assertEqual(done.status, 0, done.err)
        return s

    def sheet(self, s, name, values=False, path=None):
        book = openpyxl.load_workbook(path or s.out / BOOK,
                                      data_only=values)
        return book[name]


class Panels(Case):
    def test_few_experts_are_headings(self):
        """Twelve of them, though each judges two studios only."""
        s = self.made([[i, i + 1, (i + 2) % 12] for i in range(0, 12, 2)])
        self.assertEqual(s.rows("SELECT count(DISTINCT 专家) FROM 有效评分"),
                         [(MOST_NAMED,)])
        ws = self.sheet(s, "专家评分")
        self.assertEqual(first_row(ws), 4)
        found = set(names(ws).values())
        self.assertLessEqual({expert(i) for i in range(12)}, found)
        self.assertNotIn("姓名", found)

    def test_many_experts_stand_by_studio(self):
        """One more: a studio's own stand side by side, the name left of the
        mark, each row's formulas count its own, and LibreOffice agrees."""
        panels = [[0, 1, 2], [3, 4], [5], [6, 7, 8, 9], [10, 11, 12]]
        s = self.made(panels)
        ws = self.sheet(s, "专家评分", True)
        found = heads(ws)
        self.assertEqual(
            [h for h in found.values() if str(h[0]).startswith("专家")],
            [(f"专家{k}", item) for k in range(1, 5)
             for item in ("姓名", "分")])
        self.judge(s, ws, panels)
        again = recalculated(s.out / BOOK, self.tmp / "again")
        self.judge(s, self.sheet(s, "专家评分", True, again), panels)

    def judge(self, s, ws, panels):
        first = min(c for c, h in heads(ws).items() if h[0] == "专家1")
        mean = next(c for c, n in names(ws).items() if n == "均分")
        means = dict(((w, p), m) for w, p, m in s.rows(
            "SELECT 工作室, 评估点, 专家均分 FROM 得分"))
        given = dict(((w, p, e), m) for w, p, e, m in s.rows(
            "SELECT 工作室, 评估点, 专家, 得分 FROM 有效评分"))
        seen = set()
        for row in data(ws):
            studio, point = ws.cell(row, 1).value, ws.cell(row, 3).value
            for c in range(first, mean, 2):
                name, mark = (ws.cell(row, c + k).value for k in (0, 1))
                if name is None:
                    self.assertIsNone(mark)
                    continue
                seen.add((studio, point, name))
                self.assertEqual(mark, given[studio, point, name])
            self.assertTrue(alike(ws.cell(row, mean).value,
                                  means[studio, point]), (studio, point))
        self.assertEqual(seen, set(given))
        self.assertEqual(len(seen), 2 * sum(map(len, panels)))

    def test_formulas_are_of_their_own_row(self):
        s = self.made([[i, i + 1] for i in range(0, 14, 2)])
        ws = self.sheet(s, "专家评分")
        mean = next(c for c, n in names(ws).items() if n == "均分")
        for row in data(ws):
            self.assertEqual(
                ws.cell(row, mean).value,
                f"=ROUND((AVERAGE($E{row}:$H{row}))*(1+1E-12),2)")

    def test_roles_stand_behind_the_name(self):
        s = Little({"指标": POINTS}, {"S1": {
            "评审": "专家,评估点,得分,角色\n" + "".join(
                f"{expert(i)},A,5,组{'长' if i == 3 else '员'}\n"
                for i in range(13))}},
            forms="评审,横,专家,人名,,,,,\n评审,横,评估点,文本,是,,,,\n"
            "评审,横,得分,小数,,,,,\n评审,横,角色,文本,,,,,\n")
        s.report("-q")
        ws = self.sheet(s, "专家评分")
        row = [ws.cell(first_row(ws), c).value
               for c in range(1, ws.max_column + 1)]
        self.assertIn(f"{expert(3)}（组长）", row)
        self.assertEqual(sum(str(v).endswith("（组员）") for v in row), 12)


class Limits(Case):
    def test_thousands_of_experts(self):
        """More than a sheet has columns; no expert judges two studios."""
        n, panel = 900, 18
        s = self.made([range(panel * i, panel * i + panel)
                       for i in range(n)], "A")
        self.assertEqual(s.rows("SELECT count(DISTINCT 专家) FROM 有效评分"),
                         [(n * panel,)])
        ws = self.sheet(s, "专家评分")
        self.assertEqual(len(data(ws)), n)
        self.assertEqual(ws.max_column, 4 + 2 * panel + 2)

    def test_a_panel_wider_than_a_sheet(self):
        """One studio with 20,000 experts: what does not fit is said, and the
        mean is the program's, since a formula would count less."""
        s = self.made([range(20000), [1, 2]], "A")
        ws = self.sheet(s, "专家评分")
        self.assertIn(ws.max_column, range(15990, 16001))
        (mean,), = s.rows("SELECT 专家均分 FROM 得分"
                          " WHERE 工作室 = 'S0001' AND 评估点 = 'A'")
        column = next(c for c, n in names(ws).items() if n == "均分")
        first = first_row(ws)
        self.assertEqual(ws.cell(first, column).value, mean)
        self.assertTrue(str(ws.cell(first + 1, column).value)
                        .startswith("=ROUND("))
        said = [ws.cell(r, 1).value for r in range(first + 2, ws.max_row + 1)]
        self.assertTrue(any("有1行（第一行是第5行）缺右边的列" in str(t)
                            for t in said), said)

    def made_with_sheet(self, text, batch=None):
        """A scheme with one sheet more of its own."""
        s = Little({"指标": POINTS}, batch or {
            "S1": {"评审": marks([1])}})
        s.write(s.dir / "templates" / "little" / "汇总表" / "90-试.sql", text)
        done = s.report("-q")
        self.assertEqual(done.status, 0, done.err)
        return s.out / BOOK

    def test_more_links_than_a_sheet_can_hold(self):
        made = self.made_with_sheet(
            "-- 报告链接: 名称 ← 编号\n"
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t"
            " WHERE n < 65010) SELECT n, 编号, 名称 FROM t CROSS JOIN 工作室")
        # openpyxl takes minutes over so many of them.
        with zipfile.ZipFile(made) as package:
            last = package.read(max(
                (n for n in package.namelist()
                 if n.startswith("xl/worksheets/sheet")),
                key=lambda n: package.getinfo(n).file_size)).decode()
        self.assertEqual(last.count("<hyperlink "), 65000)
        self.assertIn("至多有65000个链接", last)

    def test_more_sheets_than_files_can_be_open(self):
        book = openpyxl.load_workbook(self.made_with_sheet(
            "-- 分表: WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1"
            " FROM t WHERE n < 2000) SELECT '这一个名字长过三十一个字所以要截短"
            "而且每一个都一样无论是哪一个' || n FROM t\n"
            "SELECT :值 AS 值"))
        # Those that this scheme does not need count as well.
        self.assertIn(len(book.sheetnames), range(485, 501))
        self.assertEqual(len({n.lower() for n in book.sheetnames}),
                         len(book.sheetnames))
        ws = book[book.sheetnames[-1]]
        self.assertIn("“分表”的其余各张没有写", str(ws.cell(
            ws.max_row, 1).value))


if __name__ == "__main__":
    unittest.main()
