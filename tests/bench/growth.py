"""What one studio costs as what it hands in grows.

    growth.py [--sizes N,N,…] [--only WORD] [--limit X] [--list]

One studio of the samples, with one of its tables grown to each size, is
reported alone: rows that are in order, rows that each have findings, awards,
experts, opinions, files.  For each it prints processor time and
peak memory, without what the studio costs as it is, and the exponents with
which they grow, fitted to the last three sizes: 1 is linear.  It ends with
status 1 when one is above --limit.  Plain text on stdout, progress on stderr.
"""
import argparse
import collections
import csv
import math
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PINGGU", str(ROOT / "pinggu"))
SIZES = [8000, 16000, 32000, 64000]    # papers are cut from the first on
LIMIT = 1.1
LAST = 3                # sizes that an exponent is fitted to
LEAST_S = 0.1          # a growth below this is noise, and says nothing
LEAST_MB = 20.0

Cost = collections.namedtuple("Cost", "cpu peak")


class Failed(Exception):
    """Why there is no result, in one line."""


# ---- what grows ---------------------------------------------------------------

def number_word(i, least=3):
    """A different word of Han characters for each number."""
    word = ""
    while i or len(word) < least:
        word += chr(0x5200 + i % 400)
        i //= 400
    return word


def in_order(rows, i, name):
    """The i-th of rows that are all right: those of the sample in turn, each
    with a name of its own."""
    row = list(rows[i % len(rows)])
    row[name] = number_word(i)
    return row


def faulty(rows, i, _):
    """Every second cell holds what it should not, the others nothing."""
    return [f"{cell}{i}" if k % 2 else ""
            for k, cell in enumerate(rows[i % len(rows)])]


def repeated(rows, i, name):
    """Each name twice, the second time otherwise than before."""
    row = in_order(rows, i // 2, name)
    row[-1] += "一" * (i % 2)
    return row


class Series:
    """One table of one studio of one scheme, and how its rows are made."""

    def __init__(self, what, scheme, table, make, name=0):
        self.what, self.scheme, self.table = what, scheme, table
        self.make, self.name = make, name

    def title(self):
        return f"{self.what}: {self.scheme} {self.table}"

    def studio(self):
        """The first studio of the samples that has rows in the table."""
        for folder in sorted((ROOT / "samples" / self.scheme).iterdir()):
            file = folder / f"{self.table}.csv"
            if folder.is_dir() and file.is_file() and len(read(file)) > 1:
                return folder
        raise Failed(f"no sample of {self.scheme} has {self.table}")

    def batch(self, folder, size):
        """The studio with size rows in the table; 0: as it is."""
        source = self.studio()
        shutil.rmtree(folder, ignore_errors=True)
        studio = folder / source.name
        shutil.copytree(source, studio)
        if size:
            self.grow(studio, size)

    def grow(self, studio, size):
        file = studio / f"{self.table}.csv"
        head, *rows = read(file)
        write(file, [head, *(self.make(rows, i, self.name)
                             for i in range(size))])


class Files(Series):
    """The same rows, eight to a file."""

    def grow(self, studio, size):
        file = studio / f"{self.table}.csv"
        head, *rows = read(file)
        file.unlink()
        for i in range(0, size, 8):
            write(studio / f"{self.table}-{number_word(i)}.csv", [head, *(
                self.make(rows, k, self.name) for k in range(i, i + 8))])


class Experts(Series):
    """Experts, each with a row in some points; their opinions too."""

    POINTS = 8
    LONG = "材料完整，过程记录翔实，可再补充反思。" * 5

    def __init__(self, what, scheme, long=False, twice=False):
        super().__init__(what, scheme, "评审", None)
        self.long, self.twice = long, twice

    def studio(self):
        for folder in sorted((ROOT / "samples" / self.scheme).iterdir()):
            if any(folder.glob("评审-*.csv")):
                return folder
        raise Failed(f"no sample of {self.scheme} has experts")

    def grow(self, studio, size):
        files = sorted(studio.glob("评审-*.csv"))
        head, *rows = read(files[0])
        for old in files:
            old.unlink()
        table = [["专家", *(h for h in head if h != "专家")]]
        points = min(self.POINTS, len(rows))
        for i in range(size):
            row = dict(zip(head, rows[i % points]))
            row["专家"] = number_word(i // (points * (1 + self.twice)))
            row["意见"] = self.LONG if self.long else ""
            table.append([row.get(h, "") for h in table[0]])
        write(studio / "评审.csv", table)


SERIES = [
    Series("awards", "zhengzhou-2024", "获奖", in_order, 4),
    Series("awards, faulty", "zhengzhou-2024", "获奖", faulty),
    Series("awards, repeated", "zhengzhou-2024", "获奖", repeated, 4),
    Series("rows", "zhengzhou-2024", "成员", in_order),
    Series("rows, faulty", "zhengzhou-2024", "成员", faulty),
    Series("rows", "zhengzhou-2024", "年度材料", in_order),
    Series("rows", "guizhou-2024", "成员", in_order),
    Series("awards", "guizhou-2024", "业绩", in_order, 4),
    Series("awards, faulty", "guizhou-2024", "业绩", faulty),
    Series("rows", "moe-2022", "成员", in_order),
    Series("rows, faulty", "moe-2022", "成员", faulty),
    Series("rows", "moe-2022", "案例", in_order),
    Series("rows", "pingdingshan-2021", "成员", in_order),
    Series("rows, faulty", "pingdingshan-2021", "成员", faulty),
    Series("rows", "pingdingshan-2021", "历年考核", in_order),
    Series("rows", "baoshan-2023", "学员", in_order),
    Series("rows", "baoshan-2023", "活动", in_order, 3),
    Series("rows, faulty", "baoshan-2023", "活动", faulty),
    Series("rows", "zhengzhou-2024", "自评", in_order),
    Files("files, faulty", "zhengzhou-2024", "获奖", faulty),
    Experts("experts", "zhengzhou-2024"),
    Experts("experts, repeated", "zhengzhou-2024", twice=True),
    Experts("experts, opinions", "zhengzhou-2024", long=True),
    Experts("experts", "moe-2022"),
    Experts("experts", "pingdingshan-2021"),
    Experts("experts", "baoshan-2023"),
]


def read(file):
    data = file.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    return list(csv.reader(text.splitlines()))


def write(file, rows):
    with open(file, "w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)


# ---- what it costs -------------------------------------------------------------

def run(series, batch, out):
    """Report the batch once: what the system counts for the process."""
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [PROGRAM, "report", "-s", series.scheme, str(batch), "-o",
             str(out), "-j", "1"], cwd=ROOT, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        text = err.read().decode("utf-8", "replace").strip()
    if process.returncode not in (0, 1):
        raise Failed(f"{series.title()}: the program failed "
                     f"({process.returncode}):\n{text}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def exponent(sizes, values, least):
    """The slope of the last sizes in a log-log fit; None where it grows by
    too little to tell: what the studio takes as it is hides the first of it."""
    points = [(math.log(n), math.log(v))
              for n, v in list(zip(sizes, values))[-LAST:] if v >= least]
    if len(points) < 2:
        return None
    middle = [sum(c) / len(points) for c in zip(*points)]
    return (sum((x - middle[0]) * (y - middle[1]) for x, y in points) /
            sum((x - middle[0]) ** 2 for x, y in points))


def measure(series, sizes, work):
    """Costs at each size beyond those of the studio as it is."""
    costs = []
    for size in [0, *sizes]:
        print(f"growth: {series.title()}, {size or 'as it is'}",
              file=sys.stderr, flush=True)
        series.batch(work / "batch", size)
        costs.append(run(series, work / "batch", work / "out"))
    base, *grown = costs
    return [Cost(c.cpu - base.cpu, c.peak - base.peak) for c in grown]


def show(exponent_of):
    return "  -  " if exponent_of is None else f"{exponent_of:5.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default=SIZES, help="rows, rising",
                        type=lambda t: [int(n) for n in t.split(",")])
    parser.add_argument("--only", default="", help="series with this word")
    parser.add_argument("--limit", type=float, default=LIMIT,
                        help="no exponent may be above it")
    parser.add_argument("--list", action="store_true", help="name the series")
    options = parser.parse_args()
    chosen = [s for s in SERIES if options.only in s.title()]
    if options.list:
        print("\n".join(s.title() for s in chosen))
        return
    if not chosen or len(options.sizes) < 2 or min(options.sizes) < 1:
        parser.error("two sizes from 1 at least, and a series")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("growth: stopped"))
    work = pathlib.Path(tempfile.mkdtemp(prefix="pinggu-"))
    steep = []
    print("One studio alone, one table grown: processor s and peak MB beyond "
          "what "
          "it takes as it is,\nand the exponents of both\n")
    try:
        for series in chosen:
            costs = measure(series, options.sizes, work)
            found = [exponent(options.sizes, [c.cpu for c in costs], LEAST_S),
                     exponent(options.sizes, [c.peak for c in costs],
                              LEAST_MB)]
            print(f"time {show(found[0])}  memory {show(found[1])}  "
                  f"{series.title()}: " + ", ".join(
                      f"{n} {c.cpu:.2f} s {c.peak:.0f} MB"
                      for n, c in zip(options.sizes, costs)), flush=True)
            steep += [series.title() for e in found
                      if e is not None and e > options.limit]
    except Failed as why:
        sys.exit(f"growth: {why}")
    except KeyboardInterrupt:
        sys.exit("growth: stopped")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if steep:
        print(f"\nabove {options.limit}: {'; '.join(dict.fromkeys(steep))}")
        sys.exit(1)
    print(f"\nnone above {options.limit}")


if __name__ == "__main__":
    main()
