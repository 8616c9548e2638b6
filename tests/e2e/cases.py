"""A batch of small studios that a test writes, and what a report says of them.

A studio is a dict: the identity's fields under "工作室", and under each other
table's name a list of rows (dicts).  Cells are texts or numbers; None is an
empty cell.
"""
import csv
import sqlite3

import world


def write_csv(path, header, rows):
    """One CSV as Excel saves it: UTF-8 with BOM, CRLF."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)


def write_studio(folder, studio):
    """One studio's folder; tables without rows are not handed in.  Bytes are
    written as they are, under the name given."""
    for table, rows in studio.items():
        if isinstance(rows, bytes):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / table).write_bytes(rows)
            continue
        if table == "工作室":
            write_csv(folder / "基本信息.csv", ["项目", "内容"],
                      [(k, "" if v is None else v) for k, v in rows.items()])
            continue
        header = list(dict.fromkeys(k for row in rows for k in row))
        if not header:
            continue
        write_csv(folder / f"{table}.csv", header,
                  [["" if row.get(k) is None else row[k] for k in header]
                   for row in rows])


class Results:
    """The result tables of one report."""

    def __init__(self, run, out):
        self.run = run
        self.out = out
        self.db = sqlite3.connect(out / "结果.sqlite")

    def rows(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def verdict(self, studio, rule):
        """(测量值, 结论) of a rule for a studio."""
        return self.rows("SELECT 测量值, 结论 FROM 资格 WHERE 工作室 = ? AND 规则 = ?",
                         studio, rule)[0]

    def decision(self, studio, stage):
        """The wording of a stage for a studio, None when it has none."""
        row = self.rows("SELECT 结论 FROM 结论 WHERE 工作室 = ? AND 阶段 = ?",
                        studio, stage)
        return row[0][0] if row else None


def report(scheme, studios, *args):
    """Report {编号: studio} under a scheme; the Results."""
    batch, out = world.scratch() / "batch", world.scratch() / "out"
    batch.mkdir()
    for code, studio in studios.items():
        write_studio(batch / code, studio)
    run = world.run("report", "-s", scheme, batch, "-o", out, *args)
    if run.status not in (0, 1):
        raise AssertionError(run)
    return Results(run, out)
