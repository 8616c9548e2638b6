"""Run libFuzzer on the harnesses, one a processor, and say what it found.

    hunt.py FOLDER SECONDS SEED BOUNDARY...

FOLDER/hunt/fuzz_<boundary> are the programs, FOLDER/seeds their seeds.  What they
learn is kept in FOLDER/corpus and is where the next hunt begins; an input
that ended a program is kept in FOLDER/finds, with what was said of it, and
printed, so that it can be had from a log: put it, made small, in
tests/fuzz/regressions/<boundary>/.  SEED 0 is another hunt each time.
"""
import base64
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LINE = "{:10} {:>10} {:>8} {:>7} {:>7} {:>7} {:>6}"
# Leaks are what the replays of check-san look for; here it costs half the time.
OPTIONS = ["-timeout=40", "-report_slow_units=40",
           "-rss_limit_mb=4096", "-print_final_stats=1",
           "-detect_leaks=0"]
ASAN = "malloc_context_size=4:quarantine_size_mb=16"
# Bytes of an input: what a harness needs to say much, and no more.
LENGTH = {"layout": 500, "intake": 2000, "cell": 200}
MOST_PRINTED = 6000


def number(pattern, text, otherwise=0):
    """The last number of the pattern in the log."""
    found = re.findall(pattern, text)
    return int(found[-1]) if found else otherwise


def first(pattern, text):
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


def hunt(folder, name, seconds, seed, scratch):
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
             f"-max_total_time={seconds}", f"-seed={seed}",
             f"-max_len={LENGTH.get(name, 16384)}",
             f"-artifact_prefix={finds}/{name}-", *OPTIONS],
            stdout=out, stderr=out, check=False,
            env={**os.environ, "TMPDIR": scratch, "ASAN_OPTIONS": ASAN})
    new = sorted(p for p in finds.glob(f"{name}-*")
                 if p.suffix != ".txt" and p not in before)
    for find in new:
        shutil.copy(log, finds / f"{find.name}.txt")
    return log.read_text("utf-8", "replace"), new


def show(find, log):
    """The input and what the program said at its end."""
    data = find.read_bytes()
    print(f"  {find}")
    if len(data) <= MOST_PRINTED:
        print(f"  base64 -d > find << E\n{base64.encodebytes(data).decode()}E")
    said = [line for line in log.splitlines() if re.search(
        r"not true|ERROR|SUMMARY|runtime error|^ +#\d+ .* in \w+ (src|tests)/|"
        r"^page \d+:", line)]
    print("\n".join("  " + line for line in said[:30]))


def hunt_alone(folder, name, seconds, seed):
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as scratch:
        return hunt(folder, name, seconds, seed, scratch)


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    names, found = sys.argv[4:], 0
    print(LINE.format("boundary", "executions", "a second", "cov 0", "cov",
                      "corpus", "finds"), flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        hunts = [pool.submit(hunt_alone, folder, name, int(sys.argv[2]),
                             int(sys.argv[3]))
                 for name in names]
    for name, (log, finds) in zip(names, (h.result() for h in hunts)):
        runs = number(r"stat::number_of_executed_units: *(\d+)", log,
                      number(r"(?m)^#(\d+)", log))
        print(LINE.format(
            name, runs, number(r"exec/s: (\d+)", log),
            first(r"INITED cov: (\d+)", log), number(r" cov: (\d+)", log),
            number(r" corp: (\d+)", log), len(finds)), flush=True)
        for find in finds:
            show(find, log)
        if "INITED" not in log and not finds:
            print(log[-2000:])
            found += 1
        found += len(finds)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
