"""What schools really send: one studio a case, all in one batch.

Each case is a studio in which nothing is wrong but for one thing that clerks,
browsers, phones or programs do to files.  Its findings are exactly those
named, and unless the case says otherwise its scores, verdicts and rows are
those of the studio in which nothing is wrong at all.  Files are written by
Python's csv and openpyxl here; test_workbooks_in.py and test_office_files.py
have other programs.
"""
import datetime
import io
import unittest

import openpyxl

import world


def table(name, code="CLEAN"):
    return [list(row) for row in world.studio(code)[name]]


def changed(name, edit):
    """The table name after edit(rows)."""
    rows = table(name)
    out = edit(rows)
    return {name: rows if out is None else out}


def cell(name, row, column, value):
    """Row from 0 (the heading), column by its heading."""
    def edit(rows):
        rows[row][rows[0].index(column)] = value
    return changed(name, edit)


def column(name, heading, f):
    def edit(rows):
        k = rows[0].index(heading)
        for i, row in enumerate(rows[1:]):
            row[k] = f(row[k], i)
    return changed(name, edit)


def added(name, *rows, at=None):
    def edit(old):
        n = len(old) if at is None else at
        for row in rows:
            wide = list(row) + [""] * (len(old[0]) - len(row))
            old.insert(n, wide)
            n += 1
    return changed(name, edit)


def text(name, f, encoding="utf-8"):
    """The table as a text, after f, in an encoding."""
    return {f"{name}.csv": f(world.text(world.studio("CLEAN")[name])).encode(
        encoding) if not isinstance(f, bytes) else f}


def raw(name, data):
    return {name: data}


def book(**tables):
    """A workbook; a table is rows, or a function that fills the sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in tables.items():
        sheet = made.create_sheet(name)
        if callable(rows):
            rows(sheet)
            continue
        for row in rows:
            sheet.append([typed(c) for c in row])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def typed(c):
    """As a clerk types it: numbers are numbers."""
    if c.replace(".", "", 1).isdigit() and c.count(".") < 2:
        return float(c) if "." in c else int(c)
    return c or None


def merged(name, heading, rows):
    """A sheet in which a column's rows (from 1, both ends) are merged."""
    def fill(sheet):
        for row in table(name):
            sheet.append([typed(c) for c in row])
        k = table(name)[0].index(heading) + 1
        first = sheet.cell(rows[0], k).value
        for r in range(rows[0], rows[1] + 1):
            sheet.cell(r, k).value = None
        sheet.cell(rows[0], k).value = first
        sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=k,
                          end_column=k)
    return fill


def day_before(day):
    return str(datetime.date.fromisoformat(day) - datetime.timedelta(1))


def transposed(rows):
    return [list(r) for r in zip(*rows)]


def html(rows):
    return ("<html><head><meta charset=utf-8></head><body><table>" + "".join(
        "<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>"
        for row in rows) + "</table></body></html>").encode()


# name -> (tables that replace or join the clean ones; codes and how many
# findings of each, None: not looked at; tables left out; whatever stands fourth:
# scores, verdicts and rows may differ).
CASES = {
    # ---- copies
    "下载两次": ({"评审-甲 (1)": table("评审-甲")}, {"FILE_COPY": 1}),
    "副本": ({"自评 - 副本": table("自评")[:20]}, {"FILE_COPY_DIFFERS": 1}),
    "只有副本": ({"自评 - 副本": table("自评")}, {"FILE_NAME_FOLDED": 1}, "自评"),
    # ---- rows that are no data
    "再一次表头": (added("成员", table("成员")[0], at=6), {"ROW_NOT_DATA": 1}),
    "合计": (added("参赛情况", ["合计", "120", "108"]), {"ROW_NOT_DATA": 1}),
    "填表人": (added("成员", ["填表人：王安", "", "", "", "审核人：李宁远"]),
            {"ROW_NOT_DATA": 1}),
    "注": (added("成员", ["注：本表由工作室填写"]), {"ROW_NOT_DATA": 1}),
    "示例": (added("成员", ["（示例）张三", "男", "1980-01", "群众", "本科", "讲师", "语文", "无",
                       "某大学", "10", "8", world.SCHOOL, "班主任"], at=1),
           {"ROW_NOT_DATA": 1}),
    "预先印好": (added("成员", *[["", "", "", "群众", "本科", "", "", "", "", "", "",
                             world.SCHOOL, "班主任"]] * 6), {"ROW_NOT_DATA": 1}),
    # ---- quotes and separators
    "引号在前": (text("自评", lambda t: t.replace(
        "工作室档案", '"暖心晨会"活动照片', 1)), {"QUOTE_SWALLOWS": 1}),
    "引号吞行": (text("自评", lambda t: t.replace("工作室档案", '"暖心晨会活动照片', 1)
                  .replace("工作室档案", '"好的一格，"', 2).replace("工作室档案", '"完好的一格"')),
             None),
    "竖线": (text("成员", lambda t: t.replace(",", "|")), {}),
    "全角逗号": (text("参赛情况", lambda t: t.replace(",", "，")), {}),
    "整行引号": (text("参赛情况", lambda t: "".join(
        f'"{line}"\n' for line in t.splitlines())), {}),
    "多一个逗号": (text("成员", lambda t: t.replace("语文,主题班会设计,河南大学",
                                             "语文,主题班会,设计,河南大学", 1)),
              {"ROW_SHIFTED": 1}, "", None),
    # ---- what programs write for cells
    "撇号": (column("自评", "评估点", lambda c, i: "'" + c), {}),
    "等号引号": (text("自评", lambda t: "\n".join(
        [t.split("\n")[0]] + [f'"=""{line.split(",", 1)[0]}""",{line.split(",", 1)[1]}'
                              for line in t.strip().split("\n")[1:]]) + "\n"), {}),
    "实体": (column("成员", "研究领域", lambda c, i: "主题班会&nbsp;设计&amp;实践"), {}),
    "x000D": (column("成员", "研究领域", lambda c, i: "主题班会_x000D_\n设计"), {}),
    "undefined": (column("成员", "职称", lambda c, i: "undefined" if i == 3 else c),
                  {}),
    "NaN": (column("自评", "备注", lambda c, i: "nan"), {}),
    # ---- encodings
    "GBK欧元": (raw("成员.csv", world.text(table("成员")).replace(
        "主题班会设计", "主题€设计").encode("gbk", "replace").replace(b"?", b"\x80")),
              {}),
    "半个字": (raw("成员.csv", world.text(table("成员")).encode()
               .replace("主题班会设计".encode(), "主题班会设".encode() + b"\xe8\xae", 1)),
            {"BYTE_BROKEN": 1}, "", None),
    "乱码": (raw("成员.csv", world.text(table("成员")).replace(
        "河南大学", "河南大学".encode().decode("latin-1")).encode()),
           {"TEXT_MOJIBAKE": 1}),
    # ---- dates and numbers
    "斜线日期": (column("听取汇报", "日期", lambda c, i: "/".join(
        [c[5:7], str(20 + i % 8), c[2:4]])), {}),
    "世界时": (column("听取汇报", "日期", lambda c, i: f"{day_before(c)}T15:59:17.000Z"),
            {}),
    "年月英文": (column("成员", "出生年月", lambda c, i: "Mar-85"), {}),
    # ---- names
    "括号身份": (cell("成员", 1, "姓名", world.NAMES[0] + "（主持人）"), {}),
    "编号姓名": (column("成员", "姓名", lambda c, i: f"{i + 1}.{c}"), {}),
    "两人一格": (cell("成员", 8, "姓名", "郭亚楠、李春燕"), {"NAME_DOUBTFUL": 1}, "", None),
    "电话姓名": (cell("成员", 8, "姓名", "郭亚楠13812345678"), {"NAME_DOUBTFUL": 1}, "",
             None),
    # ---- not read
    "图片": (raw("年度材料.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256))),
           None, "年度材料", None),
    "缺自评行": (changed("自评", lambda rows: rows[:-8]), {"SELF_POINTS_MISSING": 1}, "",
             None),
    # ---- headings
    "转置": ({"参赛情况": transposed(table("参赛情况"))}, {"HEADER_MISSING": 1}, "",
           None),
    "第十三行": ({"参赛情况": [[f"说明第{i}行", "", ""] for i in range(12)] + table("参赛情况")},
             {"HEADER_MISSING": 1}, "", None),
    "两行表头": (changed("参赛情况", lambda rows: [["年度", "人数", ""]] + [
        ["", "班主任总数", "参赛人数"]] + rows[1:]), {}),
    # ---- names of files
    "表4": ({"表4 参赛情况": table("参赛情况")}, {"FILE_NAME_FOLDED": 1}, "参赛情况"),
    "附件2": ({"附件2：成员名单": table("成员")}, {"FILE_NAME_FOLDED": 1}, "成员"),
    "前缀": ({f"班02-{t}": table(t) for t in ("成员", "获奖")}, None, "成员 获奖"),
    # ---- workbooks
    "工作簿": ({"填报.xlsx": book(**{t: table(t, "工作簿") for t in (
        "基本信息", "成员", "获奖", "参赛情况", "听取汇报", "年度材料", "自评")})}, {},
            "基本信息 成员 获奖 参赛情况 听取汇报 年度材料 自评"),
    "合并单元格": ({"成员.xlsx": book(成员=merged("成员", "所在学校", (2, 11)))},
              {"VALUE_FROM_ABOVE": 1}, "成员"),
    "一张表": ({"参赛情况.xlsx": book(Sheet1=table("参赛情况"))}, {}, "参赛情况"),
    "网页": ({"参赛情况.xls": html(table("参赛情况"))}, {}, "参赛情况"),
    "坏工作簿": ({"参赛情况.xlsx": book(参赛情况=table("参赛情况"))[:900]}, {"FILE_BROKEN": 1},
             "参赛情况", None),
}


class AsSent(world.Case):
    @classmethod
    def setUpClass(cls):
        cls.batch = world.scratch() / "as-sent"
        names = ["CLEAN"] + list(CASES)
        for name in names:
            tables = world.studio(name)
            case = CASES.get(name, ({}, {}))
            for left in (case[2] if len(case) > 2 else "").split():
                del tables[left]
            tables.update(case[0])
            for key in [k for k in tables if k + ".csv" in tables]:
                del tables[key]
            world.write(cls.batch, tables, name)
        cls.out = world.scratch() / "as-sent-out"
        cls.done = world.report(cls.batch, cls.out)

    def counts(self, studio):
        return dict(world.rows(self.out, "SELECT 代码, count(*) FROM 问题 WHERE "
                               "工作室 = ? GROUP BY 代码", studio))

    def results(self, studio):
        """What may not differ from the clean studio."""
        return {
            "得分": world.rows(self.out, "SELECT 评估点, 自评, 最终, 专家人数 FROM 得分 "
                             "WHERE 工作室 = ? ORDER BY 1", studio),
            "资格": world.rows(self.out, "SELECT 规则, 测量值, 结论 FROM 资格 "
                             "WHERE 工作室 = ? ORDER BY 1", studio),
            "成员": world.rows(self.out, "SELECT 姓名, 性别, 出生年月, 所在学校, 人员类别"
                             " FROM 成员 WHERE 工作室 = ? ORDER BY _序", studio),
            "听取汇报": world.rows(self.out, "SELECT 学期, 日期 FROM 听取汇报 "
                               "WHERE 工作室 = ? ORDER BY 1", studio),
        }

    def test_batch(self):
        self.assertIn(self.done.status, (0, 1), self.done)
        self.assertEqual(self.counts("CLEAN"), {})

    def test_cases(self):
        clean = self.results("CLEAN")
        for name, case in CASES.items():
            with self.subTest(name):
                if case[1] is not None:
                    self.assertEqual(self.counts(name), case[1])
                if len(case) < 4:
                    got = self.results(name)
                    if name == "斜线日期":
                        del got["听取汇报"]
                    for what, rows in got.items():
                        self.assertEqual(rows, clean[what], what)

    def test_not_read_is_not_judged(self):
        """One finding for the cause, and no rule says what nobody knows."""
        self.assertEqual(
            {r[0] for r in world.rows(self.out, "SELECT 结论 FROM 资格 WHERE 工作室 ="
             " '图片' AND 规则 IN ('Z05', 'Z06', 'Z07', 'Z09')")}, {"待核实"})
        self.assertEqual(sum(self.counts("图片").values()), 1)


if __name__ == "__main__":
    unittest.main()
