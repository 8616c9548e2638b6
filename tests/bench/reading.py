"""What reading workbooks takes, beside the same tables as CSV.

The studios of a batch once as folders of CSV and once as a workbook each,
written by openpyxl; the experts' tables are left out, since they do not count
inside a school's workbook.  `check` reads both in turn.
"""
import csv
import os
import statistics
import subprocess

import openpyxl

EXPERTS = "评审"
ENCODINGS = ("utf-8-sig", "gb18030", "utf-16")


def rows_of(path):
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    mark = max(",\t;", key=text.split("\n")[0].count)
    return list(csv.reader(text.splitlines(True), delimiter=mark))


def typed(cell):
    """As a clerk types it: numbers are numbers; points such as 1.1.1 are not."""
    if cell.replace(".", "", 1).isdigit() and not cell.startswith("0"):
        return float(cell)
    return cell or None


def make(batch, work):
    """The two folders, made of the studios' folders of the batch."""
    texts, books = work / "reading-csv", work / "reading-books"
    for folder in sorted(p for p in batch.iterdir() if p.is_dir()):
        book = openpyxl.Workbook(write_only=True)
        (texts / folder.name).mkdir(parents=True)
        (books / folder.name).mkdir(parents=True)
        for path in sorted(folder.glob("*.csv")):
            if path.stem.startswith(EXPERTS):
                continue
            rows = rows_of(path)
            with open(texts / folder.name / path.name, "w", newline="",
                      encoding="utf-8-sig") as out:
                csv.writer(out).writerows(rows)
            sheet = book.create_sheet(path.stem)
            for row in rows:
                sheet.append([typed(c) for c in row])
        book.save(books / folder.name / "填报.xlsx")
    return texts, books


def processor(program, scheme, batch):
    """Seconds of processor, user and system, of one `check`."""
    with subprocess.Popen([program, "check", "-q", "-s", scheme, batch],
                          stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise OSError(f"check of {batch}: exit status {child.returncode}")
    return used.ru_utime + used.ru_stime


def measure(program, scheme, batch, work, rounds):
    """[(what, the medians of seconds)], CSV first."""
    folders = make(batch, work)
    seconds = [[], []]
    for _ in range(rounds):
        for i, folder in enumerate(folders):
            seconds[i].append(processor(program, scheme, folder))
    return [(what, statistics.median(s)) for what, s in
            zip(("as folders of CSV", "as a workbook each"), seconds)]
