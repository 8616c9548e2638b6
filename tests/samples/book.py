"""A scheme's CSV files as one workbook, one sheet each, as a clerk keeps it.

    /usr/bin/python3 tests/samples/book.py lanting-2031

wrote rubrics/lanting-2031.xlsx from tests/samples/lanting-2031, where its
changes can be read; test_scheme_lt.py compares the two cell by cell.  Every
cell is text, so that 1.10 stays a code.
"""
import csv
import datetime
import pathlib
import sys

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

ROOT = pathlib.Path(__file__).resolve().parents[2]
ORDER = ["方案", "表单", "表", "指标", "规则", "等级", "结论"]


def sheets(folder):
    """(sheet, rows) of each file, in the order in which one reads them."""
    paths = {p.stem: p for p in folder.glob("*.csv")}
    paths = {n: paths[n] for n in sorted(
        paths, key=lambda n: (ORDER + [n]).index(n))}
    paths.update((f"参照-{p.stem}", p)
                 for p in sorted(folder.glob("参照/*.csv")))
    for name, path in paths.items():
        with open(path, encoding="utf-8-sig", newline="") as f:
            yield name, list(csv.reader(f))
    notes = folder / "说明.md"
    if notes.exists():
        yield "说明", [[x] for x in notes.read_text("utf-8").splitlines()]


def width(text):
    return sum(2 if ord(c) > 255 else 1 for c in text)


def fill(sheet, rows):
    for r, row in enumerate(rows, 1):
        for c, text in enumerate(row, 1):
            if text == "":
                continue
            cell = sheet.cell(r, c, text)
            cell.data_type = "s"                # = begins no formula here
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for c in range(1, 1 + max(map(len, rows))):
        widest = max(width(row[c - 1]) for row in rows if c <= len(row))
        sheet.column_dimensions[get_column_letter(c)].width = min(
            max(6, widest + 2), 100 if sheet.title == "说明" else 44)
    if sheet.title == "说明":
        return
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFE8EEF4")
    sheet.freeze_panes = "A2"


def write(folder, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets(folder):
        fill(book.create_sheet(name), rows)
    book.properties.creator = "pinggu"
    book.properties.created = datetime.datetime(2031, 10, 20)
    book.save(path)


if __name__ == "__main__":
    for scheme in sys.argv[1:]:
        write(ROOT / "tests" / "samples" / scheme,
              ROOT / "rubrics" / f"{scheme}.xlsx")
