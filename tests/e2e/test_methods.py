"""Every way to sum up experts that the program knows: computed, computed
again by LibreOffice, printed, and in the manual."""
import fractions
import functools
import re
import shutil
import statistics
import unittest

import test_fine_print
import test_manual
import test_workbook
import world

POINT = "3.3.1"                     # of 3 points
# What experts give to it, by studio; None: nothing.
PANELS = [
    ["2.5"], ["2.99", "3"], ["0", "3"], ["0", "1", "3"], ["3", "0.01", "0"],
    ["0", "1", "1", "3"], ["0", "0.01", "0.02", "3"], ["0", "0", "1", "3", "3"],
    ["2", "2", "2", "2", "2"], ["0", "1", "1.01", "2", "2", "3"],
    ["3", "0.04", "2", "0.03", "0.02", "0.01", "0"], ["1", None, "2"],
    [None, "1", None, "0", "3", "0.5"], [None, None, "1.5"], [None, None],
]


def plain(scores, _limit):
    return sum(scores) / len(scores)


def trimmed(scores, limit):
    return plain(sorted(scores)[1:-1] if len(scores) >= limit else scores, 0)


# The same again, in another language: word -> function of the scores.
METHODS = {"平均": plain, "去极值平均": trimmed,
           "中位数": lambda scores, _limit: statistics.median(scores)}


def scheme(folder, *items, of=world.SCHEME):
    """A copy of a scheme with these items of 方案.csv besides."""
    shutil.copytree(world.ROOT / "rubrics" / of, folder)
    path = folder / "方案.csv"
    kept = [x for x in path.read_text("utf-8-sig").splitlines()
            if not x.startswith("专家汇总,")]
    path.write_text("\n".join([*kept, *items]) + "\n", "utf-8")
    return folder


@functools.lru_cache(None)
def words():
    """All of them: what lint says when there is none of that name."""
    done = world.run("lint", scheme(world.scratch() / "plan", "专家汇总,无"))
    assert done.status == 1, done
    found = re.search("“专家汇总”应为(.*)，而不是“无”", done.out + done.err)
    return re.findall("“(.*?)”", found[1])


@functools.lru_cache(None)
def batch():
    folder = world.scratch() / "batch"
    for i, given in enumerate(PANELS):
        tables = test_fine_print.with_experts(test_fine_print.experts(*given))
        tables["基本信息"][1][1] = f"K{i:02d}"
        world.write(folder, tables, f"K{i:02d}")
    return folder


@functools.lru_cache(None)
def reported(name, *items):
    """OUT of the panels by a scheme of that name and with these items."""
    out = world.scratch() / "out"
    done = world.run("report", "-s",
                     scheme(world.scratch() / name, *items), batch(), "-o", out)
    assert done.status == 0, done
    return out


def rounded(value):
    """1/100 points, half up."""
    return int(value * 100 + fractions.Fraction(1, 2))


class Methods(world.Case):
    def test_there_is_another_word_for_each(self):
        """A method without a line here is not tested."""
        self.assertEqual(words(), list(METHODS))

    def want(self, word, limit):
        """{编号: 1/100 points}; those that nobody scored are not in it."""
        given = [[fractions.Fraction(x) for x in panel if x is not None]
                 for panel in PANELS]
        return {f"K{i:02d}": rounded(METHODS[word](scores, limit))
                for i, scores in enumerate(given) if scores}

    def plans(self):
        for word in words():
            yield word, 5, (f"专家汇总,{word}",)
        yield "去极值平均", 3, ("专家汇总,去极值平均", "去极值起,3")

    def test_computed(self):
        for word, limit, items in self.plans():
            got = world.rows(reported(world.SCHEME, *items), "SELECT 工作室,"
                             " 专家均分 FROM 得分 WHERE 评估点 = ? AND 专家人数 > 0",
                             POINT)
            self.assertEqual({k: round(v * 100) for k, v in got},
                             self.want(word, limit), items)

    def test_computed_again(self):
        """By the formula, from cells whose cached results are spoilt."""
        def spoil(_name, text):
            return re.sub(r"</f><v>[0-9.]+</v>", "</f><v>12345</v>", text)
        for i, (word, limit, items) in enumerate(self.plans()):
            book = reported(world.SCHEME, *items) / test_workbook.BOOK
            wrong = test_workbook.changed(book, self.tmp / f"{i}.xlsx", spoil)
            again = test_workbook.recalculated(wrong, self.tmp / f"again-{i}")
            ws = test_workbook.opened(again, True)["专家评分"]
            at = {n: test_workbook.column(ws, n)
                  for n in ("编号", "评估点", "均分")}
            cells = [tuple(ws.cell(r, at[n]).value for n in at)
                     for r in test_workbook.data(ws)]
            self.assertEqual({code: round(mean * 100) for code, point, mean
                              in cells if point == POINT},
                             self.want(word, limit), items)
            out = reported(world.SCHEME, *items)
            means = dict(((code, point), mean) for code, point, mean in
                         world.rows(out, "SELECT 工作室, 评估点, 专家均分 FROM 得分"))
            self.assertGreater(len(cells), 50 * (len(PANELS) - 1))
            for code, point, mean in cells:
                self.assertAlmostEqual(mean, means[code, point], delta=1e-9)

    def test_printed(self):
        """By the scheme's own template, by the default one and another."""
        said = set()
        for word, limit, items in self.plans():
            for name in (world.SCHEME, "plan"):
                out = reported(name, *items)
                sentence = world.value(out, "SELECT 汇总说明 FROM 概况")
                self.assertNotIn("{", sentence)
                self.assertIn("注：专家均分为" + sentence + "。",
                              self.text(world.pdfs(out)[0]))
                notes = test_workbook.opened(
                    out / test_workbook.BOOK, True)["专家评分"]
                self.assertIn(f"均分按“{word}”计算", "".join(
                    str(c.value) for row in notes.iter_rows() for c in row))
            said.add(sentence)
        self.assertEqual(len(said), len(words()) + 1)

    def test_printed_of_units(self):
        """baoshan-2023 has units where others have points."""
        of = "baoshan-2023"
        one = next((world.ROOT / "samples" / of).glob("*/评审*.csv")).parent
        shutil.copytree(one, self.tmp / "batch" / one.name)
        for i, word in enumerate(words()):
            plan = scheme(self.tmp / str(i) / of, f"专家汇总,{word}", of=of)
            out = self.tmp / f"out-{i}"
            done = world.run("report", "-s", plan, self.tmp / "batch", "-o",
                             out)
            self.assertIn(done.status, (0, 1), done)
            sentence = world.value(out, "SELECT 汇总说明 FROM 概况")
            for a, b in (("该点", "该单元"), ("评估点", "评分单元")):
                sentence = sentence.replace(a, b)
            self.assertIn("专家均分是" + sentence + "；",
                          self.text(world.pdfs(out)[0]))

    @staticmethod
    def text(path):
        return re.sub(r"\s", "", world.pdf_text(path))

    def test_in_the_manual(self):
        said = test_manual.section("SCHEMES")
        entry = re.search(r"(?s)\n\.It 专家汇总\n(.*?)\n\.It ", said)[1]
        self.assertEqual(re.findall(r"(\w+)（", entry), words())


if __name__ == "__main__":
    unittest.main()
