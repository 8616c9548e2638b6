"""`lint` names each mistake by file and line: schemes of a few lines, one wrong."""
import unittest

import little
import world

POINTS = "编号,一级指标,评估点,分值\nA,甲,一,5\nB,甲,二,5\n"
RULES = "编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细\n"
MEMBERS = little.SCORES + """成员,横,姓名,人名,是,,,,
成员,横,性别,单选,,男|女,,,
成员,横,荣誉,多选,,名班主任|优秀教师,,,
成员,横,教龄,整数,,,年,,
成员,横,面积,小数,,,,,
成员,横,在岗,是否,,,,,
"""


class Lint(world.Case):
    def lint(self, plan="满分,10\n", forms=MEMBERS, **files):
        files.setdefault("指标", POINTS)
        return little.Little(
            {name.replace("参照_", "参照/"): text
             for name, text in files.items() if text is not None},
            plan=plan, forms=forms)

    def clean(self, *args, **files):
        status, said = self.lint(*args, **files).lint()
        self.assertEqual(status, 0, said)

    def says(self, place, *words, plan="满分,10\n", forms=MEMBERS, **files):
        """One line that begins with place holds all words."""
        status, said = self.lint(plan, forms, **files).lint()
        self.assertEqual(status, 1, said)
        lines = [line for line in said.splitlines()
                 if line.startswith(place + ": ") and
                 all(word in line for word in words)]
        self.assertEqual(len(lines), 1, said)

    def rule(self, cells):
        """规则.csv with one rule: its columns by name."""
        row = {"编号": "R1", "名称": "数", "级别": "提醒", **cells}
        head = list(dict.fromkeys(RULES.strip().split(",") + list(row)))
        return ",".join(head) + "\n" + ",".join('"%s"' % row.get(name, "").replace('"', '""')
                                for name in head) + "\n"

    def sql(self, measure, *words, **cells):
        """A mistake in 测量 of the rule in line 2."""
        self.says("规则.csv:2", *words,
                  规则=self.rule({"测量": measure, **cells}))


class Reading(Lint):
    def test_clean(self):
        self.clean()

    def test_row_wider_than_the_heading(self):
        self.says("指标.csv:3", "第 5 格“现场看”", "引号",
                  指标="编号,一级指标,评估点,分值\nA,甲,一,5\nB,甲,二,5,现场看\n")
        self.says("参照/年度.csv:2", "第 2 格“x”", 参照_年度="年度\n2023,x\n")
        self.clean(指标="编号,一级指标,评估点,分值\nA,甲,一,5,,\nB,甲,二,5\n")

    def test_cell_below_an_empty_heading(self):
        self.says("指标.csv:2", "第 2 格“某”",
                  指标="编号,,一级指标,评估点,分值\nA,某,甲,一,5\nB,,甲,二,5\n")

    def test_unknown_column(self):
        self.says("指标.csv:1", "评估点点", "是不是“评估点”",
                  指标="编号,一级指标,评估点,分值,评估点点\nA,甲,一,5,\nB,甲,二,5,\n")

    def test_remarks(self):
        """Columns for whoever writes the scheme."""
        self.clean(指标="编号,一级指标,评估点,分值,说明,备注\nA,甲,一,5,某,某\n"
                   "B,甲,二,5,,\n")

    def test_files_without_rows(self):
        self.clean(指标="编号,一级指标,评估点,分值\nA,甲,一,10\n",
                   表="表,别名,可无,允许重复\n", 上限="组,上限\n",
                   权重="一级指标,权重\n", 等级="等级,下限\n",
                   规则="编号,级别\n", 结论="阶段,结论\n",
                   推算="表,字段,类型,计算\n", **{
                       "参照/等第": "等第,系数\n",
                       "参照/评审角色": "角色,权重\n",
                       "参照/评审分工": "角色,评估点\n"})

    def test_unknown_words(self):
        self.says("指标.csv:3", "“附加”应填", "扣分",
                  指标="编号,一级指标,评估点,分值,附加\nA,甲,一,10,\nB,甲,二,5,扣分\n")
        for row, words in (
                ("成员,横,姓名,人名,必,,,,", ("“必填”应填", "“必”")),
                ("成员,横,姓名,人名,,,,保密,", ("“敏感”应填", "“保密”")),
                ("成员,横,姓名,人名,,,,,错",
                 ("“重复”应填“错误”、“提醒”或留空", "“错”")),
                ("成员,坚,姓名,人名,,,,,", ("“方向”应填“横”、“竖”", "“坚”")),
                ("成员,横,姓名,整形,,,,,", ("整形", "是不是“整数”"))):
            self.says("表单.csv:8", *words, forms=little.SCORES + row + "\n")
        self.says("表.csv:2", "“可无”应填", "“可”",
                  表="表,别名,可无\n成员,,可\n")
        self.says("规则.csv:2", "“级别”应填", "“必要”", "是不是“必备”",
                  规则=self.rule({"测量": "1", "级别": "必要"}))
        self.says("方案.csv:4", "不适用计分", "按比例",
                  plan="不适用计分,按比例\n满分,10\n")

    def test_items_that_are_nearly_known(self):
        self.says("方案.csv:4", "专家总汇", "是不是“专家汇总”",
                  plan="专家总汇,中位数\n满分,10\n")
        self.says("方案.csv:4", "专家 汇总", "是不是“专家汇总”",
                  plan="专家 汇总,中位数\n满分,10\n")
        self.says("方案.csv:4", "称乎", "是不是“称呼”",
                  plan="称乎,学校\n满分,10\n")
        self.clean("周期,2020—2023\n届次,一\n满分,10\n")
        # a rule reads it: it is the scheme's own
        self.clean("步骤,3\n满分,10\n", 规则=self.rule(
            {"测量": "(SELECT 步骤 FROM 方案)", "上限": "3"}))

    def test_items_with_another_value(self):
        self.says("方案.csv:4", "步长", "大于0", plan="步长,0\n满分,10\n")
        self.clean("步长,0.5\n满分,10\n")
        self.says("方案.csv:5", "去极值范围", "“评估点”或“总分”",
                  plan="专家汇总,去极值平均\n去极值范围,全部\n满分,10\n")
        self.says("方案.csv:4", "评定条件", "工作室.校",
                  plan="评定条件,工作室.校 = 1\n满分,10\n")
        self.says("方案.csv:4", "分组字段", "年级",
                  plan="分组字段,年级\n满分,10\n")
        self.clean("分组字段,年级\n满分,10\n",
                   推算="表,字段,类型,计算\n工作室,年级,文本,名称\n")

    def test_files_that_are_nearly_known(self):
        self.says("规侧.csv", "是不是“规则.csv”", 规侧=RULES)
        self.says("参照/评审角色表.csv", "是不是“评审角色”",
                  参照_评审角色表="角色,权重\n甲,1\n")
        self.clean(附记="甲\n乙\n", 参照_年度="年度\n2023\n")
        made = self.lint()
        (made.folder / "规则.xlsx").write_bytes(b"PK")
        (made.folder / "~$规则.xlsx").write_bytes(b"")
        (made.folder / "说明.md").write_text("甲")
        status, said = made.lint()
        self.assertEqual((status, said.count("\n")), (1, 1), said)
        self.assertIn("规则.xlsx: 程序不读它；是不是“规则.csv”", said)


class Sql(Lint):
    """What clerks write instead of SQL, and the hint."""

    def test_full_width_marks(self):
        for measure, mark, right in (
                ("count（*）", "（", "("), ("sum(教龄)＋1", "＋", "+"),
                ("max(教龄，1)", "，", ","), ("sum(性别＝'男')", "＝", "="),
                ("count(*) FILTER (WHERE 教龄≥5)", "≥", ">="),
                ("count(*) FILTER (WHERE 教龄 ≤ 5)", "≤", "<="),
                ("count(*) FILTER (WHERE 教龄≠5)", "≠", "<>"),
                ("count(*) FILTER (WHERE 教龄 ＞ 5)", "＞", ">"),
                ("count(*) FILTER (WHERE 教龄＜5)", "＜", "<"),
                ("sum(性别 = ‘男’)", "‘", "'"),
                ("sum(性别 = “男”)", "“", "'"),
                ("sum(性别 = ＇男＇)", "＇", "'"),
                ("count(*)；", "；", ";"), ("１０", "１", "1")):
            with self.subTest(measure):
                self.sql(measure, f"全角的“{mark}”", f"半角的 {right}",
                         对象="成员")

    def test_full_width_comma_that_compiles(self):
        """SQLite takes ，教龄 as another name of the column."""
        self.sql("(SELECT 姓名 ，教龄 FROM 成员)", "全角的“，”")

    def test_full_width_marks_in_names_and_texts(self):
        self.clean(forms=MEMBERS + "成员,横,面积（室内）,小数,,,,,\n",
                   规则=self.rule({"对象": "成员", "上限": "3", "测量":
                                 "sum(面积（室内） > 1 AND 姓名 <> '甲（乙），＝') -- ，"}))

    def test_double_quotes(self):
        self.sql('sum(性别 = "男")', "单引号", "'男'", 对象="成员")
        self.clean(规则=self.rule({"测量": 'sum("教龄")', "对象": "成员",
                                 "上限": "3"}))

    def test_names_that_are_nearly_right(self):
        self.sql("sum(教玲)", "没有字段“教玲”", "是不是“教龄”", 对象="成员")
        self.sql("sum(成员.教玲)", "成员.教玲", "是不是“教龄”", 对象="成员")
        self.sql("(SELECT count(*) FROM 承员)", "没有表“承员”",
                 "是不是“成员”")
        self.sql("(SELECT max(教龄) FROM 评审)", "没有字段“教龄”",
                 "表“成员”有这个字段")
        self.sql("工作是.名称", "是不是“工作室”")
        self.sql("成员.教龄 > 3", "“成员.教龄”用不上", "(SELECT 教龄 FROM 成员"
                 " WHERE 工作室 = 工作室.编号)")
        self.sql("cuont(*)", "没有函数“cuont”", "是不是“count”", 对象="成员")
        self.sql("求和(教龄)", "没有函数“求和”", "sum(", 对象="成员")

    def test_brackets_and_arguments(self):
        self.sql("count(*", "括号没有成对", "少 1 个“)”", 对象="成员")
        self.sql("count(*))", "少 1 个“(”", 对象="成员")
        self.sql("substr(名称)", "函数 substr", "应是 2 或 3 个")
        self.sql("sum(性别 = '男)", "单引号没有成对", 对象="成员")
        self.sql("(SELECT 教龄 教龄 教龄 FROM 成员)", "附近看不懂")

    def test_words_and_marks(self):
        self.sql("sum(教龄 > 3 且 性别 = '男')", "“且”在 SQL 中写成 AND",
                 对象="成员")
        self.sql("sum(教龄 => 3)", "“=>”在 SQL 中写成 >=", 对象="成员")

    def test_null(self):
        self.sql("sum(性别 = NULL)", "= NULL", "IS NULL", 对象="成员")
        self.sql("sum(性别 <> null)", "IS NOT NULL", 对象="成员")
        self.clean(规则=self.rule({"测量": "sum(性别 IS NULL)", "对象": "成员",
                                 "上限": "3"}))

    def test_aggregate_in_a_condition(self):
        self.says("规则.csv:2", "适用", "统计函数", 规则=self.rule(
            {"测量": "1", "适用": "count(*) > 1"}))

    def test_ambiguous(self):
        self.sql("(SELECT 评估点 FROM 评审, 得分)", "几张表都有字段“评估点”")

    def test_in_a_template(self):
        made = self.lint()
        path = made.dir / "templates" / "little" / "信.md"
        made.write(path, "# 信\n\n```table\nSELECT 名称，编号 FROM "
                   "工作室\n```\n")
        status, said = made.lint()
        self.assertEqual(status, 1, said)
        self.assertIn("全角的“，”", said)

    def test_name_in_a_page(self):
        made = self.lint()
        made.write(made.dir / "templates" / "little" / "信.md",
                   "# 信\n\n{{名称}}\n\n{{发文单住}}\n")
        status, said = made.lint()
        self.assertEqual(status, 1, said)
        self.assertIn("信.md:5: 没有“发文单住”", said)
        self.assertIn("是不是“发文单位”", said)


class Division(Lint):
    """Two whole numbers: the quotient is cut, and nobody is told."""

    def divides(self, measure, part, **cells):
        self.sql(measure, f"“{part}”是整数除以整数", f"1.0 * {part}",
                 对象="成员", **cells)

    def passes(self, measure):
        self.clean(规则=self.rule({"测量": measure, "对象": "成员", "上限": "3"}),
                   参照_率="率,数\n0.5,3\n1,4\n")

    def test_whole_by_whole(self):
        for measure, part in (
                ("sum(教龄) / count(*)", "sum(教龄) / count(*)"),
                ("100 * sum(在岗 = '是') / count(*)",
                 "100 * sum(在岗 = '是') / count(*)"),
                ("count(*) FILTER (WHERE 教龄 > 1) / 2",
                 "count(*) FILTER (WHERE 教龄 > 1) / 2"),
                ("count(*) / 3 * 100.0", "count(*) / 3"),
                ("1.0 + max(教龄) / 2", "max(教龄) / 2"),
                ("sum(CASE WHEN 教龄 > 1 THEN 教龄 / 2 END)", "教龄 / 2"),
                ("sum(成员.教龄 / (1 + 2))", "成员.教龄 / (1 + 2)"),
                ("CAST(max(面积) AS INTEGER) / 2",
                 "CAST(max(面积) AS INTEGER) / 2"),
                ("(SELECT max(教龄) FROM 成员 AS x) / 2",
                 "(SELECT max(教龄) FROM 成员 AS x) / 2")):
            with self.subTest(measure):
                self.divides(measure, part)

    def test_no_whole_numbers(self):
        for measure in ("sum(教龄) * 1.0 / count(*)", "100.0 * count(*) / 3",
                        "sum(面积) / count(*)", "avg(教龄) / 2",
                        "count(*) / 2.0", "1.0 * count(*) / 2 / 3",
                        "julianday('2024-01-01') / 2",
                        "(SELECT max(率) FROM 率) / 2",
                        "CAST(max(教龄) / 2 AS INTEGER)",
                        "count(*) FILTER (WHERE 姓名 <> '1/2') -- 1 / 2"):
            with self.subTest(measure):
                self.passes(measure)

    def test_everywhere(self):
        self.says("指标.csv:3", "整数除以整数", 指标="编号,一级指标,评估点,分值,"
                  "对象,自动\nA,甲,一,5,,\nB,甲,二,5,成员,count(*) / 2\n")
        self.says("推算.csv:2", "整数除以整数",
                  推算="表,字段,类型,计算\n成员,半,小数,教龄 / 2\n")
        self.says("结论.csv:2", "整数除以整数", 结论="阶段,次序,条件,结论\n"
                  "评,1,(SELECT count(*) / 2 FROM 成员) > 1,好\n评,2,,差\n")
        self.says("等级.csv:2", "整数除以整数", 等级="等级,下限,条件\n"
                  "好,,(SELECT count(*) / 2 FROM 成员) > 1\n差,,\n")


class Words(Lint):
    """A word that the field never has."""

    def test_of_a_choice(self):
        for measure, word in (
                ("sum(性别 = '男性')", "男性"),
                ("sum('男性' = 性别)", "男性"),
                ("sum(性别 IN ('男', '妇'))", "妇"),
                ("sum(m.性别 NOT IN ('妇'))", "妇"),
                ("sum(CASE 性别 WHEN '男' THEN 1 WHEN '妇' THEN 2 END)", "妇"),
                ("sum(在岗 IS NOT '有')", "有"),
                ("(SELECT count(*) FROM 成员_荣誉 WHERE 值 = '优秀老师')",
                 "优秀老师"),
                ("sum(荣誉 = '名班主任、先进')", "先进")):
            with self.subTest(measure):
                self.sql(measure.replace("m.性别", "成员.性别"),
                         f"没有“{word}”这个词", 对象="成员")
        self.sql("(SELECT count(*) FROM 成员_荣誉 WHERE 值 = '优秀老师')",
                 "是不是“优秀教师”")

    def test_known_words(self):
        for measure in ("sum(性别 = '女')", "sum(性别 IN ('男', '女'))",
                        "sum(性别 <> '')", "sum(荣誉 = '优秀教师、名班主任')",
                        "sum(姓名 = '妇')", "sum(在岗 = '否' AND 姓名 = '甲')"):
            with self.subTest(measure):
                self.clean(规则=self.rule({"测量": measure, "对象": "成员",
                                         "上限": "3"}))

    def test_yes_is_no_number(self):
        for measure, word in (("sum(在岗 = 1)", "1"), ("sum(在岗 <> 0)", "0"),
                              ("sum(在岗 IS TRUE)", "TRUE")):
            with self.subTest(measure):
                self.sql(measure, f"没有“{word}”这个词，只有 是、否", 对象="成员")

    def test_a_word_is_no_condition(self):
        """是 counts as 0 where SQL asks whether something holds."""
        for cells in ({"条件": "在岗"}, {"条件": "NOT 在岗 AND 性别 = '男'"},
                      {"范围": "性别 = '男' OR 成员.在岗"}):
            with self.subTest(cells):
                self.says("规则.csv:2", "“在岗”", "不能直接作条件", "在岗 = '是'",
                          规则=self.rule({"方式": "个数", "对象": "成员",
                                        "上限": "3", **cells}))
        self.clean(规则=self.rule({"方式": "个数", "对象": "成员", "上限": "3",
                                 "条件": "在岗 IN ('是') AND coalesce(在岗, '')"
                                       " <> '' AND (在岗) = '是'"}))

    def test_one_of_many(self):
        """Whoever has chosen two is equal to neither."""
        for condition in ("荣誉 = '优秀教师'", "荣誉 <> '优秀教师'",
                          "荣誉 IN ('优秀教师', '名班主任')"):
            with self.subTest(condition):
                self.says("规则.csv:2", "“荣誉”是多选", "成员_荣誉", "IS '优秀教师'",
                          规则=self.rule({"方式": "个数", "对象": "成员",
                                        "上限": "3", "条件": condition}))
        for condition in ("荣誉 IS '优秀教师'", "荣誉 = '优秀教师、名班主任'",
                          "荣誉 IS NOT NULL", "荣誉 <> ''"):
            with self.subTest(condition):
                self.clean(规则=self.rule({"方式": "个数", "对象": "成员",
                                         "上限": "3", "条件": condition}))

    def test_values_in_one(self):
        for values in ("小学、初中", "小学/初中", "小学｜初中", "小学，初中", "小学 初中"):
            with self.subTest(values):
                self.says("表单.csv:4", f"“{values}”是一个值", "用 | 隔开",
                          forms=f"工作室,竖,学段,单选,,{values},,,\n")

    def test_of_what_items_are_judged_by(self):
        points = "编号,一级指标,评估点\nA,甲,一\n"
        forms = little.SCORES.replace("得分,小数", "结论,文本")
        for table, column in (("得分", "最终结论"), ("得分", "自评结论"),
                              ("有效评分", "结论")):
            grades = ("等级,条件\n甲等,(SELECT count(*) FROM %s AS t WHERE "
                      "t.工作室 = 工作室.编号 AND %s = '%s') >= 1\n乙等,\n")
            self.says("等级.csv:2", "没有“合格”这个词，只有 优秀、达标、不达标",
                      plan="评定词,优秀|达标|不达标\n", forms=forms, 指标=points,
                      等级=grades % (table, column, "合格"))
            self.clean("评定词,优秀|达标|不达标\n", forms, 指标=points,
                       等级=grades % (table, column, "达标"))

    def test_of_results(self):
        def decision(condition):
            return f"阶段,次序,条件,结论\n评,1,{condition},好\n评,2,,差\n"

        for condition, word in (
                ("EXISTS (SELECT 1 FROM 汇总 WHERE 等级 = '优异' AND "
                 "汇总.工作室 = 工作室.编号)", "优异"),
                ("(SELECT 等级 FROM 汇总 WHERE 汇总.工作室 = 工作室.编号) = '优良'",
                 "优良"),
                ("(SELECT h.等级 FROM 汇总 AS h WHERE h.工作室 = 工作室.编号)"
                 " IS NOT '良'", "良"),
                ("EXISTS (SELECT 1 FROM 资格 WHERE 规则 = 'R9')", "R9"),
                ("EXISTS (SELECT 1 FROM 得分 WHERE 评估点 = 'C')", "C")):
            with self.subTest(word):
                self.says("结论.csv:2", f"没有“{word}”这个词",
                          结论=decision(condition), 等级="等级,下限\n优秀,5\n其他,\n",
                          规则=self.rule({"测量": "1", "上限": "3"}))
        self.clean(结论=decision("EXISTS (SELECT 1 FROM 汇总 WHERE 等级 = '优秀' AND "
                               "汇总.工作室 = 工作室.编号)"),
                   等级="等级,下限\n优秀,5\n其他,\n")


class Whose(Lint):
    """A subquery that does not say of which studio it reads the rows."""

    def hints(self, condition, **files):
        grades = f"等级,条件\n优秀,{condition}\n其他,\n"
        status, said = self.lint(等级=grades, **files).lint()
        self.assertEqual(status, 0, said)
        return [x for x in said.splitlines() if "没有写哪个工作室" in x]

    def test_rows_of_all(self):
        for condition, table in (
                ("(SELECT count(*) FROM 成员) >= 3", "成员"),
                ("EXISTS (SELECT 1 FROM 小计 WHERE 得分 >= 3)", "小计"),
                ("(SELECT p.最终 FROM 得分 AS p WHERE 评估点 = 'A') > 1", "得分")):
            with self.subTest(condition):
                told = self.hints(condition)
                self.assertEqual(len(told), 1)
                self.assertTrue(told[0].startswith("等级.csv:2: 提示：等级“优秀”"))
                self.assertIn(f"查“{table}”时", told[0])

    def test_once_a_line(self):
        status, said = self.lint(规则=self.rule({
            "方式": "个数", "对象": "成员", "上限": "3",
            "条件": "(SELECT count(*) FROM 成员) > 3"})).lint()
        self.assertEqual((status, said.count("没有写哪个工作室")), (0, 1), said)

    def test_rows_of_one_and_of_none(self):
        for condition in (
                "(SELECT count(*) FROM 成员 WHERE 成员.工作室 = 工作室.编号) >= 3",
                "(SELECT 总分 FROM 汇总 WHERE 工作室 = 工作室.编号) >= "
                "(SELECT avg(总分) FROM 汇总)",
                "(SELECT count(*) FROM 工作室) >= 1",
                "(SELECT count(*) FROM 指标) >= 1"):
            with self.subTest(condition):
                self.assertEqual(self.hints(condition), [])


class Reach(Lint):
    STAGES = "阶段,次序,条件,结论\n"

    def test_line_behind_one_that_always_holds(self):
        self.says("结论.csv:4", "到不了", "第 3 行没有条件", 结论=self.STAGES +
                  "评,1,工作室.名称 = '甲',好\n评,2,,中\n评,3,工作室.名称 = '乙',差\n")
        self.says("结论.csv:2", "到不了", "第 3 行没有条件", 结论=self.STAGES +
                  "评,2,工作室.名称 = '甲',好\n评,1,,中\n")
        self.clean(结论=self.STAGES + "评,2,,中\n评,1,工作室.名称 = '甲',好\n"
                   "另,1,工作室.名称 = '甲',好\n另,2,,中\n")

    def test_same_condition_again(self):
        self.says("结论.csv:3", "到不了", "第 2 行条件与它相同", 结论=self.STAGES +
                  "评,1,工作室.名称 = '甲',好\n评,2,工作室.名称 = '甲',差\n")

    def test_text_of_a_line(self):
        self.says("结论.csv:2", "没有写阶段或结论", 结论=self.STAGES + "评,1,,\n")

    def test_bounds(self):
        def bounds(low, high):
            return self.rule({"测量": "count(*)", "对象": "成员", "下限": low,
                              "上限": high})

        self.says("规则.csv:2", "下限 5 大于上限 3", 规则=bounds("5", "3"))
        self.says("规则.csv:2", "没有一个数符合", 规则=bounds(">3", "3"))
        self.clean(规则=bounds("3", "3"))

    def test_share_of_less_than_one_percent(self):
        rule = {"方式": "占比", "对象": "成员", "条件": "性别 = '男'", "单位": "%"}
        self.says("规则.csv:2", "下限 0.95", "百分数", "写 95",
                  规则=self.rule({**rule, "下限": "0.95"}))
        for bound in ({"下限": "1"}, {"下限": "0"}, {"上限": "0.5"}):
            self.clean(规则=self.rule({**rule, **bound}))

    def test_bound_with_its_unit(self):
        for bound in ({"下限": "95%"}, {"下限": "95％"}, {"上限": ">7人", "下限": "7人"}):
            rule = {"方式": "个数", "对象": "成员", "单位": "人", **bound}
            status, said = self.lint(规则=self.rule(rule)).lint()
            self.assertEqual(status, 1)
            number = "7" if "上限" in bound else "95"
            self.assertIn(f"只写数：{number}；", said)

    def test_gate_without_a_bound(self):
        rule = {"方式": "个数", "对象": "成员"}
        self.says("规则.csv:2", "必备", "没有下限和上限",
                  规则=self.rule({**rule, "级别": "必备"}))
        self.clean(规则=self.rule(rule))
        self.clean(规则=self.rule({"方式": "是否", "条件": "1", "级别": "必备"}))

    def test_point_of_a_rule(self):
        self.says("规则.csv:2", "评估点“C”不在", 规则=self.rule(
            {"测量": "1", "上限": "1", "评估点": "C"}))


class Trial(Lint):
    """Invented studios go through the whole report."""

    def hints(self, place, *words, **files):
        """A hint at place, and no fault."""
        status, said = self.lint(**files).lint()
        self.assertEqual(status, 0, said)
        lines = [line for line in said.splitlines()
                 if line.startswith(place + ": 提示：") and
                 all(word in line for word in words)]
        self.assertEqual(len(lines), 1, said)
        self.assertEqual(said.count("提示"), 1, said)

    def test_nothing_to_say(self):
        status, said = self.lint(
            规则=self.rule({"测量": "count(*)", "对象": "成员", "上限": "5"}),
            等级="等级,下限\n甲,9\n乙,5\n丙,\n",
            结论="阶段,次序,条件,结论\n评,1,工作室.编号 IN (SELECT 工作室 FROM 成员 "
               "WHERE 性别 = '女'),有女\n评,2,,无\n").lint()
        self.assertEqual((status, said.count("\n")), (0, 1), said)

    def test_grade_that_nobody_gets(self):
        self.hints("等级.csv:2", "没有一个得到“甲”", 等级="等级,下限,条件\n"
                   "甲,9,工作室.名称 = '没有这个'\n乙,,\n")

    def test_grade_whose_places_equals_ask_for(self):
        """All that reach 9 have 10 of 10, and a place for one."""
        status, said = self.lint(
            指标="编号,一级指标,评估点,分值,自动\nA,甲,一,10,"
            "10 * (工作室.名称 IS NOT NULL)\n",
            等级="等级,下限,名额\n甲,9,1\n乙,,\n").lint()
        self.assertEqual((status, said.count("提示")), (0, 0), said)

    def test_line_that_nobody_reaches(self):
        self.hints("结论.csv:2", "阶段“评”的“好”", 结论="阶段,次序,条件,结论\n"
                   "评,1,工作室.名称 = '没有这个',好\n评,2,,差\n")

    def test_rule_that_never_has_a_value(self):
        self.hints("规则.csv:2", "R1", "无法判定", 规则=self.rule(
            {"测量": "nullif(工作室.名称, 工作室.名称)", "上限": "1"}))

    def test_rule_that_never_applies(self):
        self.hints("规则.csv:2", "R1", "不适用", 规则=self.rule(
            {"测量": "1", "上限": "1", "适用": "工作室.名称 IS NULL"}))

    def test_point_that_is_always_0(self):
        self.hints("指标.csv:3", "评估点 B", "0 分", 指标="编号,一级指标,评估点,分值,"
                   "对象,自动\nA,甲,一,5,,\nB,甲,二,5,成员,"
                   "sum(姓名 IS NULL) * 0.0\n")

    def test_letters_with_their_columns_in_any_order(self):
        """Invented experts give the best letter of the point's group."""
        made = little.Little(scheme={
            "指标": "编号,一级指标,评估点,分值,计分方式,等第组\nA,甲,一,10,等第,乙组\n",
            "参照/等第": "组,系数,等第\n甲组,1,A\n乙组,0.6,中\n乙组,1,优\n",
            "等级": "等级,下限\n好,10\n差,\n"}, plan="满分,10\n",
            forms=little.SCORES.replace("意见,文本", "结论,文本"))
        status, said = made.lint()
        self.assertEqual((status, said.count("\n")), (0, 1), said)

    def test_sql_that_fails_on_data(self):
        status, said = self.lint(规则=self.rule(
            {"测量": "max(json_extract(姓名, '$.a'))", "对象": "成员",
             "上限": "1"})).lint()
        self.assertEqual(status, 1, said)
        self.assertIn("试算", said)
        self.assertIn("R1", said)

    def test_page_that_fails_on_data(self):
        made = self.lint()
        made.write(made.dir / "templates" / "little" / "信.md",
                   "# 信\n\n```table\nSELECT json_extract(姓名, '$.a') AS "
                   "甲 FROM 成员 WHERE 工作室 = :工作室\n```\n")
        status, said = made.lint()
        self.assertEqual(status, 1, said)
        self.assertIn("试算", said)
        self.assertIn("信", said)

    def test_nothing_is_left(self):
        made = self.lint()
        tmp = world.scratch()
        done = world.run("lint", "little", cwd=made.dir, env={"TMPDIR": tmp})
        self.assertEqual(done.status, 0, done)
        self.assertEqual(list(tmp.iterdir()), [])

    def test_same_each_time(self):
        made = self.lint(等级="等级,下限,条件\n甲,9,工作室.名称 = '没有这个'\n乙,,\n")
        self.assertEqual(made.lint(), made.lint())


if __name__ == "__main__":
    unittest.main()
