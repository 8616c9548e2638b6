"""Commands at the edges of what may be given to them."""
import shutil
import subprocess
import time
import unittest

import world


class Options(world.Case):
    """The first and the last value that is taken."""

    def test_most_threads(self):
        world.write(self.tmp / "batch", world.studio())
        for jobs in (1, 256):
            done = world.report(self.tmp / "batch", self.tmp / "out", "-j",
                                jobs)
            self.assertEqual(done.status, 0, done)
        for jobs in (0, 257, 100000, "-1", "99999999999999999999"):
            self.assertFails(world.report(self.tmp / "batch",
                                          self.tmp / "none", "-j", jobs),
                             "1 到 256")
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_first_and_last_day_of_a_month(self):
        world.write(self.tmp / "batch", world.studio())
        for day in ("2024-02-29", "2023-12-31", "2024-01-01"):
            done = world.report(self.tmp / "batch", self.tmp / "out",
                                "--date", day)
            self.assertEqual(done.status, 0, done)
            self.assertEqual(world.value(self.tmp / "out",
                                         "SELECT 日期 FROM 概况"), day)
        for day in ("2023-02-29", "2024-04-31", "2024-13-01", "2024-00-01",
                    "2024-01-00", "2024-1-01", "2024-01-1", "24-01-01",
                    "2024-01-011", "2024-01 -01", ""):
            self.assertFails(world.report(self.tmp / "batch",
                                          self.tmp / "none", "--date", day),
                             "--date")


class Names(world.Case):
    """Names of what is written."""

    def test_shortest_name_of_a_pdf(self):
        world.write(self.tmp / "batch", world.studio())
        for name in (".pdf", "a.PDF"):
            done = world.run(
                "self", "-s", world.ROOT / "rubrics" / world.SCHEME,
                self.tmp / "batch" / "A01", "-o", name, cwd=self.tmp)
            self.assertEqual(done.status, 0, done)
            self.assertEqual((self.tmp / name).read_bytes()[:5], b"%PDF-")
        for name in ("pdf", "a.pdf.txt", "apdf"):
            self.assertFails(world.run(
                "self", "-s", world.ROOT / "rubrics" / world.SCHEME,
                self.tmp / "batch" / "A01", "-o", name, cwd=self.tmp), name)

    def test_every_old_folder_is_kept(self):
        """OUT.old, OUT.old.2, OUT.old.3: none takes another's place."""
        world.write(self.tmp / "batch", world.studio())
        out = self.tmp / "out"
        for n in ("", ".2", ".3", ".4"):
            out.mkdir(exist_ok=True)
            (out / f"家谱{n}.txt").write_text("mine")
            done = world.report(self.tmp / "batch", out, "--force")
            self.assertEqual(done.status, 0, done)
            self.assertTrue((self.tmp / f"out.old{n}" / f"家谱{n}.txt")
                            .exists())
        self.assertNothingLeft(self.tmp, "batch", "out", "out.old",
                               "out.old.2", "out.old.3", "out.old.4")

    def test_empty_folder_in_a_result(self):
        """It holds nothing, so nothing is lost with it."""
        world.write(self.tmp / "batch", world.studio())
        out = self.tmp / "out"
        world.report(self.tmp / "batch", out)
        (out / "新建文件夹").mkdir()
        done = world.report(self.tmp / "batch", out)
        self.assertEqual(done.status, 0, done)
        self.assertNothingLeft(out, *world.OUTPUTS)


    def test_only_an_empty_folder_in_out(self):
        """Without a store there is nobody to ask, and nothing to ask for."""
        world.write(self.tmp / "batch", world.studio())
        out = self.tmp / "out"
        (out / "报告").mkdir(parents=True)
        done = world.report(self.tmp / "batch", out)
        self.assertEqual(done.status, 0, done)
        self.assertNothingLeft(out, *world.OUTPUTS)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_beside_a_folder_that_begins_like_it(self):
        """A folder batch-2024 is not in the folder batch."""
        world.write(self.tmp / "batch", world.studio())
        (self.tmp / "batch-2024").mkdir()
        done = world.report(self.tmp / "batch",
                            self.tmp / "batch-2024" / "out")
        self.assertEqual(done.status, 0, done)
        self.assertNothingLeft(self.tmp / "batch-2024", "out")


class Together(world.Case):
    """Two runs that write to one place."""

    def test_second_run_is_refused(self):
        out = self.tmp / "out"
        first = subprocess.Popen(
            [world.PROGRAM, "report", "-s", world.SCHEME,
             world.bench_batch(400), "-o", out], cwd=world.ROOT,
            env=world.environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        end = time.monotonic() + 60
        while not (self.tmp / "out.part" / "结果.sqlite").exists():
            self.assertIsNone(first.poll(), "it ended too soon")
            self.assertLess(time.monotonic(), end)
            time.sleep(0.001)
        second = world.report(world.SAMPLES, out)
        running = first.poll() is None
        said, err = first.communicate(timeout=120)
        self.assertTrue(running, "it ended before the second one")
        self.assertFails(second, "另一个 pinggu 正在写")
        self.assertIn(first.returncode, (0, 1), err.decode())
        self.assertIn(str(out), said.decode())
        self.assertEqual(world.value(out, "SELECT count(*) FROM 工作室"), 400)
        self.assertNothingLeft(self.tmp, "out")


class Words(world.Case):
    """What is said and how it ends, with reminders and no error."""

    def test_reminders_alone(self):
        tables = world.studio()
        del tables["听取汇报"]
        world.write(self.tmp / "batch", tables)
        done, found = world.findings(self.tmp / "batch")
        self.assertTrue(found)
        self.assertNotIn("错误", {f["级别"] for f in found})
        self.assertEqual(done.status, 0, done)
        self.assertEqual(done.err, f"错误 0 条，其他 {len(found)} 条\n")
        done = world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual(done.status, 0, done)
        self.assertIn(f"错误 0 条，其他 {len(found)} 条", done.out)

    def test_one_error(self):
        tables = world.studio()
        tables["自评"][1][1] = "九"
        world.write(self.tmp / "batch", tables)
        done = world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual(done.status, 1, done)
        self.assertIn("错误 1 条", done.out)
        done = world.run("check", "-s", world.SCHEME, self.tmp / "batch")
        self.assertEqual(done.status, 1, done)

    def test_one_fault_in_a_scheme(self):
        """One is enough not to use it."""
        plan = self.tmp / "plan"
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME, plan)
        text = (plan / "规则.csv").read_bytes().decode("utf-8-sig")
        self.assertIn(",核验,", text)
        (plan / "规则.csv").write_bytes(
            text.replace(",核验,", ",要紧,", 1).encode())
        world.write(self.tmp / "batch", world.studio())
        done = world.run("report", "-s", plan, self.tmp / "batch", "-o",
                         self.tmp / "out")
        self.assertFails(done, "1 处错误", "规则.csv", "要紧")
        self.assertNothingLeft(self.tmp, "batch", "plan")

    def test_all_stages_are_timed(self):
        world.write(self.tmp / "batch", world.studio())
        done = world.report(self.tmp / "batch", self.tmp / "out",
                            "--timings")
        self.assertEqual(done.status, 0, done)
        rows = [line.split("\t") for line in done.err.splitlines()]
        self.assertEqual([r[0] for r in rows],
                         ["读取", "评定", "报告", "汇总表"])
        for row in rows:
            self.assertEqual(len(row), 4)
            self.assertTrue(all(float(x) >= 0 for x in row[1:]), row)


if __name__ == "__main__":
    unittest.main()
