"""The Zhengzhou scheme says what the notice says, and the code says none of it.

White space is removed on both sides before anything is compared: the
extraction broke sentences over lines, and Chinese does not need blanks.
Nothing else is forgiven.  Two table rows were torn apart by a page break;
BROKEN names where, and the pieces must still stand in the notice literally,
with exactly the listed neighbours between them.
"""

import re
import unittest
from fractions import Fraction
from pathlib import Path

import notice
from notice import bare

ROOT = Path(__file__).resolve().parents[2]
SCHEME = ROOT / "rubrics" / "zhengzhou-2024"
NOTICE = ROOT / "tests" / "sources" / "zhengzhou-2024.txt"

# The ordinals the notice prints, where they are not the ones one expects.
PRINTED_ORDINAL = {
    "1.1.3": "(1)", "1.1.4": "(2)", "1.1.5": "(1)", "1.1.6": "(3)",
    "2.2.4": "", "2.2.5": "", "2.2.6": "",
    "5.1.2": "", "5.2.1": "(2)", "5.2.2": "", "5.2.3": "",
    "5.3.1": "(3)", "5.3.2": "",
}
# Level-2 headings whose ordinal we corrected, and the one that is printed.
PRINTED_LEVEL2 = {
    "(三) 工作研究": "(二) 工作研究",
    "(四) 育人资源": "(三) 育人资源",
    "(五) 班级建设质量": "(四) 班级建设质量",
}
# Points cut by a page break: the words before the cut, and the cells that
# stand between the two pieces (method, and the rest of a level-2 heading).
BROKEN = {
    "3.3.1": ("工作进展和改进", "查阅材料" + "织实施(6分)"),
    "4.3.2": ("手段新颖,能", "查阅材料"),
}
SUMS = [14, 8, 20, 40, 10, 8]
RULES = {
    "Z01": ("10", "20", "核验", "2.1.2"),
    "Z02": (">50", "", "核验", "2.1.1"),
    "Z03": ("1", "", "核验", "2.2.4"),
    "Z04": ("", "0", "核验", "1.1.2"),
    "Z05": ("", "0", "核验", "3.3.1"),
    "Z06": ("", "0", "核验", "3.3.2"),
    "Z07": ("100", "", "提醒", "3.3.2"),
    "Z08": ("5", "", "核验", "5.1.2"),
    "Z09": ("", "0", "核验", "5.2.2"),
    "Z10": ("70", "", "核验", "6.1.1"),
    "Z11": ("1", "", "核验", "3.4.2"),
    "Z12": (">0", "", "核验", "5.1.1"),
}
CODES = (
    "1.1.1 1.1.2 1.1.3 1.1.4 1.1.5 1.1.6 1.2.1 1.2.2 1.2.3 "
    "1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 2.1.1 2.1.2 2.2.1 2.2.2 2.2.3 2.2.4 "
    "2.2.5 2.2.6 3.1.1 3.1.2 3.2.1 3.2.2 3.2.3 3.3.1 3.3.2 3.4.1 3.4.2 "
    "3.5.1 3.5.2 4.1.1 4.1.2 4.2.1 4.2.2 4.2.3 4.3.1 4.3.2 4.4.1 4.4.2 "
    "4.5.1 5.1.1 5.1.2 5.2.1 5.2.2 5.2.3 5.3.1 5.3.2 6.1.1 6.1.2"
).split()
BANNED = ["班主任", "核心成员", "星级", "主持人", "学段"]


table = notice.table_of("zhengzhou-2024")


class Wording(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.points = table("指标.csv")
        text = NOTICE.read_text(encoding="utf-8")
        cls.title = text.splitlines()[0]
        cls.notice = bare(text.split("\n", 1)[1])
        head = "一级指标二级指标评估点评估办法得分备注"
        assert cls.notice.count(head) == 1
        cls.annex = cls.notice.split(head)[1]

    def pieces(self, point):
        """The point's text as the notice prints it: one piece, or two."""
        text = bare(point["评估点"])
        if point["编号"] not in BROKEN:
            return [text]
        cut = BROKEN[point["编号"]][0]
        self.assertEqual(text.count(cut), 1, point["编号"])
        end = text.index(cut) + len(cut)
        return [text[:end], text[end:]]

    def test_title_line(self):
        self.assertIn("公开通知", self.title)
        self.assertIn("班主任工作室建设工作指导意见（202401号）", self.title)

    def test_codes_and_order(self):
        self.assertEqual([p["编号"] for p in self.points], CODES)
        at = 0
        for p in self.points:
            for piece in self.pieces(p):
                found = self.annex.find(piece, at)
                self.assertGreaterEqual(found, at, p["编号"])
                at = found + len(piece)

    def test_every_text_stands_in_the_notice(self):
        for p in self.points:
            with self.subTest(p["编号"]):
                pieces = self.pieces(p)
                between = BROKEN.get(p["编号"], ("", ""))[1]
                self.assertIn(between.join(pieces), self.annex)
                self.assertNotRegex(p["评估点"], r"^\(\d\)|[\r\n\t]")

    def test_every_method_stands_beside_its_text(self):
        """The method follows the last part of its cell, as in the notice."""
        for i, p in enumerate(self.points):
            with self.subTest(p["编号"]):
                method = bare(p["评估办法"])
                self.assertRegex(method, r"^(实地察看)?(查阅材料)?(访谈)?$")
                self.assertTrue(method)
                last = i
                while (last + 1 < len(self.points) and PRINTED_ORDINAL.get(
                        self.points[last + 1]["编号"]) == ""):
                    last += 1
                    self.assertEqual(bare(self.points[last]["评估办法"]),
                                     method)
                cell = self.points[last]
                first, *rest = self.pieces(cell)
                if not rest:
                    self.assertIn(first + method, self.annex)
                    continue
                head, tail = method[:4], method[4:]
                self.assertIn(first + head, self.annex)
                self.assertIn(rest[0] + tail, self.annex)

    def test_the_notices_table_is_rebuilt_from_ours(self):
        """Nothing left out, nothing added: the whole annex, end to end."""
        level1, level2, sums = "", "", self.sums()
        out = []
        for i, p in enumerate(self.points):
            code = p["编号"]
            row = []
            if p["一级指标"] != level1:
                level1, level2 = p["一级指标"], ""
                row.append("%s(%s分)" % (level1, sums[level1]))
            heading = ""
            if p["二级指标"] != level2:
                level2 = p["二级指标"]
                heading = "%s(%s分)" % (PRINTED_LEVEL2.get(level2, level2),
                                       sums[level1, level2])
            method = p["评估办法"]
            following = self.points[i + 1]["编号"] if i < 51 else None
            if PRINTED_ORDINAL.get(following) == "":
                method = ""
            ordinal = PRINTED_ORDINAL.get(code, "(%s)" % code.split(".")[2])
            pieces = self.pieces(p)
            if code in BROKEN:
                between = BROKEN[code][1]
                cut = len(bare(heading)) - len(between) + 4
                torn = bare(heading)[:cut] if heading else ""
                self.assertEqual(bare(heading)[cut:] if heading else "",
                                 between[4:])
                row += [torn, ordinal, between.join(pieces), method[4:]]
            else:
                row += [heading, ordinal, pieces[0], method]
            out.append(bare("".join(row)))
        self.assertEqual("".join(out), self.annex)

    def sums(self):
        sums = {}
        for p in self.points:
            for key in (p["一级指标"], (p["一级指标"], p["二级指标"])):
                sums[key] = sums.get(key, 0) + Fraction(p["分值"])
        return sums

    def test_headings_are_numbered_right(self):
        """What the extraction garbled is corrected: ordinals run on."""
        numbers = "一二三四五六"
        for p in self.points:
            one, two, _ = (int(n) for n in p["编号"].split("."))
            with self.subTest(p["编号"]):
                self.assertTrue(
                    p["一级指标"].startswith(numbers[one - 1] + "、"))
                self.assertTrue(
                    p["二级指标"].startswith("(%s) " % numbers[two - 1]))

    def test_points_add_up(self):
        sums = {}
        for p in self.points:
            number = p["编号"].split(".")[0]
            sums[number] = sums.get(number, 0) + Fraction(p["分值"])
            said = re.findall(r"\((\d+)分\)", p["评估点"])
            self.assertEqual(said[-1], p["分值"], p["编号"])
        self.assertEqual([sums[k] for k in "123456"], SUMS)
        self.assertEqual(sum(sums.values()), 100)
        full = {r["项目"]: r["内容"] for r in table("方案.csv")}
        self.assertEqual(full["满分"], "100")

    def test_rules(self):
        found = {r["编号"]: (r["下限"], r["上限"], r["级别"], r["评估点"])
                 for r in table("规则.csv")}
        self.assertEqual(found, RULES)
        for r in table("规则.csv"):
            with self.subTest(r["编号"]):
                for field in ("名称", "依据", "建议"):
                    self.assertTrue(r[field], field)
                self.assertTrue(r.get("方式") or r["测量"] and r["明细"])
                quoted = re.findall("“(.+)”", r["依据"])
                self.assertEqual(len(quoted), 1)
                said = bare(quoted[0].replace("‘", "“").replace("’", "”"))
                self.assertIn(said, self.annex)

    def test_award_points(self):
        """Every award of point 6.1.2 with the points the notice gives it."""
        found = {(r["级别"], r["等次"], r["次数"]): r["分值"]
                 for r in table("参照/获奖计分.csv")
                 if r["赛项"] == "班主任能力比赛"}
        self.assertEqual(found, {
            ("市赛", "三等奖", "1"): "2", ("市赛", "二等奖", "1"): "3",
            ("省赛", "三等奖", "1"): "3", ("市赛", "一等奖", "1"): "4",
            ("省赛", "二等奖", "1"): "4", ("国赛", "三等奖", "1"): "4",
            ("省赛", "一等奖", "1"): "5", ("国赛", "二等奖", "1"): "5",
            ("省赛", "一等奖", "2"): "6", ("国赛", "一等奖", "1"): "6"})

    def test_the_code_holds_no_policy(self):
        src = ROOT / "src"
        self.assertTrue(src.is_dir(), "src/ is missing")
        files = [f for f in src.rglob("*") if f.is_file()]
        self.assertTrue(any(f.suffix == ".c" for f in files))
        clauses = set()
        for p in self.points:
            clauses |= {c for c in re.split(r"[，,、。;；:：()（）“”]",
                                            bare(p["评估点"]))
                        if len(c) >= 5}
        self.assertGreater(len(clauses), 100)
        for f in files:
            text = bare(f.read_bytes().decode("utf-8", "replace"))
            for word in BANNED + sorted(clauses):
                self.assertNotIn(word, text, f)


if __name__ == "__main__":
    unittest.main()
