"""What the system does not let the program read is nobody's mistake: the run
ends with status 2 and one line that names it, and the earlier result stands."""
import os
import shutil
import unittest
import zipfile

import world

NOBODY = 65534


class Refused(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.tmp = world.scratch()
        self.batch = self.tmp / "batch"
        self.out = self.tmp / "out"
        world.write(self.batch, world.studio())
        shutil.copytree(self.batch / "A01", self.batch / "A02")
        self.others = {}
        if os.geteuid() == 0:
            # root reads everything, so another user runs a copy
            for name in ("rubrics", "templates"):
                shutil.copytree(world.ROOT / name, self.tmp / name)
                os.chown(self.tmp / name, NOBODY, NOBODY)
            self.others = {"program": shutil.copy(world.PROGRAM, self.tmp),
                           "cwd": self.tmp, "user": NOBODY}
            os.chown(self.tmp, NOBODY, NOBODY)
        done = world.report(self.batch, self.out, **self.others)
        self.assertLess(done.status, 2, done)
        self.before = world.digests(self.out)

    def close(self, path, mode):
        """Take rights away until the test is done."""
        path.chmod(mode)
        self.addCleanup(path.chmod, 0o755)

    def refused(self, *words):
        """Both commands say the words in their one line and do nothing."""
        for done in (world.report(self.batch, self.out, **self.others),
                     world.run("check", "-s", world.SCHEME, self.batch,
                               **self.others)):
            self.assertEqual((done.status, done.out), (2, ""), done)
            self.assertRegex(done.err, r"\Apinggu: [^\n]*\n\Z")
            for word in words:
                self.assertIn(word, done.err)
        self.assertEqual(world.digests(self.out), self.before)

    def test_file(self):
        self.close(self.batch / "A01/听取汇报.csv", 0)
        self.refused("A01/听取汇报.csv：没有权限", "请给予权限后再运行",
                     f"chmod -R u+rX {self.batch}")

    def test_folder_that_may_not_be_listed(self):
        self.close(self.batch / "A02", 0o311)
        self.refused("batch/A02：没有权限")

    def test_folder_that_may_be_listed_but_not_searched(self):
        self.close(self.batch / "A02", 0o644)
        self.refused("batch/A02", "没有权限")

    def test_batch(self):
        self.close(self.batch, 0)
        self.refused("batch", "没有权限")

    def test_archive(self):
        shutil.rmtree(self.batch / "A02")
        path = self.batch / "A02.zip"
        with zipfile.ZipFile(path, "w") as z:
            for file in sorted((self.batch / "A01").iterdir()):
                z.write(file, f"A02/{file.name}")
        self.close(path, 0)
        self.refused("A02.zip：没有权限")

    def test_workbook(self):
        path = self.batch / "A03_填报.xlsx"
        path.write_bytes(b"PK\3\4")
        self.close(path, 0)
        self.refused("A03_填报.xlsx：没有权限")

    def test_scheme(self):
        """No table of the scheme passes for missing or wrong either."""
        if not self.others:
            self.skipTest("the scheme is the repository's")
        self.close(self.tmp / "rubrics" / world.SCHEME / "规则.csv", 0)
        self.refused("规则.csv：没有权限")
        for done in (world.run("lint", world.SCHEME, **self.others),
                     world.run("schemes", **self.others),
                     world.run("new", "甲", "--from", world.SCHEME,
                               **self.others)):
            self.assertEqual(done.status, 2, done)
            self.assertRegex(done.err, r"\Apinggu: .*规则\.csv：没有权限.*\n\Z")
        self.assertFalse((self.tmp / "rubrics" / "甲").exists())

    def test_template(self):
        if not self.others:
            self.skipTest("the templates are the repository's")
        self.close(next((self.tmp / "templates" / world.SCHEME).glob("*.md")),
                   0)
        done = world.report(self.batch, self.out, **self.others)
        self.assertEqual(done.status, 2, done)
        self.assertRegex(done.err, r"\Apinggu: .*\.md：没有权限.*\n\Z")
        self.assertEqual(world.digests(self.out), self.before)


if __name__ == "__main__":
    unittest.main()
