"""Calls of the system and allocations that fail, and kill -9: a sample of what
`make check-faults` does with every one."""
import os
import re
import subprocess
import sys
import unittest

import world

CHECK = world.ROOT / "tests" / "faults" / "check_faults.py"
LIBRARIES = ["build/faults/calls.so", "build/faults/alloc.so"]


class Faults(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        subprocess.run(["make", "-s", *LIBRARIES], cwd=world.ROOT, check=True)

    def check(self, program, *options):
        """What check_faults.py says of a report: nothing is wrong."""
        done = subprocess.run(
            [sys.executable, CHECK, world.ROOT / "build" / "faults", program,
             "--once", "--scene", "report", *options], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_some_of_each_kind(self):
        """60 faults of each kind, and they do end the program."""
        said = self.check(world.PROGRAM, "--few", "60")
        for kind in ("write", "open", "read", "other", "alloc"):
            row = re.search(rf"^report +{kind} +\w+ +\d+ +60 +\d+ +(\d+) ",
                            said, re.M)
            self.assertIsNotNone(row, said)
            self.assertGreater(int(row.group(1)), 10, said)
        self.assertRegex(said, r"report +rename +EACCES +\d +\d +\d +[3-9] ")

    def test_killed_at_some_moments(self):
        """kill -9: the result is the old or the new one, the next run does."""
        said = self.check(world.PROGRAM, "--kind", "rename", "--kind", "other",
                          "--few", "30", "--kills", "12")
        self.assertRegex(said, r"report +kill +12 +[1-9]")
        for kind in ("rename", "other"):
            self.assertRegex(said, rf"report +{kind} +kill +\d+ +[3-9]")

    def test_under_sanitizers(self):
        """Ways out that are seldom taken leak nothing, touch nothing freed."""
        if not world.SANITIZED or not os.path.exists(world.SANITIZED):
            self.skipTest("not built with sanitizers")
        self.check(world.SANITIZED, "--few", "12")


if __name__ == "__main__":
    unittest.main()
