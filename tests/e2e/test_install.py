"""Installed elsewhere, and at a terminal."""
import os
import pty
import re
import subprocess
import unittest

import test_manual
import world


class Install(world.Case):
    def test_from_where_it_was_installed(self):
        """bin, share and man under DESTDIR; run there, far from the source."""
        if world.PROGRAM != str(world.ROOT / "pinggu"):
            self.skipTest("make install installs ./pinggu")
        done = subprocess.run(
            ["make", "--no-print-directory", "install", "PREFIX=/opt/p",
             f"DESTDIR={self.tmp}"], cwd=world.ROOT, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        prefix = self.tmp / "opt/p"
        for path in test_manual.PAGES:
            self.assertEqual((prefix / "share/man" / f"man{path.suffix[1]}" /
                              path.name).read_bytes(), path.read_bytes())
        program = prefix / "bin/pinggu"
        said = world.run("schemes", program=program, cwd="/")
        self.assertEqual(said.status, 0, said)
        self.assertIn(world.SCHEME, said.out)
        done = world.report(world.SAMPLES, self.tmp / "out", cwd="/",
                            program=program)
        self.assertEqual(done.status, 1, done)
        self.assertEqual(world.digests(self.tmp / "out"),
                         world.digests(world.samples_report()[1]))


class Terminal(world.Case):
    def drawn(self, *args):
        """What the program draws on a terminal that is its stderr."""
        try:
            ours, theirs = pty.openpty()
        except OSError as why:          # a container without /dev/pts
            self.skipTest(f"no terminal to be had: {why}")
        with subprocess.Popen(
                [world.PROGRAM, *map(str, args)], cwd=world.ROOT,
                env=world.environment(), stdout=subprocess.DEVNULL,
                stderr=theirs) as process:
            os.close(theirs)
            said = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:     # the other side is closed
                    break
                if not piece:
                    break
                said += piece
        os.close(ours)
        return process.returncode, said.decode("utf-8", "replace")

    def test_progress(self):
        status, said = self.drawn("report", "-s", world.SCHEME,
                                  world.bench_batch(40), "-o",
                                  self.tmp / "out")
        self.assertEqual(status, 1)
        for stage in ("读取", "评定", "报告"):
            self.assertIn(stage, said)
        # every file is read, every paper (at least a report each) is drawn
        self.assertRegex(said, r"报告 \[#+\.+\] \d+/(?:[4-9]\d|\d{3})")
        self.assertRegex(said, r"报告 \[#+\] (\d+)/\1\b")
        # cleared at the end: nothing of the bar stays on the line
        self.assertTrue(said.rstrip("\r\n").endswith("\033[K"), said[-60:])

    def test_quiet(self):
        status, said = self.drawn("report", "-q", "-s", world.SCHEME,
                                  world.SAMPLES, "-o", self.tmp / "out")
        self.assertEqual((status, said), (1, ""))

    def test_no_bar_in_a_file(self):
        done = world.report(world.SAMPLES, self.tmp / "out")
        self.assertEqual(done.err, "")

    def test_timings(self):
        done = world.report(world.SAMPLES, self.tmp / "out", "--timings")
        self.assertEqual(
            re.findall(r"(?m)^(\S+)\t\d+\.\d{3}\t\d+\.\d{3}\t[1-9]\d*$", done.err),
            ["读取", "评定", "报告", "汇总表"])


if __name__ == "__main__":
    unittest.main()
