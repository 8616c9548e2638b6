"""The same input gives the same bytes, whatever else differs."""
import csv
import io
import pathlib
import random
import unittest

import world


def copied_in_another_order(source, target, seed=7):
    """Copy a batch, making the entries of each folder in a mixed order."""
    r = random.Random(seed)
    target.mkdir()
    entries = sorted(source.iterdir())
    r.shuffle(entries)
    for entry in entries:
        if entry.is_dir():
            copied_in_another_order(entry, target / entry.name, seed + 1)
        else:
            (target / entry.name).write_bytes(entry.read_bytes())
    return target


class SameBytes(world.Case):
    """SHA-256 of every file of two results."""

    def same(self, *args, batch=None, **others):
        done = world.report(batch or world.SAMPLES, self.tmp / "out", *args,
                            **others)
        self.assertEqual(done.status, 1, done)
        got = world.digests(self.tmp / "out")
        self.assertGreater(len(got), 18)
        self.assertEqual(got, world.digests(world.samples_report()[1]))

    def test_two_runs(self):
        self.same()

    def test_one_worker(self):
        self.same("-j", "1")

    def test_two_workers(self):
        self.same("-j", "2")

    def test_many_workers(self):
        self.same("-j", "16")

    def test_folder_order(self):
        batch = copied_in_another_order(world.SAMPLES, self.tmp / "batch")
        self.same(batch=batch)

    def test_relative_and_absolute_paths(self):
        self.same(batch=pathlib.Path("samples") / world.SCHEME)

    def test_written_over_itself(self):
        self.same()
        self.same()

    def test_time_zone_and_home(self):
        self.same(env={"TZ": "Asia/Shanghai", "USER": "x"})

    def test_date_is_the_schemes_or_the_given_one(self):
        """SOURCE_DATE_EPOCH and --date say the same day."""
        batch = world.write(self.tmp / "batch", world.studio())
        world.report(batch, self.tmp / "a", env={
            "SOURCE_DATE_EPOCH": "1719705600"})
        world.report(batch, self.tmp / "b", "--date", "2024-06-30")
        world.report(batch, self.tmp / "c")
        self.assertEqual(world.digests(self.tmp / "a"),
                         world.digests(self.tmp / "b"))
        self.assertEqual(world.value(self.tmp / "a", "SELECT 日期 FROM 概况"),
                         "2024-06-30")
        self.assertEqual(world.value(self.tmp / "c", "SELECT 日期 FROM 概况"),
                         "2024-03-01")


class SameScores(world.Case):
    """The order of rows and the names of experts' files change no score."""

    TABLES = ("得分", "小计", "汇总", "资格", "结论")

    def scores(self, batch, name):
        done = world.report(batch, self.tmp / name)
        self.assertIn(done.status, (0, 1), done)
        found = {}
        for table in self.TABLES:
            columns = [r[1] for r in world.rows(
                self.tmp / name, f"PRAGMA table_info({table})")]
            # evidence lists names in the order of the rows
            kept = [c for c in columns if c not in ("明细", "自动明细")]
            found[table] = sorted(map(repr, world.rows(
                self.tmp / name, f"SELECT {','.join(kept)} FROM {table}")))
        return found

    def permuted(self, source, target, seed):
        """Mix the rows of each file; exchange the experts' file names."""
        r = random.Random(seed)
        for folder in sorted(p for p in source.iterdir() if p.is_dir()):
            (target / folder.name).mkdir(parents=True)
            for path in sorted(folder.iterdir()):
                data = path.read_bytes()
                bom = data.startswith(b"\xef\xbb\xbf")
                encoding = "utf-8-sig" if bom else "gb18030"
                head, *rows = csv.reader(io.StringIO(
                    data.decode(encoding), newline=""))
                r.shuffle(rows)
                name = path.name
                if name.startswith("评审-"):
                    name = "评审-" + {"甲": "3", "乙": "1", "丙": "2"}[
                        path.stem[3:]] + ".csv"
                (target / folder.name / name).write_bytes(
                    world.text([head, *rows]).encode(encoding))
        return target

    def test_permuted(self):
        batch = world.bench_batch(40)
        want = self.scores(batch, "0")
        self.assertGreater(len(want["得分"]), 40 * 50)
        for seed in (1, 2):
            mixed = self.permuted(batch, self.tmp / f"mixed{seed}", seed)
            self.assertEqual(self.scores(mixed, str(seed)), want, seed)


if __name__ == "__main__":
    unittest.main()
