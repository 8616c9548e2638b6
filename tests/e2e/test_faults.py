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

    def check(self, program, *options, scenes=("report",)):
        """What check_faults.py says of the scenes: nothing is wrong."""
        done = subprocess.run(
            [sys.executable, CHECK, world.ROOT / "build" / "faults", program,
             *(f"--scene={scene}" for scene in scenes), *options], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_some_of_each_kind(self):
        """40 faults of each kind, and they do end the program."""
        said = self.check(world.PROGRAM, "--once", "--few", "40")
        for kind in ("write", "open", "read", "other", "alloc"):
            row = re.search(rf"^report +{kind} +\w+ +\d+ +40 +\d+ +(\d+) ",
                            said, re.M)
            self.assertIsNotNone(row, said)
            self.assertGreater(int(row.group(1)), 10, said)
        self.assertRegex(said, r"report +rename +EACCES +\d +\d +\d +[3-9] ")

    def test_other_commands_and_files(self):
        """Every way to fail, a few times: workbooks, archives, a scheme in a
        workbook, a table in the root; what is printed, or written as a file."""
        scenes = ("self", "check", "check-file", "check-books", "check-root",
                  "report-book", "lint", "schemes", "new")
        said = self.check(world.PROGRAM, "--few", "3", scenes=scenes)
        for scene in scenes:
            for kind in ("open", "alloc"):
                if (scene, kind) != ("check-file", "alloc"):
                    self.assertRegex(
                        said, rf"(?m)^{scene} +{kind} +\w+…? +\d+ +3 ")

    def test_killed_at_some_moments(self):
        """kill -9: the result is the old or the new one, the next run does."""
        said = self.check(world.PROGRAM, "--once", "--kind", "rename", "--kind", "other",
                          "--few", "30", "--kills", "12")
        self.assertRegex(said, r"report +kill +12 +[1-9]")
        for kind in ("rename", "other"):
            self.assertRegex(said, rf"report +{kind} +kill +\d+ +[3-9]")

    def test_under_sanitizers(self):
        """Ways out that are seldom taken leak nothing, touch nothing freed."""
        if not world.SANITIZED or not os.path.exists(world.SANITIZED):
            self.skipTest("not built with sanitizers")
        self.check(world.SANITIZED, "--once", "--few", "12")
        self.check(world.SANITIZED, "--once", "--few", "3", "--kind", "open",
                   "--kind", "read", scenes=("check-books", "check-root"))


if __name__ == "__main__":
    unittest.main()
