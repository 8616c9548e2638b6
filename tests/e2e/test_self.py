"""`self`: one school's self-assessment, printed for signature and seal."""
import csv
import functools
import unittest

import world

# A folder of the samples a scheme, the first that has something to print.
SCHEMES = sorted(p.name for p in (world.ROOT / "rubrics").iterdir()
                 if (world.ROOT / "samples" / p.name).is_dir())


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def flat(path):
    return "".join(world.pdf_text(path).split())


@functools.lru_cache(None)
def printed(scheme):
    """(the folder, the run, its PDF) of a scheme's first studio."""
    folder = sorted(p for p in (world.ROOT / "samples" / scheme).iterdir()
                    if p.is_dir())[0]
    out = world.scratch() / "自评表.pdf"
    return folder, world.run("self", "-s", scheme, folder, "-o", out), out


class EveryScheme(unittest.TestCase):
    """The first sample of each scheme there is."""

    def each(self, look):
        """look(scheme, its folder, the run, the PDF) of each scheme."""
        self.assertIn(world.SCHEME, SCHEMES)
        for scheme in SCHEMES:
            with self.subTest(scheme):
                look(scheme, *printed(scheme))

    def test_status_and_words(self):
        def look(_, folder, done, out):
            self.assertIn(done.status, (0, 1), done)
            self.assertEqual(done.status, int("错误: " in done.err), done)
            self.assertIn(str(out), done.out)
            self.assertEqual([p.name for p in out.parent.iterdir()],
                             [out.name], folder)
        self.each(look)

    def test_clean_pdf(self):
        def look(_, __, ___, out):
            for tool in (("qpdf", "--check"), ("pdfinfo",), ("pdffonts",)):
                status, said, err = world.tool(*tool, out)
                self.assertEqual((status, err), (0, ""), (tool, said))
        self.each(look)

    def test_name_and_places(self):
        def look(scheme, folder, __, out):
            said = flat(out)
            plan = world.ROOT / "rubrics" / scheme / "方案.csv"
            seal = "教师（签字）" if "签章,签字" in plan.read_text(
                "utf-8-sig") else "盖章"
            for words in ("签字", seal, self.title(folder)):
                self.assertIn(words, said)
        self.each(look)

    @staticmethod
    def title(folder):
        data = (folder / "基本信息.csv").read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        for line in text.splitlines():
            cells = next(csv.reader([line]))
            if cells[0].strip("* ") == "名称":
                return "".join(cells[1].split())
        raise AssertionError(folder)

    def test_every_point_begins(self):
        def look(scheme, _, __, out):
            path = world.ROOT / "rubrics" / scheme / "指标.csv"
            said = flat(out)
            for row in rows_of(path) if path.exists() else []:
                begin = "".join(row["评估点"].split())[:4]
                self.assertTrue(begin in said, (scheme, row["编号"], begin))
        self.each(look)


class Zhengzhou(world.Case):
    """The official table, filled in with the school's own scores."""

    def self_(self, folder, *args, **others):
        return world.run("self", "-s", world.SCHEME, folder, "-o",
                         self.tmp / "自评.pdf", *args, **others)

    def one(self, **tables):
        return world.write(self.tmp, {**world.studio(), **tables}) / "A01"

    def text(self):
        world.pdf_text.cache_clear()
        return flat(self.tmp / "自评.pdf")

    def test_scores_evidence_and_empty_columns(self):
        done = self.self_(self.one())
        self.assertEqual((done.status, done.err), (0, ""), done)
        said = world.pdf_text(self.tmp / "自评.pdf")
        self.assertIn("工作室档案", said)
        line = next(x for x in said.splitlines() if "合计" in x)
        self.assertEqual(line.split()[1:], ["100", "98"])

    def test_experts_scores_are_not_in_it(self):
        folder = self.one()
        self.self_(folder)
        with_experts = (self.tmp / "自评.pdf").read_bytes()
        for path in folder.glob("评审-*"):
            path.unlink()
        self.self_(folder)
        self.assertEqual((self.tmp / "自评.pdf").read_bytes(), with_experts)

    def test_errors_are_told_and_it_is_printed(self):
        marks = [["评估点", "得分", "佐证材料", "备注"], ["1.1.1", "1.5", "档案", ""],
                 ["1.1.2", "1", "记录", ""]]
        done = self.self_(self.one(自评=marks))
        self.assertEqual(done.status, 1, done)
        self.assertIn("自评.csv:2:2: 错误: ", done.err)
        self.assertIn("SCORE_ABOVE_MAX", done.err)
        self.assertIn("自评.csv!B2", self.text())

    def test_advice_is_not_told_line_by_line(self):
        members = world.studio()["成员"]
        done = self.self_(self.one(成员=members + [members[-1]]))
        self.assertEqual(done.status, 0, done)
        self.assertNotIn("ROW_REPEATED", done.err)

    def test_lost_characters_are_told(self):
        """They are printed as 〓, which nobody should learn from the paper."""
        members = world.studio()["成员"]
        members[4][0], members[5][0] = "江\ue863", "王\u0378"
        done = self.self_(self.one(成员=members))
        self.assertEqual(done.status, 0, done)
        self.assertRegex(done.err, r"成员\.csv:5:1: 提醒: .*U\+E863.*〓")
        self.assertRegex(done.err, r"成员\.csv:6:1: 提醒: .*U\+0378.*〓")

    def test_same_bytes(self):
        folder = self.one()
        self.self_(folder)
        first = (self.tmp / "自评.pdf").read_bytes()
        self.self_(folder, env={"TZ": "Asia/Shanghai", "USER": "x"})
        self.assertEqual((self.tmp / "自评.pdf").read_bytes(), first)

    def test_personal_data_on_demand(self):
        folder = self.one()
        self.self_(folder)
        self.assertNotIn("13800007788", self.text())
        self.self_(folder, "--show-personal")
        self.assertIn("13800007788", self.text())

    # ---- what it refuses --------------------------------------------------------

    def refused(self, *words, folder=None, out=None):
        done = world.run("self", "-s", world.SCHEME, folder or self.tmp,
                         "-o", out or self.tmp / "自评.pdf")
        self.assertEqual((done.status, done.out), (2, ""), done)
        last = done.err.splitlines()[-1]
        self.assertTrue(last.startswith("pinggu: "), done)
        for word in words:
            self.assertIn(word, last)
        self.assertEqual(list(self.tmp.glob("*.pdf*")), [])

    def test_several_studios(self):
        world.write(self.tmp / "batch", world.studio("A01"), "A01")
        world.write(self.tmp / "batch", world.studio("B02"), "B02")
        self.refused("2 个工作室", folder=self.tmp / "batch")

    def test_one_of_two_cannot_be_read(self):
        """Not silently the other one."""
        world.write(self.tmp / "batch", world.studio("A01"), "A01")
        (self.tmp / "batch" / "B02").mkdir()
        self.refused("2 个工作室", folder=self.tmp / "batch")

    def test_no_identity(self):
        tables = world.studio()
        del tables["基本信息"]
        world.write(self.tmp / "batch", tables)
        self.refused("基本信息", folder=self.tmp / "batch")

    def test_no_folder(self):
        self.refused("没有", folder=self.tmp / "没有")

    def test_out_is_a_folder(self):
        (self.tmp / "夹").mkdir()
        self.refused("文件夹", folder=self.one(), out=self.tmp / "夹")

    def test_out_is_a_device(self):
        self.refused("不是普通文件", folder=self.one(), out="/dev/null")

    def test_out_is_a_table_of_the_school(self):
        one = self.one()
        before = (one / "成员.csv").read_bytes()
        self.refused(".pdf", folder=one, out=one / "成员.csv")
        self.assertEqual((one / "成员.csv").read_bytes(), before)

    def test_out_has_no_folder(self):
        self.refused("没有", folder=self.one(),
                     out=self.tmp / "没有" / "自评.pdf")

    def test_no_output_given(self):
        done = world.run("self", "-s", world.SCHEME, self.one())
        self.assertFails(done, "-o")

    def test_the_old_file_stays_when_it_fails(self):
        out = self.tmp / "自评.dat"
        out.write_text("old")
        done = world.run("self", "-s", world.SCHEME, self.tmp / "无", "-o",
                         out)
        self.assertEqual(done.status, 2)
        self.assertEqual(out.read_text(), "old")

    def test_scheme_without_such_a_paper(self):
        own = self.tmp / "templates" / world.SCHEME
        own.mkdir(parents=True)
        (own / "自评表.md").write_text("")
        folder = self.one()
        done = world.run("self", "-s", world.ROOT / "rubrics" / world.SCHEME,
                         folder, "-o", self.tmp / "自评.pdf", cwd=self.tmp)
        self.assertFails(done, "自评表")


if __name__ == "__main__":
    unittest.main()
