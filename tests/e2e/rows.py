"""The tables of options and keys, read from the C source.

A row is one line, { .key = "高", .type = OPTION_NUMBER, .from = 40, .to = 300 },
in an array that { .key = NULL } ends.
"""
import re

import world

ROW = re.compile(r'^\t\{ \.key = "([^"]+)"(.*)\},?$', re.M)
FIELD = re.compile(r"\.(\w+) = (WORDS\([^)]*\)|[^,}\s]+)")
ARRAY = r"^(?:static )?const struct \w+ {}\[\] = \{{\n(.*?)^\}};"


class Row:
    """What one row says; a field that is not written is None."""

    def __init__(self, key, rest):
        said = dict(FIELD.findall(rest))
        self.key = key
        self.type = said["type"].split("_", 1)[1]
        self.list = said.get("list", "LIST_NONE").split("_", 1)[1]
        self.arg = said.get("arg", "ARG_NONE").split("_", 1)[1]
        self.limits = [float(said[k]) for k in ("from", "to") if k in said]
        self.words = re.findall(r'"([^"]+)"', said.get("words", ""))
        self.again = said.get("again") == "true"

    def __repr__(self):
        return str(vars(self))


def array(path, name):
    """The rows of an array in a file below src/."""
    said = (world.ROOT / "src" / path).read_text("utf-8")
    found = re.search(ARRAY.format(name), said, re.M | re.S)
    assert found and found[1].endswith("\t{ .key = NULL }\n"), (path, name)
    return [Row(*row) for row in ROW.findall(found[1])]


def components():
    """{component: (its rows, columns its query has at least)}."""
    made = {}
    for path in sorted((world.ROOT / "src" / "page").glob("*.c")):
        said = path.read_text("utf-8")
        for body in re.findall(r"^const struct component \w+ = \{\n(.*?)^\};",
                               said, re.M | re.S):
            name = re.search(r'\.name = "([^"]+)"', body)[1]
            least = re.search(r"\.min_columns = (\d+)", body)
            made[name] = (array(f"page/{path.name}", "options"),
                          int(least[1]) if least else 0)
    return made


def sheet_keys():
    return array("xlsx/sheet_file.c", "sheet_keys")


def chart_items():
    return array("xlsx/chart.c", "chart_keys")
