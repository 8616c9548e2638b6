"""What the cells of a workbook are read as, through to the results.

The workbook is written by openpyxl, so its formulas have no values.  The texts
of times are what a Date of JavaScript (node 20, Asia/Shanghai) writes as JSON,
the second of a day number that SheetJS turned into a Date.
"""
import datetime
import functools
import io
import re
import shutil
import unittest

import openpyxl

import cases
import world

DAY = datetime.date


def book(sheets, percent=()):
    """The bytes of a workbook {sheet: rows}; percent: cells shown in %."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for name, cell in percent:
        made[name][cell].number_format = "0%"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


SHEETS = {
    "基本信息": [
        ("项目", "内容"), ("编号", "ZZ01"), ("名称", "甲工作室"), ("学校", "一中"),
        ("主持人姓名", "苏明慧（主持人）"), ("订阅杂志种数", 6), ("工作室面积", "=30*2"),
        ("填报日期", DAY(2024, 3, 1)), ("联系电话", 13800001234),
        ("主持人荣誉", '["名班主任","优秀教师"]')],
    "成员": [
        ("姓名", "性别", "出生年月", "学历", "人员类别", "所在学校", "备用号码"),
        ("1.孙立新", "男", DAY(1980, 12, 1), DAY(2024, 2, 1), "班主任", "一中"),
        ("郭亚楠、李春燕", "女", "Dec-80", "本科", "班主任", "一中"),
        ("张三13800001234", "女", "1979-12-31T15:59:17.000Z", "本科", "班主任",
         "一中"),
        ("王五", "男", "2021-03-22T16:00:00.000Z", 410105198001011234, "班主任",
         "一中")],
    "听取汇报": [
        ("学期", "日期"), ("2021-2022-1", DAY(2017, 9, 20)),
        ("2022-2023-1", DAY(2018, 9, 20))],
    "年度材料": [
        ("年度", "工作计划", "过程性材料", "年终总结", "成长档案人数"),
        (2021, True, 1, "√", 12), (DAY(2022, 1, 1), False, 0, "×", 0.5)],
    "自评": [
        ("评估点", "得分"), (DAY(2001, 1, 1), 1), ("1.1.2", 0.85),
        ("1.1.3", DAY(2024, 1, 2)), ("1.1.4", 87.330000000000013 / 100)],
}


@functools.cache
def results():
    return cases.report("zhengzhou-2024", {"甲": {
        "填报.xlsx": book(SHEETS, [("自评", "B3")])}})


class Values(unittest.TestCase):
    def read(self, table, *fields):
        return results().rows(f"SELECT {', '.join(fields)} FROM {table} "
                              "ORDER BY _序")

    def told(self, table):
        return results().rows(
            "SELECT 代码, 单元格, 值 FROM 问题 WHERE 工作表 = ? AND 列 > 0 AND 代码 <> "
            "'HEADER_UNKNOWN' ORDER BY 行, 列, 序", table)

    def noted(self, table):
        return results().rows(
            "SELECT 行, 列, 新值, 规则 FROM 规范化 WHERE 工作表 = ? ORDER BY 行, 列",
            table)

    def test_identity(self):
        self.assertEqual(self.read("工作室", "编号", "主持人姓名", "工作室面积", "填报日期",
                                   "主持人荣誉", "联系电话"),
                         [("ZZ01", "苏明慧", None, "2024-03-01",
                           "名班主任、优秀教师", "138****1234")])
        self.assertEqual(self.told("基本信息"), [
            ("CELL_FORMULA_ERROR", "甲/填报.xlsx!基本信息!B7", None)])
        self.assertEqual(self.noted("基本信息"), [
            (5, 2, "苏明慧", "去括注"), (10, 2, "名班主任、优秀教师", "选项统一")])

    def test_people(self):
        self.assertEqual(self.read("成员", "姓名", "出生年月", "学历"), [
            ("孙立新", "1980-12", "2024-02-01"),
            ("郭亚楠、李春燕", "1980-12", "本科"),
            ("张三138****1234", "1980-01", "本科"), ("王五", "2021-03", None)])
        self.assertEqual([row[:2] for row in self.told("成员")], [
            ("CELL_WAS_DATE", "甲/填报.xlsx!成员!D2"),
            ("NAME_DOUBTFUL", "甲/填报.xlsx!成员!A3"),
            ("NAME_DOUBTFUL", "甲/填报.xlsx!成员!A4"),
            ("CELL_SCIENTIFIC", "甲/填报.xlsx!成员!D5")])
        self.assertEqual(self.noted("成员"), [
            (2, 1, "孙立新", "去序号"), (2, 3, "1980-12", "日期取年月"),
            (3, 3, "1980-12", "年月统一"), (4, 1, "张三138****1234", "遮盖号码"),
            (4, 3, "1980-01", "世界时换算成北京时间"),
            (5, 3, "2021-03", "世界时换算成北京时间")])

    def test_nothing_shows_the_telephone(self):
        for table, in results().rows("SELECT name FROM sqlite_schema WHERE "
                                     "type = 'table'"):
            self.assertNotIn("13800001234",
                             str(results().rows(f'SELECT * FROM "{table}"')))
        for path in results().out.rglob("*.csv"):
            self.assertNotIn("13800001234", path.read_text("utf-8-sig"))

    def test_another_date_system(self):
        self.assertEqual(self.told("听取汇报"), [
            ("DATE_SYSTEM_DOUBTFUL", "甲/填报.xlsx!听取汇报!B2", "2017-09-20")])

    def test_years(self):
        self.assertEqual(self.read("年度材料", "年度", "工作计划", "过程性材料", "年终总结",
                                   "成长档案人数"),
                         [(2021, "有", "有", "有", 12),
                          (2022, "无", "无", "无", None)])
        self.assertEqual([row[:2] for row in self.told("年度材料")], [
            ("CELL_NOT_INTEGER", "甲/填报.xlsx!年度材料!E3")])
        self.assertIn((3, 1, "2022", "日期取年度"), self.noted("年度材料"))

    def test_scores(self):
        self.assertEqual(self.read("自评", "评估点", "得分"), [
            (None, 1), ("1.1.2", 0.85), ("1.1.3", None), ("1.1.4", 0.8733)])
        self.assertEqual([row[:2] for row in self.told("自评")][:3], [
            ("KEY_WAS_DATE", "甲/填报.xlsx!自评!A2"),
            ("PERCENT_DOUBTFUL", "甲/填报.xlsx!自评!B3"),
            ("CELL_NOT_NUMBER", "甲/填报.xlsx!自评!B4")])


class Points(unittest.TestCase):
    def test_a_number_may_be_two_points(self):
        """A scheme that has 1.1 and 1.10, of Zhengzhou's first two points."""
        scheme = world.scratch() / "两位"
        shutil.copytree(world.ROOT / "rubrics" / "zhengzhou-2024", scheme)
        for path in scheme.rglob("*.csv"):
            said = path.read_text("utf-8-sig")
            for old, new in (("1.1.1", "1.1"), ("1.1.2", "1.10")):
                said = re.sub(rf"(?<![\d.]){re.escape(old)}(?![\d.])", new,
                              said)
            path.write_text(said, "utf-8-sig")
        found = cases.report(scheme, {"甲": {"填报.xlsx": book({
            "基本信息": SHEETS["基本信息"],
            "自评": [("评估点", "得分"), (1.1, 1), ("1.10", 1), ("1.1.3", 1)]})}})
        self.assertEqual(found.rows(
            "SELECT 代码, 单元格, 值 FROM 问题 WHERE 字段 = '评估点' AND 列 > 0"),
            [("POINT_AMBIGUOUS", "甲/填报.xlsx!自评!A2", "1.1")])
        self.assertEqual(found.rows("SELECT 评估点 FROM 自评 ORDER BY _序"),
                         [(None,), ("1.10",), ("1.1.3",)])


if __name__ == "__main__":
    unittest.main()
