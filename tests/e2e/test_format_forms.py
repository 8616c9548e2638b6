"""表.csv and 表单.csv: other names, tables that may be missing, equal rows,
values from tables, numbers of cards and phones; 满年 and 满月; who gets a
notice.  All schemes and batches are invented here."""
import unittest
import zipfile

import openpyxl

import world
from little import SCORES, Little

POINTS = "编号,一级指标,评估点,分值\nA,甲,一,6\nB,甲,二,4\n"
MEMBERS = "成员,横,姓名,人名,是,,,,\n成员,横,任教年月,年月,,,,,\n"
TABLES = "表,别名,可无,允许重复\n"
TWO = "姓名,任教年月\n何新来,2020-09\n郝又来,2021-09\n"


def aliased(forms=""):
    """A form with other headings (别名 is a column of 表单.csv)."""
    return ("表,方向,字段,类型,必填,取值,单位,敏感,重复,别名\n"
            "工作室,竖,编号,文本,,,,,,代码|序列号\n"
            "工作室,竖,名称,文本,是,,,,,\n"
            "工作室,竖,学校,文本,,,,,,单位名称、所在单位\n"
            "成员,横,姓名,人名,是,,,,,教师姓名、老师\n"
            "成员,横,任教年月,年月,,,,,,参加工作时间\n") + forms


def identity(code):
    return f"项目,内容\n编号,{code}\n名称,{code}室\n"


def book(path, sheets):
    out = openpyxl.Workbook()
    out.remove(out.active)
    for name, text in sheets.items():
        sheet = out.create_sheet(name)
        for line in text.strip().split("\n"):
            sheet.append(line.split(","))
    path.parent.mkdir(parents=True, exist_ok=True)
    out.save(path)


class Forms(world.Case):
    def little(self, forms=MEMBERS, batch=None, tables="", **scheme):
        if tables:
            scheme["表"] = TABLES + tables
        return Little(scheme=scheme, batch=batch, forms=forms)

    def linted(self, s, *words):
        """lint refuses the scheme and says all of the words."""
        status, said = s.lint()
        self.assertNotEqual(status, 0, said)
        for word in words:
            self.assertIn(word, said)

    def read(self, s, *args):
        done = s.report(*args)
        self.assertIn(done.status, (0, 1), done.out + done.err)
        return done

    def members(self, s, where="TRUE"):
        return s.rows("SELECT 工作室, 姓名, 任教年月 FROM 成员 "
                      f"WHERE {where} ORDER BY 工作室, 姓名")


BOTH = [("S1", "何新来", "2020-09"), ("S1", "郝又来", "2021-09")]


class OtherNamesOfTables(Forms):
    """别名 in 表.csv, in every kind of input."""
    ALIAS = "成员,教师花名册|队伍,,\n"

    def test_a_folder(self):
        for name in ("教师花名册", "队伍"):
            s = self.little(tables=self.ALIAS, batch={"S1": {name: TWO}})
            self.read(s)
            self.assertEqual(self.members(s), BOTH)
            self.assertEqual(s.findings(), [])

    def test_with_what_names_carry(self):
        for name in ("附件2：教师花名册", "S1-教师花名册", "队伍-1", "教师花名册表",
                     "教师花名册(1)", "S1室队伍"):
            s = self.little(tables=self.ALIAS, batch={"S1": {name: TWO}})
            self.read(s)
            self.assertEqual(self.members(s), BOTH, name)
            self.assertNotIn("TABLE_MISSING",
                             [code for _, code in s.findings()], name)

    def test_without_it_only_the_heading_says_what_it_is(self):
        s = self.little(batch={"S1": {"队伍": TWO}})
        self.read(s)
        self.assertEqual(s.findings(), [("S1", "FILE_NAME_FOLDED")])

    def test_a_workbook(self):
        s = self.little(tables=self.ALIAS, batch={})
        book(s.batch / "S1" / "填报.xlsx",
             {"基本信息": identity("S1"), "教师花名册": TWO})
        self.read(s)
        self.assertEqual(self.members(s), BOTH)
        self.assertEqual(s.findings(), [])

    def test_the_root(self):
        text = "工作室," + TWO.replace("\n何", "\nS1,何").replace(
            "\n郝", "\nS1,郝")
        s = self.little(tables=self.ALIAS, batch={"S1": {}, "": {
            "教师花名册": text}})
        self.read(s)
        self.assertEqual(self.members(s), BOTH)
        self.assertEqual(s.findings(), [])

    def test_a_workbook_in_the_root(self):
        text = "工作室," + TWO.replace("\n何", "\nS1,何").replace(
            "\n郝", "\nS1,郝")
        s = self.little(tables=self.ALIAS, batch={"S1": {}})
        book(s.batch / "汇总.xlsx", {"队伍": text})
        self.read(s)
        self.assertEqual(self.members(s), BOTH)

    def test_an_archive(self):
        s = self.little(tables=self.ALIAS, batch={})
        with zipfile.ZipFile(s.batch / "S1.zip", "w") as z:
            z.writestr("基本信息.csv", identity("S1"))
            z.writestr("教师花名册.csv", TWO)
        self.read(s)
        self.assertEqual(self.members(s), BOTH)
        self.assertEqual(s.findings(), [])

    def test_the_identity(self):
        s = self.little(tables="工作室,工作室概况,,\n", batch={})
        s.write(s.batch / "S1" / "工作室概况.csv", identity("S1"))
        s.write(s.batch / "S1" / "成员.csv", TWO)
        self.read(s)
        self.assertEqual(s.rows("SELECT 编号, 名称 FROM 工作室"),
                         [("S1", "S1室")])
        self.assertEqual(s.findings(), [])

    def test_all_identities(self):
        """In the root it is a table of all where it lists more than one: as a
        file, and as a sheet beside the others."""
        every = "全区汇总,\n编号,名称\nS1,S1室\nS2,S2室\n填表人：甲某,\n"
        people = "工作室,姓名,任教年月\nS1,何新来,2020-09\nS1,郝又来,2021-09\n"
        for sheets in (False, True):
            s = self.little(tables="工作室,工作室概况,,\n", batch={})
            if sheets:
                book(s.batch / "汇总.xlsx", {"工作室概况": every, "成员": people})
            else:
                s.write(s.batch / "工作室概况.csv", every)
                s.write(s.batch / "成员.csv", people)
            self.read(s)
            self.assertEqual(s.rows("SELECT 编号, 名称 FROM 工作室 ORDER BY 编号"),
                             [("S1", "S1室"), ("S2", "S2室")], sheets)
            self.assertEqual(self.members(s), BOTH)

    def test_one_identity_in_the_root(self):
        """One studio's, whichever way it stands: what is checked may be its
        own folder, or its workbook lies beside others'."""
        for text in (identity("S1"), "编号,名称\nS1,S1室\n",
                     "编号,名称\nS1,S1室\n填表人：甲某,\n"):
            s = self.little(tables="工作室,工作室概况,,\n", batch={})
            book(s.batch / "甲.xlsx", {"工作室概况": text, "成员": TWO})
            self.read(s)
            self.assertEqual(s.rows("SELECT 编号, 名称 FROM 工作室"),
                             [("S1", "S1室")], text)
            self.assertEqual(self.members(s), BOTH)

    def test_the_experts(self):
        s = self.little(forms=SCORES, tables="评审,专家打分,,\n", 指标=POINTS,
                        batch={"S1": {"专家打分-赵一": "评估点,得分\nA,5\nB,3\n",
                                      "专家打分_钱二": "评估点,得分\nA,6\nB,4\n"}})
        s.write(s.folder / "方案.csv", "项目,内容\n名称,试行办法\n满分,10\n")
        self.read(s)
        self.assertEqual(s.rows("SELECT DISTINCT 专家 FROM 评审 ORDER BY 专家"),
                         [("赵一",), ("钱二",)])
        self.assertEqual(s.rows("SELECT 总分 FROM 汇总"), [(9.0,)])

    def test_a_name_that_has_it_inside(self):
        s = self.little(tables=self.ALIAS, batch={"S1": {
            "成员": TWO, "老队伍照片说明": "甲,乙\n"}})
        self.read(s)
        self.assertEqual(s.rows("SELECT 代码, 说明 FROM 问题"), [
            ("FILE_NAME_UNKNOWN", "文件名中有“队伍”，但不是表名，未读取")])

    def test_the_same_file_under_both_names_counts_once(self):
        s = self.little(tables=self.ALIAS,
                        batch={"S1": {"成员": TWO, "队伍": TWO}})
        self.read(s)
        self.assertEqual(self.members(s), BOTH)
        self.assertEqual(s.findings(), [("S1", "FILE_COPY")])

    def test_lint(self):
        prizes = MEMBERS + "获奖,横,姓名,人名,是,,,,\n"
        ok = self.little(tables=self.ALIAS + "获奖,奖项,,\n", forms=prizes)
        self.assertEqual(ok.lint()[0], 0, ok.lint())
        for rows, line, words in (
                ("成员,花名册,,\n获奖,花名册,,\n", 3, "花名册"),
                ("成员,获奖,,\n", 2, "获奖"),
                ("成员,基本信息,,\n", 2, "基本信息"),
                ("成员,工作室,,\n", 2, "工作室"),
                ("成员,花名册,,\n成员,队伍,,\n", 3, "出现了两次"),
                ("工作室,,是,\n", 2, "可无"),
                ("成员,,或许,\n", 2, "可无"),
                ("教工,花名册,,\n", 2, "教工")):
            s = self.little(tables=rows, forms=prizes)
            self.linted(s, f"表.csv:{line}", words)


class Optional(Forms):
    """可无: that a table is not there is no finding."""

    def test_missing(self):
        s = self.little(batch={"S1": {}})
        self.read(s)
        self.assertEqual(s.findings(), [("S1", "TABLE_MISSING")])
        self.assertEqual(len(world.pdfs(s.out, "整改通知")), 1)
        s = self.little(tables="成员,,是,\n", batch={"S1": {}})
        self.read(s)
        self.assertEqual(s.findings(), [])
        self.assertFalse((s.out / "整改通知").exists())

    def test_missing_in_a_workbook_and_of_the_root(self):
        s = self.little(tables="成员,,是,\n", batch={"": {
            "工作室": "编号,名称\nS2,S2室\n"}})
        book(s.batch / "S1" / "填报.xlsx", {"基本信息": identity("S1")})
        self.read(s)
        self.assertEqual(s.findings(), [])

    def test_an_empty_one_is_no_finding_either(self):
        empty = {"S1": {"成员": "姓名,任教年月\n"}}
        s = self.little(batch=empty)
        self.read(s)
        self.assertEqual(s.findings(), [("S1", "TABLE_EMPTY")])
        s = self.little(tables="成员,,是,\n", batch=empty)
        self.read(s)
        self.assertEqual(s.findings(), [])

    def test_what_may_be_it_and_cannot_be_read_is_not_judged(self):
        rules = ("编号,名称,对象,测量,单位,下限,级别\n"
                 "Z01,人数,成员,count(*),人,1,必备\n")
        for tables in ("", "成员,,是,\n"):
            s = self.little(tables=tables, batch={"S1": {}, "S2": {}},
                            规则=rules)
            (s.batch / "S1" / "扫描.xlsx").write_bytes(b"PK\3\4 broken")
            self.read(s)
            self.assertEqual(s.rows("SELECT 工作室, 结论 FROM 资格 ORDER BY 1"),
                             [("S1", "待核实"), ("S2", "不符合")], tables)

    def test_one_that_is_there_is_read(self):
        s = self.little(tables="成员,,是,\n", batch={"S1": {
            "成员": "姓名,任教年月\n何新来,去年\n"}})
        self.read(s)
        self.assertEqual(s.findings(), [("S1", "CELL_NOT_MONTH")])


class EqualRows(Forms):
    """允许重复: equal rows count."""
    FORMS = "奖励,横,等次,文本,是,,,,\n"
    ROWS = {"S1": {"奖励": "等次\n一等\n一等\n二等\n一等\n"}}

    def count(self, s):
        return s.rows("SELECT count(*) FROM 奖励")[0][0]

    def test_they_count_only_there(self):
        s = self.little(forms=self.FORMS, batch=self.ROWS)
        self.read(s)
        self.assertEqual(self.count(s), 2)
        self.assertEqual(s.findings(), 2 * [("S1", "ROW_REPEATED")])
        s = self.little(forms=self.FORMS, tables="奖励,,,是\n",
                        batch=self.ROWS)
        self.read(s)
        self.assertEqual(self.count(s), 4)
        self.assertEqual(s.findings(), [])

    def test_a_value_worth_a_word_is_still_told(self):
        s = self.little(forms="奖励,横,等次,文本,是,,,,提醒\n",
                        tables="奖励,,,是\n", batch=self.ROWS)
        self.read(s)
        self.assertEqual(self.count(s), 4)
        self.assertEqual(s.rows("SELECT 代码, 说明 FROM 问题 ORDER BY 序"), [
            ("VALUE_REPEATED", "与第2行同值，两行都计入"),
            ("VALUE_REPEATED", "与第2行同值，两行都计入")])

    def test_in_the_root(self):
        s = self.little(forms=self.FORMS, tables="奖励,,,是\n", batch={
            "S1": {}, "": {"奖励": "工作室,等次\nS1,一等\nS1,一等\n"}})
        self.read(s)
        self.assertEqual(self.count(s), 2)

    def test_lint_of_a_key(self):
        s = self.little(forms="奖励,横,等次,文本,是,,,,错误\n",
                        tables="奖励,,,是\n")
        self.linted(s, "表.csv:2", "允许重复")


class OtherHeadings(Forms):
    """别名 in 表单.csv."""

    def little(self, batch, forms="", **scheme):
        return Little(scheme={"表单": aliased(forms), **scheme},
                      batch=batch)

    def notes(self, s):
        return s.rows("SELECT 原值, 新值, 规则 FROM 规范化 ORDER BY 行, 列")

    def test_of_a_column(self):
        s = self.little({"S1": {"成员": "老师,参加工作时间\n何新来,2020-09\n"}})
        self.read(s)
        self.assertEqual(self.members(s), BOTH[:1])
        self.assertEqual(s.findings(), [])
        self.assertEqual(self.notes(s), [
            ("老师", "姓名", "按别名"), ("参加工作时间", "任教年月", "按别名")])

    def test_as_headings_are_written(self):
        s = self.little({"S1": {"成员":
                                "*教师姓名（必填）,参加工作 时间：\n何新来,2020-09\n"}})
        self.read(s)
        self.assertEqual(self.members(s), BOTH[:1])
        self.assertEqual(s.findings(), [])

    def test_of_the_vertical_form(self):
        s = self.little({"S1": {"成员": TWO}})
        s.write(s.batch / "S1" / "基本信息.csv",
                "项目,内容\n代码,S1\n名称,S1室\n所在单位,一中\n")
        self.read(s)
        self.assertEqual(s.rows("SELECT 编号, 名称, 学校 FROM 工作室"),
                         [("S1", "S1室", "一中")])
        self.assertEqual(s.findings(), [])
        self.assertEqual(self.notes(s), [
            ("代码", "编号", "按别名"), ("所在单位", "学校", "按别名")])

    def test_without_a_heading_and_in_the_root(self):
        s = self.little({"S1": {"成员": TWO}})
        s.write(s.batch / "S1" / "基本信息.csv",
                "序列号,S1\n名称,S1室\n单位名称,一中\n")
        s.write(s.batch / "工作室.csv", "代码,名称,单位名称\nS2,S2室,二中\n")
        self.read(s)
        self.assertEqual(s.rows("SELECT 编号, 学校 FROM 工作室 ORDER BY 编号"),
                         [("S1", "一中"), ("S2", "二中")])

    def test_of_the_code_in_the_tables_of_the_root(self):
        """Whose a row is may be headed as the studio's own form has it."""
        s = self.little({"S1": {}, "": {
            "成员": "代码,姓名,任教年月\nS1,何新来,2020-09\n"}})
        self.read(s)
        self.assertEqual(s.rows("SELECT 工作室, 姓名 FROM 成员"),
                         [("S1", "何新来")])
        self.assertEqual(s.findings(), [])
        self.assertEqual(self.notes(s), [("代码", "工作室", "按别名")])

    def test_the_own_name_wins(self):
        for text in ("姓名,老师\n何新来,甲某\n", "老师,姓名\n甲某,何新来\n",
                     "教师姓名,姓名,老师\n乙某,何新来,甲某\n"):
            s = self.little({"S1": {"成员": text}})
            self.read(s)
            self.assertEqual(s.rows("SELECT 姓名 FROM 成员"), [("何新来",)], text)
            found = s.rows("SELECT 代码, 字段, 值 FROM 问题 ORDER BY 列")
            others = [h for h in text.split("\n")[0].split(",") if h != "姓名"]
            self.assertEqual(found, [("HEADER_REPEATED", "姓名", h)
                                     for h in others])

    def test_the_own_name_wins_in_the_vertical_form(self):
        for rows in ("学校,一中\n单位名称,二中\n", "单位名称,二中\n学校,一中\n"):
            s = self.little({"S1": {"成员": TWO}})
            s.write(s.batch / "S1" / "基本信息.csv",
                    "项目,内容\n编号,S1\n名称,S1室\n" + rows)
            self.read(s)
            self.assertEqual(s.rows("SELECT 学校 FROM 工作室"), [("一中",)])
            self.assertEqual(s.rows("SELECT 代码, 字段, 值, 说明 FROM 问题"), [
                ("HEADER_REPEATED", "学校", "二中",
                 "“单位名称”是“学校”的另一个名称，已有“学校”，这一处未读取")])

    def test_of_two_other_names_the_first_counts(self):
        s = self.little({"S1": {"成员": "老师,教师姓名\n何新来,甲某\n"}})
        self.read(s)
        self.assertEqual(s.rows("SELECT 姓名 FROM 成员"), [("何新来",)])
        self.assertEqual(s.findings(), [("S1", "HEADER_REPEATED")])

    def test_of_another_scheme(self):
        """Whose forms were filled in is told by other headings too."""
        forms = ("表,方向,字段,类型,必填,别名\n工作室,竖,编号,文本,,\n"
                 "工作室,竖,名称,文本,,\n")
        for aliases, status in (("主理人", 2), ("", 1)):
            s = Little(scheme={"表单": forms + "工作室,竖,甲项,文本,是,\n"
                               "工作室,竖,乙项,文本,是,\n"}, batch={})
            s.write(s.batch / "S1" / "基本信息.csv",
                    "项目,内容\n编号,S1\n名称,一室\n主理人,甲某\n")
            other = s.dir / "rubrics" / "other"
            s.write(other / "方案.csv", "项目,内容\n名称,另一个办法\n")
            s.write(other / "表单.csv",
                    forms + f"工作室,竖,负责人,人名,是,{aliases}\n")
            done = s.report()
            self.assertEqual(done.status, status, done.out + done.err)

    def test_lint(self):
        self.assertEqual(self.little({}).lint()[0], 0)
        for row, word in (("成员,横,性别,文本,,,,,,老师\n", "老师"),
                          ("成员,横,性别,文本,,,,,,姓名\n", "姓名"),
                          ("成员,横,性别,文本,,,,,,工作室\n", "程序自用"),
                          ("工作室,竖,网址,文本,,,,,,内容\n", "程序自用")):
            self.linted(self.little({}, row), "表单.csv:7", word)
        self.assertEqual(self.little(
            {}, "成员,横,性别,文本,,,,,,单位名称\n").lint()[0], 0)


class ValuesOfTables(Forms):
    """取值 = a column of a reference table or of 指标."""
    YEARS = "年度,说明\n2023,第一年\n2024,第二年\n2024,又一次\n"
    FORMS = "活动,横,年度,单选,是,年度.年度,,,\n活动,横,各年,多选,,年度.年度,,,\n"

    def test_a_reference_table(self):
        s = self.little(forms=self.FORMS, batch={"S1": {
            "活动": "年度,各年\n2023,2023、2024\n２０２４,2024\n2025,2022\n"}},
            **{"参照/年度": self.YEARS})
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.read(s)
        self.assertEqual(s.rows("SELECT 年度 FROM 活动 ORDER BY _序"),
                         [("2023",), ("2024",), (None,)])
        self.assertEqual(
            s.rows("SELECT 代码, 字段, 说明 FROM 问题 ORDER BY 行, 列"),
            [("CELL_NOT_CHOICE", "年度", "不在可选的范围（2023、2024）内，按空处理"),
             ("CHOICE_UNKNOWN", "各年",
              "“2022”不在可选的范围（2023、2024）内，仍予保存和计数")])
        self.assertEqual(s.rows("SELECT DISTINCT 取值 FROM 表单 WHERE 表 = '活动'"),
                         [("2023|2024",)])

    def test_many_values_are_not_all_listed(self):
        s = self.little(forms="活动,横,年度,单选,是,年度.年度,,,\n"
                        "活动,横,说明,文本,,,,,\n",
                        batch={"S1": {"活动": "年度,说明\n1900,甲\n"}},
                        **{"参照/年度": "年度\n" + "".join(
                            f"{y}\n" for y in range(2001, 2031))})
        self.read(s)
        (said,) = s.rows("SELECT 说明 FROM 问题")[0]
        self.assertIn("2020等30项）", said)
        self.assertNotIn("2021", said)

    def test_codes_of_points(self):
        s = self.little(forms=SCORES + "佐证,横,编号,单选,是,指标.编号,,,\n"
                        "佐证,横,部分,单选,,指标.一级指标,,,\n", 指标=POINTS,
                        batch={"S1": {"评审": "专家,评估点,得分\n赵,A,5\n",
                                      "佐证": "编号,部分\nA,甲\nC,乙\n"}})
        s.write(s.folder / "方案.csv", "项目,内容\n名称,试行办法\n满分,10\n")
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.read(s)
        self.assertEqual(s.rows("SELECT 代码, 值 FROM 问题 WHERE 文件 LIKE "
                                "'%佐证%' ORDER BY 列"),
                         [("CELL_NOT_CHOICE", "C"), ("CELL_NOT_CHOICE", "乙")])

    def test_points_of_scores_are_unknown_points(self):
        forms = SCORES.replace("评估点,文本,是,", "评估点,单选,是,指标.编号") + (
            "自评,横,评估点,单选,是,指标.编号,,,\n自评,横,得分,小数,,,,,\n")
        rows = "评估点,得分\nA,5\nＢ,3\nC,1\n"
        s = self.little(forms=forms, 指标=POINTS, batch={"S1": {
            "评审-赵一": rows, "自评": rows}})
        s.write(s.folder / "方案.csv", "项目,内容\n名称,试行办法\n满分,10\n")
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.read(s)
        self.assertEqual(s.findings(), 2 * [("S1", "POINT_UNKNOWN")])
        self.assertEqual(s.rows("SELECT 自评总分, 总分 FROM 汇总"), [(8.0, 8.0)])

    def test_lint(self):
        for values, word in (("周期.年度", "周期"), ("年度.年份", "年份"),
                             ("指标.编码", "编码"), ("年度.空", "没有值")):
            s = self.little(forms=f"活动,横,年度,单选,是,{values},,,\n",
                            **{"参照/年度": "年度,空\n2023,\n"})
            self.linted(s, "表单.csv:4", word)
        s = self.little(forms="活动,横,编号,单选,是,指标.编号,,,\n")
        self.linted(s, "表单.csv:4", "没有值")


class Numbers(Forms):
    """身份证号 and 手机号, masked wherever they come out."""
    FORMS = MEMBERS + "成员,横,证件,身份证号,,,,,错误\n成员,横,电话,手机号,,,,,\n"
    # the example of GB 11643-1999, one invented, and a number of nobody's
    ID, OTHER, PHONE = "11010519491231002X", "110101200002290018", "13800138000"

    def batch(self):
        return {"S1": {"成员": "姓名,任教年月,证件,电话\n"
                       f"甲某,,11010519491231002x,+86 138-0013-8000\n"
                       f"乙某,,{self.OTHER},{self.PHONE}\n"
                       "丙某,,110105194912310020,1380013800\n"
                       "丁某,,1.10101E+17,１３８００１３８０００\n"}}

    def test_read(self):
        s = self.little(forms=self.FORMS, batch=self.batch())
        self.read(s, "--show-personal")
        self.assertEqual(s.rows("SELECT 姓名, 证件, 电话 FROM 成员 ORDER BY _序"), [
            ("甲某", self.ID, self.PHONE), ("乙某", self.OTHER, self.PHONE),
            ("丙某", None, None), ("丁某", None, self.PHONE)])
        self.assertEqual(s.findings(), [
            ("S1", "CELL_NOT_ID"), ("S1", "CELL_NOT_PHONE"),
            ("S1", "CELL_SCIENTIFIC")])

    def test_masked_everywhere(self):
        s = self.little(forms=self.FORMS, batch=self.batch())
        said = self.read(s)
        said = said.out + said.err + world.run(
            "check", "-s", "little", "batch", cwd=s.dir).out
        self.assertEqual(s.rows("SELECT 证件, 电话 FROM 成员 ORDER BY _序"), [
            ("***", "138****8000"), ("***", "138****8000"),
            (None, None), (None, "138****8000")])
        secret = ["0105194912", "0101200002", "0013800", "00138000",
                  "００１３８０００", "0013-8000", "1.10101E"]
        texts = {"said": said}
        for path in sorted(s.out.rglob("*")):
            if path.suffix == ".pdf":
                texts[path.name] = world.pdf_text(path)
            elif path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as z:
                    texts[path.name] = "".join(
                        z.read(n).decode("utf-8", "replace")
                        for n in z.namelist())
            elif path.is_file():
                texts[path.name] = path.read_bytes().decode("utf-8", "replace")
        self.assertGreater(len(texts), 4)
        for name, text in texts.items():
            for number in secret:
                self.assertNotIn(number, text, name)

    def test_a_number_in_a_workbook_is_none(self):
        s = self.little(forms=self.FORMS, batch={})
        out = openpyxl.Workbook()
        out.active.title = "基本信息"
        for row in (("项目", "内容"), ("编号", "S1"), ("名称", "一室")):
            out.active.append(row)
        sheet = out.create_sheet("成员")
        sheet.append(("姓名", "证件", "电话"))
        # 110101199001015000: what Excel keeps of …5003; its check digit fits
        sheet.append(("甲某", 110101199001015003, 13800138000))
        (s.batch / "S1").mkdir()
        out.save(s.batch / "S1" / "填报.xlsx")
        self.read(s, "--show-personal")
        self.assertEqual(s.rows("SELECT 证件, 电话 FROM 成员"),
                         [(None, self.PHONE)])
        self.assertEqual(s.findings(), [("S1", "CELL_SCIENTIFIC")])


class FullYears(Forms):
    """满年 and 满月 in a scheme's SQL."""

    def test_in_a_rule(self):
        s = self.little(规则="编号,名称,对象,测量,单位,下限,级别\n"
                        "Z01,任教满三年,成员,"
                        "\"count(*) FILTER (WHERE 满年(任教年月, '2024-09') >= 3)\","
                        "人,2,必备\n"
                        "Z02,任教月数,成员,\"max(满月(任教年月, '2024-08-31'))\","
                        "个月,,提醒\n",
                        batch={"S1": {"成员": TWO},
                               "S2": {"成员": "姓名,任教年月\n甲某,2021-10\n"
                                      "乙某,2025-01\n"}})
        self.assertEqual(s.lint()[0], 0, s.lint())
        self.read(s)
        self.assertEqual(s.rows("SELECT 工作室, 规则, 测量值 FROM 资格 "
                                "ORDER BY 工作室, 规则"),
                         [("S1", "Z01", 2), ("S1", "Z02", 47),
                          ("S2", "Z01", 0), ("S2", "Z02", 34)])


class Notices(Forms):
    """Who has nothing to mend gets no notice."""

    def scored(self, batch):
        s = self.little(forms=SCORES, 指标=POINTS, batch=batch)
        s.write(s.folder / "方案.csv", "项目,内容\n名称,试行办法\n满分,10\n")
        self.read(s)
        return s

    def test_missing_scores_are_the_bureaus(self):
        s = self.scored({"S1": {"评审": "专家,评估点,得分\n赵,A,5\n赵,B,4\n"},
                         "S2": {}})
        self.assertEqual(s.findings(), [("S2", "TABLE_MISSING")])
        self.assertEqual(s.rows("SELECT * FROM 整改事项"), [])
        self.assertFalse((s.out / "整改通知").exists())

    def test_missing_scores_in_a_workbook_are_too(self):
        s = self.little(forms=SCORES, 指标=POINTS, batch={
            "S1": {"评审": "专家,评估点,得分\n赵,A,5\n赵,B,4\n"}})
        s.write(s.folder / "方案.csv", "项目,内容\n名称,试行办法\n满分,10\n")
        book(s.batch / "S2.xlsx", {"基本信息": identity("S2")})
        self.read(s)
        self.assertEqual(s.findings(), [("S2", "TABLE_MISSING")])
        self.assertEqual(s.rows("SELECT * FROM 整改事项"), [])

    def test_what_the_experts_did_is_the_bureaus(self):
        s = self.scored({"S1": {"评审": "专家,评估点,得分\n赵,A,5\n赵,A,4\n"
                                "赵,B,99\n赵,C,1\n,A,3\n"}})
        self.assertEqual({code for _, code in s.findings()},
                         {"SCORE_REPEATED", "SCORE_ABOVE_MAX", "POINT_UNKNOWN",
                          "EXPERT_MISSING", "POINT_NOT_SCORED"})
        self.assertEqual(s.rows("SELECT * FROM 整改事项"), [])
        self.assertFalse((s.out / "整改通知").exists())

    def test_what_the_scheme_makes_of_scores_is_the_bureaus(self):
        """Roles, who scores what, whole totals, bounds, a quota at a tie."""
        scores = ("专家,角色,评估点,得分\n赵,专家,A,5\n赵,专家,B,5\n赵,专家,D,1\n"
                  "钱,同行,B,3\n钱,同行,D,3\n孙,同行,A,3\n孙,同行,B,3\n"
                  "李,,B,1\n周,别的,B,1\n")
        s = Little(forms=SCORES + "评审,横,角色,文本,,,,,\n"
                   "工作室,竖,人数,整数,,,,,\n",
                   plan="满分,22\n专家汇总,去极值平均\n去极值起,3\n去极值范围,总分\n",
                   batch={"S1": {"评审": scores}, "S2": {"评审": scores}, "S3": {
                       "评审": "专家,角色,评估点,得分\n赵,专家,A,5\n赵,专家,B,3\n"}},
                   scheme={
                       "指标": "编号,一级指标,评估点,分值,上限,自动\n"
                       "A,甲,一,6,,\nB,甲,二,4,无,\nC,甲,三,2,,工作室.人数\n"
                       "D,甲,四,10,,\n",
                       "参照/评审角色": "角色,权重\n专家,70\n同行,30\n",
                       "参照/评审分工": "角色,评估点\n专家,A\n",
                       "等级": "等级,下限,名额\n优,0,1\n良,0,\n"})
        for code, people in (("S1", 9), ("S2", 9), ("S3", 1)):
            s.write(s.batch / code / "基本信息.csv",
                    identity(code) + f"人数,{people}\n")
        self.read(s)
        self.assertLessEqual(
            {"COMPUTED_OUT_OF_RANGE", "EXPERT_INCOMPLETE", "SCORE_ABOVE_WEIGHT",
             "SCORE_NOT_YOURS", "ROLE_UNKNOWN", "ROLE_MISSING", "QUOTA_TIE"},
            {code for _, code in s.findings()})
        self.assertEqual(s.rows("SELECT * FROM 整改事项"), [])
        self.assertFalse((s.out / "整改通知").exists())

    def test_the_schools_own_are_not(self):
        s = self.little(batch={"S1": {"成员": "姓名,任教年月\n甲某,去年\n"},
                               "S2": {"成员": "姓名,任教年月\n甲某,2020-09\n"}})
        self.read(s)
        self.assertEqual([p.name for p in world.pdfs(s.out, "整改通知")],
                         ["S1_S1室.pdf"])


if __name__ == "__main__":
    unittest.main()
