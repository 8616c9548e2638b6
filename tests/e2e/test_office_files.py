"""Tables as office programs save them: read as the same as the CSV."""
import unittest

import world

STUDIOS = ["ZZ2024-01", "ZZ2024-06", "ZZ2024-09"]   # the others have no commas
# comma, quote, UTF-8, from the first line; every column is text
AS_TEXT = "Text - txt - csv (StarCalc):44,34,76,1," + "/".join(
    f"{i + 1}/2" for i in range(40))
DATA = ["工作室", "成员", "自评", "评审", "获奖", "参赛情况", "听取汇报", "年度材料",
        "汇总", "资格", "得分"]


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-16")


class OfficeFiles(world.Case):
    """The samples, once as CSV and once as LibreOffice saves it."""

    def batch(self):
        for code in STUDIOS:
            folder = self.tmp / "csv" / code
            folder.mkdir(parents=True)
            for path in sorted((world.SAMPLES / code).glob("*.csv")):
                (folder / path.name).write_text(text_of(path), "utf-8-sig")
        return self.tmp / "csv"

    def converted(self, batch, kind, extensions):
        """Each table in a file of that kind, called by one extension."""
        before, after = self.tmp / "before", self.tmp / "after"
        before.mkdir()
        tables = sorted(batch.glob("*/*.csv"))
        for table in tables:    # all in one folder: it takes seconds to start
            name = f"{table.parent.name}+{table.name}"
            (before / name).write_bytes(table.read_bytes())
        done = world.tool(
            "soffice", f"-env:UserInstallation=file://{self.tmp}/profile",
            "--headless", f"--infilter={AS_TEXT}", "--convert-to", kind,
            "--outdir", after, *sorted(before.iterdir()))
        for i, table in enumerate(tables):
            made = after / f"{table.parent.name}+{table.stem}.{kind}"
            self.assertTrue(made.exists(), (table, done))
            folder = self.tmp / "other" / table.parent.name
            folder.mkdir(parents=True, exist_ok=True)
            extension = extensions[i % len(extensions)]
            made.rename(folder / f"{table.stem}.{extension}")
        return self.tmp / "other"

    def values(self, name, table):
        """The table without where each row comes from."""
        names = [n for (n,) in world.rows(
            self.tmp / name, "SELECT name FROM pragma_table_info(?)", table)
            if not n.startswith("_")]
        return world.rows(self.tmp / name, "SELECT " + ", ".join(
            f'"{n}"' for n in names) + f" FROM {table}")

    def same(self, kind, *extensions):
        batch = self.batch()
        other = self.converted(batch, kind, extensions)
        for name, of in (("a", batch), ("b", other)):
            done = world.report(of, self.tmp / name)
            self.assertIn(done.status, (0, 1), done)
        for table in DATA:
            want = self.values("a", table)
            self.assertTrue(want, table)
            self.assertEqual(self.values("b", table), want, table)
        # the sheets are called like the files that LibreOffice was given
        sql = ("SELECT 工作室, 代码, 行, 列, 次数 FROM 问题"
               " WHERE 代码 <> 'FILE_NAME_FOLDED' ORDER BY 1, 2, 3, 4")
        self.assertEqual(world.rows(self.tmp / "b", sql),
                         world.rows(self.tmp / "a", sql))
        for extension in extensions:
            self.assertGreater(world.value(
                self.tmp / "b", "SELECT count(*) FROM 来源文件 WHERE 路径 LIKE ?",
                f"%.{extension}"), 10)

    def test_ods(self):
        self.same("ods", "ods")

    def test_xls(self):
        """What WPS calls .et is one."""
        self.same("xls", "xls", "et")

    def test_page(self):
        """What web systems call .xls."""
        self.same("html", "xls", "html")


if __name__ == "__main__":
    unittest.main()
