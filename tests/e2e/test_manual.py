"""The manual says of the program what the program says of itself: each list in
it is the program's own, in both directions."""
import re
import shutil
import unittest

import rows
import world
from test_check import audience, listed

PAGES = sorted((world.ROOT / "man").glob("pinggu*.[1-9]"))


def page(name):
    return (world.ROOT / "man" / name).read_text("utf-8")


def section(name, of="pinggu.1"):
    found = re.search(rf'(?ms)^\.S[hs] "?{name}"?\n(.*?)(?=^\.S[hs] |\Z)',
                      page(of))
    assert found, f"{of}: no section {name}"
    return found[1]


def items(text, macro=""):
    """What the .It lines of a text name; several names to a line."""
    found = []
    for line in re.findall(rf"(?m)^\.It {macro}(.*)$", text):
        found += [name.split()[0] for name in line.split(" , ")]
    return found


# ---- the program's own lists -------------------------------------------------

def source(path):
    return (world.ROOT / "src" / path).read_text("utf-8")


def options_of(command):
    """Long options that `command --help` shows, with their short ones."""
    done = world.run(command, "--help")
    assert done.status == 0, done
    return {long: short for short, long in
            re.findall(r"(?m)^  (?:-(\w),|   )\s*--([\w-]+)", done.out)}


def commands():
    return re.findall(r"(?m)^  pinggu ([a-z]+)", world.run("--help").out)


def field_types():
    """Word -> the flags that are set, of each row of field_types[]."""
    return {word: re.findall(r"\.(\w+) = true", flags) for word, flags in
            re.findall(r'(?m)^\t\[FIELD_\w+\] = \{ "(\S+)", "\w+", (.*) \},$',
                       source("scheme/field_type.c"))}


def methods():
    """Words that sum up experts: what lint says may stand there."""
    return list(dict.fromkeys(
        re.findall(r'\.word = "(\S+?)"', source("scheme/method.c"))))


def plan_items():
    """What 方案.csv may say that the program reads."""
    return re.findall(r'\.name = "(\S+?)"', source("scheme/plan_item.c"))


def blocks():
    rows = re.findall(r"&(\w+)_component", source("page/components.c"))
    return [row.replace("_", "-") for row in rows]


def values(row):
    """The words and limits of a row, as the manual has to name them."""
    return row.words + [f"{x:g}" for x in row.limits if x < 1e6]


def entry_of(text, key):
    """What stands below the .It that names a key."""
    for names, said in re.findall(r"(?ms)^\.It (.*?)$\n(.*?)(?=^\.It |^\.El|\Z)",
                                  text):
        if key in [name.split()[0] for name in names.split(" , ")]:
            return said
    return ""


def chart_kinds():
    table = re.search(r"(?s)\} kinds\[\] = \{(.*?)\};",
                      source("xlsx/chart.c"))[1]
    return re.findall(r'\{ "(\S+?)"', table)


def colours():
    table = re.search(r"(?s)colour_words\[\] = \{(.*?)\};",
                      source("xlsx/style.c"))[1]
    return re.findall(r'\{ "(\S+?)"', table)


def result_tables():
    """Tables and views of every result, but hidden ones and a form's own."""
    out = world.samples_report()[1]
    names = {name for name, in world.rows(
        out, "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
    forms = {name for name, in world.rows(out, "SELECT DISTINCT 表 FROM 表单")}
    return {name for name in names - forms if "_" not in name and
            not (world.ROOT / "rubrics" / world.SCHEME / "参照" /
                 f"{name}.csv").exists()}


# ---- held against the manual ----------------------------------------------------

class Findings(unittest.TestCase):
    """One paragraph for each row of the list in finding.h."""

    def entries(self):
        return re.findall(r"(?m)^\.It Sy ([A-Z_]+) Pq (\S+)$",
                          page("pinggu-findings.7"))

    def test_same_kinds_levels_and_order(self):
        self.assertGreater(len(listed()), 40)
        self.assertEqual(self.entries(), list(listed().items()))

    def test_every_kind_is_explained(self):
        """A paragraph, not a name alone; and not the same one twice."""
        parts = re.split(r"(?m)^\.It Sy [A-Z_]+ Pq \S+$",
                         section("DESCRIPTION", "pinggu-findings.7")
                         .split("\n.El")[0] + "\n")[1:]
        self.assertEqual(len(parts), len(listed()))
        said = [re.sub(r"\s", "", p) for p in parts]
        for code, text in zip(listed(), said):
            self.assertGreaterEqual(len(text), 15, code)
        self.assertEqual(len(set(said)), len(said))


    def test_whose_they_are(self):
        """Not the school's, and who mends them instead."""
        told = re.findall(r"(?s)：((?:\n\.Sy [A-Z_]+ \S)+)",
                          section("谁来处理", "pinggu-findings.7"))
        self.assertEqual(len(told), 2)
        for text, who in zip(told, ("BUREAU", "SCHEME")):
            self.assertEqual(re.findall(r"Sy (\w+)", text),
                             [code for code, whose in audience().items()
                              if whose == who])


class Commands(unittest.TestCase):
    """Every option of every command, and no other; every output."""

    def test_commands(self):
        self.assertEqual(commands(), items(section("COMMANDS"), "Cm "))

    def test_options(self):
        shown = {}
        for command in commands():
            shown |= options_of(command)
        self.assertGreater(len(shown), 10)
        manual = {}
        for line in re.findall(r"(?m)^\.It (Fl .*)$", section("OPTIONS")):
            long = re.search(r"Fl -([\w-]+)", line)
            short = re.search(r"Fl (\w)\b", line)
            manual[long[1]] = short[1] if short else ""
        manual.pop("version", None)         # of no command
        self.assertEqual(manual, shown)

    def test_outputs(self):
        told = items(section("FILES").split(".El")[0], "Pa ")
        files = [name for name in told if "/" not in name]
        self.assertEqual(sorted(files), sorted(world.OUTPUTS[1:]))
        self.assertIn("报告/编号_名称.pdf", told)


class Schemes(unittest.TestCase):
    def test_field_types(self):
        entry = re.search(r"(?s)\n\.It 类型\n(.*?)\n\.It ",
                          section("表单.csv", "pinggu-scheme.5"))[1]
        told = re.findall(r"[一-鿿]+", entry.split("。")[0])
        self.assertEqual(told, list(field_types()))

    def test_field_types_that_cannot_be_derived(self):
        entry = re.search(r"(?s)\n\.It 类型\n(.*?)\n\.It ",
                          section("推算.csv", "pinggu-scheme.5"))[1]
        told = re.search(r"同表单，(.*)除外", entry)[1]
        self.assertEqual(re.split("[、和]", told),
                         [word for word, flags in field_types().items()
                          if "derivable" not in flags])

    def test_items(self):
        told = items(section("方案.csv", "pinggu-scheme.5"))
        self.assertEqual(set(told), set(plan_items()))

    def test_methods(self):
        entry = re.search(r"(?s)\n\.It 专家汇总\n(.*?)\n\.It ",
                          page("pinggu-scheme.5"))[1]
        self.assertEqual(re.findall(r"(\w+)（", entry), methods())

    def test_ranges(self):
        """Each way of one word is told by its 去极值范围."""
        entry = re.search(r"(?s)\n\.It 去极值范围\n(.*?)\n\.It ",
                          page("pinggu-scheme.5"))[1]
        self.assertEqual(re.findall(r"(?m)^(\w+)(?:（默认）)?：", entry),
                         re.findall(r'\.range = "(\S+?)"',
                                    source("scheme/method.c")))

    def test_tables(self):
        self.assertEqual(set(items(section("TABLES", "pinggu-scheme.5"))),
                         result_tables())


class Templates(unittest.TestCase):
    def entries(self):
        """Block -> what is said of it, by the list in the page."""
        said = re.split(r"(?m)^\.It Cm (.*)$", page("pinggu-template.5"))
        return dict(zip(said[1::2], said[2::2]))

    def test_blocks(self):
        self.assertEqual(list(self.entries()), blocks())

    def test_options_of_blocks(self):
        made = rows.components()
        for name, text in self.entries().items():
            self.assertEqual(sorted(items(text)),
                             sorted(row.key for row in made[name][0]), name)

    def test_values_of_options(self):
        """Words and limits, where the block does not say 同上."""
        said = 0
        for name, text in self.entries().items():
            for row in rows.components()[name][0]:
                entry = entry_of(text, row.key)
                for value in values(row) if "同上" not in entry else ():
                    self.assertIn(value, entry, (name, row.key))
                    said += 1
        self.assertGreater(said, 20)


class Sheets(unittest.TestCase):
    def test_keys(self):
        told = items(section("DESCRIPTION", "pinggu-workbook.5"))
        self.assertEqual(sorted(told),
                         sorted(row.key for row in rows.sheet_keys()))

    def test_values_of_keys(self):
        said = section("DESCRIPTION", "pinggu-workbook.5")
        for row in rows.sheet_keys():
            for value in values(row):
                self.assertIn(value, entry_of(said, row.key), row.key)
        entry = entry_of(said, "图")
        for row in rows.chart_items():
            self.assertIn(f"{row.key}=", entry)

    def test_colours(self):
        entry = entry_of(section("DESCRIPTION", "pinggu-workbook.5"), "着色")
        told = re.search(r"颜色：(.*?)。", entry)[1].split("、")
        self.assertEqual(told, colours())

    def test_chart_kinds(self):
        said = section("DESCRIPTION", "pinggu-workbook.5")
        entry = re.search(r"(?s)\n\.It 图 种类\n(.*?)\n\.El", said)[1]
        told = re.search(r"种类是(.*?)：", entry)[1].split("、")
        self.assertEqual(told, chart_kinds())


class Pages(unittest.TestCase):
    def test_mandoc_has_no_error(self):
        if shutil.which("mandoc") is None:
            self.skipTest("mandoc is not installed")
        self.assertEqual(len(PAGES), 6)
        for path in PAGES:
            status, said, err = world.tool("mandoc", "-T", "lint", "-W",
                                           "warning", path)
            self.assertEqual((status, said, err), (0, "", ""))

    def test_pages_name_each_other(self):
        names = {(path.stem, path.suffix[1:]) for path in PAGES}
        for path in PAGES:
            told = re.findall(r"(?m)^\.Xr (pinggu\S*) (\d)",
                              path.read_text("utf-8"))
            self.assertLessEqual(set(told), names, path.name)
            if path.name != "pinggu.1":
                self.assertIn(("pinggu", "1"), told, path.name)
        told = re.findall(r"(?m)^\.Xr (\S+) (\d)", section("SEE ALSO"))
        self.assertEqual(set(told) | {("pinggu", "1")}, names)


if __name__ == "__main__":
    unittest.main()
