"""The samples with each studio's tables in one workbook, written by the
programs that people and web systems use: what is read is what the text files
say.  评审 stays in text files: it does not count from a school's workbook."""
import csv
import functools
import io
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

from world import SAMPLES, SCHEME, run

STUDIOS = sorted(p.parent for p in SAMPLES.glob("*/基本信息.csv"))
OFFICE = shutil.which("soffice")
NODE = shutil.which("node")
WRITERS = {
    "exceljs": """
        const E = require("exceljs"), b = new E.Workbook();
        for (const [name, rows] of tables)
            rows.forEach(r => (b.getWorksheet(name) ??
                b.addWorksheet(name)).addRow(r));
        b.xlsx.writeFile(out);""",
    "xlsx": """
        const X = require("xlsx"), b = X.utils.book_new();
        for (const [name, rows] of tables)
            X.utils.book_append_sheet(b, X.utils.aoa_to_sheet(rows), name);
        X.writeFile(b, out);""",
}


def text_of(path):
    """None where the file is none, whatever its name says."""
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return None


def is_table(path):
    return (path.suffix == ".csv" and not path.stem.startswith("评审") and
            text_of(path) is not None)


def tables(studio):
    """The studio's tables by name, whatever encoding each file has."""
    for path in sorted(filter(is_table, studio.iterdir())):
        text = text_of(path)
        first = text.split("\n")[0]
        yield path.stem, list(csv.reader(
            io.StringIO(text), delimiter=max(",;\t", key=first.count)))


def findings(batch):
    """What check says: studio, code, table, cell, value; a line of a text
    with line breaks in its cells is not the row of a sheet, its cell is."""
    done = run("check", "-s", SCHEME, batch, "--format", "json")
    assert done.status in (0, 1), done
    return sorted((f["工作室"] or "", f["代码"], f["工作表"] or
                   pathlib.Path(f["文件"] or "").stem,
                   (f["单元格"] or "").split("!")[-1] if f["列"] else "",
                   f["值"] or "", f["次数"])
                  for f in json.loads(done.out))


class WorkbooksIn(unittest.TestCase):
    """Each test hands the same batch in, written by another program."""

    @classmethod
    def setUpClass(cls):
        cls.maxDiff = 4000
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="pinggu-books-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.want = findings(SAMPLES)

    def hand_in(self, books):
        """The batch with the workbook books[studio] for each one's tables."""
        batch = self.folder / f"{self.id()}"
        for path in SAMPLES.rglob("*"):
            to = batch / path.relative_to(SAMPLES)
            to.parent.mkdir(parents=True, exist_ok=True)
            if path.is_file() and not (path.parent in STUDIOS and
                                       is_table(path)):
                shutil.copy(path, to)
        for studio in STUDIOS:
            book = books[studio.name]
            shutil.copy(book, batch / studio.name / f"填报{book.suffix}")
        self.assertEqual(findings(batch), self.want)

    @functools.cached_property
    def made(self):
        """The workbooks by openpyxl, every cell a text."""
        import openpyxl
        books = {}
        for studio in STUDIOS:
            book = openpyxl.Workbook()
            book.remove(book.active)
            for name, rows in tables(studio):
                sheet = book.create_sheet(name)
                for row in rows:
                    sheet.append(row)
            books[studio.name] = self.folder / f"{studio.name}.xlsx"
            book.save(books[studio.name])
        return books

    def test_openpyxl(self):
        self.hand_in(self.made)

    def by_office(self, kind):
        if not OFFICE:
            self.skipTest("没有 LibreOffice（soffice），此项没有运行")
        subprocess.run([OFFICE, f"-env:UserInstallation=file://{self.folder}/"
                        "profile", "--headless", "--convert-to", kind,
                        "--outdir", self.folder / "office", *self.made.values()],
                       check=True, capture_output=True, timeout=120)
        self.hand_in({name: self.folder / "office" / f"{name}.{kind}"
                      for name in self.made})

    def test_libreoffice_xlsx(self):
        self.by_office("xlsx")

    def test_libreoffice_xls(self):
        self.by_office("xls")

    def test_libreoffice_ods(self):
        self.by_office("ods")

    def by_node(self, module, suffix=".xlsx"):
        if not NODE or subprocess.run(
                [NODE, "-e", f'require("{module}")'],
                capture_output=True, check=False).returncode != 0:
            why = f"没有 node 或它的 {module}（tools/judges.sh），此项没有运行"
            if os.environ.get("JUDGES") == "required":
                self.fail(why)
            self.skipTest(why)
        books = {s.name: self.folder / f"{s.name}-{module}{suffix}"
                 for s in STUDIOS}
        work = [[list(tables(s)), str(books[s.name])] for s in STUDIOS]
        subprocess.run([NODE, "-e", "for (const [tables, out] of JSON.parse("
                        f"require('fs').readFileSync(0))) {{{WRITERS[module]}}}"],
                       input=json.dumps(work).encode(), check=True)
        self.hand_in(books)

    def test_exceljs(self):
        self.by_node("exceljs")

    def test_sheetjs(self):
        self.by_node("xlsx")

    def test_sheetjs_excel_2003_xml(self):
        """What it calls .xls when asked for is decided by the bytes."""
        self.by_node("xlsx", ".xml")


if __name__ == "__main__":
    unittest.main()
