"""Numbers and bytes do not depend on the locale of whoever runs it."""
import os
import shutil
import subprocess
import unittest
import zipfile

import world


class Locale(world.Case):
    """A locale with 1,5 for 1.5, and what clerks in China have set."""

    def made(self, source):
        """Make the locale in a folder of its own; its environment."""
        if shutil.which("localedef") is None or not os.path.exists(
                f"/usr/share/i18n/locales/{source}"):
            self.skipTest("the package locales is not installed")
        name = f"{source}.UTF-8"
        done = subprocess.run(["localedef", "-i", source, "-f", "UTF-8",
                               self.tmp / name], check=False,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        self.assertTrue((self.tmp / name).exists(), done.stdout)
        env = {"LOCPATH": str(self.tmp), "LC_ALL": name, "LANG": name}
        return env

    def same(self, env):
        out = self.tmp / "out"
        done = world.report(world.SAMPLES, out, env=env)
        plain, kept = world.samples_report()
        self.assertEqual((done.status, done.err), (plain.status, plain.err))
        self.assertEqual(world.digests(out), world.digests(kept))
        said = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                         "--format", "csv", env=env).out
        self.assertEqual(said.encode(), (kept / "问题清单.csv").read_bytes())

    def test_comma_locale(self):
        env = self.made("de_DE")
        # the locale does work: another program writes a comma in it
        said = subprocess.run(["printf", "%.1f", "1,5"],
                              env={**os.environ, **env}, check=False,
                              executable="/usr/bin/printf",
                              stdout=subprocess.PIPE).stdout
        self.assertEqual(said, b"1,5")
        self.same(env)

    def test_chinese_locale(self):
        self.same(self.made("zh_CN"))

    def test_no_locale(self):
        self.same({"LC_ALL": "C", "LANG": "C"})

    def test_numbers_in_the_workbook(self):
        """No cell holds a number with a comma."""
        with zipfile.ZipFile(world.samples_report()[1] / "汇总表.xlsx") as z:
            sheets = [n for n in z.namelist()
                      if n.startswith("xl/worksheets/sheet")]
            self.assertGreaterEqual(len(sheets), 7)
            for name in sheets:
                self.assertNotRegex(z.read(name).decode(),
                                    r"<v>-?\d+,\d+</v>")


if __name__ == "__main__":
    unittest.main()
