"""Make every call of a small run fail once, and hold the program to its word.

    check_faults.py LIBRARIES PROGRAM [--few N] [--jobs N] [--once] [--kills N]
                    [--scene NAME]... [--kind NAME]...

LIBRARIES holds calls.so and alloc.so (fault.h says what they do).  A run in
which a call fails either has the whole right result all the same, or ends with
status 2 and one line on stderr, the earlier result is what it was, and nothing
that is left stops the next run.  It never ends by a signal, says nothing of a
sanitizer's, and leaves no temporary file.

Of allocations, one fails for each place in the program that they come from,
and at some moments all do from then on.
--few takes so many faults of a kind, evenly spread, --once only one way to
fail of each kind; --kills is how often a report is killed at some moment,
after which the next one must do.  With it a report is killed, too, before each
call that changes something on the disk.
"""
import argparse
import collections
import concurrent.futures
import errno
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEME = "zhengzhou-2024"
STUDIOS = ["ZZ2024-01", "ZZ2024-09"]    # one in order, one with mistakes
# How a call fails, and whether all later ones of the kind do, too.
KINDS = {"write": [(errno.ENOSPC, 0), (errno.ENOSPC, 1), (errno.EIO, 0),
                   (0, 0)],
         "rename": [(errno.EACCES, 0)],
         "open": [(errno.EACCES, 0), (errno.EMFILE, 0), (errno.EMFILE, 1)],
         "read": [(errno.EIO, 0)],
         "other": [(errno.EACCES, 0)],
         "alloc": [(errno.ENOMEM, 0), (errno.ENOMEM, 1)]}
LATE = 200                  # moments at which memory runs out for good
# Before which calls a report is killed: those that change something.
KILLED = -signal.SIGKILL
KILLED_AT = ("write", "rename", "open", "other")
SAID_BY_SANITIZERS = ("Sanitizer", "runtime error")
STDOUT_LOST = "标准输出"
STANDS = "已经写好"             # memory ran out behind the result
FONT_CACHE = pathlib.Path("/var/cache/fontconfig")
HANGS = 30                  # seconds; a run takes a fraction of one
HANGING = -1000             # the status of a run that had to be ended
# self prints findings on stderr before it is done.
FINDING = re.compile(r"^\S+: (错误|提醒): .* \[[A-Z_]+\]$")
# check goes on without fonts, and says so.
NO_FONTS = "未检查生僻字能否打印"


class Scene:
    """A run of the program: its arguments, and where its result will be."""

    def __init__(self, name, args, result=None, again=False, kinds=None,
                 own=False):
        self.name = name
        self.args = args
        self.result = result        # a folder or file; None: stdout alone
        self.again = again          # an earlier result is there
        self.kinds = kinds or list(KINDS)
        self.own = own              # it writes into rubrics and templates


SCENES = [
    Scene("report", ["report", "-j1", "-s", SCHEME, "batch", "-o", "out"],
          "out", True),
    Scene("report-first", ["report", "-j1", "-s", SCHEME, "batch", "-o",
                           "out"], "out",
          kinds=["rename", "open", "other"]),
    Scene("report-j3", ["report", "-j3", "-s", SCHEME, "batch", "-o", "out"],
          "out", True, kinds=["open", "other"]),
    Scene("self", ["self", "-s", SCHEME, f"batch/{STUDIOS[1]}", "-o",
                   "out.pdf"], "out.pdf", True),
    Scene("check", ["check", "-s", SCHEME, "batch", "--format", "csv"]),
    Scene("check-file", ["check", "-s", SCHEME, "batch", "-o", "list.csv"],
          "list.csv", True, kinds=["write", "rename", "open"]),
    # .xlsx, .xls, .ods, .zip, GBK
    Scene("check-books", ["check", "-s", "pingdingshan-2021", "books",
                          "--format", "csv"]),
    # a table in the root, a .zip, workbooks
    Scene("check-root", ["check", "-s", "yunxi-2031", "root", "--format",
                         "csv"]),
    # a scheme in a workbook
    Scene("report-book", ["report", "-j1", "-s", "lanting-2031", "lanting",
                          "-o", "out"], "out"),
    Scene("lint", ["lint", "baihe-2031"]),
    Scene("lint-book", ["lint", "lanting-2031"],
          kinds=["open", "read", "other"]),
    Scene("schemes", ["schemes"]),
    Scene("new", ["new", "甲", "--from", SCHEME], "rubrics/甲", own=True),
]


def digests(path):
    """What is at path: SHA-256 by relative name; {} when there is nothing."""
    files = [path] if path.is_file() else sorted(path.rglob("*"))
    return {str(p.relative_to(path)): hashlib.sha256(p.read_bytes()).hexdigest()
            if p.is_file() else "folder" for p in files}


class World:
    """What all runs begin with, and what they should come to."""

    def __init__(self, scratch, libraries):
        self.scratch = scratch
        self.libraries = libraries
        self.batch = scratch / "batch"
        for studio in STUDIOS:
            shutil.copytree(ROOT / "samples" / SCHEME / studio,
                            self.batch / studio)
        table = self.batch / STUDIOS[0] / "成员.csv"
        table.write_bytes(table.read_text("utf-8-sig").encode("gb18030"))
        self.fonts = self.own_fonts()
        self.small = scratch / "small"
        shutil.copytree(self.batch / STUDIOS[0], self.small / STUDIOS[0])
        self.folders = {name: scratch / name for name in
                        ("batch", "small", "books", "root", "lanting")}
        self.make_books()
        self.earlier = {}
        self.right = {}
        self.words = {}

    def make_books(self):
        """Samples that come in other kinds of files."""
        books, root = self.folders["books"], self.folders["root"]
        sent = ROOT / "samples" / "pingdingshan-2021-交法"
        books.mkdir()
        for name in ("PDS-22", "PDS-30", "PDS-31"):
            shutil.copytree(sent / name, books / name)
        shutil.copy(sent / "PDS-24.zip", books)
        shutil.copy(ROOT / "tests/unit/data/workbooks/members.ods",
                    books / "PDS-30" / "成员.ods")
        for table in (books / "PDS-30").glob("*.csv"):
            table.write_bytes(table.read_bytes().decode(
                "utf-8-sig", "replace").encode("gb18030"))
        sent = ROOT / "samples" / "yunxi-2031"
        root.mkdir()
        for name in ("YX-07.zip", "YX-05 程以南.xlsx", "评审-丁.xlsx"):
            shutil.copy(sent / name, root)
        sent = ROOT / "samples" / "lanting-2031"
        shutil.copytree(sent / "LT-01", self.folders["lanting"] / "LT-01")
        shutil.copy(sent / "评审.csv", self.folders["lanting"])

    def own_fonts(self):
        """The usual fonts, with caches that nobody else has.

        fontconfig writes a cache anew that it could not read.
        """
        cache = self.scratch / "fontconfig"
        if FONT_CACHE.is_dir():
            shutil.copytree(FONT_CACHE, cache)
        config = self.scratch / "fonts.conf"
        config.write_text(
            "<fontconfig><dir>/usr/share/fonts</dir>"
            f"<cachedir>{cache}</cachedir>"
            '<include ignore_missing="yes">/etc/fonts/conf.d</include>'
            "</fontconfig>")
        return config

    def place(self, own=False):
        """A folder to run in, with an own one for temporary files."""
        home = pathlib.Path(tempfile.mkdtemp(dir=self.scratch))
        (home / "w").mkdir()
        (home / "t").mkdir()
        for name, where in (("rubrics", ROOT / "rubrics"),
                            ("templates", ROOT / "templates"),
                            *self.folders.items()):
            if own and where.parent == ROOT:
                (home / "w" / name).mkdir()
                for path in where.iterdir():
                    (home / "w" / name / path.name).symlink_to(path)
            else:
                (home / "w" / name).symlink_to(where)
        return home

    def prepare(self, scene, program):
        """Make the earlier result, and learn what the right one is."""
        home = self.place(scene.own)
        if scene.again:
            args = [a.replace("batch", "small") for a in scene.args]
            args = [a.replace(STUDIOS[1], STUDIOS[0]) for a in args]
            self.run(program, args, home)
            path = home / "w" / scene.result
            kept = self.scratch / f"earlier-{scene.name}"
            path.rename(kept)
            self.earlier[scene.name] = (kept, digests(kept))
        self.put_earlier(scene, home)
        done = self.run(program, scene.args, home)
        found = {} if scene.result is None else digests(
            home / "w" / scene.result)
        self.right[scene.name] = (done.returncode, done.stdout, found)
        self.words[scene.name] = done.stderr.decode()
        assert done.returncode in (0, 1), done
        shutil.rmtree(home)

    def put_earlier(self, scene, home):
        if scene.again:
            kept, _ = self.earlier[scene.name]
            copy = shutil.copytree if kept.is_dir() else shutil.copy
            copy(kept, home / "w" / scene.result)

    def run(self, program, args, home, kind="", **fault):
        env = {k: v for k, v in os.environ.items()
               if not k.startswith(("LC_", "LANG", "FAULT_"))}
        env.update(LC_ALL="C.UTF-8", TMPDIR=str(home / "t"),
                   FONTCONFIG_FILE=str(self.fonts))
        if kind:
            library = "alloc.so" if kind == "alloc" else "calls.so"
            env.update(LD_PRELOAD=str(self.libraries / library),
                       FAULT_KIND=kind, ASAN_OPTIONS="verify_asan_link_order=0",
                       **{f"FAULT_{k.upper()}": str(v)
                          for k, v in fault.items()})
        try:
            return subprocess.run([program, *args], cwd=home / "w", env=env,
                                  stdin=subprocess.DEVNULL, check=False,
                                  capture_output=True, timeout=HANGS)
        except subprocess.TimeoutExpired as late:
            return subprocess.CompletedProcess(
                late.cmd, HANGING, late.stdout or b"", late.stderr or b"")

    def count(self, scene, program, kind):
        """The numbers of the calls of the kind that shall fail."""
        home = self.place(scene.own)
        self.put_earlier(scene, home)
        self.run(program, scene.args, home, kind, at=0, count=home / "count")
        calls, places = 0, []
        for line in (home / "count").read_text().splitlines():
            name, number = line.split()
            if name == kind:
                calls = int(number)
            elif name == "place":
                places.append(int(number))
        shutil.rmtree(home)
        return calls, sorted(places) if kind == "alloc" else \
            list(range(1, calls + 1))

    # ---- one fault ------------------------------------------------------------

    def inject(self, scene, program, kind, fault):
        """(what became of it, what is wrong with that or None, where)."""
        home = self.place(scene.own)
        self.put_earlier(scene, home)
        trace = home / "trace"
        done = self.run(program, scene.args, home, kind, trace=trace, **fault)
        where = trace.read_text().splitlines() if trace.exists() else []
        if fault["errno"] == KILLED and done.returncode == KILLED:
            outcome, wrong = "killed", self.torn(scene, home)
        else:
            outcome, wrong = self.judge(scene, home, done)
        if wrong is None:
            wrong = self.judge_next(scene, program, home)
        shutil.rmtree(home)
        return outcome, wrong, where

    def judge(self, scene, home, done):
        status, stdout, result = self.right[scene.name]
        said = done.stderr.decode("utf-8", "replace")
        usual = self.words[scene.name].splitlines(True)
        said = "".join(line for line in said.splitlines(True)
                       if line not in usual and not FINDING.match(line)
                       and NO_FONTS not in line)
        found = {} if scene.result is None else digests(
            home / "w" / scene.result)
        before = self.earlier[scene.name][1] if scene.again else {}
        if done.returncode == HANGING:
            return "hang", f"did not end in {HANGS} s: {said}"
        if done.returncode < 0:
            return "signal", f"ended by signal {-done.returncode}: {said}"
        if any(word in said for word in SAID_BY_SANITIZERS):
            return "sanitizer", said
        stays = os.listdir(home / "t")
        if [name for name in stays if done.returncode != 2 or
                name not in said]:  # what cannot be removed is named
            return "leak", f"temporary files: {stays}: {said}"
        if done.returncode == 2:
            if len(said.splitlines()) != 1 or not said.startswith("pinggu: "):
                return "refused", f"not one line: {said}"
            if found != before and not (STDOUT_LOST in said and
                                        found == result):
                return "refused", f"status 2, but the result changed: {said}"
            return "refused", None
        if done.returncode != status:
            return "wrong", f"status {done.returncode}: {said}"
        if found != result:
            return "wrong", f"another result: {self.difference(found, result)}"
        if done.stdout != stdout and STANDS not in said:
            return "wrong", f"other words: {done.stdout.decode()[-300:]}"
        return ("right, with a word" if said else "right"), None

    @staticmethod
    def difference(found, result):
        return sorted(n for n in set(found) | set(result)
                      if found.get(n) != result.get(n))

    def judge_next(self, scene, program, home):
        """Where something was left: the next run does, and clears it away."""
        left = self.left(scene, home)
        if not left:
            return None
        done = self.run(program, scene.args, home)
        status, stdout, result = self.right[scene.name]
        if (done.returncode, done.stdout, digests(
                home / "w" / scene.result)) != (status, stdout, result):
            return f"left {left}; the next run: {done}"
        after = self.left(scene, home)
        return f"left for ever: {after}" if after else None

    @staticmethod
    def left(scene, home):
        folders = [home / "w"]
        if scene.own:
            folders += [home / "w" / "rubrics", home / "w" / "templates"]
        kept = {home / "w" / str(scene.result), *folders}
        if scene.own and (home / "w" / scene.result).exists():
            kept.add(home / "w" / "templates" /
                     pathlib.Path(scene.result).name)
        return sorted(p.name for folder in folders for p in folder.iterdir()
                      if not p.is_symlink() and p not in kept)

    def torn(self, scene, home):
        """What is wrong with a result that somebody was at."""
        found = digests(home / "w" / scene.result)
        before = self.earlier[scene.name][1] if scene.again else {}
        return None if found in (before, self.right[scene.name][2]) else \
            "the result is neither the old nor the new one"

    # ---- killed ---------------------------------------------------------------

    def kill(self, scene, program, after):
        """Kill a run so many seconds after its start; what is wrong then."""
        home = self.place(scene.own)
        self.put_earlier(scene, home)
        process = subprocess.Popen(
            [program, *scene.args], cwd=home / "w", stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(home / "t"),
                 "FONTCONFIG_FILE": str(self.fonts)})
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        killed = process.wait() < 0
        wrong = self.torn(scene, home)
        left = self.left(scene, home)
        inside = sorted(os.listdir(home / "w" / "out.part")) \
            if "out.part" in left else []
        wrong = wrong or self.judge_next(scene, program, home)
        if wrong is not None:
            wrong += f" (OUT.part held {inside})"
        shutil.rmtree(home)
        return "killed" if killed else "too late", wrong


def spread(numbers, few):
    """So many of the numbers, evenly spread, both ends with them."""
    if few is None or len(numbers) <= few:
        return numbers
    return sorted({numbers[round(i * (len(numbers) - 1) / (few - 1))]
                   for i in range(few)})


LINE = "{:14} {:8} {:8} {:>8} {:>8} {:>7} {:>8} {:>6} {:>6}"


def named(frame, program):
    """A frame of the program by function and line."""
    name, at = frame.rsplit(" ", 1)
    base, _, offset = at.partition("+")
    if base != program.name or name != "?":
        return frame
    done = subprocess.run(["addr2line", "-fs", "-e", program, offset],
                          capture_output=True, check=False, text=True)
    return " ".join(done.stdout.split()) or frame


class Table:
    """Outcomes by scene, kind and errno, and what was wrong."""

    def __init__(self):
        self.wrong = collections.OrderedDict()
        self.faults = self.failed = 0
        print(LINE.format("scene", "kind", "how", "calls", "faults", "right",
                          "refused", "wrong", "s"), flush=True)

    def add(self, scene, kind, how, calls, results, seconds):
        count = collections.Counter()
        for number, (outcome, wrong, where) in results:
            count["wrong" if wrong else outcome.split(",")[0]] += 1
            if wrong:
                self.note(f"{scene} {kind} {how}", number, wrong, where)
        self.faults += len(results)
        print(LINE.format(scene, kind, how, calls, len(results),
                          count["right"] + count["killed"],
                          count["refused"], count["wrong"],
                          f"{seconds:.0f}"), flush=True)

    def note(self, what, number, wrong, where):
        """Alike is what the same frames of the stack come to."""
        key = (what, wrong[:40], tuple(where[:6]))
        self.wrong.setdefault(key, []).append((number, wrong, where))

    def say_wrong(self, program):
        """What came to be wrong since this was last asked."""
        for (what, _, _), cases in self.wrong.items():
            number, wrong, where = cases[0]
            print(f"\n{what}: call {number}"
                  + (f" and {len(cases) - 1} alike" if cases[1:] else "")
                  + f"\n  {wrong.strip()[:600]}")
            for frame in where[:14]:
                print(f"    {named(frame, program)}", flush=True)
        self.failed += sum(map(len, self.wrong.values()))
        self.wrong.clear()


def run_faults(world, table, pool, scene, kind, o):
    calls, numbers = world.count(scene, o.program, kind)
    ways = KINDS[kind][:1 if o.once else None]
    if o.kills and scene.result == "out" and kind in KILLED_AT:
        ways = [*ways, (KILLED, 0)]
    for how, stays in ways:
        start = time.monotonic()
        # Memory that stays away does so at any moment, not at a place.
        these = numbers if kind != "alloc" or not stays else sorted(
            random.Random(2).sample(range(1, calls + 1), LATE))
        results = list(pool.map(
            lambda n, how=how, stays=stays: (n, world.inject(
                scene, o.program, kind,
                {"at": n, "errno": how, "stays": stays})),
            spread(these, o.few)))
        table.add(scene.name, kind, "kill" if how == KILLED else
                  errno.errorcode.get(how, "half") + "…" * stays, calls,
                  results, time.monotonic() - start)
        table.say_wrong(o.program)


def run_kills(world, table, pool, scene, o):
    start = time.monotonic()
    for _ in range(3):
        home = world.place()
        world.put_earlier(scene, home)
        begin = time.monotonic()
        world.run(o.program, scene.args, home)
        takes = time.monotonic() - begin
        shutil.rmtree(home)
    dice = random.Random(1)
    moments = [dice.uniform(0, takes * 1.2) for _ in range(o.kills)]
    results = [(i, (outcome, wrong, [])) for i, (outcome, wrong) in enumerate(
        pool.map(lambda t: world.kill(scene, o.program, t), moments))]
    table.add(scene.name, "kill", "", o.kills,
              [r for r in results if r[1][0] == "killed" or r[1][1]],
              time.monotonic() - start)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("libraries", type=pathlib.Path)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--few", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--once", action="store_true")
    parser.add_argument("--scene", action="append")
    parser.add_argument("--kind", action="append")
    parser.add_argument("--kills", type=int, default=0)
    o = parser.parse_args()
    o.program = o.program.resolve()
    # A sanitizer has an allocator of its own.
    kinds = [k for k in KINDS if k != "alloc" or
             b"__asan_init" not in o.program.read_bytes()]
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as scratch, \
            concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        world = World(pathlib.Path(scratch), o.libraries.resolve())
        table = Table()
        for scene in SCENES:
            if o.scene and scene.name not in o.scene:
                continue
            world.prepare(scene, o.program)
            for kind in kinds:
                if kind in scene.kinds and kind in (o.kind or kinds):
                    run_faults(world, table, pool, scene, kind, o)
            if o.kills and scene.result == "out":
                run_kills(world, table, pool, scene, o)
                table.say_wrong(o.program)
    print(f"{table.faults - table.failed} passed, {table.failed} failed, "
          "0 skipped")
    return 1 if table.failed else 0


if __name__ == "__main__":
    sys.exit(main())
