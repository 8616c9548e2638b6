"""Personal data (敏感, †): nothing of it leaves the store unmasked.

Markers are put where such values stand, and every byte of every output is
searched for them.  All numbers and names here are invented.
"""
import contextlib
import csv
import io
import itertools
import os
import re
import shutil
import sqlite3
import stat
import subprocess
import unittest
import zipfile

import world
from little import Little, SCORES

SCHEMES = sorted(p.name for p in (world.ROOT / "rubrics").iterdir())


# ---- every word of a result --------------------------------------------------

def bare(text):
    """Without what a line break or a table may put between characters."""
    return re.sub(r"\s", "", text)


def pdf_words(path):
    """Text, metadata, bookmarks, strings of every object."""
    yield bare(world.pdf_text(path))
    for tool in (("pdfinfo", path), ("mutool", "show", path, "outline")):
        yield bare(world.tool(*tool)[1])
    raw = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", path,
                          "-"], stdout=subprocess.PIPE, check=False).stdout
    yield raw.decode("latin-1")
    yield raw.decode("utf-16-be", "replace")
    yield raw[1:].decode("utf-16-be", "replace")


def words_of(path):
    """What may be read in a file, as texts without blanks."""
    if path.suffix == ".pdf":
        yield from pdf_words(path)
        return
    yield bare(path.read_bytes().decode("utf-8", "replace"))
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as z:
            for name in z.namelist():
                yield bare(z.read(name).decode("utf-8", "replace"))
    elif path.suffix == ".sqlite":
        with contextlib.closing(sqlite3.connect(path)) as db:
            for line in db.iterdump():
                yield bare(line)


def leaks(markers, out, *said):
    """(file, marker) of each that is found."""
    markers = {bare(m) for m in markers}
    pattern = re.compile("|".join(sorted(map(re.escape, markers),
                                         key=len, reverse=True)))
    texts = [("said", t) for t in said]
    if out is not None and out.exists():
        for path in sorted(out.rglob("*")):
            texts.append(("name", bare(str(path.relative_to(out)))))
            if path.is_file():
                texts += [(path.name, t) for t in words_of(path)]
    return sorted({(name, found) for name, text in texts
                   for found in pattern.findall(text)}) if markers else []


# ---- the shipped schemes -------------------------------------------------------

def identity(n, birth="19630517"):
    """The number of an identity card that nobody has (place 990101)."""
    digits = f"990101{birth}{n:03d}"
    rest = sum(int(d) * w for d, w in zip(digits, (
        7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11
    return digits + "10X98765432"[rest]


class Markers:
    """Values for † fields, each another."""

    def __init__(self):
        self.n = itertools.count(1)
        self.all = set()

    def new(self, kind):
        n = next(self.n)
        value = {"日期": f"1961-{1 + n % 12:02d}-{1 + n % 28:02d}",
                 "身份证号": identity(n),
                 "手机号": f"1990019{n:04d}"}.get(kind, f"秘{n:03d}密@marker.cn")
        self.all.add(value)
        if kind == "日期":
            year, month, day = map(int, value.split("-"))
            self.all.add(f"{year}年{month}月{day}日")
        return value


def decoded(data):
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return None


def mark(rows, fields, markers):
    """Put markers into the columns, or behind the names, of † fields."""
    head, changed = rows[0], False
    for r in rows[1:]:
        for i, name in enumerate(head):
            if name.strip() in fields and i < len(r):
                r[i] = markers.new(fields[name.strip()])
                changed = True
        if len(r) > 1 and r[0].strip() in fields:
            r[1] = markers.new(fields[r[0].strip()])
            changed = True
    return changed


def marked(scheme, fields, folder, markers):
    """A copy of the scheme's samples with markers."""
    batch = folder / "batch"
    shutil.copytree(world.ROOT / "samples" / scheme, batch, symlinks=True)
    for path in sorted(batch.rglob("*.csv")):
        text = None if path.is_symlink() else decoded(path.read_bytes())
        rows = list(csv.reader(io.StringIO(text or "")))
        if rows and mark(rows, fields, markers):
            with open(path, "w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
    return batch


class Shipped(world.Case):
    """All outputs of all schemes."""

    def fields(self, scheme):
        """(the run that shows all, its OUT, † fields by table)."""
        out = self.tmp / "shown"
        done = world.run("report", "-s", scheme, world.ROOT / "samples" /
                         scheme, "-o", out, "--show-personal")
        self.assertIn(done.status, (0, 1), done)
        return out, world.rows(out, "SELECT 表, 字段, 类型 FROM 表单 WHERE "
                               "敏感 = '是'")

    def values(self, out, fields):
        """What stands in them, also as it was written."""
        found = set()
        for table, field, _ in fields:
            found |= {str(v) for v, in world.rows(
                out, f'SELECT "{field}" FROM "{table}"')}
            for sql in ("SELECT 原值 FROM 规范化 WHERE 字段 = ?",
                        "SELECT 值 FROM 问题 WHERE 字段 = ?"):
                found |= {str(v) for v, in world.rows(out, sql, field)}
        return {v for v in found if len(bare(v)) >= 7 and v != "None"}

    def search(self, scheme, batch, markers):
        out = self.tmp / "masked"
        said = world.run("report", "-s", scheme, batch, "-o", out)
        self.assertIn(said.status, (0, 1), said)
        texts = [said.out, said.err]
        for form in ("text", "csv", "json"):
            done = world.run("check", "-s", scheme, batch, "--format", form)
            texts += [done.out, done.err]
        studio = next(p for p in sorted(batch.iterdir()) if p.is_dir())
        done = world.run("self", "-s", scheme, studio, "-o",
                         out / "自评.pdf")
        self.assertIn(done.status, (0, 1, 2), done)
        self.assertEqual(leaks(markers, out, *texts, done.out, done.err), [])

    def test_all(self):
        several = 0
        for scheme in SCHEMES:
            scheme = scheme.removesuffix(".xlsx")
            with self.subTest(scheme):
                shutil.rmtree(self.tmp)
                self.tmp.mkdir()
                out, fields = self.fields(scheme)
                values = self.values(out, fields)
                markers = Markers()
                batch = marked(scheme, {f: t for _, f, t in fields}, self.tmp,
                               markers)
                several += bool(markers.all)
                if values:                  # the search finds what is there
                    self.assertTrue(leaks(values, out))
                self.search(scheme, world.ROOT / "samples" / scheme, values)
                shutil.rmtree(self.tmp / "masked")
                self.search(scheme, batch, markers.all)
        self.assertGreaterEqual(several, 5)


# ---- a scheme that would show them ----------------------------------------------

FORMS = """工作室,竖,联系电话,文本,,,,是,
工作室,竖,邮箱,文本,,,,是,
工作室,竖,出生日期,日期,,,,是,
工作室,竖,片区,文本,,,,是,
工作室,竖,特长,多选,,书法|合唱|绘画,,是,
成员,横,姓名,人名,是,,,,提醒
成员,横,电话,手机号,,,,,
成员,横,备注,文本,,,,,
自评,横,评估点,文本,是,,,,错误
自评,横,得分,小数,,,,,
自评,横,理由,文本,,,,是,
""" + SCORES.replace("意见,文本,,,,,", "意见,文本,,,,是,")
POINTS = "编号,一级指标,评估点,分值,自动,自动明细\nA,甲,一,10,,\n"
PHONES = {"S1": "19912340001", "S2": "19912340002"}
MEMBERS = {"S1": "19998760001", "S2": "19998760002"}
MARKERS = [*PHONES.values(), *MEMBERS.values(), "秘S1密", "秘S2密",
           "1961-07-0", "密片", "秘理由", "秘意见", "199123400"]


def batch(**more):
    return {code: {
        "基本信息": f"项目,内容\n编号,{code}\n名称,{code}室\n联系电话,{PHONES[code]}"
                f"\n邮箱,秘{code}密@marker.cn\n出生日期,1961-07-0{code[1]}\n"
                f"片区,密片{code}\n特长,合唱\n",
        "成员": f"姓名,电话,备注\n王某,{MEMBERS[code]},\n",
        "自评": "评估点,得分,理由\nA,9,秘理由\n",
        "评审": "专家,评估点,得分,意见\n赵,A,8,秘意见\n", **more}
        for code in PHONES}


def little(plan="", forms=FORMS, files=None, **scheme):
    return Little({"指标": POINTS, **scheme}, batch(**(files or {})), plan,
                  forms)


def rule(**cells):
    """规则.csv of one rule."""
    cells = {"编号": "R1", "名称": "甲", "级别": "提醒", "单位": "个", "建议": "改",
             **cells}
    out = io.StringIO()
    csv.writer(out).writerows((cells, cells.values()))
    return out.getvalue()


def quoted(sql):
    return '"' + sql.replace('"', '""') + '"'


# SQL over the studio that comes to a text of a † value, however it is read.
TEXTS = [
    "联系电话", "工作室.联系电话", "'电话' || 联系电话", "substr(联系电话, 4)",
    "CAST(CAST(联系电话 AS INTEGER) AS TEXT)", "hex(联系电话)",
    "(SELECT group_concat(电话) FROM 成员 WHERE 成员.工作室 = 工作室.编号)",
    "(SELECT m.电话 FROM 成员 AS m)",
    "(WITH 名(x) AS (SELECT 邮箱 FROM 工作室) SELECT x FROM 名)",
    "(SELECT json_group_array(json_array(a.邮箱)) FROM 工作室 AS a)",
    "(SELECT max(联系电话) FROM (SELECT * FROM 工作室))",
    "(SELECT 联系电话 FROM 基本情况 WHERE _编号 = 工作室.编号)",
    "(SELECT 说明 FROM 自评说明 LIMIT 1)",
    "(SELECT group_concat(值) FROM 工作室_特长)",
    "(SELECT t.联系电话 FROM main.工作室 AS t LIMIT 1)",
    "(SELECT 意见 FROM 评审 LIMIT 1)",
    "(SELECT group_concat(出生日期) OVER () FROM 工作室 LIMIT 1)",
]


class Refused(unittest.TestCase):
    """Lint names the place, and nothing is made."""

    def refused(self, scheme, place, *words):
        status, said = scheme.lint()
        self.assertEqual(status, 1, said)
        line = next((x for x in said.splitlines() if x.startswith(place) and
                     "敏感" in x), None)
        self.assertIsNotNone(line, said)
        for word in words:
            self.assertIn(word, line)
        done = scheme.report()
        self.assertEqual(done.status, 2, done)
        self.assertFalse(scheme.out.exists())

    def test_evidence(self):
        for sql in TEXTS:
            with self.subTest(sql):
                self.refused(little(规则=rule(测量="1", 明细=sql)), "规则.csv:2:",
                             "规则 R1 的明细")

    def test_evidence_over_an_object(self):
        self.refused(little(规则=rule(对象="成员", 测量="count(*)",
                                    明细="group_concat(姓名 || 电话)")),
                     "规则.csv:2:", "成员.电话")

    def test_evidence_beside_a_way(self):
        self.refused(little(规则=rule(对象="成员", 方式="个数", 明细="联系电话")),
                     "规则.csv:2:", "工作室.联系电话")

    def test_evidence_of_a_point(self):
        for sql in TEXTS:
            with self.subTest(sql):
                self.refused(little(指标=POINTS + f"B,甲,二,10,1,{quoted(sql)}\n"),
                             "指标.csv:3:", "评估点 B 的自动明细")

    def test_decision(self):
        for sql in TEXTS:
            with self.subTest(sql):
                self.refused(little(结论="阶段,条件,结论,依据\n定,,"
                                    + quoted("见{{'好'}}{{" + sql + "}}。") + ",一\n"),
                             "结论.csv:2:", "阶段“定”的结论")

    def test_derived_text(self):
        for kind in ("文本", "人名", "日期", "年月"):
            for sql in TEXTS:
                with self.subTest(f"{kind} {sql}"):
                    self.refused(little(推算="表,字段,类型,计算\n工作室,称呼,"
                                        f"{kind},{quoted(sql)}\n"),
                                 "推算.csv:2:", "“称呼”", kind)

    def test_derived_from_a_derived_one(self):
        two = ("表,字段,类型,计算,敏感\n工作室,一,文本,邮箱,是\n"
               "工作室,二,文本,一,\n")
        self.refused(little(推算=two), "推算.csv:3:", "工作室.一")
        self.refused(little(推算=two.replace("一,\n", "一,是\n"),
                            规则=rule(测量="1", 明细="二")),
                     "规则.csv:2:", "工作室.二")

    def test_group(self):
        self.refused(little(plan="分组字段,片区\n"), "方案.csv:4:", "片区")
        self.refused(little(plan="分组字段,区\n", 推算="表,字段,类型,计算,敏感\n"
                            "工作室,区,文本,片区,是\n"), "方案.csv:4:", "“区”")

    def test_what_tells_people_apart(self):
        for row, name in (("评审,横,专家,人名,,,,", "评审.专家"),
                          ("评审,横,评估点,文本,是,,,", "评审.评估点"),
                          ("自评,横,得分,小数,,,,", "自评.得分")):
            self.assertIn(row, FORMS)
            self.refused(little(forms=FORMS.replace(row + ",", row + "是,")),
                         "表单.csv:", name)
        self.refused(little(forms=FORMS + "评审,横,场次,文本,,,,是,错误\n"),
                     "表单.csv:", "评审.场次")

    def test_what_may_be_said(self):
        """Counted, compared, measured, masked."""
        s = little(
            推算="表,字段,类型,计算,敏感\n"
               "工作室,年龄,整数,\"满年(出生日期, '2024-09-01')\",\n"
               "工作室,有电话,是否,\"iif(联系电话 IS NULL, '否', '是')\",\n"
               "工作室,称呼,文本,邮箱 || '先生',是\n",
            规则=rule(测量="年龄", 上限="60", 明细="年龄 || '岁，' || 有电话",
                    适用="联系电话 IS NOT NULL", 单位="岁"),
            结论="阶段,条件,结论,依据\n定,邮箱 IS NOT NULL,{{年龄}}岁,一\n")
        self.assertEqual(s.lint()[0], 0, s.lint())
        done = s.report()
        self.assertEqual(s.rows("SELECT 测量值, 结论, 明细 FROM 资格"),
                         [(63.0, "不符合", "63岁，是")] * 2)
        self.assertEqual(s.rows("SELECT 结论 FROM 结论"), [("63岁",)] * 2)
        self.assertEqual(s.rows("SELECT 称呼, 有电话 FROM 工作室"),
                         [("***", "是")] * 2)
        self.assertEqual(leaks(MARKERS, s.out, done.out, done.err), [])
        s.report("--show-personal")
        self.assertEqual(s.rows("SELECT 称呼 FROM 工作室 ORDER BY 编号")[0],
                         ("秘S1密@marker.cn先生",))


# ---- what is computed of them ---------------------------------------------------

class Computed(unittest.TestCase):
    """Numbers that may be the value itself, and values in messages."""

    def made(self, scheme, *args, status=(0, 1)):
        self.assertEqual(scheme.lint()[0], 0, scheme.lint())
        done = scheme.report(*args)
        self.assertIn(done.status, status, done)
        if not args:
            self.assertEqual(leaks(MARKERS, scheme.out, done.out, done.err),
                             [])
        return done

    def test_measure(self):
        for sql in ("联系电话", "CAST(联系电话 AS INTEGER)", "0 - 联系电话",
                    "联系电话 + 0.25", "(SELECT max(电话) FROM 成员)"):
            with self.subTest(sql):
                s = little(规则=rule(测量=sql, 下限="1", 上限="联系电话 - 1",
                                   措辞="有{值}"))
                self.made(s)
                self.assertEqual(s.rows("SELECT DISTINCT 测量值 FROM 资格"),
                                 [(None,)])
                self.made(s, "--show-personal")
                self.assertGreater(abs(s.rows("SELECT 测量值 FROM 资格")[0][0]),
                                   1e6)

    def test_the_verdict_is_that_of_the_value(self):
        s = little(规则=rule(测量="联系电话", 下限="19912340002"))
        self.made(s)
        self.assertEqual(s.rows("SELECT 测量值, 结论 FROM 资格 ORDER BY 工作室"),
                         [(None, "不符合"), (None, "符合")])

    def test_ways(self):
        for cells in ({"方式": "算式", "测量": "联系电话 * 1"},
                      {"方式": "最大", "对象": "成员", "测量": "电话"},
                      {"方式": "最小", "对象": "成员", "测量": "电话 - 1"},
                      {"方式": "个数", "对象": "成员", "条件": "电话 LIKE '1%'",
                       "字段": "电话"},
                      {"方式": "占比", "对象": "成员", "条件": "电话 > '2'"},
                      {"方式": "种数", "对象": "成员", "字段": "电话"},
                      {"方式": "种数", "对象": "工作室_特长", "字段": "值"},
                      {"方式": "是否", "条件": "联系电话 = '2'", "单位": ""},
                      {"方式": "填写", "字段": "联系电话、邮箱、出生日期"}):
            with self.subTest(cells["方式"]):
                s = little(规则=rule(**{"下限": "" if cells["方式"] == "填写"
                                      else "1", **cells}))
                self.made(s)
                self.assertEqual(len(s.rows("SELECT 1 FROM 资格")), 2)

    def test_point(self):
        for sql in ("联系电话", "邮箱", "出生日期 || ''", "-联系电话"):
            for bounds in ("", ",下限,上限"):
                with self.subTest(sql + bounds):
                    ends = ",无,无" if bounds else ""
                    s = little(指标="编号,一级指标,评估点,分值,自动" + bounds +
                               f"\nA,甲,一,10,{sql}{ends}\n")
                    self.made(s)
                    self.assertEqual(s.rows("SELECT DISTINCT 自动 FROM 得分"),
                                     [(None,)])

    def test_derived(self):
        for kind, sql in (("整数", "联系电话"), ("小数", "联系电话 / 1.0"),
                          ("年度", "联系电话"), ("整数", "邮箱"), ("是否", "邮箱"),
                          ("小数", "出生日期 || ''"), ("是否", "联系电话")):
            with self.subTest(f"{kind} {sql}"):
                s = little(推算=f"表,字段,类型,计算\n工作室,数,{kind},{quoted(sql)}\n",
                           规则=rule(测量="数", 下限="1", 明细="数 || ''"),
                           结论="阶段,条件,结论,依据\n定,,{{数}},一\n")
                self.made(s)
                self.assertEqual(s.rows("SELECT DISTINCT 数 FROM 工作室"),
                                 [(None,)])
                self.assertEqual(s.rows(
                    "SELECT 工作室, 级别, 字段 FROM 问题 WHERE 代码 = "
                    "'DERIVED_PERSONAL'"), [(None, "提醒", "数")])
                self.assertIn("2个", s.rows(
                    "SELECT 说明 FROM 问题 WHERE 代码 = 'DERIVED_PERSONAL'")[0][0])

    def test_order(self):
        s = little(plan="同分次序,联系电话 降序\n")
        self.made(s)
        self.assertEqual(s.rows("SELECT DISTINCT 值 FROM 工作室_特长"),
                         [("***",)])
        self.assertEqual(s.rows("SELECT 工作室, 名次 FROM 汇总 ORDER BY 名次"),
                         [("S2", 1), ("S1", 2)])

    def test_an_error_quotes_nothing(self):
        path = "json_extract('{}', 联系电话)"
        for scheme in ({"规则": rule(测量=path)},
                       {"推算": f"表,字段,类型,计算\n工作室,数,整数,{quoted(path)}\n"},
                       {"指标": POINTS + f"B,甲,二,10,{quoted(path)},\n"}):
            s = little(**scheme)
            done = s.report()
            self.assertEqual(done.status, 2, done)
            self.assertEqual(leaks(MARKERS, s.out, done.out, done.err), [])


# ---- typed into another field ------------------------------------------------------

PEOPLE = {"13812345678": "13812345678", "wide": "１３８１２３４５６７８",
          "groups": "138 1234 5678", "dashes": "138-1234-5678",
          "country": "+8613812345678", "land": "0376-6661234",
          "card": identity(7), "old card": "110101630517008"}
SECRETS = ["1234567", "138 1234", "138-1234", "１３８１", "666123", identity(7)[6:],
           "630517008"]
TYPED = """成员,横,姓名,人名,是,,,,提醒
成员,横,性别,单选,,男|女,,,
成员,横,教龄,整数,,,年,,
成员,横,课时,小数,,,,,
成员,横,入职,日期,,,,,
成员,横,起始,年月,,,,,
成员,横,届别,年度,,,,,
成员,横,在岗,是否,,,,,
成员,横,特长,多选,,书法|合唱,,,
成员,横,材料,文件,,,,,
成员,横,备注,文本,,,,,
""" + SCORES


class Typed(unittest.TestCase):
    """A number in a field that is not †: told masked, kept in the table."""

    def test_findings(self):
        fields = [r.split(",")[2] for r in TYPED.splitlines()
                  if r.startswith("成员")]
        seen = set()
        for kind, number in PEOPLE.items():
            rows = ["何某" if f == "姓名" else "" for f in fields]
            lines = [",".join(fields)]
            for i in range(len(fields)):
                lines.append(",".join(rows[:i] + ["电" + number] + rows[i + 1:]))
                lines.append(",".join(rows[:i] + [number] + rows[i + 1:]))
            lines += [",".join(rows) + f",多出{number}", f"联系人：{number}",
                      f"注：{number}"]
            s = Little({"指标": POINTS, "规则": rule(
                对象="成员", 测量="count(*)", 上限="0", 明细="group_concat(备注)"),
                "结论": "阶段,条件,结论,依据\n定,,{{(SELECT group_concat(备注) FROM 成员)}}"
                      ",一\n"}, {"S1": {
                "成员": "\n".join(lines) + "\n",
                "评审": f"专家,评估点,得分,意见\n赵,A,{number},\n赵,{number},1,\n"
                      f"赵,A,8,打{number}\n",
                f"成员{number}": "甲,乙\n1,2\n",
                "名册": f"{number},乙\n1,2\n"}}, forms=TYPED)
            with self.subTest(kind):
                done = s.report()
                self.assertIn(done.status, (0, 1), done)
                told = s.rows("SELECT 代码, 值, 说明, 建议 FROM 问题")
                seen |= {row[0] for row in told}
                told += s.rows("SELECT 规则, 原值, 新值, 字段 FROM 规范化")
                told += s.rows("SELECT '', 值, '', '' FROM 问题单元格")
                told += s.rows("SELECT 规则, 明细, 要求, 单位 FROM 资格")
                told += s.rows("SELECT 阶段, 结论, 依据, '' FROM 结论")
                for row in told:
                    for secret in SECRETS:
                        self.assertNotIn(secret, " ".join(map(str, row)), row)
                kept = s.rows("SELECT 备注 FROM 成员 WHERE 备注 IS NOT NULL")
                self.assertGreaterEqual(len(kept), 2)
                self.assertNotIn("*", str(kept))
                said = world.run("check", "-s", "little", "batch", cwd=s.dir)
                for line in said.out.splitlines():
                    text = line.split(": ", 1)[1]      # behind the file's name
                    for secret in SECRETS:
                        self.assertNotIn(secret, text)
                # by its name the file is found
                self.assertTrue(s.rows("SELECT 1 FROM 问题 WHERE 文件 = ?",
                                       f"S1/成员{number}.csv"))
        self.assertLessEqual({"CELL_NOT_NUMBER", "CELL_NOT_DATE",
                              "CELL_NOT_YESNO", "CELL_NOT_CHOICE",
                              "NAME_DOUBTFUL", "POINT_UNKNOWN",
                              "FILE_NAME_UNKNOWN", "CHOICE_UNKNOWN",
                              "TEXT_FILE_MISSING", "R1"}, seen)

    def test_shown_when_asked(self):
        s = Little({"指标": POINTS}, {"S1": {
            "成员": "姓名,教龄\n王某,电13812345678\n"}}, forms=TYPED)
        s.report("--show-personal")
        self.assertEqual(s.rows("SELECT 值 FROM 问题 WHERE 代码 = "
                                "'CELL_NOT_NUMBER'"), [("电13812345678",)])

    def test_deductions(self):
        s = Little({"指标": "编号,一级指标,评估点,分值,计分方式\nA,甲,一,10,扣分\n"},
                   {"S1": {"评审": "专家,评估点,扣分,原因\n赵,A,2,问13812345678\n"}},
                   plan="评定条件,1\n", forms="评审,横,专家,人名,,,,,\n评审,横,评估点,文本,是,,,,\n"
                         "评审,横,扣分,小数,,,,,\n评审,横,原因,文本,,,,,\n")
        s.report()
        self.assertEqual(s.rows("SELECT 扣分明细 FROM 得分"),
                         [("赵：扣2分（原因：问138****5678）",)])


class Stray(unittest.TestCase):
    """Values of † fields that do not stand where they should."""

    def search(self, **files):
        s = little(files=files)
        done = s.report()
        self.assertIn(done.status, (0, 1), done)
        self.assertEqual(leaks(MARKERS, s.out, done.out, done.err), [])
        self.assertTrue(s.findings())

    def test_no_header(self):
        self.search(成员=f"王某,{MEMBERS['S1']},\n李某,{MEMBERS['S2']},\n")
        self.search(自评="A,9,秘理由\n")
        self.search(评审="赵,A,8,秘意见\n钱,A,7,秘意见\n")

    def test_surplus_and_repeats(self):
        self.search(自评="评估点,得分,理由\nA,9,秘理由\nA,8,秘理由,秘理由\nA,7,秘理由\n")
        self.search(评审="专家,评估点,得分,意见\n赵,A,8,秘意见\n赵,A,八,秘意见\n"
                       "赵,A,8,秘意见,秘意见\n赵,B,8,秘意见\n,,,秘意见\n")

    def test_identity(self):
        head = "项目,内容\n编号,S1\n名称,一室\n"
        for row in ("邮箱,秘S1密,秘S1密\n", "邮箱,秘S1密\n邮箱,秘S2密\n",
                    "出生日期,1961-07-0x\n", "特长,合唱、秘S1密\n", "特长,秘S1密\n",
                    "邮  箱：,秘S1密\ue000\n", "邮箱：秘S1密,\n", ",秘S1密\n",
                    "出生日期,1961-07-0\ufffd\n"):
            with self.subTest(row):
                s = little()
                s.write(s.batch / "S1" / "基本信息.csv", head + row)
                done = s.report()
                self.assertEqual(leaks(MARKERS, s.out, done.out, done.err), [])


# ---- whose eyes ------------------------------------------------------------------

@unittest.skipIf(os.name != "posix", "no modes")
class Modes(world.Case):
    def run_(self, *args):
        return world.run(*args, preexec_fn=lambda: os.umask(0o022))

    def modes(self, folder):
        return {stat.S_IMODE(p.stat().st_mode) for p in
                [folder, *folder.rglob("*")] if p.is_file()}, {
            stat.S_IMODE(p.stat().st_mode) for p in
            [folder, *folder.rglob("*")] if p.is_dir()}

    def test_report(self):
        for scheme in ("zhengzhou-2024", "pingdingshan-2021"):
            samples = world.ROOT / "samples" / scheme
            for args, files, folders in (((), 0o644, 0o755),
                                         (("--show-personal",), 0o600, 0o700)):
                out = self.tmp / f"{scheme}{len(args)}"
                done = self.run_("report", "-s", scheme, samples, "-o", out,
                                 *args)
                self.assertIn(done.status, (0, 1), done)
                self.assertEqual(self.modes(out), ({files}, {folders}))

    def test_one_file(self):
        batch = world.write(self.tmp / "batch", world.studio())
        for name, args in (("问题.csv", ("check", batch)),
                           ("问题.json", ("check", batch)),
                           ("自评.pdf", ("self", batch / "A01"))):
            for shown, mode in (((), 0o644), (("--show-personal",), 0o600)):
                path = self.tmp / f"{mode:o}{name}"
                # what a killed run left must not lend its rights
                path.with_name(path.name + ".part").write_bytes(b"")
                done = self.run_(args[0], "-s", world.SCHEME, args[1], "-o",
                                 path, *shown)
                self.assertIn(done.status, (0, 1), done)
                self.assertEqual(stat.S_IMODE(path.stat().st_mode), mode, name)

    def test_while_it_is_written(self):
        """Every file that is opened for writing, the libraries' too."""
        if not shutil.which("strace"):
            self.skipTest("no strace")
        log = self.tmp / "log"
        subprocess.run(["strace", "-f", "-o", log, "-e",
                        "trace=openat,open,creat,umask,mkdir,mkdirat",
                        world.PROGRAM, "report", "-s", world.SCHEME,
                        world.SAMPLES, "-o", self.tmp / "out",
                        "--show-personal"], check=False, env=world.environment(),
                       cwd=world.ROOT, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        text = log.read_text("utf-8", "replace")
        self.assertIn("umask(077)", text)
        before = text[:text.index("umask(077)")]
        self.assertNotRegex(before, "O_CREAT|mkdir")


if __name__ == "__main__":
    unittest.main()
