"""Time and memory of the main job on a synthetic batch.

    bench.py [--studios N] [--jobs N,N] [--keep FOLDER]

Prints seconds of each stage, milliseconds and bytes per PDF, and peak
memory.  The batch is the same every time (generate.py, seed 1).
"""
import argparse
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import generate

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PINGGU", str(ROOT / "pinggu"))
PDF_STAGE = "报告"


def machine():
    """What the figures were measured on, in one line."""
    model = "?"
    for line in open("/proc/cpuinfo", encoding="utf-8"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    system = "?"
    for line in open("/etc/os-release", encoding="utf-8"):
        if line.startswith("PRETTY_NAME="):
            system = line.split("=", 1)[1].strip().strip('"')
    return (f"{model}, {os.cpu_count()} processors, "
            f"{memory / 2**30:.0f} GiB, {system}")


def run(batch, out, jobs):
    """One run: (stages, seconds of wall and processor, peak in bytes)."""
    args = [PROGRAM, "report", "-s", generate.SCHEME.name, str(batch),
            "-o", str(out), "--timings"]
    if jobs:
        args += ["-j", str(jobs)]
    with tempfile.TemporaryFile() as err:
        process = subprocess.Popen(args, cwd=ROOT, stderr=err,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        err.seek(0)
        text = err.read().decode("utf-8", "replace")
    if process.returncode not in (0, 1):
        sys.exit(f"the program failed ({process.returncode}):\n{text}")
    stages = [(m[1], float(m[2]), float(m[3])) for m in
              re.finditer(r"^(\S+)\t([\d.]+)\t([\d.]+)$", text, re.M)]
    return stages, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def page_counts(pdfs):
    """Pages of a few of the PDFs, by another program."""
    counts = []
    for pdf in pdfs[::max(1, len(pdfs) // 20)]:
        said = subprocess.run(["pdfinfo", pdf], stdout=subprocess.PIPE,
                              check=True).stdout.decode("utf-8", "replace")
        counts.append(int(re.search(r"^Pages:\s+(\d+)", said, re.M)[1]))
    return counts


def show(out, stages, cpu, peak, studios):
    """Print one run's table."""
    print(f"{'stage':<10}{'wall s':>10}{'cpu s':>10}")
    for name, wall, used in stages:
        # a Han character takes two columns
        print(f"{name}{' ' * (10 - 2 * len(name))}{wall:>10.2f}{used:>10.2f}")
    print(f"{'all':<10}{sum(s[1] for s in stages):>10.2f}{cpu:>10.2f}")
    pdfs = sorted(out.glob("*/*.pdf"))
    reports = sorted((out / PDF_STAGE).glob("*.pdf"))
    sizes = [p.stat().st_size for p in pdfs]
    spent = {name: (wall, used) for name, wall, used in stages}[PDF_STAGE]
    pages = page_counts(reports)
    kinds = collections.Counter(p.parent.name for p in pdfs)
    print(f"PDF: {len(pdfs)} of {studios} studios ("
          f"{', '.join(f'{k} {n}' for k, n in sorted(kinds.items()))}); "
          f"{1000 * spent[0] / len(pdfs):.1f} ms wall, "
          f"{1000 * spent[1] / len(pdfs):.1f} ms cpu each; "
          f"{sum(sizes) / len(sizes) / 1000:.0f} KB each "
          f"(largest {max(sizes) / 1000:.0f}); "
          f"a report has {sum(pages) / len(pages):.1f} pages "
          f"({min(pages)} to {max(pages)})")
    others = ", ".join(f"{p.name} {p.stat().st_size / 1e6:.1f} MB"
                       for p in sorted(out.iterdir()) if p.is_file())
    print(f"files: {others}")
    print(f"peak memory: {peak / 1e6:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--studios", type=int, default=1000)
    parser.add_argument("--jobs", default="", help="for instance 1,2")
    parser.add_argument("--keep", help="leave batch and result here")
    options = parser.parse_args()
    work = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="pinggu-"))
    try:
        batch = work / f"batch-{options.studios}"
        if not batch.exists():
            generate.generate(batch, options.studios)
        print(f"machine: {machine()}")
        for jobs in options.jobs.split(","):
            print(f"\n{options.studios} studios" +
                  (f", -j {jobs}" if jobs else ""))
            out = work / "out"
            show(out, *run(batch, out, jobs), options.studios)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
