"""Time and memory of the main job, and what plain alternatives take.

    bench.py [--studios N,N] [--jobs N,N] [--repeat N] [--documents N]
             [--rounds N] [--keep FOLDER]

Makes a batch of invented studios of each size (generate.py, seed 1: the same
every time), reports it with each number of workers, and prints for each run
the wall time, processor time and peak memory of every stage and of the whole
process; then how they grow from the first size to the last, what a PDF costs
and holds; then what reading workbooks takes beside CSV (reading.py) and, from
alternatives.c, what other ways of writing the same pages take.  Plain text on stdout, progress on stderr.

Stages may overlap: what the whole took is the process's own wall time and
what the system counted for it, never a sum.  Its peak is the greatest that
the system or --timings tells (which starts the system's count anew with each
stage); it counts the moment before exec too, when it was a copy of this
script (some 20 MB).
"""
import argparse
import collections
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata

import generate
import reading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PINGGU", str(ROOT / "pinggu"))
ALTERNATIVES = os.environ.get("ALTERNATIVES",
                              str(ROOT / "build" / "bench" / "alternatives"))
REPORT = "报告"                  # the paper every studio gets
STAGES = {"读取": "read", "评定": "assess", "报告": "PDFs", "汇总表": "workbook"}
JUDGES = ("pdfinfo", "pdftotext", "pdftoppm")
STUDIO_BYTES = 400_000          # on disk, with room to spare
SAMPLE = 20                     # reports whose pages are counted

Run = collections.namedtuple("Run", "stages wall cpu peak")
Stage = collections.namedtuple("Stage", "wall cpu peak")


class Failed(Exception):
    """Why there is no result, in one line."""


def progress(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def machine():
    """What the figures were measured on, in one line."""
    model = "?"
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = "?"
    with open("/etc/os-release", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("PRETTY_NAME="):
                system = line.split("=", 1)[1].strip().strip('"')
    return (f"{model}, {os.cpu_count()} processors, "
            f"{memory / 2**30:.0f} GiB, {system}; "
            f"load at the start {os.getloadavg()[0]:.1f}")


def check_machine(options, work):
    """What is missing is said before minutes of work, not after."""
    missing = [p for p in JUDGES if shutil.which(p) is None]
    missing += [p for p in (PROGRAM, ALTERNATIVES)
                if not os.access(p, os.X_OK)]
    if missing:
        raise Failed(f"not there: {', '.join(missing)} (make bench builds "
                     "and installs what it needs)")
    need = max(options.studios) * STUDIO_BYTES
    free = shutil.disk_usage(work).free
    if free < need:
        raise Failed(f"{work}: {need / 1e9:.1f} GB are needed, "
                     f"{free / 1e9:.1f} GB are free (set TMPDIR)")


# ---- one run ---------------------------------------------------------------

def read_timings(text):
    """Stages of --timings: name, wall s, cpu s, peak MB."""
    stages = {m[1]: Stage(float(m[2]), float(m[3]), m[4] and float(m[4]))
              for m in re.finditer(r"^(\S+)\t([\d.]+)\t([\d.]+)"
                                   r"(?:\t([\d.]+))?$", text, re.M)}
    missing = [s for s in STAGES if s not in stages]
    if missing:
        raise Failed(f"--timings does not say {' '.join(missing)}:\n{text}")
    return stages


def run(batch, out, jobs):
    """Report the batch once."""
    shutil.rmtree(out, ignore_errors=True)
    args = [PROGRAM, "report", "-s", generate.SCHEME.name, str(batch),
            "-o", str(out), "--timings", "-j", str(jobs)]
    with tempfile.TemporaryFile() as err:
        start = time.monotonic()
        process = subprocess.Popen(args, cwd=ROOT, stderr=err,
                                   stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        text = err.read().decode("utf-8", "replace")
    if process.returncode not in (0, 1):
        raise Failed(f"the program failed ({process.returncode}):\n{text}")
    stages = read_timings(text)
    peak = max(usage.ru_maxrss * 1024 / 1e6,
               *(s.peak or 0 for s in stages.values()))
    return Run(stages, wall, usage.ru_utime + usage.ru_stime, peak)


# ---- tables ----------------------------------------------------------------

def width(text):
    """Columns in a terminal: a Han character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) == "W" else 1
               for c in text)


def table(head, rows):
    """Print columns, the first to the left, all others to the right."""
    rows = [[str(c) for c in row] for row in [head, *rows]]
    wide = [max(width(row[i]) for row in rows) for i in range(len(head))]
    for first, *others in rows:
        print("  ".join([first + " " * (wide[0] - width(first))] +
                        [" " * (w - width(c)) + c
                         for c, w in zip(others, wide[1:])]).rstrip())


def figure(value, digits=2):
    return "-" if value is None else f"{value:.{digits}f}"


def least_and_middle(values, digits):
    """One cell, or two (least, median) where there were several runs."""
    if None in values:
        return ["-"] * min(len(values), 2)
    cells = [figure(statistics.median(values), digits)]
    return cells if len(values) == 1 else [figure(min(values), digits), *cells]


def three(runs):
    """wall, cpu, peak of the same stage in several runs, as cells."""
    return [cell for values, digits in zip(zip(*runs), (2, 2, 0))
            for cell in least_and_middle(values, digits)]


def stage_names(runs):
    return list(runs[0].stages)


def show_run(runs):
    """The table of one size and number of workers."""
    head = ["stage"]
    for column in ("wall s", "cpu s", "peak MB"):
        head += ([column] if len(runs) == 1 else
                 [f"{column}, min", "median"])
    rows = [[STAGES.get(name, name), *three([r.stages[name] for r in runs])]
            for name in stage_names(runs)]
    rows.append(["the process", *three([(r.wall, r.cpu, r.peak)
                                        for r in runs])])
    table(head, rows)


def middle(runs, name):
    """Medians of a stage, or of the process where name is None."""
    parts = [(r.wall, r.cpu, r.peak) if name is None else r.stages[name]
             for r in runs]
    return [None if None in values else statistics.median(values)
            for values in zip(*parts)]


def show_growth(few, many, few_runs, many_runs):
    """How much more the larger batch takes, and how much more a studio."""
    times = many / few
    rows = []
    for name in [*stage_names(few_runs), None]:
        ratios = [None if a is None or b is None or a == 0 else b / a
                  for a, b in zip(middle(few_runs, name),
                                  middle(many_runs, name))]
        rows.append([STAGES.get(name, name) or "the process",
                     *map(figure, ratios),
                     figure(ratios[1] and ratios[1] / times)])
    table(["stage", "wall ×", "cpu ×", "peak ×", "cpu a studio ×"], rows)


# ---- what was written --------------------------------------------------------

def page_counts(pdfs):
    """Pages of a few of the PDFs, by another program."""
    counts = []
    for pdf in pdfs[::max(1, len(pdfs) // SAMPLE)][:SAMPLE]:
        done = subprocess.run(["pdfinfo", pdf], stdout=subprocess.PIPE,
                              check=False)
        found = re.search(rb"^Pages:\s+(\d+)", done.stdout, re.M)
        if not found:
            raise Failed(f"pdfinfo cannot read {pdf}")
        counts.append(int(found[1]))
    return counts


def show_files(out, runs):
    """PDFs by kind, what they cost, the other files."""
    kinds = {}
    for pdf in out.glob("*/*.pdf"):
        kinds.setdefault(pdf.parent.name, []).append(pdf.stat().st_size)
    sizes = [s for of_kind in kinds.values() for s in of_kind]
    if REPORT not in kinds:
        raise Failed(f"no PDF in {REPORT}/")
    wall, cpu, _ = middle(runs, REPORT)
    print(f"{len(sizes)} PDFs, {1000 * cpu / len(sizes):.2f} ms of processor "
          f"time and {1000 * wall / len(sizes):.2f} ms of wall time each")
    rows = [[name, len(s), f"{statistics.mean(s) / 1000:.1f}",
             f"{max(s) / 1000:.1f}"] for name, s in
            [*sorted(kinds.items()), ("all", sizes)]]
    table(["PDFs", "number", "mean KB", "largest KB"], rows)
    pages = page_counts(sorted((out / REPORT).glob("*.pdf")))
    print(f"pages of {len(pages)} of the {REPORT}: mean "
          f"{statistics.mean(pages):.1f}, {min(pages)} to {max(pages)}")
    print("other files: " + ", ".join(
        f"{p.name} {p.stat().st_size / 1e6:.1f} MB"
        for p in sorted(out.iterdir()) if p.is_file()))


# ---- the alternatives ----------------------------------------------------------

MEANING = """\
pinggu   pdf_write as a report does it: what every report prints is one subset
         a batch, deflated once and well; the rest is subset for each PDF
tight    pdf_write without that: each PDF gets an hb-subset of just the glyphs
         it uses (glyf, loca, hmtx, head, hhea, maxp; no hinting), made anew
libharu  libharu's own functions, whole fonts from their files, UTF-8 text; it
         takes the used outlines out itself but keeps tables for all glyphs
floor    deflates the page contents that pinggu's PDF has, at zlib's level 1
         or 6 (libharu's), with + also the fonts that are that PDF's own, with
         d by libdeflate as pinggu does; writes a file of as many bytes;
         builds nothing, decides nothing"""


def ink(pdf):
    """How much black its pages have, by pdftoppm: a sum over its pixels."""
    done = subprocess.run(["pdftoppm", "-r", "60", "-gray", pdf],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)
    at = black = 0
    while at < len(done.stdout):
        head = re.compile(rb"P5\s(\d+)\s(\d+)\s255\s").match(done.stdout, at)
        if not head:
            break
        end = head.end() + int(head[1]) * int(head[2])
        black += 255 * (end - head.end()) - sum(done.stdout[head.end():end])
        at = end
    if done.returncode != 0 or black == 0:
        raise Failed(f"pdftoppm cannot draw {pdf}")
    return black


def texts_differ(one, other):
    """(characters in only one of two PDFs, in the first), by pdftotext."""
    counts = []
    for pdf in (one, other):
        done = subprocess.run(["pdftotext", "-raw", pdf, "-"],
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            raise Failed(f"pdftotext cannot read {pdf}")
        counts.append(collections.Counter(
            c for c in done.stdout.decode("utf-8", "replace")
            if not c.isspace()))
    both = counts[0] & counts[1]
    return (sum(counts[0].values()) + sum(counts[1].values()) -
            2 * sum(both.values()), sum(counts[0].values()))


def read_alternatives(text):
    """The program's lines: kind → list of their fields."""
    lines = collections.defaultdict(list)
    for line in text.splitlines():
        kind, *fields = line.split("\t")
        lines[kind].append(fields)
    missing = [k for k in ("way", "split", "own", "size", "step", "once",
                           "drawn") if k not in lines]
    if missing:
        raise Failed(f"alternatives does not say {' '.join(missing)}")
    return lines


def show_alternatives(lines, differing, inked, rounds):
    """
    The ways side by side, and what the bytes are.  differing and inked are
    what texts_differ and ink say of the first PDFs.
    """
    documents, pages, characters, left_out, loaded = map(
        int, lines["drawn"][0])
    base = next(f for f in lines["way"] if f[0] == "pinggu")
    print(f"\nThe same {documents} {REPORT} ({pages} pages, {characters} "
          f"characters) written in several ways\nprocessor ms a PDF, its "
          f"file included, 1 thread; median and least of {rounds} rounds in "
          f"turn\n")
    table(["way", "ms", "least", "ms × pinggu", "KB", "largest",
           "KB × pinggu"],
          [[f[0], f"{float(f[1]):.2f}", f"{float(f[2]):.2f}",
            f"{float(f[1]) / float(base[1]):.2f}",
            f"{int(f[3]) / 1000:.1f}", f"{int(f[4]) / 1000:.1f}",
            f"{int(f[3]) / int(base[3]):.2f}"] for f in lines["way"]])
    print(f"\n{MEANING}\n")
    own = {name: int(n) for name, n in lines["own"]}
    table(["bytes a PDF, KB", "outlines", "other of fonts", "pages", "rest",
           "fonts of its own"],
          [[f[0], *(f"{int(n) / 1000:.1f}" for n in f[1:]),
            f"{own[f[0]] / 1000:.1f}"] for f in lines["split"]])
    for name, size in lines["size"]:
        print(f"{name}: {int(size) / 1000:.1f} KB; pinggu's PDF is "
              f"{int(base[3]) / int(size):.3f} of that")
    print(f"libharu loads {loaded / documents:.1f} fonts a PDF and leaves "
          f"{left_out} characters out (outside the BMP); in its first PDF {differing[0]} of {differing[1]} "
          f"characters differ from pinggu's by pdftotext, but "
          f"{100 * (1 - inked):.0f} % of the ink is not there (it drops "
          f"composite glyphs)")
    steps = {name: float(ms) for name, ms in lines["step"]}
    whole = sum(steps.values()) + float(base[1])
    print(f"a {REPORT} alone, 1 thread: {whole:.2f} ms = " + " + ".join(
        f"{ms:.2f} {name}" for name, ms in
        [*steps.items(), ("PDF", float(base[1]))]))
    for name, ms in lines["once"]:
        print(f"once a batch, {name}: {float(ms):.0f} ms")


def run_alternatives(out, work, options):
    """Run the program on a finished result and print its tables."""
    folder = work / "alternatives"
    folder.mkdir(exist_ok=True)
    progress(f"alternatives: {options.documents} documents, "
             f"{options.rounds} rounds")
    done = subprocess.run(
        [ALTERNATIVES, out / "结果.sqlite", generate.SCHEME.name, REPORT,
         str(options.documents), str(options.rounds), folder], cwd=ROOT,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Failed("alternatives failed "
                     f"({done.returncode}):\n{done.stderr.decode()}")
    ours, plain = folder / "pinggu.pdf", folder / "libharu.pdf"
    show_alternatives(read_alternatives(done.stdout.decode()),
                      texts_differ(ours, plain), ink(plain) / ink(ours),
                      options.rounds)


# ---- workbooks in -----------------------------------------------------------------

def show_reading(batch, work, studios, rounds):
    progress(f"{studios} studios as workbooks")
    try:
        found = reading.measure(PROGRAM, str(generate.SCHEME), batch, work,
                                rounds)
    except OSError as why:
        raise Failed(why) from why
    print(f"\nReading and judging {studios} studios, without experts\n")
    base = found[0][1]
    table(["", "processor s", "ratio"],
          [[what, figure(s), figure(s / base)] for what, s in found])


# ---- all of it -------------------------------------------------------------------

def bench(options, work):
    """Every size with every number of workers, then the alternatives."""
    print(f"machine: {machine()}")
    runs = {}
    out = work / "out"
    for studios in options.studios:
        batch = work / f"batch-{studios}"
        if not batch.exists():
            progress(f"making a batch of {studios} studios")
            generate.generate(batch, studios)
        for jobs in options.jobs:
            done = runs[studios, jobs] = []
            for i in range(options.repeat):
                progress(f"{studios} studios, -j {jobs}" + (
                    f", {i + 1} of {options.repeat}"
                    if options.repeat > 1 else ""))
                done.append(run(batch, out, jobs))
            print(f"\n{studios} studios, -j {jobs}\n")
            show_run(done)
            print()
            show_files(out, done)
            sys.stdout.flush()
    few, many = options.studios[0], options.studios[-1]
    for jobs in options.jobs if many > few else ():
        print(f"\nGrowth from {few} to {many} studios (× {many / few:g}), "
              f"-j {jobs}\n")
        show_growth(few, many, runs[few, jobs], runs[many, jobs])
    show_reading(work / f"batch-{few}", work, few, options.rounds)
    run_alternatives(out, work, options)


def numbers(text):
    values = [int(part) for part in text.split(",")]
    if min(values) < 1:
        raise ValueError(text)
    return values


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studios", type=numbers, default=[1000, 10000],
                        help="sizes of the batches, rising")
    parser.add_argument("--jobs", type=numbers,
                        default=sorted({1, len(os.sched_getaffinity(0))}),
                        help="numbers of workers (1 and all processors)")
    parser.add_argument("--repeat", type=int, default=1,
                        help="runs of each: least and median are shown")
    parser.add_argument("--documents", type=int, default=60,
                        help="reports the alternatives write")
    parser.add_argument("--rounds", type=int, default=5,
                        help="how often they do")
    parser.add_argument("--keep", help="leave batches and result here")
    options = parser.parse_args()
    if options.repeat < 1 or options.documents < 2 or options.rounds < 1:
        parser.error("--repeat and --rounds from 1, --documents from 2")
    return options


def main():
    options = arguments()
    # so that the folder goes when somebody ends us
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: stopped"))
    work = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="pinggu-"))
    work.mkdir(parents=True, exist_ok=True)
    try:
        check_machine(options, work)
        bench(options, work)
    except Failed as why:
        sys.exit(f"bench: {why}")
    except KeyboardInterrupt:
        sys.exit("bench: stopped")
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
