"""`lint` names each wrong option and key; the cases are made from the rows."""
import re
import shutil
import unittest
import zipfile

import rows
import world

PAGE_QUERY = "SELECT 1 AS 甲, 2 AS 乙, 3 AS 丙\n"
SHEET_QUERY = "SELECT 1 AS 甲, 2 AS 乙, '三' AS 丙 FROM 工作室\n"

# By the type of a row: right and wrong values.
PAGE_VALUES = {
    "TEXT": (["字"], []),
    "NUMBER": ([], ["很大", "", "1倍", "１"]),
    "WHOLE": ([], ["很大", "", "1.5"]),
    "SIZE": (["小五", "10.5"], ["很大", "小五号", ""]),
    "WORD": ([], ["没有", ""]),
    "COLUMN": (["甲", "丙"], ["没有", ""]),
    "PLACE": (["1", "3"], ["0", "4", "甲"]),
    "LEADING": (["0", "3"], ["4", "-1", "甲"]),
    "CELLS": (["{甲}"], ["{没有}", "^"]),
}
SHEET_VALUES = {
    "TEXT": (["{方案:名称}"], ["{没有}", "{方案:没有}", "{甲}"]),
    "PLAIN": (["字"], []),
    "NUMBER": ([], ["很大", ""]),
    "WHOLE": ([], ["很大", "1.5", ""]),
    "WORD": ([], ["没有", ""]),
    "COLUMN": (["甲"], ["没有"]),
    "COLUMNS": (["甲、丙"], ["甲、没有", "透视", ""]),
    "FIELD": ([], ["甲"]),                  # without 透视
    "PIVOT": (["甲 → 乙"], ["甲", "没有 → 乙", "甲 → 没有"]),
    "FORMAT": (["0.00"], ["两位小数", ""]),
    "COLOURS": (["三=红"], ["三=紫", "三", "红"]),
    "FORMULA": (["{乙}+1"], ["{没有}", "{整列:没有!甲}", "SUM({透视})"]),
    "LINK": (["丙 ← 甲"], ["丙", "没有 ← 甲", "丙 ← 没有"]),
    "NEEDS": (["工作室.编号"], ["工作室.", "没有.编号"]),
    "QUERY": (["SELECT 1"], ["SELECT 没有 FROM 工作室"]),
    "CHART": (["值=甲"], ["值=没有", "标题=题", "值=甲 | 最多=很多",
                       "值=甲 | 颜色=红"]),
    "RANGE": (["甲"], ["没有", "没有!甲"]),
}
# What ends a report when it is wrong; all else is of looks.
STOPS = {"PIVOT", "FORMULA", "QUERY"}


def number(x):
    return f"{x:.2f}".rstrip("0").rstrip(".")


def beyond(row):
    """Numbers below and above the limits."""
    if not row.limits:
        return []
    low, high = row.limits
    return [number(low - 1), number(high + 1)]


def right_values(row, values):
    return row.words + [number(x) for x in row.limits] + values[row.type][0]


def wrong_values(row, values):
    return values[row.type][1] + beyond(row)


class Bureau(world.Case):
    """A scheme `own`, whose papers and sheets a test adds."""

    def setUp(self):
        super().setUp()
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME,
                        self.tmp / "rubrics" / "own")
        self.own = self.tmp / "templates" / "own"
        (self.own / "汇总表").mkdir(parents=True)
        self.batch = self.tmp / "batch"
        for code in ("A01", "A02", "A03", "A04"):
            world.write(self.batch, world.studio(code), code)
        self.want = []                      # (FILE:LINE, word)

    def write(self, name, text):
        (self.own / name).write_text(text, "utf-8")

    def report(self):
        return world.run("report", "-s", "own", self.batch, "-o",
                         self.tmp / "out", cwd=self.tmp)

    def lint(self):
        """Run it; each of self.want is told, and nothing else is."""
        done = world.run("lint", "own", cwd=self.tmp)
        self.assertEqual((done.status, done.err), (1, ""), done)
        told = done.out.splitlines()
        for place, word in self.want:
            found = [x for x in told if f"/own/{place}: " in x]
            self.assertEqual(len(found), 1, f"{place} {word}\n{done.out}")
            self.assertIn(word, found[0])
            told.remove(found[0])
        self.assertEqual(told, [])


class Pages(Bureau):
    """Every option of every component."""

    def block(self, name, least, options):
        lines = "".join(f"-- {key}: {value}\n" for key, value in options)
        cells = "格宽" in (k for k, _ in options) and "-- 行: 甲\n" or ""
        return f"```{name}\n{lines}{cells}{PAGE_QUERY if least else ''}```\n\n"

    def whole(self, row, value):
        """A list has a value for each column of the query."""
        right = right_values(row, PAGE_VALUES)[0]
        return f"{right},{value},{right}" if row.list == "EACH" else value

    def blocks(self, values):
        for name, (table, least) in rows.components().items():
            text = ""
            for row in table:
                for value in values(row):
                    line = 2 + text.count("\n")
                    text += self.block(name, least,
                                       [(row.key, self.whole(row, value))])
                    yield name, line, row.key, text

    def test_there_are_rows(self):
        made = rows.components()
        self.assertEqual(set(made), set(re.findall(
            r"^\.It Cm (\S+)$", self.manual(), re.M)))
        self.assertGreater(sum(len(t) for t, _ in made.values()), 30)

    def manual(self):
        for name in ("man/pinggu-template.5", "pinggu.1"):
            path = world.ROOT / name
            if path.exists():
                said = path.read_text("utf-8")
                return said[said.index("部件有："):]

    def test_wrong_values(self):
        texts = {}
        for name, line, key, text in self.blocks(
                lambda row: wrong_values(row, PAGE_VALUES)):
            texts[name] = text
            word = "" if key == "行" else key
            self.want.append((f"{name}.md:{line}", word))
        for name, text in texts.items():
            self.write(f"{name}.md", text)
        self.assertGreater(len(self.want), 60)
        self.lint()
        # A page that would look otherwise than asked is not printed.
        self.assertFails(self.report(), "/own/", ".md:")

    def test_right_values(self):
        texts = {}
        for name, _, _, text in self.blocks(
                lambda row: right_values(row, PAGE_VALUES)):
            texts[name] = text
        for name, text in texts.items():
            self.write(f"{name}.md", text)
        done = world.run("lint", "own", cwd=self.tmp)
        self.assertEqual(done.status, 0, done)

    def test_given_twice(self):
        for name, (table, least) in rows.components().items():
            text = ""
            for row in table:
                value = self.whole(row, right_values(row, PAGE_VALUES)[0])
                if not row.again:
                    self.want.append((f"{name}.md:{3 + text.count(chr(10))}",
                                      "写了两次"))
                text += self.block(name, least, [(row.key, value)] * 2)
            self.write(f"{name}.md", text or "字\n")
        self.lint()

    def test_a_value_filled_in_wrong_fails_that_paper(self):
        """What only a studio's data makes wrong is a finding."""
        self.write("信.md", "```text\n-- 样式: {{主持人荣誉}}\n-- 文字: 字\n```\n")
        for code in ("A01", "A03", "A04"):
            tables = world.studio(code)
            tables["基本信息"] = [[k, "顶格" if k == "主持人荣誉" else v]
                                  for k, v in tables["基本信息"]]
            world.write(self.batch, tables, code)
        done = self.report()
        self.assertEqual(done.status, 1, done)
        ((studio, text),) = world.rows(
            self.tmp / "out", "SELECT 工作室, 说明 FROM 问题 WHERE "
            "代码 = 'REPORT_FAILED'")
        self.assertEqual(studio, "A02")
        self.assertIn("own/信.md:2: “样式”不能是“名班主任”", text)


class Sheets(Bureau):
    """Every key of the workbook's sheets, and every item of a chart."""

    def sheets(self, values):
        """(file, line, key, type) of a sheet for each value of each key."""
        n = 50
        for row in rows.sheet_keys():
            arg = {"COLUMNS": " 甲", "KIND": " 柱形"}.get(row.arg, "")
            for value in values(row, SHEET_VALUES):
                yield self.sheet(n, f"-- {row.key}{arg}: {value}\n"), row
                n += 1
        for row in rows.chart_items():
            tail = "" if row.key == "值" else " | 值=甲"
            for value in values(row, SHEET_VALUES):
                yield self.sheet(n, f"-- 图 折线: {row.key}={value}{tail}\n"), row
                n += 1

    def sheet(self, n, keys):
        name = f"汇总表/{n}-试{n}.sql"
        self.write(name, keys + SHEET_QUERY)
        return name

    def test_right_values(self):
        made = list(self.sheets(right_values))
        self.assertGreater(len(made), 30)
        done = world.run("lint", "own", cwd=self.tmp)
        self.assertEqual(done.status, 0, done)
        done = self.report()
        self.assertEqual((done.status, done.err), (0, ""), done)

    def test_wrong_values(self):
        """Each is told; a report stops only for what it cannot do."""
        stop = []
        for name, row in self.sheets(wrong_values):
            said = row.key if row.type not in STOPS else ""
            self.want.append((f"{name}:1", said))
            text = (self.own / name).read_text("utf-8")
            if row.type in STOPS or "没有" in text and "-- 图" in text or \
                    "颜色=" in text or "标题=题\n" in text:
                stop.append((name, text))
        self.assertGreater(len(self.want), 50)
        self.assertGreater(len(stop), 8)
        self.lint()
        for name, _ in stop:
            (self.own / name).unlink()
        done = self.report()
        self.assertEqual((done.status, done.err), (0, ""), done)
        for name, text in stop:
            with self.subTest(text.splitlines()[0]):
                self.write(name, text)
                self.assertFails(self.report(), f"/own/{name}:1: ")
                (self.own / name).unlink()

    def test_what_stands_behind_a_key(self):
        n = 50
        for row in rows.sheet_keys():
            # 列序 needs a pivot to be right itself.
            value, extra = ("丙", "-- 透视: 甲 → 乙\n") if row.type == "FIELD" \
                else (right_values(row, SHEET_VALUES)[0], "")
            for arg in {"NONE": [" 甲"], "COLUMNS": ["", " 没有"],
                        "KIND": ["", " 圆饼"]}[row.arg]:
                name = self.sheet(n, f"-- {row.key}{arg}: {value}\n{extra}")
                self.want.append((f"{name}:1", row.key if row.arg != "KIND"
                                  else "种类"))
                n += 1
        self.lint()

    def test_all_mistakes_of_a_file(self):
        self.write("汇总表/50-试.sql", "-- 标体: 甲\n-- 宽 甲: 很\n-- 着色: 三=紫\n"
                   "-- 公式 甲: {没有}\n-- 图 圆饼: 值=甲\n-- 冻结: 没有\n"
                   + SHEET_QUERY)
        self.want = [(f"汇总表/50-试.sql:{i}", "") for i in range(1, 7)]
        self.lint()

    def test_a_chart_of_the_first_few(self):
        """最多 counts wherever it stands."""
        self.write("汇总表/50-试.sql", "-- 图 横条: 标题=前几 | 值=甲 | 最多=3\n"
                   + SHEET_QUERY)
        self.assertEqual(self.report().status, 0)
        with zipfile.ZipFile(self.tmp / "out" / "汇总表.xlsx") as book:
            charts = [book.read(n).decode() for n in book.namelist()
                      if n.startswith("xl/charts/chart")]
        (mine,) = [x for x in charts if "前几" in x]
        self.assertIn("前几（前 3 个）", mine)
        self.assertIn("'试'!$A$4:$A$6", mine.replace("&apos;", "'"))


if __name__ == "__main__":
    unittest.main()
