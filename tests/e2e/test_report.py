"""`report` on the samples: what is written, and that it is right."""
import codecs
import collections
import csv
import io
import json
import re
import sqlite3
import unicodedata
import unittest
import zipfile
from fractions import Fraction

import world

# The contract: tables and their columns; more may stand at the end.
CONTRACT = {
    "问题": "序 工作室 级别 代码 文件 行 列 字段 值 说明 建议 依据 单元格 次数 工作表",
    "问题单元格": "问题 文件 工作表 行 列 值",
    "资格": "工作室 规则 名称 级别 测量值 单位 要求 结论 明细 依据",
    "得分": "工作室 评估点 满分 自评 专家人数 专家均分 自动 最终 适用",
    "小计": "工作室 一级指标 满分 得分",
    "汇总": "工作室 组别 自评总分 总分 名次 等级 资格",
    "结论": "工作室 阶段 结论 依据",
    "来源文件": "路径 字节 SHA-256 编码 行数",
    "规范化": "文件 行 列 字段 原值 新值 规则",
    "年度": "年度",
    "学期": "学期",
}
JUDGED = [f"ZZ2024-{i:02d}" for i in range(1, 17) if i not in (10, 12)]


def out():
    return world.samples_report()[1]


def rows(sql, *values):
    return world.rows(out(), sql, *values)


def value(sql, *values):
    return world.value(out(), sql, *values)


def decode(data):
    """The text of a sample's file, by another program's codecs."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


class Written(unittest.TestCase):
    """Files, names, statuses."""

    def test_status_says_that_the_input_needs_mending(self):
        done = world.samples_report()[0]
        self.assertEqual((done.status, done.err), (1, ""), done)

    def test_every_output_is_there_and_nothing_else(self):
        self.assertEqual(sorted(p.name for p in out().iterdir()),
                         sorted(world.OUTPUTS + world.PAPERS))
        self.assertEqual([p.name for p in out().parent.iterdir()], ["out"])

    def test_what_is_printed_names_the_files(self):
        said = world.samples_report()[0].out
        for name in world.OUTPUTS:
            if name.endswith(".json"):      # for programs, not for people
                continue
            self.assertIn(f"{out()}/{name}", said)
        self.assertIn("工作室 15 个（已评审 14，待评审 1），"
                      "另有 1 个文件夹未评估；", said)

    def test_one_pdf_a_studio(self):
        names = [f"{code}_{name}.pdf" for code, name in
                 rows("SELECT 编号, 名称 FROM 工作室")]
        self.assertEqual(len(names), 15)
        self.assertEqual(sorted(p.name for p in world.pdfs(out())),
                         sorted(names))

    def test_names_that_no_file_may_have(self):
        """Slashes and the like become _; two that agree stay apart."""
        tmp = world.scratch()
        for i, (code, name) in enumerate((
                ("a/1", "甲:乙*?"), ("b", "很长的名字" * 60),
                ("../../c", ".."), ("a_1", "甲_乙__"))):
            tables = world.studio(code)
            tables["基本信息"][2][1] = name
            world.write(tmp / "batch", tables, f"f{i}")
        done = world.report(tmp / "batch", tmp / "out")
        self.assertEqual(done.status, 0, done)
        names = [p.name for p in world.pdfs(tmp / "out")]
        self.assertEqual(len(set(names)), 4)
        for name in names:
            self.assertLessEqual(len(name.encode()), 200)
            self.assertNotRegex(name, r'[/\\:*?"<>|]')
        self.assertEqual(sorted(p.name for p in tmp.iterdir()),
                         ["batch", "out"])


class Store(unittest.TestCase):
    """结果.sqlite, the contract with who opens it in thirty years."""

    def test_integrity(self):
        self.assertEqual(value("PRAGMA integrity_check"), "ok")
        self.assertEqual(rows("PRAGMA foreign_key_check"), [])

    def test_tables_and_columns(self):
        for table, columns in CONTRACT.items():
            got = [r[1] for r in rows(f"PRAGMA table_info(\"{table}\")")]
            want = columns.split()
            if table in ("年度", "学期"):
                self.assertIn(want[0], got)
            else:
                self.assertEqual(got[:len(want)], want, table)

    def test_form_tables_have_the_forms_names(self):
        with open(world.ROOT / "rubrics" / world.SCHEME / "表单.csv",
                  encoding="utf-8-sig", newline="") as f:
            forms = collections.defaultdict(list)
            for r in csv.DictReader(f):
                forms[r["表"]].append(r["字段"])
        for table, fields in forms.items():
            got = [r[1] for r in rows(f"PRAGMA table_info(\"{table}\")")]
            self.assertEqual([c for c in got if c in fields], fields)
            self.assertLessEqual({"_文件", "_行"}, set(got))
            if table != "工作室":
                self.assertIn("工作室", got)
        self.assertEqual(rows("SELECT 工作室, 值 FROM 工作室_主持人荣誉 WHERE 工作室 = "
                              "'ZZ2024-14' ORDER BY rowid"),
                         [("ZZ2024-14", "名班主任"),
                          ("ZZ2024-14", "班主任能力比赛奖项")])

    def test_overview(self):
        (row,) = rows("SELECT 方案, 日期, 工作室数, 已评审数, 待评审数, 未评估数, "
                      "错误数 FROM 概况")
        errors = value("SELECT count(*) FROM 问题 WHERE 级别 = '错误'")
        self.assertEqual(row, (world.SCHEME, "2024-03-01", 15, 14, 1, 1, errors))
        self.assertEqual(15 + 1, sum(p.is_dir() for p in world.SAMPLES.iterdir()))

    def test_provenance(self):
        """Every input file with its size, hash and encoding."""
        import hashlib
        got = {path: (size, sha) for path, size, sha in
               rows('SELECT 路径, 字节, "SHA-256" FROM 来源文件')}
        want = {}
        for p in world.SAMPLES.rglob("*"):
            if p.is_file() and not p.name.startswith("."):
                data = p.read_bytes()
                want[str(p.relative_to(world.SAMPLES))] = (
                    len(data), hashlib.sha256(data).hexdigest())
        self.assertEqual(got, want)
        self.assertEqual({r[0] for r in rows(
            "SELECT DISTINCT 编码 FROM 来源文件 WHERE 工作室 = 'ZZ2024-02'")},
            {"GB18030"})
        self.assertIn("UTF-16LE", {r[0] for r in rows(
            "SELECT DISTINCT 编码 FROM 来源文件 WHERE 工作室 = 'ZZ2024-11'")})

    def test_52_points_a_studio(self):
        self.assertEqual(rows("SELECT DISTINCT count(*), sum(满分) FROM 得分 "
                              "GROUP BY 工作室"), [(52, 100.0)])


class Scores(unittest.TestCase):
    """Against a second, small implementation in Fraction."""

    @classmethod
    def setUpClass(cls):
        cls.full = {c: Fraction(str(m)) for c, m in
                    world.generate.points()}
        cls.given = {code: collections.defaultdict(dict) for code in JUDGED}
        files = list(world.SAMPLES.glob("*/评审*")) + list(
            world.SAMPLES.glob("评审*"))
        for path in sorted(files):
            text = decode(path.read_bytes())
            while not re.match(r".*评估点", text.split("\n", 1)[0]):
                text = text.split("\n", 1)[1]           # title lines
            dialect = max(",;\t", key=text.split("\n", 1)[0].count)
            head, *data = csv.reader(io.StringIO(text, newline=""),
                                     delimiter=dialect)
            head = [re.sub(r"[*\s]|（.*）", "", h) for h in head]
            for cells in data:
                row = dict(zip(head, cells))
                code = row.get("工作室") or path.parent.name
                cls.take(code, row.get("专家") or path.stem[3:],
                         row.get("评估点", "").strip(), row.get("得分", ""))

    @classmethod
    def take(cls, code, expert, point, score):
        try:
            score = unicodedata.normalize("NFKC", score).strip()
            score = Fraction(score.removesuffix("分"))
        except ValueError:
            return
        if (point in cls.full and 0 <= score <= cls.full[point]
                and (score * 100).denominator == 1):
            cls.given[code][point].setdefault(expert.strip(), score)

    def points(self, code):
        """Final points of a studio as fractions, but the computed one."""
        return {p: Fraction(sum(self.given[code][p].values()),
                            len(self.given[code][p]))
                if self.given[code][p] else Fraction(0)
                for p in self.full if p != "6.1.2"}

    @staticmethod
    def rounded(x):
        return float(Fraction(int(x * 100 + Fraction(1, 2)), 100))

    def computed(self, code):
        return Fraction(str(value("SELECT 自动 FROM 得分 WHERE 工作室 = ? AND "
                                  "评估点 = '6.1.2'", code)))

    def test_every_point(self):
        for code in JUDGED:
            got = dict(rows("SELECT 评估点, 最终 FROM 得分 WHERE 工作室 = ? AND "
                            "评估点 <> '6.1.2'", code))
            want = {p: self.rounded(x) for p, x in self.points(code).items()}
            self.assertEqual(got, want, code)

    def test_totals_and_ranks(self):
        exact = {code: sum(self.points(code).values()) + self.computed(code)
                 for code in JUDGED}
        for code, total in exact.items():
            rank = 1 + sum(x > total for x in exact.values())
            self.assertEqual(rows("SELECT 总分, 名次 FROM 汇总 WHERE 工作室 = ?",
                                  code), [(self.rounded(total), rank)], code)
        self.assertEqual(exact["ZZ2024-14"], Fraction(545, 6))
        self.assertEqual(exact["ZZ2024-15"], Fraction(545, 6))

    def test_subtotals(self):
        for code in JUDGED:
            want = collections.defaultdict(Fraction)
            for point, x in [*self.points(code).items(),
                             ("6.1.2", self.computed(code))]:
                want[point[0]] += x
            got = rows("SELECT 满分, 得分 FROM 小计 WHERE 工作室 = ? ORDER BY rowid",
                       code)
            self.assertEqual(got, [
                (m, self.rounded(want[k])) for k, m in
                zip("123456", (14.0, 8.0, 20.0, 40.0, 10.0, 8.0))], code)


class Folders(world.Case):
    """Folders of which no studio comes: each is counted, once."""

    def said(self, batch):
        done = world.report(batch, self.tmp / "out")
        self.assertNotEqual(done.status, 2, done)
        folders = sum(p.is_dir() for p in batch.iterdir())
        studios, left = world.rows(self.tmp / "out",
                                   "SELECT 工作室数, 未评估数 FROM 概况")[0]
        self.assertEqual(studios + left, folders)
        with zipfile.ZipFile(self.tmp / "out" / "汇总表.xlsx") as book:
            strings = book.read("xl/worksheets/sheet1.xml").decode()
        count = f"工作室 {studios} 个（已评审 {studios} 个，待评审 0 个）"
        self.assertIn(count, strings)
        if left:
            self.assertIn(f"{count}，另有 {left} 个文件夹未评估<", strings)
        else:
            self.assertNotIn("未评估<", strings)
        return left, done.out.split("；")[0]

    def test_none(self):
        batch = world.write(self.tmp / "in", world.studio())
        self.assertEqual(self.said(batch), (0, "工作室 1 个（已评审 1，待评审 0）"))

    def test_empty_nameless_and_twice(self):
        batch = world.write(self.tmp / "in", world.studio())
        (batch / "B").mkdir()
        tables = world.studio("C01")
        del tables["基本信息"]
        world.write(batch, tables, "C01")
        world.write(batch, world.studio(), "D")     # A01 again
        self.assertEqual(self.said(batch), (
            3, "工作室 1 个（已评审 1，待评审 0），另有 3 个文件夹未评估"))


class Samples(unittest.TestCase):
    """What samples/README.md says of each studio."""

    def verdict(self, code, rule):
        (row,) = rows("SELECT 测量值, 结论 FROM 资格 WHERE 工作室 = ? AND 规则 = ?",
                      code, rule)
        return row

    def findings(self, code, like="%"):
        return [r[0] for r in rows(
            "SELECT 代码 FROM 问题 WHERE 工作室 = ? AND 代码 LIKE ? "
            "ORDER BY rowid", code, like)]

    def automatic(self, code):
        (row,) = rows("SELECT 自动, 最终, 自动明细 FROM 得分 WHERE 工作室 = ? AND "
                      "评估点 = '6.1.2'", code)
        return row

    def test_01_nothing_wrong(self):
        self.assertEqual(self.findings("ZZ2024-01"), [])
        self.assertEqual(self.automatic("ZZ2024-01")[:2], (6.0, 6.0))
        self.assertEqual(rows("SELECT DISTINCT 结论 FROM 资格 WHERE 工作室 = "
                              "'ZZ2024-01'"), [("符合",)])

    def test_02_gbk_behind_titles(self):
        self.assertEqual(self.findings("ZZ2024-02"), [])
        self.assertGreater(value("SELECT count(*) FROM 成员 WHERE 工作室 = "
                                 "'ZZ2024-02'"), 9)

    def test_03_twenty_one_members(self):
        self.assertEqual(self.verdict("ZZ2024-03", "Z01"), (21, "不符合"))
        self.assertEqual(self.findings("ZZ2024-03"), ["Z01"])

    def test_04_exactly_half(self):
        self.assertEqual(self.verdict("ZZ2024-04", "Z02"), (50.0, "不符合"))

    def test_05_late_expert(self):
        self.assertEqual(
            [r[0] for r in rows("SELECT 专家人数 FROM 得分 AS d JOIN 指标 AS p ON "
                                "p.编号 = d.评估点 WHERE 工作室 = 'ZZ2024-05' "
                                "ORDER BY p.序")], [3] * 12 + [2] * 40)

    def test_06_missing_file(self):
        self.assertEqual(sorted(self.findings("ZZ2024-06")),
                         ["TABLE_MISSING", "Z05", "Z06", "Z07", "Z09"])

    def test_07_rare_names(self):
        names = "".join(r[0] for r in rows(
            "SELECT 姓名 FROM 成员 WHERE 工作室 = 'ZZ2024-07'"))
        for ch in "䶮㛃喆堃𬭎·":
            self.assertIn(ch, names)
        self.assertEqual(self.findings("ZZ2024-07"), [])

    def test_08_two_provincial_firsts(self):
        auto, final, why = self.automatic("ZZ2024-08")
        self.assertEqual((auto, final), (6.0, 6.0))
        self.assertIn("省赛一等奖", why)

    def test_09_scores_itself_too_high(self):
        self.assertEqual(self.automatic("ZZ2024-09")[:2], (2.0, 2.0))
        found = collections.Counter(self.findings("ZZ2024-09"))
        self.assertEqual(found["SCORE_ABOVE_MAX"], 4)
        self.assertEqual(found["SCORE_NEGATIVE"], 1)
        self.assertEqual(found["SCORE_TOO_FINE"], 1)
        self.assertEqual(found["SCORE_DIFFERS_FROM_COMPUTED"], 1)
        self.assertEqual(found["Z03"], 1)
        # 1.5, 1.955, 7, 6.5 and -1 are not in it
        self.assertEqual(value("SELECT 自评总分 FROM 汇总 WHERE 工作室 = "
                               "'ZZ2024-09'"), value(
            "SELECT sum(自评) FROM 得分 WHERE 工作室 = 'ZZ2024-09'"))
        self.assertEqual(value("SELECT count(*) FROM 得分 WHERE 工作室 = "
                               "'ZZ2024-09' AND 自评 IS NULL"), 5)

    def test_10_empty_folder(self):
        self.assertEqual(self.findings("ZZ2024-10"), ["FOLDER_EMPTY"])
        self.assertEqual(value("SELECT count(*) FROM 工作室 WHERE 编号 = "
                               "'ZZ2024-10'"), 0)

    def test_11_a_mess(self):
        found = set(self.findings("ZZ2024-11"))
        self.assertLessEqual({
            "CELL_SCIENTIFIC", "CELL_FORMULA_ERROR", "NAME_CHARACTER_LOST",
            "ROW_REPEATED", "VALUE_REPEATED", "POINT_UNKNOWN",
            "CELL_NOT_CHOICE", "CELL_NOT_NUMBER", "CELL_MISSING"}, found)
        self.assertEqual(rows("SELECT 姓名 FROM 成员 WHERE 工作室 = 'ZZ2024-11' "
                              "ORDER BY _序 LIMIT 1"), [("张丽敏",)])
        self.assertEqual(rows("SELECT 出生年月, 教龄 FROM 成员 WHERE 工作室 = "
                              "'ZZ2024-11' AND 姓名 IN ('钟振华', '邱素萍') ORDER "
                              "BY _序"), [("1985-07", 16), ("1978-10", 19)])
        self.assertEqual(value("SELECT 研究领域 FROM 成员 WHERE 姓名 = '卢思雨'"),
                         "家校沟通\n（含线上家访）")
        self.assertEqual(value("SELECT 班级数 || 填报日期 FROM 工作室 WHERE 编号 = "
                               "'ZZ2024-11'"), "522024-03-18")
        self.assertEqual(value("SELECT 单元格 || ' ' || 行 FROM 问题 WHERE 字段 = "
                               "'性别'"), "ZZ2024-11/成员.csv!B13 14")

    def test_12_waits_for_experts(self):
        self.assertEqual(rows("SELECT 总分, 名次, 等级 FROM 汇总 WHERE 工作室 = "
                              "'ZZ2024-12'"), [(None, None, "待评审")])
        self.assertEqual(value("SELECT count(最终) FROM 得分 WHERE 工作室 = "
                               "'ZZ2024-12'"), 0)

    def test_13_renamed_workbook(self):
        """成员.csv is an .xlsx by another name: told by its bytes, and read."""
        self.assertEqual(self.findings("ZZ2024-13"), [])
        self.assertEqual(self.verdict("ZZ2024-13", "Z01"), (15.0, "符合"))
        self.assertEqual(value("SELECT DISTINCT _工作表 FROM 成员 WHERE 工作室 = "
                               "'ZZ2024-13'"), "成员")

    def test_14_and_15_share_a_rank(self):
        self.assertEqual(rows("SELECT 总分 FROM 汇总 WHERE 工作室 IN ('ZZ2024-14', "
                              "'ZZ2024-15')"), [(90.83,), (90.83,)])
        self.assertEqual(value("SELECT count(DISTINCT 名次) FROM 汇总 WHERE 工作室 "
                               "IN ('ZZ2024-14', 'ZZ2024-15')"), 1)

    def test_16_honest_small_school(self):
        for rule in ("Z01", "Z08", "Z10"):
            self.assertEqual(self.verdict("ZZ2024-16", rule)[1], "不符合")
        self.assertEqual(value("SELECT max(专家人数) FROM 得分 WHERE 工作室 = "
                               "'ZZ2024-16'"), 5)
        self.assertEqual(self.automatic("ZZ2024-16")[0], 0.0)

    def test_root_row_of_nobody(self):
        self.assertEqual(rows("SELECT 代码, 文件, 行, 值 FROM 问题 WHERE 工作室 IS "
                              "NULL"),
                         [("STUDIO_UNKNOWN", "获奖.csv", 4, "ZZ2024-99")])


class Findings(unittest.TestCase):
    """问题清单 in its three forms, and what `check` prints, are one list."""

    def test_csv(self):
        data = (out() / "问题清单.csv").read_bytes()
        self.assertTrue(data.startswith(codecs.BOM_UTF8))
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))

    def test_three_forms_agree(self):
        found = json.loads((out() / "问题清单.json").read_text("utf-8"))
        text = (out() / "问题清单.csv").read_bytes().decode("utf-8-sig")
        table = list(csv.DictReader(io.StringIO(text, newline="")))
        columns = [r[1] for r in rows('PRAGMA table_info("问题")')]
        self.assertEqual(list(found[0]), columns)
        self.assertEqual(list(table[0]), columns)
        self.assertEqual(len(table), len(found))
        for row, f in zip(table, found):
            self.assertEqual([row[c].removeprefix("'") for c in columns],
                             ["" if f[c] is None else
                              str(f[c]).removeprefix("'") for c in columns])
        key = repr
        self.assertEqual(
            sorted((tuple(f.values()) for f in found), key=key),
            sorted(rows("SELECT * FROM 问题"), key=key))

    def test_check_says_the_same(self):
        done = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                         "--format", "csv")
        self.assertEqual(done.out.encode(),
                         (out() / "问题清单.csv").read_bytes())


class Personal(unittest.TestCase):
    """Telephone numbers appear in no output unless asked for."""

    @classmethod
    def setUpClass(cls):
        numbers = set()
        for path in world.SAMPLES.glob("*/基本信息*"):
            for number in re.findall(r"1[38]8?[-0-9]{9,13}",
                                     decode(path.read_bytes())):
                numbers |= {number, number.replace("-", "")}
        assert len(numbers) > 20, numbers
        cls.numbers = sorted(numbers)

    def everything(self, folder):
        """Name and text of every output, unpacked."""
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".xlsx":
                with zipfile.ZipFile(path) as z:
                    for name in z.namelist():
                        yield f"{path.name}/{name}", z.read(name)
            elif path.suffix == ".pdf":
                yield path.name, world.pdf_text(path).encode()
            elif path.is_file():
                yield path.name, path.read_bytes()

    def test_nowhere(self):
        for name, data in self.everything(out()):
            for number in self.numbers:
                self.assertNotIn(number.encode(), data, name)

    def test_in_no_message(self):
        for form in ("text", "csv", "json"):
            said = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                             "--format", form).out
            for number in self.numbers + ["1.38E+10"]:
                self.assertNotIn(number, said)

    def test_in_the_store_when_asked_for(self):
        shown = world.scratch() / "out"
        world.report(world.SAMPLES, shown, "--show-personal")
        got = {r[0] for r in world.rows(shown, "SELECT 联系电话 FROM 工作室")}
        self.assertIn("138-0000-0139", got)
        masked = {r[0] for r in rows("SELECT 联系电话 FROM 工作室")}
        self.assertTrue(all(m is None or "*" in m for m in masked), masked)


class Empty(world.Case):
    """A batch in which nobody can be assessed still gets its findings."""

    def test_empty_batch(self):
        (self.tmp / "batch").mkdir()
        done = world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual(done.status, 1, done)
        self.assertEqual(sorted(p.name for p in (self.tmp / "out").iterdir()),
                         sorted(world.OUTPUTS))
        self.assertEqual(world.rows(self.tmp / "out",
                                    "SELECT 代码 FROM 问题"), [("BATCH_EMPTY",)])

    def test_one_report_that_fails_stops_no_other(self):
        """A template whose query fails for one studio only."""
        source = world.ROOT / "templates" / world.SCHEME / "报告.md"
        folder = self.tmp / "templates" / world.SCHEME
        folder.mkdir(parents=True)
        (folder / "报告.md").write_text(
            source.read_text("utf-8") + "\n```text\nSELECT CASE 编号 WHEN 'A02' "
            "THEN abs(-9223372036854775807 - 1) ELSE '' END FROM 工作室 WHERE "
            "编号 = :工作室\n```\n")
        for code in ("A01", "A02", "A03"):
            world.write(self.tmp / "batch", world.studio(code), code)
        done = world.report(self.tmp / "batch", self.tmp / "out",
                            cwd=self.tmp)
        self.assertEqual(done.status, 1, done)
        self.assertEqual([p.name[:3] for p in world.pdfs(self.tmp / "out")],
                         ["A01", "A03"])
        found = json.loads((self.tmp / "out/问题清单.json").read_text("utf-8"))
        self.assertEqual([(f["工作室"], f["级别"], f["代码"]) for f in found],
                         [("A02", "错误", "REPORT_FAILED")])
        self.assertEqual(world.rows(self.tmp / "out", "SELECT 工作室, 代码 FROM "
                                    "问题"), [("A02", "REPORT_FAILED")])
        self.assertEqual(world.value(self.tmp / "out",
                                     "SELECT 错误数 FROM 概况"), 1)

    def test_a_perfect_batch_exits_0(self):
        world.write(self.tmp / "batch", world.studio())
        done = world.report(self.tmp / "batch", self.tmp / "out")
        self.assertEqual((done.status, done.err), (0, ""), done)

    def test_older_sqlite_reads_it(self):
        """No extension and no unusual page format in the file's head."""
        head = (out() / "结果.sqlite").read_bytes()[:100]
        self.assertEqual(head[:16], b"SQLite format 3\0")
        self.assertEqual(head[18:20], b"\1\1")      # no write-ahead log
        sqlite3.connect(out() / "结果.sqlite").close()


if __name__ == "__main__":
    unittest.main()
