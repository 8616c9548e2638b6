"""What the tests of wordings share: a scheme's tables, a notice's text."""
import csv
import functools
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


def bare(text):
    """Without white space: the extraction broke sentences over lines."""
    return re.sub(r"\s+", "", text)


def read(folder, name):
    """The rows of a scheme's CSV as dicts."""
    with open(folder / name, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def table_of(scheme):
    """table(name) for the scheme's folder."""
    return functools.partial(read, ROOT / "rubrics" / scheme)


def quotes(basis):
    """Every quotation of a clause, bare; inner ‘’ are the notice's “”."""
    return [bare(quoted.replace("‘", "“").replace("’", "”"))
            for quoted in re.findall("“([^”]+)”", basis)]
