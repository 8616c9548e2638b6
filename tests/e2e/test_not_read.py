"""What was not read is not judged: the verdict 待核实, and what follows of it.

The studios are those of the schemes' own tests, in which nothing is wrong;
here one of their files cannot be read, lacks a column or has a bad cell.  The
PNG is made by zlib below: the eight bytes and chunks that every PNG has.
"""
import functools
import io
import struct
import unittest
import zlib

import openpyxl

import cases
import test_scheme_bs as bs
import test_scheme_gz as gz
import test_scheme_moe as moe
import test_scheme_pds as pds
import test_scheme_zz as zz
import world

MET, UNMET, UNKNOWN = "符合", "不符合", "无法判定"
EXEMPT, UNREAD = "不适用", "待核实"


def png():
    """A picture of one black dot."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data +
                struct.pack(">I", zlib.crc32(kind + data)))
    return (b"\x89PNG\r\n\x1a\n" +
            chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def unreadable(studio, *tables):
    """The studio with pictures that are named as its tables."""
    return {**{k: v for k, v in studio.items() if k not in tables},
            **{f"{t}.csv": png() for t in tables}}


def without(rows, field):
    return [{k: v for k, v in row.items() if k != field} for row in rows]


def without_table(studio, table):
    return {k: v for k, v in studio.items() if k != table}


def workbook(name, rows):
    """A workbook with one sheet, by openpyxl."""
    book = openpyxl.Workbook()
    book.active.title = name
    book.active.append(list(rows[0]))
    for row in rows:
        book.active.append(list(row.values()))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def shifted():
    """The rows of 年度材料, an unquoted comma in the second."""
    rows = [list(map(str, r.values())) for r in zz.years()]
    rows[1].insert(1, "见附件")
    return world.text([list(zz.years()[0])] + rows).encode()


def years_text():
    return world.text([list(zz.years()[0])] + [
        list(map(str, r.values())) for r in zz.years()]).encode()


# ---- one scheme, each way of not being read ---------------------------------

MARKS = {p: 1 for p in ("1.1.1", "6.1.2")}


def experts(points=None):
    return [("甲", p, s) for p, s in {**MARKS, **(points or {})}.items()]


ZZ = {
    "好的": zz.studio(experts=experts(), awards=[zz.award("市赛", "二等奖")]),
    "图片": unreadable(zz.studio(), "年度材料"),
    "没交": {k: v for k, v in zz.studio().items() if k != "年度材料"},
    "缺列": zz.studio(material=without(zz.years(), "年度")),
    "坏格": zz.studio(material=zz.years({2022: {"成长档案人数": "十二本"}})),
    "坏格无碍": zz.studio(material=zz.years({2022: {"外出交流次数": "一次"}})),
    "错位": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
           "年度材料.csv": shifted()},
    "工作簿": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
            "填报.xlsx": workbook("年度材料", zz.years(
                {2022: {"成长档案人数": "十二本"}}))},
    "坏压缩包": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
             "年度材料.zip": b"PK\x03\x04 cut off"},
    # what a browser keeps under that name when nobody is logged in
    "网页": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
           "年度材料.xls": "<!DOCTYPE html><html><head><title>登录</title></head>"
           "<body><p>请登录后下载</p></body></html>".encode()},
    "压缩包": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
            "材料.rar": b"Rar!\x1a\x07\x01\0", "照片.rar": b"Rar!\x1a\x07"},
    "照片包": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
            "照片.rar": b"Rar!\x1a\x07\x01\0", "签到.csv": b"a,b\n1,2\n"},
    "两份像": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
            "某校2023.csv": years_text(), "某校2024.csv": years_text()},
    "照片": {**{k: v for k, v in zz.studio().items() if k != "年度材料"},
           "年度材料.jpg": b"\xff\xd8\xff\xe0"},
    "空格": zz.studio(material=zz.years({2022: {"成长档案人数": None}})),
    "获奖图片": unreadable(zz.studio(experts=experts()), "获奖"),
    "获奖坏格": zz.studio(experts=experts(), awards=[
        zz.award("市赛", "一等奖"), zz.award("省级赛", "一等奖")]),
    "获奖满分": zz.studio(experts=experts(), awards=[
        zz.award("国赛", "一等奖"), zz.award("省级赛", "一等奖")]),
    "获奖年份": zz.studio(awards=[zz.award("市赛", "一等奖", year="前年")]),
    "获奖无名": zz.studio(awards=without([zz.award("市赛", "一等奖")], "获奖人")),
    "成员无名": zz.studio(members=without(zz.studio()["成员"], "姓名")),
    "获奖待评": unreadable(zz.studio(), "获奖"),
    "没有获奖": zz.studio(experts=experts()),
    "链接": {k: v for k, v in zz.studio().items() if k != "年度材料"},
    "链接图": {k: v for k, v in zz.studio().items() if k != "年度材料"},
}


@functools.lru_cache(None)
def zhengzhou():
    """Also one with a link in place of a table, one with a link of no table."""
    batch, out = world.scratch() / "batch", world.scratch() / "out"
    for code, studio in ZZ.items():
        cases.write_studio(batch / code, studio)
    (batch / "链接/年度材料.csv").symlink_to("/dev/null")
    (batch / "链接图/照片.jpg").symlink_to("/dev/null")
    done = world.run("report", "-s", "zhengzhou-2024", batch, "-o", out)
    assert done.status == 1, done
    return cases.Results(done, out)


class Rules(unittest.TestCase):
    def verdicts(self, studio, **expected):
        for rule, word in expected.items():
            with self.subTest(studio=studio, rule=rule):
                value, found = zhengzhou().verdict(studio, rule)
                self.assertEqual(found, word)
                if word == UNREAD:
                    self.assertIsNone(value)

    def detail(self, studio, rule):
        return zhengzhou().rows("SELECT 明细 FROM 资格 WHERE 工作室 = ? AND 规则 "
                                "= ?", studio, rule)[0][0]

    def codes(self, studio):
        """All but advice of intake."""
        return [c for c, in zhengzhou().rows(
            "SELECT 代码 FROM 问题 WHERE 工作室 = ? AND (级别 <> '提醒' OR 代码 IN "
            "(SELECT 编号 FROM 规则)) ORDER BY 序", studio)]

    def test_a_file_that_is_no_table(self):
        self.verdicts("图片", Z05=UNREAD, Z06=UNREAD, Z07=UNREAD, Z09=UNREAD,
                      Z01=MET, Z02=MET, Z10=MET)
        for rule in ("Z05", "Z06", "Z07", "Z09"):
            self.assertRegex(self.detail("图片", rule), r"^年度材料\.csv 未读取：")
            self.assertNotRegex(self.detail("图片", rule), "，未读取")
        self.assertEqual(self.codes("图片"), ["FILE_NOT_TEXT"])
        ((said, advice),) = zhengzhou().rows(
            "SELECT 说明, 建议 FROM 问题 WHERE 工作室 = '图片' AND 代码 = "
            "'FILE_NOT_TEXT'")
        self.assertIn("图片", said)
        self.assertIn("照片", advice)

    def test_a_page_without_a_table(self):
        self.verdicts("网页", Z05=UNREAD, Z06=UNREAD, Z01=MET)
        self.assertEqual(self.codes("网页"), ["HEADER_MISSING"])
        self.assertEqual(self.detail("网页", "Z05"),
                         "年度材料.xls 未读取：是网页，里面没有表格")

    def test_an_archive_that_is_not_opened(self):
        """Beside a table that is missing; photographs are no tables."""
        self.verdicts("压缩包", Z05=UNREAD, Z01=MET)
        self.assertIn("ARCHIVE_REFUSED", self.codes("压缩包"))
        self.verdicts("照片包", Z05=UNMET, Z01=MET)

    def test_a_picture_in_place_of_a_table(self):
        self.verdicts("照片", Z05=UNREAD, Z01=MET)
        self.assertEqual(self.codes("照片")[-1], "FILE_NOT_TEXT")

    def test_two_files_that_look_like_the_missing_table(self):
        self.verdicts("两份像", Z05=UNREAD, Z01=MET)
        self.assertEqual(
            zhengzhou().rows("SELECT 文件, 说明 FROM 问题 WHERE 工作室 = '两份像' "
                             "AND 代码 = 'FILE_NAME_UNKNOWN' ORDER BY 1"),
            [(f"两份像/某校{y}.csv", "像是“年度材料”，但这样的文件有几份，未读取")
             for y in (2023, 2024)])

    def test_the_notice_tells_to_mend_the_file_alone(self):
        (path,) = (zhengzhou().out / "整改通知").glob("图片_*.pdf")
        said = "".join(world.pdf_text(path).split())
        self.assertIn("年度材料.csv", said)
        self.assertNotIn("请补齐", said)
        self.assertNotIn("请为所列年度", said)

    def test_the_notice_tells_a_cause_once(self):
        """Not again as the point that could not be computed from it."""
        made = without_table(zz.studio(), "获奖")
        found = cases.report(world.SCHEME, {"甲": {**made, "获奖.csv": png()}})
        self.assertIn(("POINT_NOT_COMPUTED",), found.rows(
            "SELECT 代码 FROM 问题"))
        (path,) = (found.out / "整改通知").glob("甲_*.pdf")
        text = "".join(world.pdf_text(path).split())
        self.assertEqual(text.count("获奖.csv"), 1)
        self.assertNotIn("6.1.2", text)

    def test_a_notice_for_what_may_be_the_column(self):
        """Nobody gets one for a remark that he added."""
        for heading, papers in (("建档人数", 1), ("备注", 0)):
            with self.subTest(heading):
                rows = [{**r, heading: 12} for r in zz.years()]
                if papers:
                    rows = without(rows, "成长档案人数")
                found = cases.report(world.SCHEME, {"甲": zz.studio(
                    material=rows, awards=[zz.award("市赛", "一等奖")],
                    self_scores={c: 1 for c, _ in
                                 world.generate.points()})})
                self.assertEqual(found.rows(
                    "SELECT count(*) FROM 文书 WHERE 文书 = '整改通知'"),
                    [(papers,)])

    def test_the_report_says_so(self):
        (path,) = (zhengzhou().out / "报告").glob("图片_*.pdf")
        self.assertGreaterEqual(world.pdf_text(path).count(UNREAD), 4)

    def test_a_table_not_handed_in_counts_as_empty(self):
        self.verdicts("没交", Z05=UNMET, Z06=UNMET, Z07=UNMET, Z09=UNMET)

    def test_what_may_be_the_missing_table(self):
        self.verdicts("链接", Z05=UNREAD, Z01=MET)
        self.verdicts("链接图", Z05=UNMET)
        self.assertIn("FILE_LINK", self.codes("链接图"))

    def test_a_column_that_is_missing(self):
        self.verdicts("缺列", Z05=UNREAD, Z06=UNREAD, Z07=UNREAD, Z09=UNREAD)
        self.assertIn("的“年度”未读取", self.detail("缺列", "Z05"))

    def test_a_column_that_only_the_evidence_shows(self):
        self.verdicts("成员无名", Z01=MET, Z02=MET)
        self.assertEqual(self.codes("成员无名"), ["COLUMN_MISSING"])

    def test_a_heading_that_may_be_the_column(self):
        """A column that need not be there, under another heading: what the
        rule asks may stand in it.  A remark is not that column."""
        for heading, verdict, field in (
                ("建档人数", UNREAD, "成长档案人数"), ("备注", UNMET, None)):
            with self.subTest(heading):
                rows = [{**r, heading: 12} for r in
                        without(zz.years(), "成长档案人数")]
                found = cases.report(world.SCHEME, {
                    "甲": zz.studio(material=rows)})
                self.assertEqual(found.verdict("甲", "Z06")[1], verdict)
                self.assertEqual(found.rows(
                    "SELECT 字段, 值 FROM 问题 WHERE 代码 = 'HEADER_UNKNOWN'"),
                    [(field, heading)])

    def test_a_label_that_may_be_the_item(self):
        made = zz.studio()
        made["工作室"]["荣誉"] = made["工作室"].pop("主持人荣誉")
        found = cases.report(world.SCHEME, {"甲": made})
        self.assertEqual(found.verdict("甲", "Z03")[1], UNREAD)
        self.assertIn("主持人荣誉", found.rows(
            "SELECT 说明 FROM 问题 WHERE 代码 = 'HEADER_UNKNOWN'")[0][0])

    def test_a_page_without_a_table(self):
        """What a system answers when the login is over, saved as a table."""
        page = ("<!DOCTYPE html><html><head><title>登录</title></head><body>"
                "<form>请先登录</form></body></html>").encode()
        made = without_table(zz.studio(), "年度材料")
        found = cases.report(world.SCHEME, {
            "甲": {**made, "年度材料.csv": page}})
        self.assertEqual(found.verdict("甲", "Z06")[1], UNREAD)
        self.assertEqual(found.rows(
            "SELECT 代码, 说明 FROM 问题 WHERE 文件 = '甲/年度材料.csv'"),
            [("HEADER_MISSING", "是网页，里面没有表格，未读取")])

    def test_a_broken_byte_is_one_finding(self):
        """A character cut in half in a column of choices, and in one that
        the computed point does not read."""
        for cut, lost in (("一等奖", True), ("证1", False)):
            with self.subTest(cut):
                table = ("年度,赛项,级别,等次,获奖人,证书编号\n"
                         "2022,班主任能力比赛,市赛,一等奖,成员一,证1\n").encode()
                whole = cut.encode()
                made = without_table(zz.studio(), "获奖")
                found = cases.report(world.SCHEME, {"甲": {
                    **made, "获奖.csv": table.replace(
                        whole, whole.replace("奖".encode(), b"\xe5\xa5")
                        .replace("证".encode(), b"\xe8\xaf"))}})
                self.assertEqual(found.rows(
                    "SELECT 代码 FROM 问题 WHERE 文件 = '甲/获奖.csv'"),
                    [("BYTE_BROKEN",)])
                self.assertEqual(bool(found.rows(
                    "SELECT 1 FROM 问题 WHERE 代码 = 'POINT_NOT_COMPUTED'")),
                    lost)

    def test_a_column_of_bad_cells_is_one_cause(self):
        rows = [{**zz.award("市赛", "一等奖", who=f"某{i}"), "等次": "优秀奖"}
                for i in range(4)]
        found = cases.report(world.SCHEME, {"甲": zz.studio(awards=rows)})
        self.assertEqual(found.rows(
            "SELECT 自动明细 FROM 得分 WHERE 评估点 = '6.1.2'"),
            [("获奖.csv!D2 的“等次”未读取：不在可选的范围（一等奖、二等奖、三等奖）内；"
              "等4处",)])

    def test_the_cause_is_short(self):
        """Not the lines that were read: those stand in the finding."""
        rows = zz.years()
        table = world.text([[k] + [str(r[k]) for r in rows] for k in rows[0]])
        made = without_table(zz.studio(), "年度材料")
        found = cases.report(world.SCHEME, {
            "甲": {**made, "年度材料.csv": table.encode()}})
        self.assertEqual(found.rows(
            "SELECT 明细 FROM 资格 WHERE 规则 = 'Z06'"),
            [("年度材料.csv 未读取：第1列自上而下像是表头：行和列颠倒了；请转置后另存",)])

    def test_an_invalid_cell(self):
        """Judged without it; what is met without it is met."""
        self.verdicts("坏格", Z06=UNREAD, Z07=MET, Z05=MET, Z09=MET)
        self.assertRegex(self.detail("坏格", "Z06"),
                         r"^年度材料\.csv!E3 的“成长档案人数”未读取：不是数字")
        self.assertEqual(self.codes("坏格"), ["CELL_NOT_NUMBER"])
        self.verdicts("坏格无碍", Z05=MET, Z06=MET, Z07=MET, Z09=UNREAD)

    def test_a_cell_of_a_workbook(self):
        self.verdicts("工作簿", Z06=UNREAD, Z07=MET, Z05=MET, Z09=MET)
        self.assertRegex(self.detail("工作簿", "Z06"),
                         r"^填报\.xlsx!年度材料!E3 的“成长档案人数”未读取：")

    def test_a_row_that_was_not_used(self):
        self.verdicts("错位", Z05=UNREAD, Z06=UNREAD, Z07=UNREAD, Z09=UNREAD,
                      Z01=MET)
        self.assertEqual(self.codes("错位"), ["ROW_SHIFTED"])

    def test_an_archive_that_may_hold_it(self):
        """Nobody knows what is in it: the table that is missing may be."""
        self.verdicts("坏压缩包", Z05=UNREAD, Z06=UNREAD, Z01=MET)
        self.assertIn("ARCHIVE_REFUSED", self.codes("坏压缩包"))

    def test_an_empty_cell_counts_as_before(self):
        self.verdicts("空格", Z06=UNMET)
        self.assertIn("Z06", self.codes("空格"))

    def test_numbers_of_the_batch(self):
        """汇总.资格 asks the gates only; this scheme has none."""
        self.assertEqual(zhengzhou().rows("SELECT 待核实数, 符合数 FROM 概况"),
                         [(0, len(ZZ))])


class Points(unittest.TestCase):
    """6.1.2 is computed from 获奖."""

    def point(self, studio):
        return zhengzhou().rows(
            "SELECT 自动, 最终, 未舍入, 专家均分 FROM 得分 WHERE 工作室 = ? AND "
            "评估点 = '6.1.2'", studio)[0]

    def total(self, studio):
        return zhengzhou().rows("SELECT 总分, 名次, 等级, 未舍入 FROM 汇总 WHERE "
                                "工作室 = ?", studio)[0]

    def told(self, studio):
        return zhengzhou().rows("SELECT 值, 说明 FROM 问题 WHERE 工作室 = ? AND "
                                "代码 = 'POINT_NOT_COMPUTED'", studio)

    def test_not_computed(self):
        for studio in ("获奖图片", "获奖坏格"):
            with self.subTest(studio):
                self.assertEqual(self.point(studio), (None, None, None, 1.0))
                self.assertEqual(self.total(studio),
                                 (None, None, UNREAD, None))
                ((value, text),) = self.told(studio)
                self.assertEqual(value, "6.1.2")
                self.assertIn("获奖.csv", text)

    def test_subtotals_wait_where_it_belongs(self):
        found = zhengzhou().rows("SELECT 得分 IS NULL, count(*), sum(满分) FROM "
                                 "小计 WHERE 工作室 = '获奖图片' GROUP BY 1")
        self.assertEqual(found, [(0, 5, 92.0), (1, 1, 8.0)])

    def test_others_keep_their_ranks(self):
        ranked = zhengzhou().rows("SELECT 工作室, 名次 FROM 汇总 WHERE 名次 IS NOT "
                                  "NULL ORDER BY 名次")
        self.assertEqual(ranked, [("获奖满分", 1), ("好的", 2), ("没有获奖", 3)])
        self.assertEqual(zhengzhou().rows("SELECT 已评审数 FROM 全体 WHERE 一级指标 "
                                          "= ''"), [(3,)])

    def test_a_bad_cell_cannot_take_from_the_maximum(self):
        self.assertEqual(self.point("获奖满分")[:2], (6.0, 6.0))
        self.assertEqual(self.told("获奖满分"), [])

    def test_what_is_only_shown_beside_it(self):
        """Year and name stand in the evidence; the points are of neither."""
        for studio in ("获奖年份", "获奖无名"):
            with self.subTest(studio):
                self.assertEqual(self.point(studio)[0], 4.0)
                self.assertEqual(self.told(studio), [])

    def test_no_awards_are_nought(self):
        self.assertEqual(self.point("没有获奖")[:2], (0.0, 0.0))

    def test_waiting_for_experts_stays_so(self):
        self.assertEqual(self.total("获奖待评")[2], "待评审")
        self.assertEqual(len(self.told("获奖待评")), 1)

    def test_papers_and_workbook(self):
        (path,) = (zhengzhou().out / "报告").glob("获奖图片_*.pdf")
        said = "".join(world.pdf_text(path).split())
        self.assertIn("总分待核实", said)
        self.assertIn("获奖.csv未读取", said)
        self.assertNotIn("至今没有专家评分", said)
        book = openpyxl.load_workbook(zhengzhou().out / "汇总表.xlsx")
        sheet = book["汇总与排名"]
        rows = list(sheet.iter_rows(values_only=True))
        head = next(r for r in rows if "编号" in r)
        row = next(r for r in rows if r[head.index("编号")] == "获奖图片")
        self.assertEqual(row[head.index("等级")], UNREAD)
        self.assertFalse(row[head.index("总分")])
        self.assertFalse(row[head.index("名次")])
        self.assertEqual(sum("=RANK(" in str(c) or "=SUMPRODUCT(" in str(c)
                             for r in rows for c in r), 3)


# ---- gates, conditions, decisions -------------------------------------------

def moe_studios():
    def made(code, *tables, **fields):
        return unreadable(moe.studio(code, **fields), *tables)
    return {s["工作室"]["编号"]: s for s in (
        made("都好"), made("坏格", 班主任数="二十人"), made("案例图片", "案例"),
        made("两样", "案例", 班主任数="19"),
        made("邻居", 省份="案例图片省"),
        made("条件坏", 牵头人类型="主持人和负责人"))}


@functools.lru_cache(None)
def ministry():
    return cases.report("moe-2022", moe_studios())


class Gates(unittest.TestCase):
    def gate(self, studio):
        return ministry().rows("SELECT 资格 FROM 汇总 WHERE 工作室 = ?",
                               studio)[0][0]

    def test_no_value_becomes_unread(self):
        self.assertEqual(ministry().verdict("坏格", "M02"), (None, UNREAD))
        self.assertEqual(self.gate("坏格"), UNREAD)
        self.assertEqual(ministry().rows(
            "SELECT 代码 FROM 整改事项 WHERE 工作室 = '坏格' AND 级别 <> '提醒'"),
            [("CELL_NOT_NUMBER",)])

    def test_a_gate_that_fails_decides(self):
        self.assertEqual(ministry().verdict("两样", "M02"), (-1.0, UNMET))
        self.assertEqual(ministry().verdict("两样", "M07"), (None, UNREAD))
        self.assertEqual(self.gate("两样"), UNMET)
        self.assertEqual(self.gate("都好"), MET)

    def test_what_others_did_not_hand_in_readably_is_theirs(self):
        """M07 counts a province: judged by what was read of the others."""
        self.assertEqual(ministry().verdict("案例图片", "M07"), (None, UNREAD))
        self.assertEqual(ministry().verdict("邻居", "M07"), (1.0, MET))

    def test_a_condition_that_was_not_read(self):
        """Whether a rule applies is not known either then."""
        self.assertEqual(ministry().verdict("案例图片", "M08")[1], UNREAD)
        self.assertEqual(ministry().verdict("条件坏", "M04")[1], UNREAD)

    def test_the_decision_by_words_stands(self):
        self.assertEqual(ministry().decision("案例图片", "达标"),
                         ministry().decision("都好", "达标"))

    def test_counted_and_shown(self):
        self.assertEqual(ministry().rows(
            "SELECT 符合数, 不符合数, 待核实数 FROM 概况"), [(2, 1, 3)])
        sheet = openpyxl.load_workbook(
            ministry().out / "汇总表.xlsx")["资格与核验"]
        shown = [c for row in sheet.iter_rows() for c in row
                 if c.value == UNREAD]
        self.assertGreater(len(shown), 5)
        self.assertEqual({c.font.color.rgb for c in shown}, {"FFC55A11"})


BS = {"二星": unreadable(bs.studio("二星级"), "活动"),
      "一星": unreadable(bs.studio("一星级"), "活动")}


class Conditions(unittest.TestCase):
    def test_what_does_not_apply(self):
        """不适用 comes first where the condition itself was read."""
        found = cases.report("baoshan-2023", BS)
        for studio, words in (("二星", {"B01": UNREAD, "B04": EXEMPT,
                                      "B05": UNREAD, "B06": UNREAD}),
                              ("一星", {"B01": UNREAD, "B04": EXEMPT,
                                      "B05": EXEMPT, "B06": EXEMPT})):
            for rule, word in words.items():
                with self.subTest(studio=studio, rule=rule):
                    self.assertEqual(found.verdict(studio, rule),
                                     (None, word))


GZ = {
    "都好": gz.studio(),
    "业绩图片": unreadable(gz.studio(), "业绩"),
    "业绩坏格": gz.studio(awards=[{**row, "级别": "全国级"} for row in gz.TWO]),
    "名册图片": unreadable(gz.studio(), "成员"),
    "另有不符": unreadable(gz.studio(连续从事班主任年限=2), "成员"),
    "另有环节": unreadable(gz.studio(results=gz.stages(gz.P, "不通过")), "成员"),
    "环节全过": unreadable(gz.studio(results=gz.stages(*[gz.P] * 5)), "成员"),
}
PDS_C = pds.judge(["C1", "C2", "C3", "C4"])


class Decisions(unittest.TestCase):
    def test_guizhou(self):
        found = cases.report("guizhou-2024", GZ)
        for studio, word in (("都好", "评选中（待资格审核）"),
                             ("业绩图片", "资格待核实"), ("业绩坏格", "资格待核实"),
                             ("名册图片", "资格待核实"),
                             ("另有不符", "资格审核不通过"),
                             ("另有环节", "专家评审不通过"),
                             ("环节全过", "资格待核实")):
            with self.subTest(studio):
                self.assertEqual(found.decision(studio, "评选"), word)
        # 级别 is what the derived field 计入 is made of, which G07 counts.
        self.assertEqual(found.verdict("业绩坏格", "G07"), (None, UNREAD))
        self.assertEqual(found.verdict("业绩图片", "G01")[1], MET)
        (path,) = (found.out / "资格认定表").glob("业绩图片_*.pdf")
        self.assertIn("要求≥2项，待核实（业绩.csv未读取",
                      "".join(world.pdf_text(path).split()))

    def test_pingdingshan(self):
        found = cases.report("pingdingshan-2021", {
            "都好": pds.studio("叶县", judged=PDS_C),
            "图片": unreadable(pds.studio("郏县", judged=PDS_C), "成员"),
            "没评": unreadable(pds.studio("鲁山县"), "成员"),
            "差的": unreadable(pds.studio("宝丰县", judged=pds.judge(
                ["C1", "C2", "C3"]) + pds.judge(["C4"], "不合格")), "成员"),
            "另有": unreadable(pds.studio("舞钢市", judged=PDS_C, 分管副校长=None),
                             "成员")})
        for studio, word in (("都好", "建议合格"), ("图片", UNREAD), ("没评", "待评估"),
                             ("差的", "建议不合格"), ("另有", "建议不合格")):
            with self.subTest(studio):
                self.assertEqual(found.decision(studio, "创建建议"), word)
        (path,) = (found.out / "报告").glob("图片_*.pdf")
        self.assertIn("资格条件：待核实（P01", "".join(world.pdf_text(path).split()))

    def test_what_a_stage_reads_itself(self):
        """Two failed years in a row, in a table that cannot be read, or one
        of them in a word that is none; the stage asks the table alone."""
        years = [{"年度": 2021 + i, "考核类型": kind, "结果": result}
                 for i, (kind, result) in enumerate([
                     ("创建评估", "合格"), ("年度考核", "不合格"),
                     ("年度考核", "不合格")])]
        bad = [years[0], {**years[1], "结果": "差"}, years[2]]
        out = "撤销建制并通报批评"
        made = {"都好": pds.studio("叶县"),
                "图片": unreadable(pds.studio("郏县"), "历年考核"),
                "缺列": pds.studio("鲁山县"), "坏格": pds.studio("宝丰县"),
                "违规": unreadable(pds.studio("舞钢市", 违规行为="是"), "历年考核"),
                "没交": pds.studio("石龙区")}
        made["都好"]["历年考核"] = years
        made["缺列"]["历年考核"] = without(years, "结果")
        made["坏格"]["历年考核"] = bad
        del made["没交"]["历年考核"]
        found = cases.report("pingdingshan-2021", made)
        for studio, word in (("都好", "撤销建制（连续两次年度考核不合格）"),
                             ("图片", UNREAD), ("缺列", UNREAD), ("坏格", UNREAD),
                             ("违规", out), ("没交", "待创建评估")):
            with self.subTest(studio):
                self.assertEqual(found.decision(studio, "建制"), word)
        self.assertEqual(found.decision("图片", "连任"), UNREAD)
        self.assertEqual(found.decision("图片", "变动"), "无")
        (path,) = (found.out / "报告").glob("图片_*.pdf")
        self.assertIn("撤销工作室建制”（历年考核.csv未读取：",
                      "".join(world.pdf_text(path).split()))

    def test_stages_of_a_selection(self):
        """What holds without a cell holds; what does not, may."""
        stages = gz.stages(*[gz.P] * 5)
        found = cases.report("guizhou-2024", {
            "图片": unreadable(gz.studio(results=stages), "评选环节"),
            "坏格": gz.studio(results=[{**s, "结果": "同意"} if i == 1 else s
                                     for i, s in enumerate(stages)]),
            "坏日期": gz.studio(results=[{**s, "日期": "下旬"} for s in stages]),
            "不通过": gz.studio(results=gz.stages("不通过") + [
                {**stages[1], "结果": "同意"}])})
        for studio, word in (("图片", UNREAD), ("坏格", UNREAD),
                             ("坏日期", "确定立项建设"), ("不通过", "资格审核不通过")):
            with self.subTest(studio):
                self.assertEqual(found.decision(studio, "评选"), word)


# ---- tables of the root, and findings that are many -------------------------

class Root(world.Case):
    def report(self, studios, files):
        batch, out = self.tmp / "batch", self.tmp / "out"
        batch.mkdir()
        for code, studio in studios.items():
            cases.write_studio(batch / code, studio)
        for name, content in files.items():
            (batch / name).write_bytes(content)
        done = world.report(batch, out)
        self.assertEqual(done.status, 1, done)
        return cases.Results(done, out)

    def test_a_table_of_all_that_was_not_read(self):
        found = self.report({"甲": zz.studio(), "乙": zz.studio()},
                            {"获奖.csv": png()})
        self.assertEqual(found.rows("SELECT 工作室 FROM 问题 WHERE 代码 = "
                                    "'POINT_NOT_COMPUTED' ORDER BY 1"),
                         [("乙",), ("甲",)])
        self.assertEqual(found.verdict("甲", "Z05")[1], MET)

    def test_a_table_of_nobody_takes_nothing_from_those_who_gave_it(self):
        """A copy of one studio's table, left in the root without 工作室."""
        rows = zz.years()
        lacks = {k: v for k, v in zz.studio().items() if k != "年度材料"}
        stray = world.text([list(rows[0])] + [list(map(str, r.values()))
                                              for r in rows])
        found = self.report({"甲": zz.studio(), "乙": lacks},
                            {"年度材料.csv": stray.encode()})
        self.assertEqual(found.rows("SELECT 代码, 文件 FROM 问题 WHERE 级别 = "
                                    "'错误' AND 工作室 IS NULL"),
                         [("STUDIO_COLUMN_MISSING", "年度材料.csv")])
        self.assertEqual(found.verdict("甲", "Z05")[1], MET)
        self.assertEqual(found.verdict("乙", "Z05")[1], UNREAD)

    def test_a_column_is_missing_for_those_with_rows(self):
        made = {k: v for k, v in zz.studio().items() if k != "年度材料"}
        table = ("工作室,工作计划,过程性材料,年终总结,成长档案人数\n" +
                 "".join(f"甲,有,有,有,{n}\n" for n in (11, 12, 13)))
        found = self.report({"甲": made, "乙": zz.studio()},
                            {"年度材料.csv": table.encode()})
        self.assertEqual(found.verdict("甲", "Z05")[1], UNREAD)
        self.assertEqual(found.verdict("乙", "Z05")[1], MET)

    def test_names_in_place_of_numbers_are_one_finding(self):
        rows = "".join(f"没有的工作室,甲,{p},0\n" for p in
                       [c for c, _ in world.generate.points()] * 2)
        found = self.report({"甲": zz.studio()},
                            {"评审.csv": ("工作室,专家,评估点,得分\n" +
                                        rows).encode()})
        self.assertEqual(found.rows("SELECT 次数, 行, 值 FROM 问题 WHERE 代码 = "
                                    "'STUDIO_UNKNOWN'"),
                         [(104, 2, "没有的工作室")])
        self.assertEqual(found.rows("SELECT count(*), min(行), max(行) FROM "
                                    "问题单元格 WHERE 文件 = '评审.csv'"),
                         [(104, 2, 105)])
        said = found.rows("SELECT 说明 FROM 问题 WHERE 代码 = 'STUDIO_UNKNOWN'")
        self.assertIn("共104行：第2–105行", said[0][0])

    def test_who_is_not_there_is_one_finding_of_a_table(self):
        """Three of five rows are of a studio whose submission is missing."""
        found = self.report({"甲": zz.studio()}, {"获奖.csv": (
            "工作室,年度,赛项,级别,等次,获奖人\n" + "".join(
                f"{s},2023,比赛,市赛,一等奖,某{s}{i}\n"
                for i, s in enumerate("甲乙乙甲甲甲乙"))).encode()})
        self.assertEqual(found.rows("SELECT 次数, 行, 值 FROM 问题 WHERE 代码 = "
                                    "'STUDIO_UNKNOWN'"), [(3, 3, "乙")])

    def test_a_broken_byte_is_one_finding(self):
        """In a cell that then is no word of the form."""
        rows = [list(map(str, r.values())) for r in zz.people()]
        sent = world.text([list(zz.people()[0])] + rows).encode()
        cut = sent.replace("班主任".encode(), "班主".encode() + b"\xe4\xbb", 1)
        found = self.report({"甲": {**{k: v for k, v in zz.studio().items()
                                      if k != "成员"}, "成员.csv": cut}}, {})
        self.assertEqual(found.rows("SELECT 代码 FROM 问题 WHERE 文件 = "
                                    "'甲/成员.csv'"), [("BYTE_BROKEN",)])

    def test_each_studio_of_a_root_table_for_itself(self):
        """Five bad rows of five in one studio, two of six in another."""
        rows = [("甲", "x")] * 5 + [("乙", "x")] * 2 + [("乙", "12")] * 4
        table = "工作室,姓名,性别,所在学校,人员类别,教龄\n" + "".join(
            f"{s},某{i:02d},女,某校,班主任,{x}\n"
            for i, (s, x) in enumerate(rows))
        strip = {k: v for k, v in zz.studio().items() if k != "成员"}
        found = self.report({"甲": strip, "乙": strip},
                            {"成员.csv": table.encode()})
        self.assertEqual(found.rows(
            "SELECT 工作室, 行, 次数 FROM 问题 WHERE 代码 = 'CELL_NOT_NUMBER' "
            "ORDER BY 序"), [("乙", 7, 1), ("乙", 8, 1), ("甲", 2, 5)])

    def test_a_folder_that_is_not_assessed(self):
        """Its rows are gone, its findings are one all the same."""
        bad = zz.studio(members=[{**m, "教龄": "x"} for m in zz.people()])
        del bad["工作室"]
        found = self.report({"甲": zz.studio(), "丙": bad}, {})
        self.assertEqual(found.rows("SELECT 次数 FROM 问题 WHERE 字段 = '教龄'"),
                         [(12,)])

    def test_counts_and_lists(self):
        made = zz.studio(members=[{**m, "教龄": "x"} for m in zz.people()])
        found = self.report({"甲": made}, {})
        self.assertEqual(found.rows("SELECT 错误数 FROM 概况"), [(1,)])
        self.assertIn("错误 1 条", found.run.out)
        done = world.run("check", "-s", "zhengzhou-2024",
                         self.tmp / "batch")
        self.assertIn("共12行：第2–13行（第一处是“x”）", done.out)


if __name__ == "__main__":
    unittest.main()
