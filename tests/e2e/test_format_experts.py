"""How experts are summed up: words, rounds, roles, who scores what, whole
experts left out.  All values are computed by hand."""
import unittest

import little
import test_workbook
import world

POINT = "编号,一级指标,评估点,分值\nA,甲,一,10\n"
TWO = POINT + "B,乙,二,10\n"
WORDS = "编号,一级指标,评估点\nA,甲,一\n"
ROUNDS = """评审,横,专家,人名,,,,,错误
评审,横,评估点,文本,是,,,,错误
评审,横,轮次,整数,,,,,错误
评审,横,得分,小数,,,,,
"""
ROLES = little.SCORES + "评审,横,角色,{},,{},,,\n"
ROLE_TEXT = ROLES.format("文本", "")


def judged(kind="文本", values=""):
    """Forms of a scheme of words."""
    return "".join(f"{table},横,{field},文本,,,,,\n" if field != "结论" else
                   f"{table},横,结论,{kind},,{values},,,\n"
                   for table, fields in (("自评", ("评估点", "结论")),
                                         ("评审", ("专家", "评估点", "结论")))
                   for field in fields)


def scored(text, point="A"):
    """"赵 8,钱 9": the experts' table, for one point."""
    return "专家,评估点,得分\n" + "".join(
        "{0},{2},{1}\n".format(*one.split(), point) for one in text.split(","))


class Experts(world.Case):
    def made(self, points, batch, plan="", forms=little.SCORES, **scheme):
        """One run that comes out, of a scheme that lints clean."""
        s = little.Little({"指标": points, **{
            k if k in ("规则", "推算") else f"参照/{k}": v
            for k, v in scheme.items()}}, batch, plan, forms)
        status, said = s.lint()
        self.assertEqual(status, 0, said)
        done = s.report()
        self.assertIn(done.status, (0, 1), done)
        return s

    def one(self, points, table, *args, **files):
        """The same with one studio, S1."""
        return self.made(points, {"S1": {"评审": table}}, *args, **files)

    def codes(self, s):
        """Of all findings but that a school did not judge itself."""
        return [code for _, code in s.findings() if code != "TABLE_MISSING"]

    def says(self, place, *words, points=POINT, plan="满分,10\n",
             forms=little.SCORES, status=1, **files):
        """Lint has one line at place that holds all words."""
        s = little.Little({"指标": points, **{f"参照/{k}": v
                                           for k, v in files.items()}},
                          plan=plan, forms=forms)
        got, said = s.lint()
        self.assertEqual(got, status, said)
        lines = [line for line in said.splitlines() if line.startswith(
            place + ": ") and all(w in line for w in words)]
        self.assertEqual(len(lines), 1, said)


class Words(Experts):
    def word(self, words, plan="评定词,A|B|C\n"):
        table = "专家,评估点,结论\n" + "".join(
            f"专家{i},A,{w}\n" for i, w in enumerate(words))
        s = self.one(WORDS, table, plan, judged())
        return s.rows("SELECT 最终结论, 专家人数 FROM 得分"), self.codes(s)

    def test_most_votes(self):
        for words, want in (("BBB", "B"), ("AAB", "A"), ("AABB", "B"),
                            ("AACC", "C"), ("ABC", "C"), ("A", "A"),
                            ("ABBCC", "C"), ("AAABBCC", "A")):
            self.assertEqual(self.word(words), ([(want, len(words))], []))

    def test_pair(self):
        """达标词 and 未达标词 mean what they meant; or several are met."""
        good, bad = "达标", "未达标"
        for words, want in (([good], good), ([good, good, bad], good),
                            ([good, bad], bad), ([bad], bad)):
            self.assertEqual(self.word(words, ""), ([(want, len(words))], []))
        plan = "达标词,优秀|合格\n未达标词,不合格\n"
        self.assertEqual(self.word(["优秀", "合格", "合格"], plan)[0],
                         [("合格", 3)])
        self.assertEqual(self.word(["优秀", "不合格"], plan)[0],
                         [("不合格", 2)])

    def test_unknown(self):
        """A third word is told, and no vote against."""
        self.assertEqual(self.word(["达标", "基本达标", "合格"], ""),
                         ([("达标", 1)], ["WORD_UNKNOWN", "WORD_UNKNOWN"]))
        self.assertEqual(self.word(["D", "A"]),
                         ([("A", 1)], ["WORD_UNKNOWN"]))
        self.assertEqual(self.word(["D"]), ([(None, 0)], ["WORD_UNKNOWN"]))

    def test_unknown_choice(self):
        """What intake refused is told as a word, once, at its cell."""
        s = self.made(WORDS, {"S1": {
            "自评": "评估点,结论\nA,D\n",
            "评审": "专家,评估点,结论\n赵,A,B\n钱,A,E\n"}},
            "评定词,A|B|C\n", judged("单选", "A|B|C"))
        self.assertEqual(s.rows("SELECT 最终结论, 自评结论, 专家人数 FROM 得分"),
                         [("B", None, 1)])
        self.assertEqual(s.rows("SELECT 代码, 单元格, 值, 说明 FROM 问题"
                                " ORDER BY 值"), [
            ("WORD_UNKNOWN", "S1/自评.csv!B2", "D",
             "不是方案规定的词（A、B、C），未采用"),
            ("WORD_UNKNOWN", "S1/评审.csv!C3", "E",
             "不是方案规定的词（A、B、C），未采用")])

    def test_nobody_judged_it(self):
        s = self.one(WORDS + "B,甲,二\n", "专家,评估点,结论\n赵,A,A\n",
                     "评定词,A|B|C\n", judged())
        self.assertEqual(s.rows("SELECT 评估点, 最终结论 FROM 得分 ORDER BY 1"),
                         [("A", "A"), ("B", "C")])
        self.assertEqual(s.rows("SELECT 代码, 说明 FROM 问题 WHERE 代码 <>"
                                " 'TABLE_MISSING'"), [
            ("WORD_MISSING", "已有专家评判，但这一项没有专家评判，按“C”计")])

    def test_what_counts_as_met(self):
        """A rule on a point is a finding where the school claims to meet it."""
        rules = ("编号,名称,测量,下限,级别,评估点\n"
                 "R1,数,0,1,核验,A\n")
        for plan, claims in (("", "AB"), ("达标词,A\n", "A"),
                             ("达标词,A|B\n", "AB"), ("达标词,A|C\n", "AC")):
            s = self.made(WORDS, {f"S{w}": {"自评": f"评估点,结论\nA,{w}\n"}
                                  for w in "ABC"},
                          "评定词,A|B|C\n" + plan, judged(), 规则=rules)
            self.assertEqual(s.rows("SELECT group_concat(substr(工作室, 2), '')"
                                    " FROM 问题 WHERE 代码 = 'R1'"),
                             [(claims,)])

    def test_rounds(self):
        """An expert has one vote: what most of his rounds say."""
        forms = judged() + "评审,横,轮次,文本,,,,,错误\n"
        forms = forms.replace("评审,横,专家,文本,,,,,",
                              "评审,横,专家,文本,,,,,错误").replace(
            "评审,横,评估点,文本,,,,,", "评审,横,评估点,文本,,,,,错误")
        s = self.one(WORDS, "专家,评估点,结论,轮次\n赵,A,A,1\n赵,A,A,2\n"
                     "赵,A,A,3\n钱,A,B,1\n孙,A,B,1\n孙,A,A,2\n",
                     "评定词,A|B|C\n", forms)
        self.assertEqual(s.rows("SELECT 最终结论, 专家人数 FROM 得分"),
                         [("B", 3)])

    def test_lint(self):
        def says(place, *words, plan, kind="文本", values=""):
            self.says(place, *words, points=WORDS, plan=plan,
                      forms=judged(kind, values))
        says("方案.csv:5", "“D”不在“评定词”中", plan="评定词,A|B|C\n达标词,A|D\n")
        says("方案.csv:4", "“A”出现了两次", plan="评定词,A|B|A\n")
        says("方案.csv:4", "至少写两个词", plan="评定词,A\n")
        says("方案.csv:5", "用不到“未达标词”", plan="评定词,A|B\n未达标词,B\n")
        says("表单.csv:8", "表“评审”", "可以选“D”", plan="评定词,A|B|C\n",
             kind="单选", values="A|B|C|D")
        says("表单.csv:5", "表“自评”", "不能选“C”", plan="评定词,A|B|C\n",
             kind="单选", values="A|B")
        self.says("方案.csv:5", "有分值", plan="满分,10\n评定词,A|B\n")


class Rounds(Experts):
    def test_averaged_first(self):
        """赵 (8 + 9 + 9)/3, 钱 7: 47/6; as four rows it would be 8.25."""
        s = self.one(POINT, "专家,评估点,轮次,得分\n赵,A,1,8\n赵,A,2,9\n赵,A,3,9\n"
                     "钱,A,1,7\n", "满分,10\n", ROUNDS)
        self.assertEqual(s.rows("SELECT 专家人数, 最终, 未舍入, 最低, 最高"
                                " FROM 得分"),
                         [(2, 7.83, 47 / 6, 7, 8.67)])
        self.assertEqual(s.findings(), [])

    def test_exact(self):
        """Thirds and sevenths of three points: 1/3 + 1/7 + 11/21 = 1."""
        rows = "".join(f"{name},{point},{i},{int(i == 0)}\n"
                       for point, name, n in (("A", "赵", 3), ("B", "赵", 7))
                       for i in range(n))
        rows += "".join(f"赵,C,{i},{int(i < 11)}\n" for i in range(21))
        s = self.one(TWO + "C,丙,三,10\n", "专家,评估点,轮次,得分\n" + rows,
                     "满分,30\n", ROUNDS)
        self.assertEqual(s.rows("SELECT 总分, 未舍入 FROM 汇总"), [(1, 1)])
        self.assertEqual(s.rows("SELECT 专家人数 FROM 得分"), [(1,)] * 3)

    def test_repeated(self):
        """The same round again is no round."""
        s = self.one(POINT, "专家,评估点,轮次,得分,意见\n赵,A,1,8,\n赵,A,2,6,\n",
                     "满分,10\n", ROUNDS + "评审,横,意见,文本,,,,,\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(7,)])
        s = self.one(POINT, "专家,评估点,得分,轮次\n赵,A,8,1\n赵,A,6,2\n赵,A,4,\n"
                     "赵,A,2,\n", "满分,10\n", little.SCORES +
                     "评审,横,轮次,整数,,,,,错误\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(6,)])
        self.assertIn(self.codes(s), (["KEY_REPEATED"], ["SCORE_REPEATED"]))

    def test_trimmed(self):
        """Five experts, the means of rounds are trimmed: 2, 4, 6 of 1 to 9."""
        table = "专家,评估点,轮次,得分\n" + "".join(
            f"{name},A,{i},{x}\n" for name, given in
            (("赵", (0, 2)), ("钱", (1, 3)), ("孙", (4, 4)), ("李", (5, 7)),
             ("周", (10, 8))) for i, x in enumerate(given))
        s = self.one(POINT, table, "满分,10\n专家汇总,去极值平均\n", ROUNDS)
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(5, 4)])

    def test_workbook(self):
        """A cell an expert, computed again by the formula."""
        s = self.one(POINT, "专家,评估点,轮次,得分\n赵,A,1,8\n赵,A,2,9\n钱,A,1,7\n",
                     "满分,10\n", ROUNDS)
        book = test_workbook.recalculated(s.out / test_workbook.BOOK,
                                          self.tmp / "again")
        ws = test_workbook.opened(book, True)["专家评分"]
        row, = test_workbook.data(ws)
        self.assertEqual([ws.cell(row, test_workbook.column(ws, n)).value
                          for n in ("赵", "钱", "均分", "极差")],
                         [8.5, 7, 7.75, 1.5])
        self.assertIn("一位专家评了几次的，先取各次的平均",
                      s.rows("SELECT 汇总说明 FROM 概况")[0][0])


class Roles(Experts):
    WEIGHTS = "角色,权重\n专家,0.6\n园长,0.3\n家长,0.1\n"

    def roles(self, rows, points=POINT, plan="满分,10\n", forms=ROLE_TEXT,
              **files):
        files.setdefault("评审角色", self.WEIGHTS)
        return self.one(points, "专家,角色,评估点,得分\n" + rows, plan, forms,
                        **files)

    def test_weighted(self):
        """专家 (8 + 9)/2, 园长 7, 家长 (10 + 9 + 9)/3: 5.1 + 2.1 + 14/15."""
        s = self.roles("赵,专家,A,8\n钱,专家,A,9\n孙,园长,A,7\n李,家长,A,10\n"
                       "周,家长,A,9\n吴,家长,A,9\n")
        (n, mean, exact), = s.rows("SELECT 专家人数, 专家均分, 未舍入 FROM 得分")
        self.assertEqual((n, mean), (6, 8.13))
        self.assertAlmostEqual(exact, 7.2 + 14 / 15, delta=1e-12)
        self.assertEqual(s.findings(), [])
        self.assertEqual(s.rows("SELECT DISTINCT 角色 FROM 有效评分 ORDER BY 1"),
                         [("专家",), ("园长",), ("家长",)])

    def test_exact(self):
        """Weights 1, 1, 1: thirds of 1, 0, 0 in three points make 1."""
        rows = "".join(f"赵,专家,{p},1\n钱,园长,{p},0\n孙,家长,{p},0\n"
                       for p in "ABC")
        s = self.roles(rows, TWO + "C,丙,三,10\n", "满分,30\n",
                       评审角色="角色,权重\n专家,1\n园长,1\n家长,1\n")
        self.assertEqual(s.rows("SELECT 总分, 未舍入 FROM 汇总"), [(1, 1)])

    def test_trimmed_inside_a_role(self):
        """专家 0 5 5 5 10 without its ends 5, 园长 1 of one: 0.6 and 0.3."""
        s = self.roles("".join(f"专家{i},专家,A,{x}\n" for i, x in enumerate(
            (0, 5, 6, 7, 10))) + "孙,园长,A,1\n李,家长,A,1\n",
            plan="满分,10\n专家汇总,去极值平均\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(4,)])

    def test_missing_wholly(self):
        """0.6 and 0.3 of 0.9: 9 × 2/3 + 6 × 1/3."""
        s = self.roles("".join(f"赵,专家,{p},9\n孙,园长,{p},6\n" for p in "AB"),
                       TWO, "满分,20\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(8,), (8,)])
        self.assertEqual(s.rows("SELECT 工作室, 代码, 值, 说明 FROM 问题"), [
            ("S1", "ROLE_MISSING", "家长", "角色“家长”没有评分（评估点A、B），"
             "其余角色的权重按比例放大")])

    def test_missing_in_a_point(self):
        s = self.roles("赵,专家,A,9\n孙,园长,A,6\n李,家长,A,7\n赵,专家,B,9\n"
                       "李,家长,B,2\n", TWO, "满分,20\n")
        # B: (0.6 × 9 + 0.1 × 2)/0.7
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(7.9,), (8,)])
        self.assertEqual(s.rows("SELECT 代码, 值, 说明 FROM 问题"), [
            ("ROLE_MISSING", "园长", "角色“园长”没有评评估点B，这些评估点里"
             "其余角色的权重按比例放大")])

    def test_not_missing_where_it_is_not_asked(self):
        """分工 gives A to experts alone, B to all; nobody scored C."""
        duties = "角色,评估点\n专家,A\n"
        s = self.roles("赵,专家,A,9\n赵,专家,B,8\n孙,园长,B,8\n李,家长,B,8\n",
                       TWO + "C,丙,三,10\n", "满分,30\n", 评审分工=duties)
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(9,), (8,), (0,)])
        self.assertEqual(self.codes(s), ["POINT_NOT_SCORED"])

    def test_unknown(self):
        """Not counted, told once a row, and nothing else is told of it."""
        s = self.roles("赵,专家,A,8\n孙,园长,A,8\n李,家长,A,8\n周,校长,A,1\n"
                       "吴,,A,2\n郑,校长,A,99\n王,校长,X,1\n冯,校长,A,\n")
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(3, 8)])
        self.assertEqual(s.rows("SELECT 代码, 单元格, 值 FROM 问题 ORDER BY 行"),
                         [("ROLE_UNKNOWN", f"S1/评审.csv!B{row}", value)
                          for row, value in ((5, "校长"), (6, ""),
                                             (7, "校长"), (8, "校长"))])

    def test_unknown_choice(self):
        forms = ROLES.format("单选", "专家|园长|家长")
        s = self.roles("赵,专家,A,8\n孙,园长,A,8\n李,家长,A,8\n周,校长,A,1\n"
                       "吴,,A,2\n", forms=forms)
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(3, 8)])
        self.assertEqual(s.rows("SELECT 代码, 单元格, 值 FROM 问题 ORDER BY 行"),
                         [("ROLE_UNKNOWN", "S1/评审.csv!B5", "校长"),
                          ("ROLE_UNKNOWN", "S1/评审.csv!B6", "")])

    def test_choice_of_the_table(self):
        """取值 may be the table of roles itself."""
        s = self.roles("赵,专家,A,8\n孙,园长,A,8\n李,家长,A,8\n周,校长,A,1\n",
                       forms=ROLES.format("单选", "评审角色.角色"))
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(3, 8)])
        self.assertEqual(self.codes(s), ["ROLE_UNKNOWN"])

    def test_derived(self):
        """Who is what stands in another table."""
        s = self.one(POINT, scored("赵 8,孙 6,周 1"), "满分,10\n",
                     评审角色="角色,权重\n专家,3\n园长,1\n",
                     专家="姓名,角色\n赵,专家\n孙,园长\n", 推算=(
                         "表,字段,类型,计算\n评审,角色,文本,(SELECT p.角色 FROM"
                         " 专家 AS p WHERE p.姓名 = 评审.专家)\n"))
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(2, 7.5)])
        self.assertEqual(self.codes(s), ["ROLE_UNKNOWN"])

    def test_nobody_is_judged_by_unknown_roles(self):
        s = self.roles("周,校长,A,1\n")
        self.assertEqual(s.rows("SELECT 等级, 总分 FROM 汇总"),
                         [("待评审", None)])

    def test_rounds_in_a_role(self):
        """The role belongs to the key: 赵 is one expert in two roles."""
        forms = ROUNDS + "评审,横,角色,文本,,,,,错误\n"
        s = self.one(POINT, "专家,角色,评估点,轮次,得分\n赵,专家,A,1,8\n"
                     "赵,专家,A,2,6\n赵,园长,A,1,4\n钱,专家,A,1,5\n",
                     "满分,10\n", forms, 评审角色="角色,权重\n专家,1\n园长,1\n")
        # 专家 (7 + 5)/2 = 6, 园长 4
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"), [(2, 5)])

    def test_workbook_and_words(self):
        """No formula can say it, so values stand there."""
        s = self.roles("赵,专家,A,8\n孙,园长,A,7\n李,家长,A,10\n")
        self.assertEqual(s.rows("SELECT 汇总公式 FROM 概况"), [(None,)])
        self.assertEqual(
            s.rows("SELECT 汇总说明 FROM 概况")[0][0],
            "评过该点的全体专家所给分数的算术平均；各角色分别合成，再按权重（专家 0.6，"
            "园长 0.3，家长 0.1）平均")
        ws = test_workbook.opened(s.out / test_workbook.BOOK, False)["专家评分"]
        row, = test_workbook.data(ws)
        self.assertEqual(ws.cell(row, test_workbook.column(ws, "均分")).value,
                         7.9)

    def test_lint(self):
        def says(place, *words, roles, forms=ROLE_TEXT, **others):
            self.says(place, *words, forms=forms, 评审角色=roles, **others)
        file = "参照/评审角色.csv"
        says(file + ":1", "“角色”“权重”两列", roles="角色,比重\n专家,1\n")
        says(file + ":3", "“专家”出现了两次", roles="角色,权重\n专家,1\n专家,2\n")
        says(file + ":2", "权重应是大于0的数", "“0”", roles="角色,权重\n专家,0\n")
        says(file + ":3", "“六成”", roles="角色,权重\n专家,1\n园长,六成\n")
        says(file + ":2", "没有写角色", roles="角色,权重\n,1\n")
        says(file, "没有字段“角色”", roles="角色,权重\n专家,1\n",
             forms=little.SCORES)
        says(file, "提示：", "可以选“园长”", roles="角色,权重\n专家,1\n",
             forms=ROLES.format("单选", "专家|园长"), status=0)
        says(file + ":3", "不能选“园长”", roles="角色,权重\n专家,1\n园长,1\n",
             forms=ROLES.format("单选", "专家"))


class Duties(Experts):
    def test_by_expert(self):
        s = self.one(TWO, "专家,评估点,得分\n赵,A,8\n钱,A,2\n钱,B,6\n赵,B,4\n"
                     "孙,A,9\n孙,B,11\n", "满分,20\n",
                     评审分工="专家,评估点\n赵,A\n钱,A、B\n")
        # A of 赵 and 钱, B of 钱 alone; 孙's 11 is not told as well
        self.assertEqual(s.rows("SELECT 最终, 专家人数 FROM 得分"),
                         [(5, 2), (6, 1)])
        self.assertEqual(s.rows("SELECT 代码, 单元格, 值, 说明 FROM 问题 ORDER BY 行"),
                         [("SCORE_NOT_YOURS", "S1/评审.csv!A5", "赵",
                           "评估点B不由赵评，所给的分未计入"),
                          ("SCORE_NOT_YOURS", "S1/评审.csv!A6", "孙",
                           "评估点A、B不由孙评，所给的分未计入")])

    def test_several_in_a_cell(self):
        s = self.one(TWO, "专家,角色,评估点,得分\n赵,专家,A,8\n钱,园长,A,6\n"
                     "钱,园长,B,6\n孙,家长,B,4\n孙,家长,A,1\n", "满分,20\n",
                     forms=ROLE_TEXT,
                     评审分工="专家,角色,评估点\n赵、钱,,A\n,家长、园长,B\n")
        self.assertEqual(s.rows("SELECT 最终, 专家人数 FROM 得分"),
                         [(7, 2), (5, 2)])
        self.assertEqual(s.rows("SELECT 代码, 值 FROM 问题"),
                         [("SCORE_NOT_YOURS", "孙")])

    def test_by_level_and_role(self):
        """What is given to nobody all may score."""
        rows = "".join(f"{name},{role},{point},{x}\n" for name, role, point, x in (
            ("赵", "专家", "A", 8), ("李", "家长", "A", 2), ("赵", "专家", "B", 6),
            ("李", "家长", "B", 4), ("李", "家长", "C", 5), ("赵", "专家", "C", 7)))
        s = self.one(TWO + "C,丙,三,10\n", "专家,角色,评估点,得分\n" + rows,
                     "满分,30\n", ROLE_TEXT,
                     评审分工="角色,评估点\n专家,甲\n家长,乙\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(8,), (4,), (6,)])
        self.assertEqual(s.rows("SELECT 代码, 值 FROM 问题 ORDER BY 行"), [
            ("SCORE_NOT_YOURS", "李"), ("SCORE_NOT_YOURS", "赵")])

    def test_nobody_is_judged_by_others(self):
        s = self.one(POINT, scored("钱 8"), "满分,10\n",
                     评审分工="专家,评估点\n赵,A\n")
        self.assertEqual(s.rows("SELECT 等级 FROM 汇总"), [("待评审",)])
        self.assertEqual(self.codes(s), ["SCORE_NOT_YOURS"])

    def test_once_an_expert_and_studio(self):
        points = "编号,一级指标,评估点,分值\n" + "".join(
            f"P{i},甲,点{i},1\n" for i in range(20))
        table = "专家,评估点,得分\n" + "".join(
            f"钱,P{i},1\n" for i in range(20))
        s = self.made(points, {k: {"评审": table} for k in ("S1", "S2")},
                      "满分,20\n", 评审分工="专家,评估点\n赵,甲\n")
        self.assertEqual(s.rows("SELECT 工作室, 代码, 说明 FROM 问题"), [
            (k, "SCORE_NOT_YOURS", "钱有20个评估点不由其评，所给的分未计入")
            for k in ("S1", "S2")])

    def test_name_with_blanks(self):
        """The name in the table of duties is the name on the form."""
        s = self.one(POINT, scored("王芳 8"), "满分,10\n",
                     评审分工="专家,评估点\n王　芳,A\n")
        self.assertEqual(s.findings(), [])

    def test_trial(self):
        """The invented experts of lint are those who may score."""
        for forms, duties in (
                (little.SCORES, "专家,评估点\n赵,A\n钱,B\n"),
                (ROLE_TEXT, "角色,评估点\n专家,A\n家长,B\n"),
                (ROLE_TEXT, "专家,角色,评估点\n赵,专家,A、B\n")):
            s = little.Little({"指标": TWO, "参照/评审分工": duties},
                              plan="满分,20\n", forms=forms)
            status, said = s.lint()
            self.assertEqual(status, 0, said)
            self.assertNotIn("提示", said)

    def test_words(self):
        s = self.one(WORDS, "专家,评估点,结论\n赵,A,A\n钱,A,C\n钱,A,D\n",
                     "评定词,A|B|C\n", judged(),
                     评审分工="专家,评估点\n赵,A\n")
        self.assertEqual(s.rows("SELECT 最终结论, 专家人数 FROM 得分"), [("A", 1)])
        self.assertEqual(self.codes(s), ["SCORE_NOT_YOURS"])

    def test_lint(self):
        def says(place, *words, duties, forms=ROLE_TEXT, **others):
            self.says(place, *words, forms=forms, 评审分工=duties, **others)
        file = "参照/评审分工.csv"
        says(file + ":2", "“Z”不是", duties="专家,评估点\n赵,A、Z\n")
        says(file + ":3", "“丁”不是", duties="专家,评估点\n赵,甲\n钱,丁\n")
        says(file + ":2", "没有角色“校长”", duties="角色,评估点\n校长,A\n",
             评审角色="角色,权重\n专家,1\n")
        says(file + ":2", "没有角色“校长”", duties="角色,评估点\n校长,A\n",
             forms=ROLES.format("单选", "专家|园长"))
        says(file + ":2", "没有写专家或角色", duties="专家,角色,评估点\n,,A\n")
        says(file + ":2", "没有写评估点", duties="专家,评估点\n赵,\n")
        says(file + ":1", "“评估点”一列", duties="专家,指标\n赵,A\n")
        says(file, "没有字段“角色”", duties="角色,评估点\n专家,A\n",
             forms=little.SCORES)


class Together(Experts):
    """With points that are scored otherwise."""
    FORMS = little.SCORES + "评审,横,扣分,小数,,,,,\n"
    POINTS = ("编号,一级指标,评估点,分值,计分方式\nA,甲,一,10,\nB,乙,二,10,扣分\n")

    def test_deductions_of_who_may_take_off(self):
        """钱 and 孙 took off nothing and 4; 赵 is not asked."""
        s = self.one(self.POINTS, "专家,评估点,得分,扣分\n赵,A,8,\n钱,A,6,\n"
                     "孙,B,,3\n孙,B,,1\n赵,B,,9\n", "满分,20\n", self.FORMS,
                     评审分工="专家,评估点\n钱,B\n孙,B\n")
        self.assertEqual(s.rows("SELECT 最终, 专家人数 FROM 得分"),
                         [(7, 2), (8, 2)])
        self.assertEqual(self.codes(s), ["SCORE_NOT_YOURS"])

    def test_deductions_in_roles(self):
        """专家 10 and 6, 家长 10 who took off nothing: (8 × 3 + 10)/4."""
        s = self.one(self.POINTS, "专家,角色,评估点,得分,扣分\n赵,专家,A,8,\n"
                     "钱,专家,B,,4\n李,家长,A,4,\n", "满分,20\n",
                     self.FORMS + "评审,横,角色,文本,,,,,\n",
                     评审角色="角色,权重\n专家,3\n家长,1\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(7,), (8.5,)])
        self.assertEqual(self.codes(s), [])

    def test_whole_totals_of_deductions(self):
        """Who took off nothing scored the point."""
        s = self.one(self.POINTS, "专家,评估点,得分,扣分\n" + "".join(
            f"{name},A,{x},\n{name},B,,{off}\n" if off else f"{name},A,{x},\n"
            for name, x, off in (("赵", 10, 0), ("钱", 5, 5), ("孙", 6, 0),
                                 ("李", 7, 6), ("周", 0, 9))),
            "满分,20\n专家汇总,去极值平均\n去极值范围,总分\n", self.FORMS)
        # 20, 10, 16, 11, 1: 赵 and 周 are out
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(6,), (6.33,)])
        self.assertEqual(s.rows("SELECT 专家, 总分 FROM 未计入专家"),
                         [("赵", 20), ("周", 1)])
        self.assertEqual(self.codes(s), [])

    def test_letters_in_rounds(self):
        """0.333, 0.5 of 10 are 3.33 and 5: 4.165 of 赵, 10 of 钱."""
        forms = (ROUNDS + "评审,横,结论,文本,,,,,\n").replace(
            "评审,横,得分,小数,,,,,\n", "")
        s = self.one("编号,一级指标,评估点,分值,计分方式\nA,甲,一,10,等第\n",
                     "专家,评估点,轮次,结论\n赵,A,1,中\n赵,A,2,良\n钱,A,1,优\n",
                     "满分,10\n", forms,
                     等第="等第,系数\n优,1\n良,0.5\n中,0.333\n")
        self.assertEqual(s.rows("SELECT 专家人数, 最终, 未舍入 FROM 得分"),
                         [(2, 7.08, 7.0825)])


class WholeTotals(Experts):
    PLAN = "满分,20\n专家汇总,去极值平均\n去极值范围,总分\n"

    def panel(self, given, plan=PLAN, points=TWO, **files):
        """{expert: his scores for A, B, …}, None: not scored."""
        rows = "".join(f"{name},{point},{x}\n" for name, scores in given.items()
                       for point, x in zip("ABCD", scores) if x is not None)
        return self.one(points, "专家,评估点,得分\n" + rows, plan, **files)

    def out(self, s):
        return s.rows("SELECT 专家, 总分, 原因 FROM 未计入专家 ORDER BY 原因 DESC")

    def test_left_out_of_all_points(self):
        """钱 16 and 周 6 are out: 赵 孙 李 have 5 6 7 and 5 4 6."""
        s = self.panel({"赵": (5, 5), "钱": (9, 7), "孙": (6, 4), "李": (7, 6),
                        "周": (0, 6)})
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"),
                         [(5, 6), (5, 5)])
        self.assertEqual(self.out(s), [("钱", 16, "总分最高"),
                                       ("周", 6, "总分最低")])
        self.assertEqual(s.rows("SELECT 总分 FROM 汇总"), [(11,)])
        self.assertEqual(s.findings(), [])
        self.assertEqual(s.rows("SELECT 汇总公式 FROM 概况"), [(None,)])

    def test_by_points_it_is_another(self):
        """The same with 评估点: 5 6 7 of 0 5 6 7 9, and 5 6 6 of 4 5 6 6 7."""
        s = self.panel({"赵": (5, 5), "钱": (9, 7), "孙": (6, 4), "李": (7, 6),
                        "周": (0, 6)}, self.PLAN.replace("总分", "评估点"))
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(6,), (5.67,)])
        self.assertEqual(self.out(s), [])

    def test_from_how_many(self):
        """Four are too few; 去极值起 makes them enough."""
        given = {"赵": (0, 0), "钱": (4, 4), "孙": (6, 6), "李": (10, 10)}
        s = self.panel(given)
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(5,), (5,)])
        self.assertEqual(self.out(s), [])
        s = self.panel({**given, "李": (10, 9)}, self.PLAN + "去极值起,4\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(5,), (5,)])
        self.assertEqual(self.out(s), [("李", 19, "总分最高"),
                                       ("赵", 0, "总分最低")])

    def test_incomplete(self):
        """吴 left B out: not compared, does not make five, counts in A."""
        four = {"赵": (0, 0), "钱": (4, 4), "孙": (6, 6), "李": (10, 10)}
        s = self.panel({**four, "吴": (10, None)})
        self.assertEqual(s.rows("SELECT 专家人数, 最终 FROM 得分"),
                         [(5, 6), (4, 5)])
        self.assertEqual(self.out(s), [])
        self.assertEqual(s.rows("SELECT 代码, 值, 说明 FROM 问题"), [
            ("EXPERT_INCOMPLETE", "吴", "专家吴没有评评估点B，不参加去极值的比较，"
             "已评的分照计")])
        s = self.panel({**four, "周": (5, 5), "吴": (10, None)})
        # 李 and 赵 are out; 吴 stays in A: (4 + 6 + 5 + 10)/4
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(6.25,), (5,)])

    def test_equals(self):
        """All equal: the highest is the first, the lowest the next."""
        names = ["丙", "乙", "戊", "甲", "丁"]
        s = self.panel({name: (5, 5) for name in names})
        self.assertEqual(self.out(s), [("甲", 10, "总分最高"),
                                       ("乙", 10, "总分最低")])
        s = self.panel({f"专家{i}": (5, 5) for i in (10, 9, 2, 11, 100)})
        self.assertEqual([x[0] for x in self.out(s)], ["专家2", "专家9"])
        s = self.panel({f"专家{i}": (5, 5) for i in "十 三 二 十一 九".split()})
        self.assertEqual([x[0] for x in self.out(s)], ["专家二", "专家三"])

    def test_order_of_table(self):
        given = {name: (5, 5) for name in "甲乙丙丁戊"}
        s = self.panel(given, 专家="序号,姓名\n1,丁\n2,戊\n3,甲\n")
        self.assertEqual([x[0] for x in self.out(s)], ["丁", "戊"])
        s = self.panel(given, 专家="专家\n丙\n")
        self.assertEqual([x[0] for x in self.out(s)], ["丙", "甲"])

    def test_order_of_form(self):
        """Each studio's own, where the table is handed in with it."""
        table = "专家,评估点,得分\n" + "".join(
            f"{name},{point},5\n" for name in "甲乙丙丁戊" for point in "AB")
        s = self.made(TWO, {
            "S1": {"评审": table, "专家": "序号,姓名\n1,戊\n2,丁\n"},
            "S2": {"评审": table, "专家": "序号,姓名\n1,乙\n2,丙\n"},
            "S3": {"评审": table, "专家": "序号,姓名\n1,己\n"}}, self.PLAN,
            little.SCORES + "专家,横,序号,整数,,,,,\n专家,横,姓名,人名,,,,,\n")
        self.assertEqual(s.rows("SELECT 工作室, group_concat(专家, '') FROM"
                                " 未计入专家 GROUP BY 1 ORDER BY 1"),
                         [("S1", "戊丁"), ("S2", "乙丙"), ("S3", "甲乙")])

    def test_bonus_and_computed_points(self):
        """Neither is in the totals, nor need anybody score them."""
        points = ("编号,一级指标,评估点,分值,附加,自动\nA,甲,一,10,,\nB,乙,二,10,,\n"
                  "C,丙,三,10,是,\nD,丁,四,10,,3\n")
        s = self.panel({"赵": (5, 5, 10), "钱": (9, 7), "孙": (6, 4, 1),
                        "李": (7, 6), "周": (0, 6)},
                       self.PLAN.replace("20", "30"), points)
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"),
                         [(6,), (5,), (5.5,), (3,)])
        self.assertEqual([x[0] for x in self.out(s)], ["钱", "周"])
        self.assertEqual(s.findings(), [])

    def test_bonus_of_who_is_left_out(self):
        points = ("编号,一级指标,评估点,分值,附加\nA,甲,一,10,\nB,乙,二,10,\n"
                  "C,丙,三,10,是\n")
        s = self.panel({"赵": (5, 5), "钱": (9, 7, 10), "孙": (6, 4),
                        "李": (7, 6), "周": (0, 6)}, points=points)
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(6,), (5,), (0,)])
        self.assertEqual(s.rows("SELECT 总分 FROM 汇总"), [(11,)])

    def test_point_that_does_not_apply(self):
        """Nobody need score it, unless somebody did."""
        points = ("编号,一级指标,评估点,分值,适用\nA,甲,一,10,\nB,乙,二,10,\n"
                  "C,丙,三,10,0\n")
        given = {"赵": (5, 5), "钱": (9, 7), "孙": (6, 4), "李": (7, 6),
                 "周": (0, 6)}
        s = self.panel(given, self.PLAN.replace("20", "30"), points)
        self.assertEqual([x[0] for x in self.out(s)], ["钱", "周"])
        self.assertEqual(s.findings(), [])
        s = self.panel({**given, "周": (0, 6, 1)},
                       self.PLAN.replace("20", "30"), points)
        self.assertEqual(self.out(s), [])
        self.assertEqual(self.codes(s), ["EXPERT_INCOMPLETE"] * 4)

    def test_inside_a_role(self):
        """Three and three, from 3 on: the middle one of each."""
        rows = "".join(f"{role}{i},{role},{point},{x}\n"
                       for role, scores in (("专家", (1, 5, 9)),
                                            ("家长", (2, 4, 10)))
                       for i, x in enumerate(scores) for point in "AB")
        s = self.one(TWO, "专家,角色,评估点,得分\n" + rows,
                     self.PLAN + "去极值起,3\n", ROLE_TEXT,
                     评审角色="角色,权重\n专家,3\n家长,1\n")
        self.assertEqual(s.rows("SELECT 最终 FROM 得分"), [(4.75,)] * 2)
        self.assertEqual(s.rows("SELECT 专家, 角色 FROM 未计入专家 ORDER BY 1"),
                         [("专家0", "专家"), ("专家2", "专家"), ("家长0", "家长"),
                          ("家长2", "家长")])

    def test_workbook(self):
        s = self.panel({"赵": (5, 5), "钱": (9, 7), "孙": (6, 4), "李": (7, 6),
                        "周": (0, 6)})
        ws = test_workbook.opened(s.out / test_workbook.BOOK, False)["专家评分"]
        rows = test_workbook.data(ws)
        self.assertEqual([ws.cell(r, test_workbook.column(ws, "均分")).value
                          for r in rows], [6, 5])
        self.assertEqual({ws.cell(r, test_workbook.column(ws, "未计入")).value
                          for r in rows}, {"钱（总分最高）、周（总分最低）"})

    def test_lint(self):
        self.says("方案.csv:6", "“去极值范围”应为“评估点”或“总分”", points=TWO,
                  plan=self.PLAN.replace("总分", "总评"))
        self.says("方案.csv:5", "用不到“去极值范围”",
                  plan="满分,10\n去极值范围,总分\n")
        self.says("方案.csv:6", "提示：", "没有评全的不参加比较", points=TWO,
                  plan=self.PLAN, 评审分工="专家,评估点\n赵,A\n", status=0)

    def test_the_default_beside_another_way(self):
        s = little.Little({"指标": POINT}, plan="满分,10\n去极值范围,评估点\n")
        self.assertEqual(s.lint()[0], 0)


if __name__ == "__main__":
    unittest.main()
