"""How schools hand in: whatever the way, the result is that of a folder of CSV.

The data are those of tests/samples/ways.py, invented there; the workbooks are
written by openpyxl and LibreOffice, the archives by Python.
"""
import csv
import functools
import io
import pathlib
import shutil
import sqlite3
import sys
import unittest
import unittest.mock
import zipfile

import openpyxl

import world

sys.path.insert(0, str(world.ROOT / "tests" / "samples"))
import ways                                         # noqa: E402

SCHEME = "pingdingshan-2021"
CODE = "PDS-21"
DATA = ways.studio(1)
SCORES = [[CODE, point, "合格", ""] for point in ("C1", "C2", "C3", "C4")]
MEMBERS, PAST = DATA["成员"], DATA["历年考核"]


class Result:
    """What a report says, without where it stood."""

    def __init__(self, batch):
        out = world.scratch() / "out"
        self.run = world.run("report", "-s", SCHEME, batch, "-o", out)
        if self.run.status not in (0, 1):
            raise AssertionError(self.run)
        self.db = sqlite3.connect(out / "结果.sqlite")

    def ask(self, sql, *values):
        return self.db.execute(sql, values).fetchall()

    def data(self, table):
        columns = [c[1] for c in self.ask(f"PRAGMA table_info({table})")
                   if not c[1].startswith("_")]
        return self.ask(f"SELECT {', '.join(columns)} FROM {table} "
                        "ORDER BY 1, _序")

    def all(self):
        return (self.ask("SELECT * FROM 汇总 ORDER BY 工作室"),
                [self.data(t) for t in ("工作室", "成员", "历年考核", "评审")],
                self.ask("SELECT 工作室, 代码, 字段, 值 FROM 问题 "
                         "ORDER BY 1, 2, 3, 4"))

    def findings(self, *codes):
        """{(代码, 文件, 工作表)} but for tables that are missing."""
        return {row for row in self.ask("SELECT 代码, 文件, 工作表 FROM 问题 "
                                        "WHERE 级别 IN ('错误', '提醒')")
                if row[0] != "TABLE_MISSING" and (not codes or row[0] in codes)}

    def names(self, code=CODE):
        return [r[0] for r in self.ask("SELECT 姓名 FROM 成员 WHERE 工作室 = ? "
                                       "ORDER BY _序", code)]


def new_batch():
    batch = world.scratch() / "batch"
    batch.mkdir()
    return batch


def scores(batch, name="评审-温专家.csv"):
    ways.write_csv(batch / name, ["工作室", "评估点", "结论", "意见"], SCORES)


def put(batch, files):
    """{path: (heading, rows) or text or bytes}."""
    for name, what in files.items():
        path = batch / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, bytes):
            path.write_bytes(what)
        elif isinstance(what, str):
            path.write_text(what, "utf-8")
        else:
            ways.write_csv(path, *what)
    return batch


def csv_bytes(heading, rows):
    text = io.StringIO()
    csv.writer(text).writerows([heading] + rows)
    return text.getvalue().encode("utf-8")


def pack(path, entries, encode=None):
    """A .zip of {name: bytes}; encode: the names' bytes, as old programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            if encode:
                # zipfile writes CP437 names as they are, without the UTF-8 flag
                info.filename = name.encode("gbk").decode("cp437")
            info.external_attr = 0o644 << 16
            z.writestr(info, data)
    if encode:
        data = path.read_bytes()
        for name in entries:
            utf8 = name.encode("gbk").decode("cp437").encode("utf-8")
            assert utf8 in data
        path.write_bytes(plain_names(data, entries))


def plain_names(data, entries):
    """The archive again with GBK names and no flag that they are UTF-8."""
    out = io.BytesIO()
    locals_, offset = [], 0
    import struct
    import zlib
    for name, content in entries.items():
        raw = name.encode("gbk")
        crc = zlib.crc32(content)
        locals_.append((raw, crc, len(content), offset))
        head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 0, 0, 0x5821, crc,
                           len(content), len(content), len(raw), 0)
        out.write(head + raw + content)
        offset = out.tell()
    start = out.tell()
    for raw, crc, size, at in locals_:
        out.write(struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 0, 0,
                              0x5821, crc, size, size, len(raw), 0, 0, 0, 0,
                              0, at) + raw)
    end = out.tell()
    out.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(locals_),
                          len(locals_), end - start, start, 0))
    return out.getvalue()


FILES = {f"{t}.csv": csv_bytes(*DATA[t]) for t in DATA}


def folder(batch, name=CODE):
    ways.write_folder(batch / name, DATA)
    return batch


def book(path, sheets):
    """{name: (heading, rows)}; openpyxl."""
    ways.write_workbook(path, sheets)
    return path


@functools.lru_cache(None)
def usual():
    batch = folder(new_batch())
    scores(batch)
    return Result(batch).all()


@functools.lru_cache(None)
def by_libreoffice(how):
    """The studio's workbook as LibreOffice saves it."""
    work = world.scratch()
    ways.convert(book(work / "班01.xlsx", DATA), how, work / "out")
    return {p.name: p.read_bytes() for p in (work / "out").iterdir()}


class Ways(unittest.TestCase):
    """Each gives the same totals, rows and findings."""

    def same(self, batch, score=True):
        if score:
            scores(batch)
        result = Result(batch)
        for ours, theirs in zip(result.all(), usual()):
            self.assertEqual(ours, theirs)

    def test_workbook_in_a_folder(self):
        batch = new_batch()
        book(batch / CODE / "填报表.xlsx", DATA)
        self.same(batch)

    def test_workbook_in_the_root(self):
        batch = new_batch()
        book(batch / f"{CODE}_某校.xlsx", DATA)
        self.same(batch)

    def test_workbooks_of_one_sheet(self):
        batch = new_batch()
        for table in DATA:
            book(batch / CODE / f"{table}.xlsx", {"Sheet1": DATA[table]})
        self.same(batch)

    def test_archive(self):
        batch = new_batch()
        pack(batch / f"{CODE}.zip", FILES)
        self.same(batch)

    def test_archive_of_a_folder_with_gbk_names(self):
        batch = new_batch()
        pack(batch / "材料.zip",
             {f"{CODE}/{k}": v for k, v in FILES.items()}, encode=True)
        self.same(batch)

    def test_archive_of_a_workbook(self):
        batch = new_batch()
        path = book(world.scratch() / "填报.xlsx", DATA)
        pack(batch / f"{CODE}.zip", {"填报.xlsx": path.read_bytes()})
        self.same(batch)

    def test_flat_names(self):
        for mark in "-_ ":
            with self.subTest(mark):
                batch = new_batch()
                ways.write_folder(batch, DATA, CODE + mark)
                self.same(batch)

    def test_district(self):
        self.same(folder(new_batch(), f"新华区/某中学/{CODE}"))

    def test_one_level_too_deep(self):
        self.same(folder(new_batch(), f"{CODE}/申报材料"))

    def test_one_level_too_high(self):
        batch = folder(new_batch(), f"2024年/{CODE}")
        scores(batch, "2024年/评审-温专家.csv")
        self.same(batch, score=False)

    def test_all_in_one_table(self):
        batch = new_batch()
        heading, rows = DATA["基本信息"]
        put(batch, {"工作室.csv": ([r[0] for r in rows], [[r[1] for r in rows]])})
        for table in ("成员", "历年考核"):
            heading, rows = DATA[table]
            put(batch, {f"{table}.csv": (["工作室"] + heading,
                                         [[CODE] + r for r in rows])})
        self.same(batch)

    def test_all_in_one_workbook(self):
        batch = new_batch()
        heading, rows = DATA["基本信息"]
        sheets = {"工作室": ([r[0] for r in rows], [[r[1] for r in rows]])}
        for table in ("成员", "历年考核"):
            heading, rows = DATA[table]
            sheets[table] = (["工作室"] + heading, [[CODE] + r for r in rows])
        book(batch / "汇总.xlsx", sheets)
        self.same(batch)

    def test_libreoffice_all_sheets(self):
        self.same(put(new_batch(), {f"{CODE}/{k}": v for k, v in
                                    by_libreoffice(ways.ALL_SHEETS).items()}))

    def test_page_called_xls(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").unlink()
        work = world.scratch()
        ways.convert(book(work / "成员.xlsx", {"成员": MEMBERS}), "html", work)
        shutil.copy(work / "成员.html", batch / CODE / "成员.xls")
        self.same(batch)

    def test_xls(self):
        self.same(put(new_batch(), {f"{CODE}/{k}": v for k, v in
                                    by_libreoffice("xls").items()}))

    def test_xls_called_et(self):
        self.same(put(new_batch(), {f"{CODE}/{k[:-4]}.et": v for k, v in
                                    by_libreoffice("xls").items()}))

    def test_ods(self):
        self.same(put(new_batch(), {f"{CODE}/{k}": v for k, v in
                                    by_libreoffice("ods").items()}))

    def test_text_called_xls(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").rename(batch / CODE / "成员.xls")
        self.same(batch)

    def test_scores_in_their_folder(self):
        batch = folder(new_batch())
        scores(batch, "评审/评审-温专家.csv")
        self.same(batch, score=False)

    def test_scores_of_a_workbook(self):
        batch = folder(new_batch())
        book(batch / "评审-温专家.xlsx", {"Sheet1": (
            ["工作室", "评估点", "结论", "意见"], SCORES)})
        self.same(batch, score=False)

    def test_scores_a_sheet_an_expert(self):
        batch = folder(new_batch())
        heading = ["工作室", "评估点", "结论", "意见"]
        book(batch / "评审.xlsx", {"温专家": (heading, SCORES),
                                 "说明": (["请各位专家填写"], [])})
        result = Result(batch)
        self.assertEqual(result.all()[:2], usual()[:2])
        self.assertEqual(result.findings(), {
            ("SHEET_UNKNOWN", "评审.xlsx", "说明")})

    def test_expert_in_front(self):
        batch = folder(new_batch())
        scores(batch, "温专家-评审.csv")
        self.same(batch, score=False)

    def test_names_garbled_on_disk(self):
        batch = new_batch()
        for name, data in FILES.items():
            put(batch, {f"{CODE}/" + name.encode("gbk").decode("cp437"): data})
        self.same(batch)


    def test_a_table_by_its_heading_alone(self):
        """The one file that has all of a lacking table's heading."""
        for name in ("某校成员20240311.csv", "成员（某中学）.csv", "v2成员.txt",
                     "（附件1）成员表（定稿）.csv"):
            with self.subTest(name):
                batch = folder(new_batch())
                (batch / CODE / "成员.csv").rename(batch / CODE / name)
                scores(batch)
                found = Result(batch)
                self.assertEqual(found.all()[:2], usual()[:2])
                self.assertEqual(found.findings(), {
                    ("FILE_NAME_FOLDED", f"{CODE}/{name}", None)})

    def test_prints_beside_the_tables(self):
        """Scans, signed and sealed, and what proves a table's rows."""
        batch = folder(new_batch())
        prints = ("成员.pdf", "基本信息.docx", "成员.rar", "历年考核.jpg",
                  "历年考核-证书.pdf", f"{CODE}-成员.doc")
        put(batch, {f"{CODE}/{name}": b"%PDF-1.4\n" for name in prints})
        scores(batch)
        put(batch, {"评审-温专家.pdf": b"%PDF-1.4\n"})
        found = Result(batch)
        self.assertEqual(found.all()[:2], usual()[:2])
        self.assertEqual(found.findings(), {
            ("FILE_NAME_UNKNOWN", f"{CODE}/{name}", None) for name in prints
        } | {("FILE_NAME_UNKNOWN", "评审-温专家.pdf", None)})

    def test_an_empty_form_for_scores(self):
        """A workbook may have it; nobody has scored there."""
        batch = new_batch()
        book(batch / f"{CODE}.xlsx", {**DATA, "评审": (
            ["专家", "评估点", "结论", "意见"], [])})
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.all(), usual())

    def test_a_workbook_called_zip(self):
        """As some browsers save it; and an archive called .xlsx."""
        work = world.scratch()
        batch = folder(new_batch())
        shutil.copy(book(work / "x.xlsx", DATA), batch / "PDS-22_某校.zip")
        found = Result(batch)
        self.assertEqual(found.findings("ARCHIVE_REFUSED", "IDENTITY_MISSING"),
                         {("ARCHIVE_REFUSED", "PDS-22_某校.zip", None)})
        batch = new_batch()
        pack(batch / CODE / "填报.xlsx", FILES)
        self.assertIn(("ARCHIVE_REFUSED", f"{CODE}/填报.xlsx", None),
                      Result(batch).findings())

    def test_an_expert_behind_other_marks(self):
        for name in ("评审_温专家", "评审 温专家", "评审（温专家）", "评审表_温专家",
                     "评审表(温专家)"):
            with self.subTest(name):
                batch = folder(new_batch())
                scores(batch, name + ".csv")
                found = Result(batch)
                self.assertEqual(found.all()[:2], usual()[:2])
                self.assertEqual(
                    found.ask("SELECT 代码, 说明 FROM 问题 WHERE 文件 = ?",
                              name + ".csv"),
                    [("FILE_NAME_FOLDED", "名称不是表名，已按“评审-温专家”读取")])

    def test_a_name_with_a_table_in_it(self):
        """Not read, and told what it would have to be called."""
        batch = folder(new_batch())
        put(batch, {f"{CODE}/基本信息（某校）.csv": FILES["基本信息.csv"],
                    f"{CODE}/张专家评审.xls": b"a,b\n1,2\n"})
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.all()[:2], usual()[:2])
        self.assertEqual(
            found.ask("SELECT 建议 FROM 问题 WHERE 代码 = 'FILE_NAME_UNKNOWN' "
                      "ORDER BY 文件"),
            [(f"如为这张表，请改名为“{name}”；佐证材料可忽略本条",)
             for name in ("基本信息.csv", "评审-专家姓名.xls")])

    def test_a_folder_a_table(self):
        batch = put(new_batch(), {
            f"{CODE}/{i}.{name[:-4]}/{name}": data
            for i, (name, data) in enumerate(FILES.items())})
        self.same(batch)

    def test_folders_of_two_studios_are_not_one(self):
        """One of them has no identity, and both have the same table."""
        batch = put(new_batch(), {
            f"新华区/一中/{name}": data for name, data in FILES.items()})
        put(batch, {"新华区/二中/成员.csv": FILES["成员.csv"]})
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.findings("IDENTITY_MISSING"), {
            ("IDENTITY_MISSING", "新华区/二中", None)})
        self.assertEqual(len(found.names()), 17)

    def test_flat_names_the_other_way_round(self):
        """Two studios: never is one's table the other's."""
        batch = new_batch()
        put(batch, {f"{name[:-4]}-{code}.csv": data.replace(
            CODE.encode(), code.encode()) for name, data in FILES.items()
            for code in (CODE, "PDS-22")})
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.findings(), set())
        self.assertEqual(found.names(), found.names("PDS-22"))
        self.assertEqual(len(found.names()), 17)

    def test_flat_names_of_a_studio_without_identity(self):
        """Its members are not those of the only one that has it."""
        batch = new_batch()
        ways.write_folder(batch, DATA, CODE + "-")
        other = [["某" + row[0]] + row[1:] for row in MEMBERS[1]]
        ways.write_csv(batch / "PDS-22-成员.csv", MEMBERS[0], other)
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.all()[:2], usual()[:2])
        self.assertEqual(found.findings(), {
            ("STUDIO_COLUMN_MISSING", "PDS-22-成员.csv", None)})

    def test_experts_files_under_their_names(self):
        """In 评审/; and a workbook whose sheet is called 评审."""
        heading = ["工作室", "评估点", "结论", "意见"]
        for name in ("评审/温专家.csv", "评审/温专家.xlsx", "专家评审/评审-温专家.csv",
                     "评审-温专家.xlsx"):
            with self.subTest(name):
                batch = folder(new_batch())
                if name.endswith("csv"):
                    put(batch, {name: (heading, SCORES)})
                else:
                    (batch / name).parent.mkdir(exist_ok=True)
                    book(batch / name, {"评审": (heading, SCORES)})
                found = Result(batch)
                self.assertEqual(found.all()[:2], usual()[:2])
                self.assertEqual({f[0] for f in found.findings()}, {
                    "FILE_NAME_FOLDED"} if name == "评审/温专家.csv" else set())

    def test_a_table_of_all_by_its_heading(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").unlink()
        put(batch, {"全市名册2024.csv": (
            ["工作室"] + MEMBERS[0], [[CODE] + row for row in MEMBERS[1]])})
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.all()[:2], usual()[:2])
        self.assertEqual(found.findings(), {
            ("FILE_NAME_FOLDED", "全市名册2024.csv", None)})

    def test_no_heading_beside_the_table(self):
        """A second table of that heading is not read beside the one named so,
        nor is one with half of it in its place."""
        batch = folder(new_batch())
        shutil.copy(batch / CODE / "成员.csv", batch / CODE / "去年的人.csv")
        scores(batch)
        found = Result(batch)
        self.assertEqual(found.all()[:2], usual()[:2])
        self.assertEqual(found.findings(), {
            ("FILE_NAME_UNKNOWN", f"{CODE}/去年的人.csv", None)})
        (batch / CODE / "成员.csv").unlink()
        (batch / CODE / "去年的人.csv").write_text("姓名,签到\n甲,√\n", "utf-8")
        self.assertEqual(Result(batch).names(), [])


class Texts(unittest.TestCase):
    """The texts that a table names are found wherever it is read."""

    def test_all(self):
        sample = world.ROOT / "samples" / "moe-2022" / "MOE2022-04"
        said = None
        for way in ("folder", "archive", "flat", "workbook"):
            batch = new_batch()
            if way == "folder":
                shutil.copytree(sample, batch / sample.name)
            elif way == "archive":
                pack(batch / f"{sample.name}.zip", {
                    str(p.relative_to(sample)): p.read_bytes()
                    for p in sample.rglob("*") if p.is_file()})
            elif way == "flat":
                for path in sample.iterdir():
                    shutil.copy(path, batch / f"{sample.name}-{path.name}")
            else:
                shutil.copytree(sample, batch / sample.name)
                sheets = {}
                for path in sorted((batch / sample.name).glob("*.csv")):
                    rows = list(csv.reader(io.StringIO(
                        path.read_text("utf-8-sig"))))
                    sheets[path.stem] = (rows[0], rows[1:])
                    path.unlink()
                book(batch / f"{sample.name}_填报.xlsx", sheets)
            out = world.scratch() / "out"
            run = world.run("report", "-q", "-s", "moe-2022", batch, "-o", out)
            self.assertIn(run.status, (0, 1), run)
            found = world.rows(out, "SELECT 文件, 文件_字符数 FROM 案例 "
                               "ORDER BY 1")
            self.assertTrue(any(n for _, n in found))
            said = said or found
            self.assertEqual(found, said, way)
            self.assertEqual(world.rows(
                out, "SELECT * FROM 问题 WHERE 代码 IN ('FILE_NAME_UNKNOWN', "
                "'FOLDER_UNKNOWN', 'TEXT_FILE_MISSING')"), [], way)


class OneStudio(unittest.TestCase):
    """self takes a folder, a workbook or an archive."""

    def check(self, path):
        out = world.scratch() / "自评表.pdf"
        run = world.run("self", "-q", "-s", SCHEME, path, "-o", out)
        self.assertIn(run.status, (0, 1), run)
        self.assertTrue(out.exists())

    def test_all(self):
        batch = folder(new_batch())
        work = world.scratch()
        pack(work / "a.zip", FILES)
        self.check(batch / CODE)
        self.check(book(work / "填报.xlsx", DATA))
        self.check(work / "a.zip")


class Workbooks(unittest.TestCase):
    """1.1"""

    def one(self, sheets, change=None, files=None):
        batch = new_batch()
        path = book(batch / CODE / "填报.xlsx", sheets)
        if change:
            made = openpyxl.load_workbook(path)
            change(made)
            made.save(path)
        put(batch, files or {})
        return Result(batch)

    def test_silent_sheets(self):
        result = self.one({"填表说明": (["说明"], [["请填"]]), "怎么改": (["a"], []),
                           "_来源": (["项目", "内容"], [["轮次", "1"]]), **DATA,
                           "Sheet9": ([], [])})
        self.assertEqual(result.findings(), set())

    def test_other_sheet(self):
        result = self.one({**DATA, "随便": (["甲", "乙"], [["1", "2"]])})
        self.assertEqual(result.findings(), {
            ("SHEET_UNKNOWN", f"{CODE}/填报.xlsx", "随便")})

    def test_hidden_sheet(self):
        def hide(made):
            made["成员"].sheet_state = "hidden"
        result = self.one(DATA, hide)
        self.assertEqual(result.findings(), {
            ("SHEET_HIDDEN", f"{CODE}/填报.xlsx", "成员")})
        self.assertEqual(len(result.names()), 17)

    def test_part_of_a_table(self):
        heading, rows = MEMBERS
        sheets = {"基本信息": DATA["基本信息"], "历年考核": PAST,
                  "成员-1": (heading, rows[:9]), "成员-2": (heading, rows[9:])}
        result = self.one(sheets)
        self.assertEqual(result.names(), [r[0] for r in rows])
        self.assertEqual(result.findings(), set())

    def test_sheet_by_its_heading(self):
        sheets = {"基本信息": DATA["基本信息"], "历年考核": PAST,
                  "Sheet3": MEMBERS}
        result = self.one(sheets)
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.findings(), {
            ("FILE_NAME_FOLDED", f"{CODE}/填报.xlsx", "Sheet3")})

    def test_several_sheets_under_a_tables_name(self):
        heading, rows = MEMBERS
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").unlink()
        book(batch / CODE / "成员.xlsx", {"一组": (heading, rows[:9]),
                                        "二组": (heading, rows[9:])})
        result = Result(batch)
        self.assertEqual(result.findings(), {
            ("HEADER_MISSING", f"{CODE}/成员.xlsx", None)})
        self.assertEqual(result.ask("SELECT 资格 FROM 汇总"), [("待核实",)])

    def test_copy_of_a_sheet(self):
        for n, code in ((17, "FILE_COPY"), (5, "FILE_COPY_DIFFERS")):
            heading, rows = MEMBERS
            result = self.one({"成员 (2)": (heading, rows[:n]), **DATA})
            self.assertEqual(result.findings(), {
                (code, f"{CODE}/填报.xlsx", "成员 (2)")})
            self.assertEqual(len(result.names()), 17)

    def test_same_table_twice(self):
        for rows, code in ((MEMBERS[1], "FILE_COPY"),
                           (MEMBERS[1][:5], "FILE_COPY_DIFFERS")):
            text = [[str(c) for c in row] for row in rows]
            result = self.one(DATA, files={f"{CODE}/成员.csv":
                                           (MEMBERS[0], text)})
            self.assertEqual(result.findings(),
                             {(code, f"{CODE}/成员.csv", None)})
            self.assertEqual(len(result.names()), 17)

    def test_one_row_a_sheet_in_sources(self):
        result = self.one(DATA)
        self.assertEqual(
            {r for r in result.ask("SELECT 路径, 工作表, 工作室 FROM 来源文件")},
            {(f"{CODE}/填报.xlsx", t, CODE) for t in DATA})


class Submissions(unittest.TestCase):
    """1.2"""

    def test_number_of_the_name(self):
        for name in ("班01_某校", "班01 某校", "班01"):
            batch = new_batch()
            heading, rows = DATA["基本信息"]
            book(batch / f"{name}.xlsx", {
                **DATA, "基本信息": (heading, rows[1:])})
            self.assertEqual(Result(batch).ask("SELECT 编号 FROM 工作室"),
                             [("班01",)])

    def test_several_in_a_folder(self):
        batch = new_batch()
        for n in (1, 2, 3):
            book(batch / "金水区" / f"{n}.xlsx", ways.studio(n))
        self.assertEqual(Result(batch).ask("SELECT 编号 FROM 工作室 ORDER BY 1"),
                         [("PDS-21",), ("PDS-22",), ("PDS-23",)])

    def test_folder_of_the_number(self):
        batch = new_batch()
        sheets = {k: v for k, v in DATA.items() if k != "成员"}
        book(batch / "填报.xlsx", sheets)
        put(batch, {f"{CODE}/成员.csv": MEMBERS})
        result = Result(batch)
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.findings(), set())

    def test_score_from_school(self):
        sheets = {**DATA, "评审": (["专家", "评估点", "结论"],
                                 [["某", "C1", "合格"]])}
        batch = new_batch()
        book(batch / f"{CODE}.xlsx", sheets)
        pack(batch / "b.zip", {**{f"基本信息.csv": csv_bytes(
            *ways.studio(2)["基本信息"])}, "评审-某.csv": "专家,评估点,结论\n".encode()})
        result = Result(batch)
        self.assertEqual(result.findings("SCORE_FROM_SCHOOL"), {
            ("SCORE_FROM_SCHOOL", f"{CODE}.xlsx", "评审"),
            ("SCORE_FROM_SCHOOL", "b.zip/评审-某.csv", None)})
        self.assertEqual(result.data("评审"), [])

    def rounds(self, first, second):
        batch = new_batch()
        for n, turn in enumerate((first, second)):
            heading, rows = MEMBERS
            book(batch / f"{n}.xlsx", {
                **DATA, "成员": (heading, rows[:7 + n]),
                "_来源": (["项目", "内容"], [["编号", CODE], ["轮次", turn]])})
        return Result(batch)

    def test_superseded(self):
        result = self.rounds("1", "2")
        self.assertEqual(result.findings(), {
            ("SUBMISSION_SUPERSEDED", "0.xlsx", None)})
        self.assertEqual(len(result.names()), 8)
        result = self.rounds("3", "2")
        self.assertEqual(result.findings(), {
            ("SUBMISSION_SUPERSEDED", "1.xlsx", None)})
        self.assertEqual(len(result.names()), 7)

    def test_same_round(self):
        result = self.rounds("2", "2")
        self.assertEqual({f[0] for f in result.findings()}, {"CODE_REPEATED"})
        self.assertEqual(len(result.names()), 7)

    def test_same_number(self):
        """Two of one number: what is odd in the second is not the first's."""
        batch = new_batch()
        book(batch / f"{CODE}_甲.xlsx", DATA)
        book(batch / f"{CODE}_乙.xlsx", {**DATA, "成员": (
            MEMBERS[0], [["张三", "不知", "校", "县", "成员", "否", "", "x"]])})
        result = Result(batch)
        self.assertEqual(result.findings(), {
            ("CODE_REPEATED", f"{CODE}_甲.xlsx", None),
            ("CELL_NOT_CHOICE", f"{CODE}_乙.xlsx", "成员"),
            ("CELL_NOT_NUMBER", f"{CODE}_乙.xlsx", "成员")})

    def test_same_bytes(self):
        batch = new_batch()
        path = book(batch / "a.xlsx", DATA)
        shutil.copy(path, batch / "b.xlsx")
        result = Result(batch)
        self.assertEqual(result.findings(), {("FILE_COPY", "b.xlsx", None)})
        self.assertEqual(len(result.names()), 17)

    def test_alone_says_what_the_batch_says(self):
        """A studio by itself: what was filled from above is told there too."""
        batch = new_batch()
        heading, rows = MEMBERS
        k = heading.index("所在学校")
        rows = [row[:k] + ([""] if 2 <= i < 15 else [row[k]]) + row[k + 1:]
                for i, row in enumerate(rows)]
        ways.write_folder(batch / CODE, {**DATA, "成员": (heading, rows)})
        told = [(code, pathlib.Path(path).name) for code, path, _ in
                Result(batch).findings()]
        self.assertEqual(told, [("VALUE_FROM_ABOVE", "成员.csv")])
        alone = Result(batch / CODE)
        self.assertEqual(alone.findings(),
                         {("VALUE_FROM_ABOVE", "成员.csv", None)})
        self.assertEqual(alone.ask("SELECT count(*) FROM 规范化 WHERE 字段 = "
                                   "'所在学校'"), [(13,)])

    def test_same_bytes_in_two_folders(self):
        """Nothing else was handed in; with a table beside it, it is another."""
        batch = new_batch()
        path = book(batch / "甲" / "填报.xlsx", DATA)
        (batch / "乙").mkdir()
        shutil.copy(path, batch / "乙" / "填报.xlsx")
        self.assertEqual(Result(batch).findings(),
                         {("FILE_COPY", "甲/填报.xlsx", None)})
        (batch / "甲" / "历年考核.csv").write_bytes(b"")
        self.assertIn(("CODE_REPEATED", "甲/填报.xlsx", "基本信息"),
                      Result(batch).findings())


class Archives(unittest.TestCase):
    """1.3"""

    def refused(self, entries, code="ARCHIVE_REFUSED", name="b.zip"):
        batch = folder(new_batch())
        pack(batch / name, entries)
        result = Result(batch)
        self.assertEqual(result.findings(), {(code, name, None)})
        self.assertEqual(len(result.names()), 17)

    def test_path_out_of_it(self):
        self.refused({"../基本信息.csv": FILES["基本信息.csv"]})
        self.refused({"/tmp/基本信息.csv": FILES["基本信息.csv"]})

    def test_link(self):
        batch = folder(new_batch())
        with zipfile.ZipFile(batch / "b.zip", "w") as z:
            info = zipfile.ZipInfo("基本信息.csv")
            info.create_system = 3
            info.external_attr = 0o120777 << 16
            z.writestr(info, "/etc/passwd")
        self.assertEqual(Result(batch).findings(),
                         {("ARCHIVE_REFUSED", "b.zip", None)})

    def test_name_twice(self):
        batch = folder(new_batch())
        with zipfile.ZipFile(batch / "b.zip", "w") as z:
            for _ in range(2):
                with self.assertWarns(UserWarning) if _ else \
                        unittest.mock.patch("sys.path", sys.path):
                    z.writestr("基本信息.csv", FILES["基本信息.csv"])
        self.assertEqual(Result(batch).findings(),
                         {("ARCHIVE_REFUSED", "b.zip", None)})

    def test_encrypted(self):
        """The flag of encryption set; what it protects is never looked at."""
        batch = folder(new_batch())
        pack(batch / "b.zip", FILES)
        data = bytearray((batch / "b.zip").read_bytes())
        for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            at = data.find(mark)
            while at != -1:
                data[at + flags] |= 1
                at = data.find(mark, at + 4)
        (batch / "b.zip").write_bytes(data)
        self.assertEqual(Result(batch).findings(),
                         {("FILE_ENCRYPTED", "b.zip", None)})

    def test_too_many_entries(self):
        batch = folder(new_batch())
        with zipfile.ZipFile(batch / "b.zip", "w") as z:
            for n in range(10001):
                z.writestr(f"{n}.csv", b"")
        self.assertEqual(Result(batch).findings(),
                         {("ARCHIVE_REFUSED", "b.zip", None)})

    def test_broken(self):
        batch = folder(new_batch())
        pack(batch / "b.zip", FILES)
        data = (batch / "b.zip").read_bytes()
        (batch / "b.zip").write_bytes(data[:len(data) // 2])
        self.assertEqual(Result(batch).findings(),
                         {("ARCHIVE_REFUSED", "b.zip", None)})

    def test_evidence_is_not_counted(self):
        batch = new_batch()
        pack(batch / f"{CODE}.zip", {**FILES, **{
            f"照片/{n}.jpg": b"x" for n in range(50)}, "__MACOSX/._a": b"x"})
        self.assertEqual(len(Result(batch).names()), 17)

    def test_photographs_are_no_submission(self):
        batch = folder(new_batch())
        pack(batch / "照片.zip", {"a.jpg": b"x"})
        self.assertEqual(Result(batch).findings(),
                         {("FILE_NAME_UNKNOWN", "照片.zip", None)})

    def test_archive_without_an_identity(self):
        batch = folder(new_batch())
        pack(batch / "班07.zip", {"成员.csv": FILES["成员.csv"]})
        pack(batch / "班08.zip", {})
        self.assertEqual(Result(batch).findings(), {
            ("IDENTITY_MISSING", "班07.zip", None),
            ("FOLDER_EMPTY", "班08.zip", None)})

    def test_archive_inside(self):
        inner = world.scratch() / "a.zip"
        pack(inner, FILES)
        batch = new_batch()
        pack(batch / f"{CODE}.zip", {**FILES, "材料.zip": inner.read_bytes()})
        result = Result(batch)
        self.assertEqual(result.findings(), {
            ("ARCHIVE_INSIDE", f"{CODE}.zip/材料.zip", None)})

    def test_several_studios(self):
        batch = new_batch()
        entries = {f"{ways.studio(n)['基本信息'][1][0][1]}/{t}.csv":
                   csv_bytes(*ways.studio(n)[t])
                   for n in (1, 2, 3) for t in DATA}
        pack(batch / "全部.zip", entries)
        result = Result(batch)
        self.assertEqual(result.ask("SELECT 编号 FROM 工作室 ORDER BY 1"),
                         [("PDS-21",), ("PDS-22",), ("PDS-23",)])
        self.assertEqual(result.findings(), set())

    def test_in_a_studios_folder(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").unlink()
        pack(batch / CODE / "附件.zip", {"表/成员.csv": FILES["成员.csv"]})
        result = Result(batch)
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.findings(), set())
        self.assertEqual(result.ask("SELECT DISTINCT _文件 FROM 成员"),
                         [(f"{CODE}/附件.zip/表/成员.csv",)])

    def test_other_kinds(self):
        batch = put(folder(new_batch()), {
            "b.rar": b"Rar!", f"{CODE}/照片.7z": b"7z", f"{CODE}/成员.docx": b"PK",
            f"{CODE}/说明.pdf": b"%PDF"})
        (batch / CODE / "成员.csv").unlink()
        result = Result(batch)
        self.assertEqual(result.findings(), {
            ("ARCHIVE_REFUSED", "b.rar", None),
            ("FILE_NAME_UNKNOWN", f"{CODE}/照片.7z", None),
            ("FILE_NOT_TEXT", f"{CODE}/成员.docx", None),
            ("FILE_NAME_UNKNOWN", f"{CODE}/说明.pdf", None)})
        advice = dict(result.ask("SELECT 文件, 建议 FROM 问题"))
        self.assertIn("解压后再放", advice["b.rar"])
        self.assertIn(".xlsx", advice[f"{CODE}/成员.docx"])


class NotRead(unittest.TestCase):
    """What cannot be read is said so, by whom it may be."""

    def test_damaged_workbook(self):
        batch = folder(new_batch())
        path = book(batch / "PDS-22_某校.xlsx", DATA)
        path.write_bytes(path.read_bytes()[:3000])
        result = Result(batch)
        self.assertEqual(result.findings(),
                         {("FILE_BROKEN", "PDS-22_某校.xlsx", None)})
        self.assertEqual(result.ask("SELECT DISTINCT 工作室 FROM 问题 WHERE "
                                    "代码 = 'FILE_BROKEN'"), [("PDS-22",)])

    def test_archive_of_tables_that_are_there(self):
        batch = folder(new_batch())
        pack(batch / CODE / "备.zip", FILES)
        self.assertEqual(Result(batch).findings(), {
            ("FILE_NAME_UNKNOWN", f"{CODE}/备.zip", None)})


class Folders(unittest.TestCase):
    """1.4"""

    def without_code(self):
        heading, rows = DATA["基本信息"]
        return {**DATA, "基本信息": (heading, rows[1:])}

    def test_number_of_the_topmost_folder(self):
        batch = new_batch()
        ways.write_folder(batch / "金水区" / "班01" / "材料" / "表", {
            **self.without_code()})
        ways.write_folder(batch / "金水区" / "班02", self.without_code())
        self.assertEqual(Result(batch).ask("SELECT 编号 FROM 工作室 ORDER BY 1"),
                         [("班01",), ("班02",)])

    def test_too_deep(self):
        batch = folder(new_batch())
        ways.write_folder(batch / "a/b/c/d/e", ways.studio(2))
        result = Result(batch)
        self.assertEqual(result.ask("SELECT 编号 FROM 工作室"), [(CODE,)])
        self.assertEqual({f[0] for f in result.findings()} &
                         {"FOLDER_UNKNOWN", "IDENTITY_MISSING"},
                         {"FOLDER_UNKNOWN", "IDENTITY_MISSING"})

    def test_old_versions_below(self):
        batch = folder(new_batch())
        for name in ("旧", "更旧", "最旧"):
            ways.write_folder(batch / CODE / name, ways.studio(2))
        result = Result(batch)
        self.assertEqual(result.ask("SELECT 编号 FROM 工作室"), [(CODE,)])
        self.assertEqual(result.findings(), {
            ("FOLDER_UNKNOWN", f"{CODE}/{n}", None)
            for n in ("旧", "更旧", "最旧")})

    def test_workbook_among_folders(self):
        batch = new_batch()
        book(batch / "金水区" / "PDS-21.xlsx", DATA)
        for n in (2, 3):
            ways.write_folder(batch / "金水区" / f"PDS-2{n}", ways.studio(n))
        self.assertEqual(Result(batch).ask("SELECT 编号 FROM 工作室 ORDER BY 1"),
                         [("PDS-21",), ("PDS-22",), ("PDS-23",)])

    def test_same_folder_twice(self):
        """A folder and a .zip of it: the second is told once."""
        batch = folder(new_batch())
        pack(batch / f"{CODE}.zip", FILES)
        self.assertEqual(Result(batch).findings(), {
            ("CODE_REPEATED", f"{CODE}.zip/基本信息.csv", None)})

    def test_lacking_table_from_below(self):
        batch = folder(new_batch())
        (batch / CODE / "甲").mkdir()
        (batch / CODE / "成员.csv").rename(batch / CODE / "甲" / "成员.csv")
        result = Result(batch)
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.findings(), set())

    def test_lacking_table_in_two_folders(self):
        batch = folder(new_batch())
        for name in "甲乙":
            put(batch, {f"{CODE}/{name}/成员.csv": FILES["成员.csv"]})
        (batch / CODE / "成员.csv").unlink()
        result = Result(batch)
        self.assertEqual(result.names(), [])
        self.assertEqual(result.findings(), {
            ("FILE_MISPLACED", f"{CODE}/甲/成员.csv", None),
            ("FILE_MISPLACED", f"{CODE}/乙/成员.csv", None)})
        self.assertEqual(result.ask("SELECT 资格 FROM 汇总"), [("待核实",)])
        self.assertEqual(result.ask("SELECT 文件 FROM 问题 WHERE 代码 = "
                                    "'TABLE_MISSING'"), [])

    def test_lacking_sheet_from_below(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").unlink()
        (batch / CODE / "历年考核.csv").unlink()
        book(batch / CODE / "附件" / "表.xlsx", {"成员": MEMBERS,
                                              "历年考核": PAST})
        result = Result(batch)
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.findings(), set())


class Names(unittest.TestCase):
    """1.5"""

    def named(self, name, code=None, files=None):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").rename(batch / CODE / name)
        put(batch, files or {})
        result = Result(batch)
        found = result.findings()
        self.assertEqual(found, {(code, f"{CODE}/{name}", None)} if code
                         else set(), name)
        self.assertEqual(len(result.names()), 17, name)

    def test_folded(self):
        for name in ("附件1 成员.csv", "附2：成员表.csv", "表3-成员名单.csv",
                     "1.成员.csv", "（成员）.csv", "成员名册.csv", "成员汇总表.csv",
                     "成员最终版.csv", "PDS-21成员.csv", "新建 成员.csv",
                     "一张课桌名班主任工作室成员.csv", "2、成员（1）.csv",
                     "成员.csv.csv", "成员.xlsx.csv", "附件一：成员.csv",
                     "附件二成员表.csv", "三、成员.csv", "附件三 成员.csv"):
            with self.subTest(name):
                self.named(name, "FILE_NAME_FOLDED")

    def test_identity_is_called_as_schools_know_it(self):
        batch = folder(new_batch())
        (batch / CODE / "基本信息.csv").rename(batch / CODE / "附件1 基本信息.csv")
        result = Result(batch)
        self.assertEqual(result.ask("SELECT 代码, 说明 FROM 问题 WHERE 文件 LIKE "
                                    "'%附件1%'"),
                         [("FILE_NAME_FOLDED", "名称不是表名，已按“基本信息”读取")])

    def test_dropped_before(self):
        for name in ("班01-成员.csv", "某校_成员.csv", "某校 成员.csv",
                     "a-b-成员.csv"):
            with self.subTest(name):
                self.named(name)

    def test_latin_names_stay(self):
        """Letters of CP437 are no Chinese that was garbled."""
        batch = folder(new_batch())
        for name in ("Müller", "Señor é", "Ålesund"):
            put(batch, {f"{CODE}/{name}.jpg": b"x"})
        self.assertEqual({f[1] for f in Result(batch).findings()},
                         {f"{CODE}/{n}.jpg" for n in
                          ("Müller", "Señor é", "Ålesund")})

    def test_unknown(self):
        batch = put(folder(new_batch()), {f"{CODE}/队伍.csv": MEMBERS})
        self.assertEqual(Result(batch).findings(), {
            ("FILE_NAME_UNKNOWN", f"{CODE}/队伍.csv", None)})

    def test_flat_needs_an_identity(self):
        batch = put(folder(new_batch()), {"班07-成员.csv": MEMBERS})
        result = Result(batch)
        self.assertEqual(result.ask("SELECT 编号 FROM 工作室"), [(CODE,)])
        self.assertEqual(result.findings(), {
            ("STUDIO_COLUMN_MISSING", "班07-成员.csv", None)})


class Copies(unittest.TestCase):
    """1.6"""

    MARKS = ("成员 - 副本.csv", "成员(1).csv", "成员（2）.csv", "成员-旧.csv",
             "成员_备份.csv", "成员 copy.csv", "成员 - 副本 (2).csv")

    def test_beside(self):
        for name in self.MARKS:
            for data, code in ((FILES["成员.csv"], "FILE_COPY"),
                               (FILES["成员.csv"] + b"\n", "FILE_COPY_DIFFERS")):
                with self.subTest(name, code=code):
                    batch = new_batch()
                    put(batch, {f"{CODE}/{k}": v for k, v in FILES.items()})
                    put(batch, {f"{CODE}/{name}": data})
                    result = Result(batch)
                    self.assertEqual(result.findings(),
                                     {(code, f"{CODE}/{name}", None)})
                    self.assertEqual(len(result.names()), 17)

    def test_alone(self):
        for name in self.MARKS:
            with self.subTest(name):
                batch = new_batch()
                put(batch, {f"{CODE}/{k}": v for k, v in FILES.items()})
                (batch / CODE / "成员.csv").rename(batch / CODE / name)
                result = Result(batch)
                self.assertEqual(result.findings(), {
                    ("FILE_NAME_FOLDED", f"{CODE}/{name}", None)})
                self.assertEqual(len(result.names()), 17)

    def test_no_copy_of_a_document(self):
        batch = folder(new_batch())
        (batch / CODE / "成员.csv").rename(batch / CODE / "成员(1).csv")
        put(batch, {f"{CODE}/成员.docx": b"PK"})
        self.assertEqual(len(Result(batch).names()), 17)

    def test_no_copy(self):
        """Parts of a table, experts whose names end like a mark."""
        heading, rows = MEMBERS
        batch = folder(new_batch())
        put(batch, {f"{CODE}/成员.csv": (heading, rows[:9]),
                    f"{CODE}/成员-2.csv": (heading, rows[9:])})
        scores(batch, "评审-甲.csv")
        scores(batch, "评审-王旧.csv")
        result = Result(batch)
        self.assertEqual(result.findings(), set())
        self.assertEqual(len(result.names()), 17)
        self.assertEqual(result.ask("SELECT DISTINCT 专家 FROM 评审 ORDER BY 1"),
                         [("王旧",), ("甲",)])

    def test_expert_alone(self):
        batch = folder(new_batch())
        scores(batch, "评审-甲(1).csv")
        result = Result(batch)
        self.assertEqual(result.ask("SELECT DISTINCT 专家 FROM 评审"), [("甲",)])
        self.assertEqual({f[0] for f in result.findings()},
                         {"FILE_NAME_FOLDED"})

    def test_archive(self):
        batch = new_batch()
        pack(batch / f"{CODE}.zip", FILES)
        shutil.copy(batch / f"{CODE}.zip", batch / f"{CODE} (1).zip")
        result = Result(batch)
        self.assertEqual(result.findings(), {
            ("FILE_COPY", f"{CODE} (1).zip", None)})


class Sample(unittest.TestCase):
    """samples/pingdingshan-2021-交法: the eleven ways, as they were written."""

    def test_every_way_is_read(self):
        batch = world.ROOT / "samples" / f"{SCHEME}-交法"
        result = Result(batch)
        self.assertEqual(result.ask("SELECT * FROM 问题"), [])
        self.assertEqual(result.ask("SELECT 编号 FROM 工作室 ORDER BY 1"),
                         [(f"PDS-{n}",) for n in range(21, 32)])
        for n in range(1, 12):
            heading, rows = ways.studio(n)["成员"]
            self.assertEqual(
                result.ask("SELECT 姓名, 班主任工作年限 FROM 成员 WHERE 工作室 = ? "
                           "ORDER BY _序", f"PDS-{20 + n}"),
                [(row[0], int(row[-1])) for row in rows], n)
        self.assertEqual(
            len(result.ask("SELECT DISTINCT 结论 FROM 结论 WHERE 阶段 = '创建建议'")),
            1)


if __name__ == "__main__":
    unittest.main()
