"""`make bench` on a few studios: every figure it promises is there."""
import functools
import re
import subprocess
import unittest

import world

ALTERNATIVES = world.ROOT / "build/bench/alternatives"
SMALL = "--studios 2,4 --jobs 1 --documents 2 --rounds 1"
GROWTH = "--sizes 10,20 --only 活动"


@functools.lru_cache(None)
def make_bench():
    """Run it as a developer does, and not as a part of this make; once."""
    kept = {k: v for k, v in world.environment().items()
            if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PINGGU")}
    done = subprocess.run(
        ["make", "--no-print-directory", "bench", f"BENCH={SMALL}",
         f"GROWTH={GROWTH}"],
        cwd=world.ROOT, env=kept, check=False, timeout=300,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    return world.Run(done.returncode, done.stdout.decode(),
                     done.stderr.decode())


def bench(*args, script="bench.py", **env):
    """bench.py alone, or growth.py."""
    done = subprocess.run(
        ["/usr/bin/python3", world.ROOT / "tests/bench" / script, *args],
        cwd="/", env={**world.environment(), **env}, check=False, timeout=300,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    return world.Run(done.returncode, done.stdout.decode(),
                     done.stderr.decode())


growth = functools.partial(bench, script="growth.py")


class Bench(world.Case):
    def setUp(self):
        super().setUp()
        if world.PROGRAM != str(world.ROOT / "pinggu"):
            self.skipTest("make bench runs ./pinggu")

    def test_every_figure(self):
        done = make_bench()
        self.assertEqual(done.status, 0, done)
        for studios in (2, 4):
            self.assertIn(f"\n{studios} studios, -j 1\n", done.out)
        for stage in ("read", "assess", "PDFs", "workbook"):
            # wall, cpu, peak in each of two runs
            self.assertEqual(len(re.findall(
                rf"(?m)^{stage} +\d+\.\d\d +\d+\.\d\d +(?:\d+|-)$",
                done.out)), 2, (stage, done.out))
            self.assertRegex(done.out, rf"(?m)^{stage} +(\S+ +){{3}}\S+$")
        self.assertEqual(len(re.findall(
            r"(?m)^the process +\d+\.\d\d +\d+\.\d\d +\d+$", done.out)), 2,
            done.out)
        self.assertIn("Growth from 2 to 4 studios (× 2), -j 1", done.out)
        self.assertRegex(done.out, r"\d PDFs, \d+\.\d\d ms of processor time")
        self.assertRegex(done.out, r"(?m)^报告 +4 +\d+\.\d +\d+\.\d$")
        self.assertRegex(done.out, r"pages of 4 of the 报告: mean \d+\.\d, ")
        self.assertRegex(done.out, r"(?m)^as folders of CSV +\d+\.\d\d +1\.00$")
        self.assertRegex(done.out,
                         r"(?m)^as a workbook each +\d+\.\d\d +\d+\.\d\d$")

    def test_growth(self):
        """What one studio costs: a line each, and whether one is too steep."""
        done = make_bench()
        lines = re.findall(
            r"(?m)^time +(?:\d+\.\d\d|-) +memory +(?:\d+\.\d\d|-) +(rows\S*"
            r"(?:, faulty)?): baoshan-2023 活动: 10 -?\d+\.\d\d s -?\d+ MB, "
            r"20 -?\d+\.\d\d s -?\d+ MB$", done.out)
        self.assertEqual(len(lines), 2, done.out)
        self.assertTrue(done.out.endswith("\nnone above 1.1\n"), done.out)

    def test_growth_too_steep(self):
        """Status 1 and a name, where more time is asked than allowed."""
        slow = self.tmp / "slow"
        slow.write_text(
            "#!/bin/sh\nn=$(cat \"$4\"/*/活动.csv | wc -l)\ni=0\n"
            "while [ $i -lt $((n * n)) ]; do i=$((i + 1)); done\n")
        slow.chmod(0o755)
        done = growth("--sizes", "200,400,800", "--only", "rows: baoshan-2023 活动",
                      PINGGU=str(slow))
        self.assertEqual(done.status, 1, done)
        self.assertIn("\nabove 1.1: rows: baoshan-2023 活动\n", done.out)

    def test_growth_cannot(self):
        slow = self.tmp / "fails"
        slow.write_text("#!/bin/sh\necho why >&2\nexit 2\n")
        slow.chmod(0o755)
        done = growth("--sizes", "10,20", "--only", "活动", PINGGU=str(slow))
        self.assertEqual((done.status, done.err.splitlines()[-2:]), (
            1, ["growth: rows: baoshan-2023 活动: the program failed (2):",
                "why"]), done)
        self.assertEqual(growth("--only", "无此").status, 2)

    def test_alternatives(self):
        """All ways, and pinggu's bytes add up."""
        done = make_bench()
        self.assertEqual(done.status, 0, done)
        ways = {m[1]: [float(f) for f in m[2].split()] for m in re.finditer(
            r"(?m)^(pinggu|tight|libharu|floor \dd?\+?) +([\d. ]+)$",
            done.out.split("bytes a PDF")[0])}
        self.assertEqual(list(ways), [
            "pinggu", "tight", "libharu", "floor 1", "floor 6", "floor 1+",
            "floor 6+", "floor 6d+"], done.out)
        for name, (ms, least, _, size, largest, _) in ways.items():
            self.assertGreater(least, 0, name)
            self.assertGreaterEqual(ms, least, name)
            self.assertGreaterEqual(largest, size, name)
            if name.startswith("floor"):
                self.assertEqual(size, ways["pinggu"][3], name)
        split = re.search(r"(?m)^pinggu((?: +\d+\.\d){5})$", done.out)
        self.assertIsNotNone(split, done.out)
        *parts, own = map(float, split[1].split())
        self.assertAlmostEqual(sum(parts), ways["pinggu"][3], delta=0.3)
        self.assertTrue(all(part > 0 for part in parts), parts)
        # what is shared is not its own
        self.assertLess(own, parts[0] / 2)
        found = re.search(r"(\d+) of (\d+) characters differ", done.out)
        self.assertIsNotNone(found, done.out)
        self.assertLess(int(found[1]), int(found[2]) / 100)
        self.assertGreater(int(found[2]), 5000)

    def test_alternatives_that_cannot(self):
        """No folder, no such paper, no result: one line each, no figures."""
        self.assertEqual(make_bench().status, 0)
        db = world.samples_report()[1] / "结果.sqlite"
        for args in ((db, world.SCHEME, "报告", 2, 1, self.tmp / "none"),
                     (db, world.SCHEME, "无此文书", 2, 1, self.tmp),
                     (db, world.SCHEME, "报告", 1, 1, self.tmp),
                     (db, world.SCHEME, "报告", 2, 1, self.tmp, "none"),
                     (self.tmp / "none", world.SCHEME, "报告", 2, 1,
                      self.tmp)):
            done = world.run(*args, program=ALTERNATIVES)
            self.assertEqual((done.status, done.out), (2, ""), (args, done))
            self.assertEqual(done.err.count("\n"), 1, (args, done))

    def other_program(self, change):
        """A program that says its timings through a filter."""
        path = self.tmp / "other"
        path.write_text(f"#!/bin/sh\n{{ '{world.PROGRAM}' \"$@\" 2>&1 "
                        f">/dev/null; s=$?; }} >'{self.tmp}/said'\n"
                        f"cat '{self.tmp}/said' | {change} >&2\nexit $s\n")
        path.chmod(0o755)
        return str(path)

    def test_a_stage_that_is_not_said(self):
        done = bench(*SMALL.split(), PINGGU=self.other_program("grep -v 评定"),
                     ALTERNATIVES="/bin/true")
        self.assertEqual(done.status, 1, done)
        self.assertIn("bench: --timings does not say 评定", done.err)

    def test_timings_with_memory(self):
        """A fourth field is the stage's peak; there need not be one."""
        for change, peak in (("cut -f1-3", "-"),
                             ("cut -f1-3 | sed 's/$/\t77.4/'", "77")):
            done = bench("--studios", "2", "--jobs", "1", "--repeat", "2",
                         PINGGU=self.other_program(change),
                         ALTERNATIVES="/bin/true")
            self.assertEqual(len(re.findall(
                r"(?m)^(?:read|assess|PDFs|workbook)(?: +\d+\.\d\d){4}"
                rf" +{peak} +{peak}$", done.out)), 4, done)
            # the alternatives said nothing
            self.assertIn("bench: alternatives does not say", done.err)
            self.assertEqual(done.status, 1, done)

    def test_the_greatest_peak(self):
        """The whole's is not below a stage's, whatever the system counts."""
        done = bench("--studios", "2", "--jobs", "1",
                     PINGGU=self.other_program("cut -f1-3 | "
                                               "sed 's/$/\t7777/'"),
                     ALTERNATIVES="/bin/true")
        self.assertRegex(done.out, r"(?m)^the process .* 7777$")

    def test_what_is_missing_is_said_first(self):
        done = bench(PINGGU=str(self.tmp / "none"), ALTERNATIVES="/bin/true")
        self.assertEqual((done.status, done.out), (1, ""), done)
        self.assertEqual(done.err.count("\n"), 1, done)
        self.assertIn("bench: not there: ", done.err)
        done = bench(PATH=str(self.tmp))
        self.assertEqual((done.status, done.out), (1, ""), done)
        self.assertIn("pdfinfo, pdftotext, pdftoppm", done.err)


if __name__ == "__main__":
    unittest.main()
