"""Run libFuzzer on the harnesses, one after the other, and say what it found.

    hunt.py FOLDER SECONDS BOUNDARY...

FOLDER/hunt/fuzz_<boundary> are the programs, FOLDER/seeds their seeds.  What they
learn is kept in FOLDER/corpus and is where the next hunt begins; an input
that ended a program is kept in FOLDER/finds, with what was said of it.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LINE = "{:10} {:>10} {:>8} {:>7} {:>7} {:>7} {:>6}"
OPTIONS = ["-max_len=16384", "-timeout=25", "-rss_limit_mb=4096",
           "-print_final_stats=1", "-use_value_profile=0"]


def number(pattern, text, otherwise=0):
    """The last number of the pattern in the log."""
    found = re.findall(pattern, text)
    return int(found[-1]) if found else otherwise


def first(pattern, text):
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


def hunt(folder, name, seconds, scratch):
    """Run one harness; its log, and the inputs that ended it."""
    corpus = folder / "corpus" / name
    finds = folder / "finds"
    corpus.mkdir(parents=True, exist_ok=True)
    finds.mkdir(exist_ok=True)
    before = set(finds.iterdir())
    log = folder / f"{name}.log"
    with open(log, "wb") as out:
        subprocess.run(
            [folder / "hunt" / f"fuzz_{name}", corpus, folder / "seeds" / name,
             f"-dict={folder / (name + '.dict')}",
             f"-max_total_time={seconds}",
             f"-artifact_prefix={finds}/{name}-", *OPTIONS],
            stdout=out, stderr=out, check=False,
            env={**os.environ, "TMPDIR": scratch})
    new = sorted(set(finds.iterdir()) - before)
    for find in new:
        shutil.copy(log, finds / f"{find.name}.txt")
    return log.read_text("utf-8", "replace"), new


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    found = 0
    print(LINE.format("boundary", "executions", "a second", "cov 0", "cov",
                      "corpus", "finds"))
    for name in sys.argv[3:]:
        with tempfile.TemporaryDirectory(dir=memory) as scratch:
            log, finds = hunt(folder, name, int(sys.argv[2]), scratch)
        runs = number(r"stat::number_of_executed_units: *(\d+)", log,
                      number(r"(?m)^#(\d+)", log))
        print(LINE.format(
            name, runs, number(r"exec/s: (\d+)", log),
            first(r"INITED cov: (\d+)", log), number(r" cov: (\d+)", log),
            number(r" corp: (\d+)", log), len(finds)), flush=True)
        for find in finds:
            print(f"  {find}")
        if "INITED" not in log and not finds:
            print(log[-2000:])
            found += 1
        found += len(finds)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
