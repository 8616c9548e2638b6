"""pinggu.1 says of the program what the program says of itself."""
import re
import shutil
import unittest

import world
from test_check import listed

MANUAL = world.ROOT / "pinggu.1"


def section(name):
    said = MANUAL.read_text("utf-8")
    found = re.search(rf'(?ms)^\.Sh "?{name}"?\n(.*?)(?=^\.Sh |\Z)', said)
    assert found, f"no section {name}"
    return found[1]


def options_of(command):
    """Long options that `command --help` shows, with their short ones."""
    done = world.run(command, "--help")
    assert done.status == 0, done
    return {long: short for short, long in
            re.findall(r"(?m)^  (?:-(\w),|   )\s*--([\w-]+)", done.out)}


class Diagnostics(unittest.TestCase):
    """One paragraph for each row of the list in finding.h."""

    def entries(self):
        return re.findall(r"(?m)^\.It Sy ([A-Z_]+) Pq (\S+)$",
                          section("DIAGNOSTICS"))

    def test_same_kinds_levels_and_order(self):
        self.assertGreater(len(listed()), 40)
        self.assertEqual(self.entries(), list(listed().items()))

    def test_every_kind_is_explained(self):
        """A paragraph, not a name alone; and not the same one twice."""
        parts = re.split(r"(?m)^\.It Sy [A-Z_]+ Pq \S+$",
                         section("DIAGNOSTICS").split("\n.El")[0] + "\n")[1:]
        self.assertEqual(len(parts), len(listed()))
        said = [re.sub(r"\s", "", p) for p in parts]
        for code, text in zip(listed(), said):
            self.assertGreaterEqual(len(text), 15, code)
        self.assertEqual(len(set(said)), len(said))


class Options(unittest.TestCase):
    """Every option of every command, and no other."""

    def test_options(self):
        shown = {}
        for command in ("report", "check", "lint", "schemes"):
            shown |= options_of(command)
        self.assertGreater(len(shown), 10)
        manual = {}
        for line in re.findall(r"(?m)^\.It (Fl .*)$", section("OPTIONS")):
            long = re.search(r"Fl -([\w-]+)", line)
            short = re.search(r"Fl (\w)\b", line)
            manual[long[1]] = short[1] if short else ""
        manual.pop("version", None)         # of no command
        self.assertEqual(manual, shown)

    def test_commands(self):
        said = world.run("--help").out
        commands = re.findall(r"(?m)^  pinggu ([a-z]+)", said)
        self.assertEqual(commands, re.findall(r"(?m)^\.It Cm (\w+)$",
                                              section("COMMANDS")))


class Page(unittest.TestCase):
    def test_mandoc_has_no_error(self):
        if shutil.which("mandoc") is None:
            self.skipTest("mandoc is not installed")
        status, said, err = world.tool("mandoc", "-T", "lint", "-W",
                                       "warning", MANUAL)
        self.assertEqual((status, said, err), (0, "", ""))

    def test_outputs_are_described(self):
        said = section("FILES")
        for name in world.OUTPUTS[1:]:
            self.assertIn(name, said)


if __name__ == "__main__":
    unittest.main()
