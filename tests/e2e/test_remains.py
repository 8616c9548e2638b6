"""What a run that was cut off has left: the next one goes on by itself, and
nothing that is somebody else's is lost."""
import pathlib
import resource
import shutil
import unittest

import world
from little import Little

DOOMED = ".删除中"


class Remains(world.Case):
    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "batch", world.studio())
        self.out = self.tmp / "out"
        done = world.report(self.batch, self.out)
        self.assertEqual(done.status, 0, done)
        self.good = world.digests(self.out)

    def goes_on(self, *beside):
        """The next run does, says nothing odd, and leaves only these."""
        done = world.report(self.batch, self.out)
        self.assertEqual(done.status, 0, done)
        self.assertEqual(world.digests(self.out), self.good)
        self.assertNothingLeft(self.tmp, "batch", "out", *beside)
        return done

    def test_a_result_that_was_being_removed(self):
        """Its papers half gone, all gone, the folder empty; twice."""
        for gone in ([], ["报告"], ["报告", "汇总表.xlsx", "问题清单.csv"],
                     world.OUTPUTS):
            for name in (f"out{DOOMED}", f"out{DOOMED}.2"):
                old = self.tmp / name
                shutil.copytree(self.out, old)
                for path in old.iterdir():
                    if path.name in gone:
                        shutil.rmtree(path, ignore_errors=True) \
                            if path.is_dir() else path.unlink()
            self.assertEqual(self.goes_on().err, "")

    def test_something_else_was_in_it(self):
        """A signed copy that came while the result was replaced."""
        old = self.tmp / f"out{DOOMED}"
        shutil.copytree(self.out, old)
        (old / "报告" / "签字.pdf").write_text("signed")
        said = self.goes_on("out.old").err
        self.assertIn("签字.pdf", said)
        self.assertEqual((self.tmp / "out.old" / "报告" / "签字.pdf")
                         .read_text(), "signed")

    def test_killed_between_exchange_and_rename(self):
        """OUT.part is the whole earlier result."""
        shutil.copytree(self.out, self.tmp / "out.part")
        self.assertEqual(self.goes_on().err, "")
        shutil.copytree(self.out, self.tmp / "out.part")
        (self.tmp / "out.part" / "报告" / "签字.pdf").write_text("signed")
        self.goes_on("out.old")

    def test_what_others_called_alike(self):
        """A file, and a folder of another name, are not ours."""
        (self.tmp / f"out{DOOMED}").write_text("mine")
        (self.tmp / f"别的out{DOOMED}").mkdir()
        self.goes_on(f"out{DOOMED}", f"别的out{DOOMED}", )
        self.assertEqual((self.tmp / f"out{DOOMED}").read_text(), "mine")

    def test_scratch_of_libraries(self):
        for name in ("tmp.aB3dEfgH1j", "结果.sqlite-journal",
                     "结果.sqlite.part", "问题清单.json.part",
                     "汇总表.xlsx.part"):
            part = self.tmp / "out.part"
            part.mkdir()
            (part / name).write_text("half")
            self.assertEqual(self.goes_on().err, "")


class Limits(world.Case):
    """ulimit: one line and status 2, the earlier result, nothing else."""

    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "batch", world.studio())
        self.out = self.tmp / "out"
        world.report(self.batch, self.out)
        self.before = world.digests(self.out)

    def limited(self, kind, value):
        return world.report(self.batch, self.out, preexec_fn=lambda:
                            resource.setrlimit(kind, (value, value)))

    def refuses(self, done):
        self.assertEqual(done.status, 2, done)
        self.assertEqual(len(done.err.splitlines()), 1, done)
        self.assertTrue(done.err.startswith("pinggu: "), done)
        self.assertEqual(world.digests(self.out), self.before)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_size_of_files(self):
        for size in (1, 4096, 1 << 16, 1 << 17):
            with self.subTest(size):
                self.refuses(self.limited(resource.RLIMIT_FSIZE, size))

    def test_memory(self):
        """From too little to open a font to too little for the last page."""
        refused = 0
        for mib in range(70, 200, 10):
            done = self.limited(resource.RLIMIT_AS, mib << 20)
            if done.status == 0:
                break
            refused += 1
            self.refuses(done)
        self.assertGreater(refused, 2)


class WhatGoesWhere(world.Case):
    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "batch", world.studio())
        self.out = self.tmp / "结果"

    def test_a_result_is_no_batch(self):
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        before = world.digests(self.out)
        link = self.tmp / "链接"
        link.symlink_to(self.out)
        for batch in (self.out, link):
            for out in (self.out, self.tmp / "另一处"):
                done = world.report(batch, out)
                self.assertEqual(done.status, 2, done)
                self.assertIn("不是学校提交的材料", done.err)
                self.assertEqual(len(done.err.splitlines()), 1)
            done = world.run("check", "-s", world.SCHEME, batch)
            self.assertEqual(done.status, 2, done)
            done = world.run("self", "-s", world.SCHEME, batch, "-o",
                             self.tmp / "a.pdf")
            self.assertEqual(done.status, 2, done)
        self.assertEqual(world.digests(self.out), before)
        self.assertNothingLeft(self.tmp, "batch", "结果", "链接")

    def test_self_over_evidence(self):
        """A PDF of the school's is not overwritten, the paper itself is."""
        folder = next(p for p in self.batch.iterdir() if p.is_dir())
        paper, scan = folder / "自评表.pdf", folder / "证书.pdf"
        scan.write_bytes(b"%PDF-1.4 scanned")
        for _ in range(2):
            done = world.run("self", "-s", world.SCHEME, folder, "-o", paper)
            self.assertEqual(done.status, 0, done)
        done = world.run("self", "-s", world.SCHEME, folder, "-o", scan)
        self.assertEqual(done.status, 2, done)
        self.assertEqual(scan.read_bytes(), b"%PDF-1.4 scanned")

    def test_stdout_is_full(self):
        """What stands is said."""
        listed, paper = self.tmp / "清单.csv", self.tmp / "a.pdf"
        folder = next(p for p in self.batch.iterdir() if p.is_dir())
        for path, args in (
                (self.out, ["report", self.batch, "-o", self.out]),
                (listed, ["check", self.batch, "-o", listed]),
                (paper, ["self", folder, "-o", paper])):
            with open("/dev/full", "wb") as full:
                done = world.run(args[0], "-s", world.SCHEME, *args[1:],
                                 stdout=full)
            self.assertEqual(done.status, 2, done)
            self.assertIn(f"{path} 已经写好", done.err)
            self.assertTrue(path.exists())
        for args in (["--help"], ["--version"], ["schemes"],
                     ["lint", world.SCHEME]):
            with open("/dev/full", "wb") as full:
                done = world.run(*args, stdout=full)
            self.assertEqual(done.status, 2, done)
            self.assertIn("标准输出", done.err)

    def test_failed_papers_do_not_know_where(self):
        """The same bytes, wherever OUT is and whatever it is called."""
        s = self.scheme({"坏": "SELECT abs(-9223372036854775808) AS 甲"})
        results = []
        for name in ("甲", "很长的名字"):
            done = world.run("report", "-s", "little", "batch", "-o", name,
                             cwd=s.dir)
            self.assertEqual(done.status, 1, done)
            results.append(world.digests(s.dir / name))
        self.assertEqual(*results)

    def test_papers_called_like_outputs(self):
        for name in ("结果.sqlite", "汇总表.xlsx", "问题清单.csv", "tmp.甲",
                     "结果.ＳＱＬＩＴＥ", "汇总表.XLSX.旧"):
            s = self.scheme({name: "SELECT 1 AS 甲"})
            status, said = s.lint()
            self.assertEqual(status, 1, said)
            self.assertRegex(said, rf"{name}\.md: 文书不能叫")
            done = s.report()
            self.assertEqual(done.status, 2, done)
            self.assertIn(f"{name}.md", done.err)
            self.assertFalse(s.out.exists())

    @staticmethod
    def scheme(papers):
        """A scheme with these papers, each a table of one query."""
        s = Little(scheme={"指标": "编号,一级指标,评估点,分值\nA,甲,一,10\n"},
                   batch={"S1": {}})
        for name, sql in papers.items():
            s.write(s.dir / "templates" / "little" / f"{name}.md",
                    f"# 一\n\n```table\n{sql}\n```\n")
        return s


class New(world.Case):
    """The same of a new scheme."""

    def test_killed_between_the_two_folders(self):
        home = self.tmp / "home"
        for folder in ("rubrics", "templates"):
            shutil.copytree(world.ROOT / folder, home / folder)
        half = home / "templates" / "甲" / ".新建中"
        half.mkdir(parents=True)
        done = world.run("new", "甲", "--from", world.SCHEME, cwd=home)
        self.assertEqual(done.status, 0, done)
        self.assertFalse(half.exists())
        self.assertTrue((home / "rubrics" / "甲").is_dir())
        pathlib.Path(home / "templates" / "乙").mkdir()
        done = world.run("new", "乙", "--from", world.SCHEME, cwd=home)
        self.assertEqual(done.status, 2, done)      # that one is the user's


if __name__ == "__main__":
    unittest.main()
