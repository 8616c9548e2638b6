"""make install: what is installed works from anywhere, without the sources."""
import pathlib
import subprocess
import unittest

import world


class Install(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = world.scratch()
        done = subprocess.run(
            ["make", "-s", "install", "PREFIX=/usr", f"DESTDIR={cls.root}"],
            cwd=world.ROOT, env=world.environment(), check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise AssertionError(done.stdout.decode())
        cls.program = str(cls.root / "usr/bin/pinggu")

    def test_man_page(self):
        self.assertTrue((self.root / "usr/share/man/man1/pinggu.1").is_file())

    def test_lists_the_same_schemes(self):
        there = world.run("schemes", program=self.program, cwd=self.root)
        here = world.run("schemes")
        self.assertEqual((there.status, there.out), (0, here.out))

    def test_reports_like_the_one_that_was_built(self):
        out = world.scratch() / "out"
        done = world.run("report", "-s", world.SCHEME, world.SAMPLES, "-o",
                         out, program=self.program, cwd=self.root)
        self.assertEqual(done.status, 1, done)
        _, built = world.samples_report()
        for name in world.OUTPUTS:
            there, here = out / name, pathlib.Path(built) / name
            if there.is_file():
                self.assertEqual(there.read_bytes(), here.read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
