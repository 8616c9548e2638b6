"""A bad world: full disks, signals, wrong arguments.  Whole or nothing."""
import os
import resource
import shutil
import signal
import subprocess
import time
import unittest

import world


class Usage(world.Case):
    """What cannot be meant ends with status 2 and one line saying why."""

    def report(self, *args, **others):
        return world.run("report", *args, "-o", self.tmp / "out", **others)

    def tearDown(self):
        self.assertNothingLeft(self.tmp)

    def test_no_scheme(self):
        self.assertFails(self.report(world.SAMPLES), "-s", world.SCHEME)

    def test_no_such_scheme(self):
        for name in ("zhengzhou-2025", "./nowhere", ""):
            self.assertFails(self.report("-s", name, world.SAMPLES),
                             world.SCHEME)

    def test_no_batch_given(self):
        self.assertFails(self.report("-s", world.SCHEME))

    def test_no_such_batch(self):
        self.assertFails(self.report("-s", world.SCHEME, "nowhere"),
                         "nowhere")

    def test_a_name_that_a_terminal_would_obey(self):
        for name, shown in (("\x1b[2J\a", r"\x1B[2J\x07"),
                            ("x\u202ey", r"x\u202Ey")):
            done = self.report("-s", world.SCHEME, self.tmp / name)
            self.assertFails(done, shown)
            self.assertNotIn(name, done.err)

    def test_batch_is_a_file(self):
        self.assertFails(self.report("-s", world.SCHEME, "Makefile"),
                         "Makefile")

    def test_no_out(self):
        self.assertFails(world.run("report", "-s", world.SCHEME,
                                   world.SAMPLES), "-o")

    def test_unknown_option(self):
        for option in ("--nonsense", "-x", "--format=csv"):
            self.assertFails(self.report("-s", world.SCHEME, option,
                                         world.SAMPLES), option[:8])
        done = world.run("check", "-qx", world.SAMPLES)
        self.assertFails(done, "“-x”")      # not the word before it

    def test_option_without_its_value(self):
        self.assertFails(world.run("check", world.SAMPLES, "-s"), "-s")

    def test_wrong_values(self):
        for option, value in (("-j", "0"), ("-j", "two"), ("-j", "1x"),
                              ("--date", "2024-6-30"),
                              ("--date", "2024-02-30x")):
            self.assertFails(self.report("-s", world.SCHEME, option, value,
                                         world.SAMPLES), value)
        self.assertFails(world.run("check", "-s", world.SCHEME, "--format",
                                   "xml", world.SAMPLES), "xml")

    def test_a_day_that_never_was(self):
        self.assertFails(self.report("-s", world.SCHEME, "--date",
                                     "2023-02-29", world.SAMPLES),
                         "2023-02-29")

    def test_one_argument_too_many(self):
        self.assertFails(self.report("-s", world.SCHEME, world.SAMPLES,
                                     "more"), "more")

    def test_unknown_command(self):
        done = world.run("frobnicate")
        self.assertEqual((done.status, done.out), (2, ""))
        self.assertIn("frobnicate", done.err.splitlines()[0])
        self.assertIn("report", done.err)

    def test_no_command(self):
        done = world.run()
        self.assertEqual((done.status, done.out), (2, ""))
        self.assertIn("report", done.err)

    def test_help(self):
        for args in (["--help"], ["report", "--help"], ["check", "-h"],
                     ["lint", "--help"], ["schemes", "--help"]):
            done = world.run(*args)
            self.assertEqual((done.status, done.err), (0, ""), done)
            self.assertIn("用法", done.out)

    def test_version(self):
        self.assertRegex(world.run("--version").out, r"^pinggu \d+\.\d+")


class Schemes(world.Case):
    """A scheme that cannot be read is not used."""

    def setUp(self):
        super().setUp()
        self.plan = self.tmp / "plan"
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME, self.plan)

    def fails(self, *words):
        done = world.run("report", "-s", self.plan, world.SAMPLES, "-o",
                         self.tmp / "out")
        self.assertFails(done, *words)
        self.assertNothingLeft(self.tmp, "plan")

    def test_a_file_is_missing(self):
        for name in ("方案.csv", "表单.csv", "指标.csv"):
            shutil.move(self.plan / name, self.tmp / "kept")
            done = world.run("report", "-s", self.plan, world.SAMPLES, "-o",
                             self.tmp / "out")
            self.assertFails(done, name)
            shutil.move(self.tmp / "kept", self.plan / name)

    def test_a_file_cannot_be_read(self):
        (self.plan / "规则.csv").unlink()
        (self.plan / "规则.csv").mkdir()
        self.fails("规则.csv")

    def test_a_file_is_no_text(self):
        (self.plan / "规则.csv").write_bytes(b"\x00\xff\x01" * 50)
        self.fails("规则.csv")

    def test_a_fault(self):
        path = self.plan / "规则.csv"
        path.write_bytes(path.read_bytes().replace("> '无'".encode(), b"> (",
                                                   1))
        self.fails("规则.csv", "第 4 行", "pinggu lint")


class Fonts(world.Case):
    """Without fonts: which package brings them."""

    def fonts(self, *folders):
        config = self.tmp / "fonts.conf"
        config.write_text("<fontconfig>" + "".join(
            f"<dir>{d}</dir>" for d in folders) +
            f"<cachedir>{self.tmp}/cache</cachedir></fontconfig>")
        return {"FONTCONFIG_FILE": str(config)}

    def test_no_font(self):
        done = world.report(world.SAMPLES, self.tmp / "out",
                            env=self.fonts())
        self.assertFails(done, "fonts-arphic-uming", "fonts-wqy-microhei",
                         "fonts-lxgw-wenkai")
        self.assertFalse((self.tmp / "out").exists())

    def test_no_chinese_font(self):
        done = world.report(world.SAMPLES, self.tmp / "out", env=self.fonts(
            "/usr/share/fonts/truetype/dejavu"))
        self.assertFails(done, "fonts-arphic-uming")

    def test_asked_for_a_font_that_is_not_there(self):
        done = world.report(world.SAMPLES, self.tmp / "out", "--font-body",
                            "没有这种字体")
        self.assertFails(done, "没有这种字体")

    def test_check_needs_none(self):
        done = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                         env=self.fonts())
        self.assertEqual(done.status, 1)
        self.assertEqual(done.out, world.run(
            "check", "-s", world.SCHEME, world.SAMPLES).out)
        self.assertIn("fonts-arphic-uming", done.err)


class Out(world.Case):
    """Where OUT may be, and what happens to what is there."""

    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "batch", world.studio())
        self.out = self.tmp / "out"

    def fails(self, out, *words):
        done = world.report(self.batch, out)
        self.assertFails(done, *words)

    def test_below_a_file(self):
        (self.tmp / "file").touch()
        self.fails(self.tmp / "file" / "out", "/file")
        self.assertNothingLeft(self.tmp, "batch", "file")

    def test_in_a_folder_that_is_not_there(self):
        self.fails(self.tmp / "no" / "out", "/no")
        self.assertNothingLeft(self.tmp, "batch")

    def test_where_nobody_may_write(self):
        self.fails("/proc/out", "/proc")

    def test_is_a_file(self):
        self.out.write_text("mine")
        self.fails(self.out, str(self.out))
        self.assertEqual(self.out.read_text(), "mine")
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_unrelated_folder_is_refused(self):
        self.out.mkdir()
        (self.out / "家谱.txt").write_text("mine")
        self.fails(self.out, "家谱.txt", "--force")
        self.assertNothingLeft(self.tmp, "batch", "out")
        self.assertNothingLeft(self.out, "家谱.txt")

    def test_an_earlier_result_with_a_foreign_file_is_refused(self):
        world.report(self.batch, self.out)
        (self.out / "批示.docx").write_text("mine")
        self.fails(self.out, "批示.docx")
        self.assertTrue((self.out / "批示.docx").exists())

    def test_foreign_file_among_the_reports_is_refused(self):
        world.report(self.batch, self.out)
        for name in ("盖章扫描件.jpg", "A01_盖章.pdf"):
            (self.out / "报告" / name).write_text("mine")
            self.fails(self.out, name)
            (self.out / "报告" / name).unlink()
        self.assertEqual(world.report(self.batch, self.out).status, 0)

    def test_reports_without_their_store_are_refused(self):
        """What cannot be told to be ours is not taken away."""
        world.report(self.batch, self.out)
        for data in (None, b"no database" * 100):
            (self.out / "结果.sqlite").unlink()
            if data:
                (self.out / "结果.sqlite").write_bytes(data)
            else:
                self.assertFails(world.report(self.batch, self.out),
                                 "A01_测试班主任工作室.pdf")
                (self.out / "结果.sqlite").touch()
        self.fails(self.out, "A01_测试班主任工作室.pdf")

    def test_force_keeps_the_old(self):
        self.out.mkdir()
        (self.out / "家谱.txt").write_text("mine")
        for n in ("", ".2"):
            done = world.report(self.batch, self.out, "--force")
            self.assertEqual(done.status, 0, done)
            self.assertEqual((self.tmp / f"out.old{n}" / "家谱.txt")
                             .read_text(), "mine")
            self.assertNothingLeft(self.out, *world.OUTPUTS)
            (self.out / "家谱.txt").write_text("mine")

    def test_the_batch_itself_is_refused(self):
        self.fails(self.batch)
        self.assertNothingLeft(self.tmp, "batch")

    def test_empty_folder_is_used(self):
        self.out.mkdir()
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        self.assertNothingLeft(self.out, *world.OUTPUTS)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_slashes_behind(self):
        self.assertEqual(world.report(self.batch, f"{self.out}//").status, 0)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_earlier_result_is_replaced_whole(self):
        other = world.write(self.tmp / "other", world.studio("B07"), "B07")
        world.report(other, self.out)
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        self.assertNothingLeft(self.out, *world.OUTPUTS)
        self.assertEqual([p.name for p in world.pdfs(self.out)],
                         ["A01_测试班主任工作室.pdf"])
        self.assertNothingLeft(self.tmp, "batch", "other", "out")

    def test_failing_run_leaves_the_earlier_result(self):
        world.report(self.batch, self.out)
        before = world.digests(self.out)
        for args in (["-s", "nothing", self.batch],
                     ["-s", world.SCHEME, self.tmp / "nothing"]):
            self.assertFails(world.run("report", *args, "-o", self.out))
            self.assertEqual(world.digests(self.out), before)

    def test_what_a_power_cut_left(self):
        part = self.tmp / "out.part"
        (part / "报告").mkdir(parents=True)
        (part / "报告" / "x.pdf.part").write_text("half")
        (part / "汇总表.xlsx.part").write_text("half")
        (part / "结果.sqlite-journal").write_text("half")
        (part / "tmp.aB3dE6gH9j").write_text("a sheet, half")
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_part_is_a_link(self):
        """What OUT.part leads to is not emptied."""
        precious = self.tmp / "precious"
        precious.mkdir()
        (precious / "家谱.txt").write_text("mine")
        (self.tmp / "out.part").symlink_to(precious)
        self.fails(self.out, "out.part")
        self.assertEqual((precious / "家谱.txt").read_text(), "mine")
        self.assertNothingLeft(self.tmp, "batch", "precious", "out.part")

    def test_part_is_somebody_elses(self):
        """It is kept, and the run goes on."""
        part = self.tmp / "out.part"
        for n, name in (("", "家谱.txt"), (".2", "照片/甲.jpg"),
                        (".3", "报告/扫描.pdf")):
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_text("mine")
            done = world.report(self.batch, self.out)
            self.assertEqual(done.status, 0, done)
            kept = self.tmp / f"out.old{n}"
            self.assertEqual((kept / name).read_text(), "mine")
            self.assertIn(f"{name.split('/')[0]}", done.err)
            self.assertIn(f"out.old{n}", done.err)
        self.assertNothingLeft(self.tmp, "batch", "out", "out.old",
                               "out.old.2", "out.old.3")

    def test_in_the_batch(self):
        """There it would be read as a school's folder."""
        self.fails(self.batch / "out", str(self.batch))
        self.fails(self.batch / "A01" / "out", str(self.batch))
        done = world.run("report", "-s", world.SCHEME, ".", "-o", "out",
                         cwd=self.batch)
        self.assertFails(done, "out")
        self.assertNothingLeft(self.batch, "A01")
        beside = self.tmp / "batch-2024"        # only begins like it
        self.assertEqual(world.report(self.batch, beside).status, 0)

    def test_is_a_link(self):
        """The folder it leads to is replaced, the link stays."""
        (self.tmp / "disk").mkdir()
        (self.tmp / "disk" / "real").mkdir()
        self.out.symlink_to(self.tmp / "disk" / "real")
        for _ in range(2):
            self.assertEqual(world.report(self.batch, self.out).status, 0)
            self.assertTrue(self.out.is_symlink())
            self.assertNothingLeft(self.tmp / "disk" / "real", *world.OUTPUTS)
            self.assertNothingLeft(self.tmp / "disk", "real")

    def test_is_the_working_folder(self):
        self.out.mkdir()
        done = world.run("report", "-s", world.ROOT / "rubrics" /
                         world.SCHEME, self.batch, "-o", ".", cwd=self.out)
        self.assertEqual(done.status, 0, done)
        self.assertNothingLeft(self.out, *world.OUTPUTS)

    def test_old_result_that_cannot_be_removed(self):
        """The new one is there: that is done, and the old one is named."""
        world.report(self.batch, self.out)
        if os.geteuid() == 0 and subprocess.run(
                ["chattr", "+i", self.out / "报告"], check=False,
                stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no immutable folders here")
        if os.geteuid() != 0:
            (self.out / "报告").chmod(0o555)
        done = world.report(self.batch, self.out)
        old = self.tmp / "out.删除中" / "报告"
        if os.geteuid() == 0:
            subprocess.run(["chattr", "-i", old], check=False)
        else:
            old.chmod(0o755)
        self.assertEqual(done.status, 0, done)
        self.assertIn("out.删除中", done.err)
        self.assertNothingLeft(self.out, *world.OUTPUTS)


class Full(world.Case):
    """A full disk, at every point a write can fail."""

    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "batch", world.studio())
        self.place = self.tmp / "place"
        self.place.mkdir()
        self.out = self.place / "out"

    def stays(self, before, done):
        self.assertFails(done)
        self.assertEqual(world.digests(self.out), before)
        self.assertNothingLeft(self.place, "out")

    def test_small_disk(self):
        """On a file system with less and less room."""
        if os.geteuid() != 0 or subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=16m", "none",
                 self.place], check=False, stderr=subprocess.DEVNULL
                ).returncode != 0:
            self.skipTest("no right to mount a file system")
        self.addCleanup(subprocess.run, ["umount", self.place], check=True)
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        before = world.digests(self.out)
        filler = self.tmp / "place" / "filler"
        for left in (0, 16, 100, 400, 1000, 2000, 3000, 4000):
            with open(filler, "wb") as f:
                room = os.statvfs(self.place)
                f.write(b"x" * (room.f_bavail * room.f_frsize - left * 1024))
            done = world.report(world.SAMPLES, self.out)
            filler.unlink()
            self.stays(before, done)
        self.assertEqual(world.report(world.SAMPLES, self.out).status, 1)

    def test_limit_on_file_size(self):
        """Every write beyond a limit fails: no right needed."""
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        before = world.digests(self.out)
        sizes = sorted(p.stat().st_size for p in self.out.rglob("*")
                       if p.is_file())
        for limit in (1, 4096, sizes[1] - 1, sizes[2] - 1, sizes[-1] - 1):
            done = world.report(
                self.batch, self.out, restore_signals=False,
                preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_FSIZE, (limit, limit)))
            self.stays(before, done)

    def test_self_assessment(self):
        """The old paper stays when the new one cannot be written."""
        path = self.place / "自评表.pdf"
        path.write_bytes(b"old")
        for limit in (1, 4096, 20000):
            done = world.run(
                "self", "-s", world.SCHEME, self.batch / "A01", "-o", path,
                restore_signals=False, preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_FSIZE, (limit, limit)))
            self.assertFails(done)
            self.assertEqual(path.read_bytes(), b"old")
            self.assertNothingLeft(self.place, "自评表.pdf")

    def test_stdout_is_full(self):
        for args in (["check", "-s", world.SCHEME, world.SAMPLES],
                     ["check", "-s", world.SCHEME, world.SAMPLES,
                      "--format", "csv"],
                     ["check", "-s", world.SCHEME, world.SAMPLES,
                      "--format", "json"],
                     ["schemes"], ["lint", world.SCHEME], ["--help"],
                     ["check", "--help"], ["--version"]):
            with open("/dev/full", "wb") as full:
                done = world.run(*args, stdout=full)
            self.assertEqual(done.status, 2, (args, done))
            self.assertLessEqual(done.err.count("\n"), 1)

    def test_reader_went_away(self):
        read, write = os.pipe()
        os.close(read)
        done = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                         stdout=write)
        os.close(write)
        self.assertEqual(done.status, 2, done)


class Signals(world.Case):
    """Interrupted in the middle: nothing half-written stays."""

    def start(self, n=400):
        self.out = self.tmp / "out"
        process = subprocess.Popen(
            [world.PROGRAM, "report", "-s", world.SCHEME,
             world.bench_batch(n), "-o", self.out], cwd=world.ROOT,
            env=world.environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        return process

    def until(self, process, pattern, count=1):
        """Wait until OUT.part holds so many files of the pattern."""
        part = self.tmp / "out.part"
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if pattern == "":
                if part.exists():
                    return
            elif len(list(part.glob(pattern))) >= count:
                return
            self.assertIsNone(process.poll(), "it ended before the signal")
            time.sleep(0.001)
        self.fail("it did not come so far")

    def finish(self, process, left=()):
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 2, err.decode())
        self.assertEqual(out, b"")
        self.assertEqual(err.count(b"\n"), 1, err.decode())
        self.assertIn("中断", err.decode())
        self.assertNothingLeft(self.tmp, *left)

    def test_at_several_moments(self):
        for number, pattern, count in (
                (signal.SIGINT, "", 1), (signal.SIGTERM, "结果.sqlite", 1),
                (signal.SIGTERM, "报告/*.pdf", 1),
                (signal.SIGINT, "报告/*.pdf", 50), (signal.SIGHUP, "", 1)):
            with self.subTest((number, pattern, count)):
                process = self.start()
                self.until(process, pattern, count)
                process.send_signal(number)
                self.finish(process)

    def test_it_stops_soon(self):
        process = self.start()
        self.until(process, "报告/*.pdf", 1)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        self.finish(process)
        self.assertLess(time.monotonic() - start, 5)

    def test_earlier_result_stays(self):
        batch = world.write(self.tmp / "batch", world.studio())
        world.report(batch, self.tmp / "out")
        before = world.digests(self.tmp / "out")
        process = self.start()
        self.until(process, "报告/*.pdf", 5)
        process.send_signal(signal.SIGINT)
        self.finish(process, ["batch", "out"])
        self.assertEqual(world.digests(self.tmp / "out"), before)

    def test_check(self):
        process = subprocess.Popen(
            [world.PROGRAM, "check", "-s", world.SCHEME,
             world.bench_batch(400)], cwd=world.ROOT,
            env=world.environment(), stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        time.sleep(0.15)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        self.assertEqual((process.returncode, out), (2, b""), err)
        self.assertIn("中断", err.decode())

    def test_killed_and_run_again(self):
        process = self.start()
        self.until(process, "报告/*.pdf", 2)
        process.kill()
        process.communicate()
        self.assertNothingLeft(self.tmp, "out.part")
        batch = world.write(self.tmp / "batch", world.studio())
        self.assertEqual(world.report(batch, self.out).status, 0)
        self.assertNothingLeft(self.tmp, "batch", "out")
        self.assertEqual(len(world.pdfs(self.out)), 1)

    def test_what_came_meanwhile_is_kept(self):
        """A file put into OUT while the new result was made."""
        batch = world.write(self.tmp / "batch", world.studio())
        world.report(batch, self.tmp / "out")
        process = self.start(100)
        self.until(process, "报告/*.pdf", 2)
        (self.out / "批示.docx").write_text("mine")
        _, err = process.communicate(timeout=60)
        self.assertIn("out.old", err.decode())
        self.assertEqual((self.tmp / "out.old" / "批示.docx").read_text(),
                         "mine")
        self.assertEqual(len(world.pdfs(self.out)), 100)

    def test_two_at_once(self):
        process = self.start()
        self.until(process, "报告/*.pdf", 2)
        batch = world.write(self.tmp / "batch", world.studio())
        self.assertFails(world.report(batch, self.out), str(self.out))
        process.send_signal(signal.SIGTERM)
        self.finish(process, ["batch"])


class Poor(world.Case):
    """Few files, little memory, no environment."""

    def test_empty_environment(self):
        done = subprocess.run(
            [world.PROGRAM, "report", "-s", world.SCHEME, world.SAMPLES,
             "-o", self.tmp / "out"], cwd=world.ROOT, env={}, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stderr), (1, b""))
        self.assertEqual(world.digests(self.tmp / "out"),
                         world.digests(world.samples_report()[1]))

    def test_few_open_files(self):
        done = world.report(
            world.bench_batch(400), self.tmp / "out",
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE,
                                                  (40, 40)))
        self.assertEqual(done.status, 1, done)

    def test_temporary_folder_is_not_needed(self):
        done = world.report(world.SAMPLES, self.tmp / "out",
                            env={"TMPDIR": "/nowhere",
                                 "SQLITE_TMPDIR": "/nowhere"})
        self.assertEqual(done.status, 1, done)


if __name__ == "__main__":
    unittest.main()
