"""Every report of the samples, judged by other people's programs."""
import functools
import re
import shutil
import subprocess
import unicodedata
import unittest

import world


def title_of(path):
    return path.stem.split("_", 1)[1]


def bare(text):
    """Without white space: lines are broken where the page wants it."""
    return re.sub(r"\s+", "", text)


def each(test):
    """Run the test for every report, with its path and studio."""
    @functools.wraps(test)
    def run(self):
        for path in self.pdfs:
            with self.subTest(path.name):
                test(self, path, path.stem.split("_")[0])
    return run


def each_paper(test):
    """The same for every kind of paper."""
    @functools.wraps(test)
    def run(self):
        for path in self.papers:
            with self.subTest(f"{path.parent.name}/{path.name}"):
                test(self, path, path.stem.split("_")[0])
    return run


class Pdf(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done, cls.out = world.samples_report()
        assert done.status == 1, done
        cls.pdfs = world.pdfs(cls.out)
        assert len(cls.pdfs) == 15
        cls.papers = world.pdfs(cls.out, "*")
        assert len(cls.papers) > 15
        cls.cleaned = world.scratch() / "cleaned.pdf"
        cls.text = {p: bare(world.pdf_text(p)) for p in cls.papers}

    def row(self, sql, code):
        return world.rows(self.out, sql, code)[0]

    def pages(self, path):
        _, said, _ = world.tool("pdfinfo", path)
        return int(re.search(r"^Pages:\s+(\d+)", said, re.M)[1])

    # ---- the file ----------------------------------------------------------

    @each_paper
    def test_qpdf_has_nothing_to_say(self, path, _):
        status, said, err = world.tool("qpdf", "--check", path)
        self.assertEqual((status, err), (0, ""), said)
        self.assertNotIn("WARNING", said)

    @each_paper
    def test_poppler_has_nothing_to_say(self, path, _):
        for args in (("pdfinfo", path), ("pdftotext", path, "-"),
                     ("pdffonts", path),
                     ("pdftoppm", "-r", "20", "-gray", path)):
            done = subprocess.run(args, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, check=False)
            self.assertEqual((done.returncode, done.stderr), (0, b""),
                             args)

    @each_paper
    def test_mupdf_has_nothing_to_say(self, path, _):
        status, _, err = world.tool("mutool", "clean", path, self.cleaned)
        self.assertEqual((status, err), (0, ""))
        status, said, err = world.tool("mutool", "draw", "-F", "txt", "-o",
                                       "-", path)
        self.assertEqual(status, 0, err)
        self.assertEqual(err.replace("warning: ICC support is not available"
                                     "\n", ""), "")
        self.assertIn(bare(title_of(path)), bare(said))

    @each_paper
    def test_size(self, path, _):
        """About 20 KB a page: a mail with several of them must go through."""
        self.assertLess(path.stat().st_size, 250_000)

    @each_paper
    def test_a4(self, path, _):
        _, said, _ = world.tool("pdfinfo", "-l", "99", path)
        sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", said)
        self.assertEqual(len(sizes), self.pages(path))
        for width, height in sizes:
            self.assertAlmostEqual(float(width), 595.28, delta=0.5)
            self.assertAlmostEqual(float(height), 841.89, delta=0.5)

    @each_paper
    def test_title_and_date(self, path, code):
        """Document information; the date is the notice's, not the clock's."""
        _, said, _ = world.tool("pdfinfo", "-isodates", path)
        self.assertIn(self.row("SELECT 名称 FROM 工作室 WHERE 编号 = ?",
                               code)[0], said)
        self.assertRegex(said, r"(?m)^CreationDate:\s+2024-03-01")

    # ---- fonts --------------------------------------------------------------

    @each_paper
    def test_every_font_is_embedded_as_a_subset(self, path, _):
        _, said, _ = world.tool("pdffonts", path)
        fonts = said.splitlines()[2:]
        self.assertGreaterEqual(len(fonts), 2)
        for line in fonts:
            self.assertRegex(line, r"^[A-Z]{6}\+\S+ .* yes yes yes +\d")

    # ---- pages --------------------------------------------------------------

    @each
    def test_page_count(self, path, _):
        self.assertIn(self.pages(path), range(4, 11))

    @each_paper
    def test_page_numbers(self, path, _):
        """第1页 共N页 on every page but the cover."""
        n = self.pages(path)
        said = [bare(t) for t in
                world.pdf_text(path).split("\f")[:n]]
        numbered = [i for i, t in enumerate(said, 1)
                    if f"第{i}页共{n}页" in t]
        self.assertIn(numbered, (list(range(1, n + 1)),
                                 list(range(2, n + 1))))

    @each_paper
    def test_no_page_is_blank(self, path, _):
        """Ink on every page, in the upper and the middle part of it."""
        data = subprocess.run(["pdftoppm", "-r", "30", "-gray", path],
                              stdout=subprocess.PIPE, check=True).stdout
        n = 0
        while data:
            head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
            width, height = int(head[1]), int(head[2])
            pixels = data[head.end():head.end() + width * height]
            data = data[head.end() + width * height:]
            n += 1
            dark = sum(p < 128 for p in
                       pixels[width * height // 12:])
            self.assertGreater(dark, 100, f"page {n}")
        self.assertEqual(n, self.pages(path))

    @each_paper
    def test_nothing_is_cut_at_the_edges(self, path, _):
        self.white_margins(path)

    def white_margins(self, path):
        """A margin of 8 mm stays white on all sides."""
        data = subprocess.run(["pdftoppm", "-r", "30", "-gray", path],
                              stdout=subprocess.PIPE, check=True).stdout
        edge = int(30 * 8 / 25.4)
        while data:
            head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
            width, height = int(head[1]), int(head[2])
            pixels = data[head.end():head.end() + width * height]
            data = data[head.end() + width * height:]
            rows = [pixels[y * width:(y + 1) * width]
                    for y in range(height)]
            for y, row in enumerate(rows):
                if y < edge or y >= height - edge:
                    self.assertGreater(min(row), 200)
                self.assertGreater(min(row[:edge] + row[-edge:]), 200)

    def test_hostile_text(self):
        """Markup, endless words, other scripts, a page of remarks."""
        tables = world.studio()
        said = {"名称": "{{总分}}<b>甲&乙</b> # *星* `码` " + "A" * 150,
                "公众号名称": "https://example.org/" + "x" * 300,
                "短视频号名称": "=cmd|'/c calc'!A1", "区县": "第一行\n\n第三行"}
        tables["基本信息"] = [[r[0], said.get(r[0], r[1])]
                          for r in tables["基本信息"]]
        tables["成员"][2][0] = "阿卜杜热西提·买买提依明·阿不都克里木"
        tables["成员"][3][7] = "研究" * 400
        tables["成员"][4][6] = "🙂👨‍👩‍👧e\u0301 नमस्ते العربية"
        for row in tables["评审-甲"][1:]:
            row[3] = "意见很长，" * 60
        tmp = world.scratch()
        done = world.report(world.write(tmp / "batch", tables), tmp / "out")
        self.assertEqual((done.status, done.err), (0, ""), done)
        (path,) = world.pdfs(tmp / "out")
        self.assertEqual(world.tool("qpdf", "--check", path)[::2], (0, ""))
        self.assertEqual(world.tool("pdftotext", path, "-")[2], "")
        self.white_margins(path)
        text = bare(world.pdf_text(path))
        for words in ("{{总分}}<b>甲&乙</b>#*星*`码`AAAA", "=cmd|'/ccalc'!A1",
                      "阿卜杜热西提·买买提依明·阿不都克里木", "意见很长，" * 20):
            self.assertIn(words, text)

    @each
    def test_bookmarks(self, path, _):
        status, said, err = world.tool("mutool", "show", path, "outline")
        self.assertEqual((status, err), (0, ""))
        titles = re.findall(r'"(.*)"', said)
        self.assertGreaterEqual(len(titles), 5, said)
        self.assertEqual(len(set(titles)), len(titles))
        for title in titles:
            self.assertIn(bare(title), self.text[path])

    # ---- text ----------------------------------------------------------------

    @each
    def test_name_and_total(self, path, code):
        (name,) = self.row("SELECT 名称 FROM 工作室 WHERE 编号 = ?", code)
        (total,) = self.row("SELECT 总分 FROM 汇总 WHERE 工作室 = ?", code)
        self.assertIn(bare(name), self.text[path])
        if total is None:
            self.assertIn("待评审", self.text[path])
        else:
            self.assertIn(f"{total:.2f}".rstrip("0").rstrip("."),
                          self.text[path])

    @each
    def test_every_decision(self, path, code):
        for (word,) in world.rows(self.out, "SELECT 结论 FROM 结论 WHERE 工作室 "
                                  "= ?", code):
            self.assertIn(bare(word), self.text[path])

    @each
    def test_every_member_by_name(self, path, code):
        for (name,) in world.rows(self.out, "SELECT 姓名 FROM 成员 WHERE 工作室 "
                                  "= ?", code):
            self.assertIn(bare(name), self.text[path])

    def test_rare_names_in_full(self):
        (path,) = [p for p in self.pdfs if p.name.startswith("ZZ2024-07")]
        for ch in "䶮㛃喆堃𬭎":
            self.assertIn(ch, self.text[path])
        self.assertNotIn("〓", self.text[path])

    @each_paper
    def test_text_is_plain_unicode(self, path, _):
        """No private use, no compatibility ideographs from a wrong map."""
        odd = [f"U+{ord(c):04X}" for c in set(self.text[path])
               if unicodedata.category(c) in ("Co", "Cn", "Cs")
               or 0xf900 <= ord(c) <= 0xfaff
               or 0x2e80 <= ord(c) <= 0x2fdf or c == "\ufffd"]
        self.assertEqual(odd, [])

    def test_every_point_stands_in_the_score_table(self):
        points = [bare(r[0]) for r in world.rows(
            self.out, "SELECT 评估点 FROM 指标 ORDER BY 序")]
        self.assertEqual(len(points), 52)
        (path,) = [p for p in self.pdfs if p.name.startswith("ZZ2024-01")]
        done = subprocess.run(["pdftotext", path, "-"], check=True,
                              stdout=subprocess.PIPE)
        whole = bare(done.stdout.decode())
        found = sum(p[:8] in whole for p in points)
        self.assertGreaterEqual(found, 48)

    @each
    def test_every_verdict_and_measure(self, path, code):
        for name, verdict in world.rows(
                self.out, "SELECT 名称, 结论 FROM 资格 WHERE 工作室 = ?", code):
            self.assertIn(bare(name)[:6], self.text[path])
            self.assertIn(verdict, self.text[path])

    @each
    def test_selected_text_reads_in_order(self, path, _):
        """A sentence on one line comes out as it was put in."""
        said = world.pdf_text(path)
        self.assertIn("郑州市教育科学规划与评估中心", bare(said))

    def test_a_character_no_font_has(self):
        """It is printed as 〓, and the rest of the name stays."""
        tmp = world.scratch()
        tables = world.studio()
        tables["成员"][3][0] = "赵\U000130fe安"
        world.write(tmp / "batch", tables)
        done = world.report(tmp / "batch", tmp / "out")
        self.assertEqual(done.status, 0, done)
        if not world.rows(tmp / "out", "SELECT 1 FROM 问题 WHERE 代码 = "
                          "'CHAR_NO_FONT'"):
            self.skipTest("some font here has it")
        self.assertIn("赵〓安", bare(world.pdf_text(world.pdfs(
            tmp / "out")[0])))

    def test_tools_are_there(self):
        for name in ("qpdf", "pdfinfo", "pdftotext", "pdftoppm", "pdffonts",
                     "mutool"):
            self.assertIsNotNone(shutil.which(name), name)


if __name__ == "__main__":
    unittest.main()
