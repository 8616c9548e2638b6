"""What the end-to-end tests share: running the program, one report of the
samples that all of them look into, and a small submission without a fault."""
import atexit
import contextlib
import functools
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEME = "zhengzhou-2024"
SAMPLES = ROOT / "samples" / SCHEME
PROGRAM = os.path.abspath(os.environ.get("PINGGU", ROOT / "pinggu"))
SANITIZED = os.environ.get("PINGGU_SAN", "")
SANITIZED = SANITIZED and os.path.abspath(SANITIZED)


def read_outputs():
    """The files of a result, from the program's table outputs[]."""
    text = (ROOT / "src" / "report" / "outputs.c").read_text("utf-8")
    table = text[text.index("outputs[] = {"):]
    rows = re.findall(r"\.kind = (OUTPUT_\w+)(?:, \.name = (\S+?),)?",
                      table[:table.index("};")])
    result = re.search(r'#define OUTPUT_RESULT\s+"(.+)"',
                       (ROOT / "src" / "report" / "report.h").read_text(
                           "utf-8")).group(1)
    names = [result if name == "OUTPUT_RESULT" else name.strip('"')
             for kind, name in rows if name]
    assert len(names) == len(rows) - 2 and "OUTPUT_PAPERS" in dict(rows)
    return names


OUTPUTS = ["报告", *read_outputs()]
PAPERS = ["整改通知"]              # folders of the samples' other papers

sys.path.insert(0, str(ROOT / "tests" / "bench"))
import generate                                     # noqa: E402


class Run:
    """One run of the program: exit status and what it said."""

    def __init__(self, status, out, err):
        self.status = status
        self.out = out
        self.err = err

    def __repr__(self):
        return f"exit {self.status}\n{self.out[-2000:]}\n{self.err[-2000:]}"


def run(*args, program=PROGRAM, env=None, cwd=ROOT, timeout=120, **others):
    """Run the program in the repository with the C locale."""
    done = subprocess.run(
        [program, *map(str, args)], cwd=cwd, timeout=timeout, check=False,
        env={**environment(), **(env or {})},
        stdout=others.pop("stdout", subprocess.PIPE), stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL, **others)
    return Run(done.returncode, (done.stdout or b"").decode("utf-8"),
               done.stderr.decode("utf-8"))


def environment():
    """The tests' own environment without what would change a result."""
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE",
                                                     "SOURCE_DATE_EPOCH")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def report(batch, out, *args, **others):
    return run("report", "-s", SCHEME, batch, "-o", out, *args, **others)


def scratch():
    """A folder that is gone when the tests are done."""
    path = pathlib.Path(tempfile.mkdtemp(prefix="pinggu-test-"))
    atexit.register(shutil.rmtree, path, True)
    return path


@functools.lru_cache(None)
def samples_report():
    """(the run, its OUT): the report of the samples, made once."""
    out = scratch() / "out"
    return report(SAMPLES, out), out


@functools.lru_cache(None)
def bench_batch(n):
    """A synthetic batch of n studios, made once."""
    return generate.generate(scratch() / "batch", n)


def rows(out, sql, *values):
    """Rows of 结果.sqlite as tuples."""
    path = f"file:{out / '结果.sqlite'}?mode=ro&immutable=1"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
        return db.execute(sql, values).fetchall()


def value(out, sql, *values):
    found = rows(out, sql, *values)
    assert len(found) == 1 and len(found[0]) == 1, (sql, values, found)
    return found[0][0]


def digests(folder):
    """SHA-256 of every file below the folder, by relative path."""
    return {str(p.relative_to(folder)):
            hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(folder.rglob("*")) if p.is_file()}


MARKS = "“”‘’、。〈〉《》「」『』【】〔〕（），：；"


def pdfs(out, paper="报告"):
    """The PDFs of a kind of paper, "*" for all kinds."""
    return sorted(out.glob(f"{paper}/*.pdf"))


def tool(*args):
    """Run another program; (status, stdout, stderr) as text."""
    done = subprocess.run([str(a) for a in args], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False, timeout=120,
                          env={**os.environ, "LC_ALL": "C.UTF-8"})
    return (done.returncode, done.stdout.decode("utf-8", "replace"),
            done.stderr.decode("utf-8", "replace"))


@functools.lru_cache(None)
def pdf_text(path):
    """Text of a PDF in the order it was drawn, cells in one piece.

    In this order (not in the one of reading) pdftotext begins a line where
    a mark stands half a square closer to another mark.
    """
    status, text, err = tool("pdftotext", "-raw", path, "-")
    assert status == 0, err
    return re.sub("(?<=[%s])\n(?=[%s])" % (MARKS, MARKS), "", text)


# ---- a submission without a fault ---------------------------------------------

SCHOOL = "郑州市示例测试学校"
NAMES = ["王安", "李宁远", "张平川", "刘静怡", "陈思齐", "杨若水", "赵一帆", "黄文杰",
         "周正阳", "吴月明", "徐长风", "孙立夏"]


def studio(code="A01"):
    """Tables of a studio in which nothing is wrong: name -> rows of cells."""
    marks = generate.points()
    kinds = (["主持人", "主持人助理"] + ["班主任"] * 8 + ["校外专家"] * 2)
    tables = {
        "基本信息": [["项目", "内容"], ["编号", code], ["名称", "测试班主任工作室"],
                 ["学校", SCHOOL], ["区县", "金水区"], ["建设类别", "市级"],
                 ["主持人姓名", NAMES[0]], ["主持人荣誉", "名班主任"],
                 ["工作室面积", "40"], ["图书册数", "300"], ["订阅杂志种数", "6"],
                 ["公众号名称", "测试德育"], ["短视频号名称", "测试短视频"],
                 ["班级数", "40"], ["班主任数", "40"], ["联系人", "李宁远"],
                 ["联系电话", "13800007788"], ["填报日期", "2024-03-11"]],
        "成员": [["姓名", "性别", "出生年月", "政治面貌", "学历", "职称", "任教课程",
                "研究领域", "毕业院校", "教龄", "班主任工作年限", "所在学校", "人员类别"]] +
              [[name, "男女"[i % 2], "1985-03", "群众", "本科", "讲师", "语文",
                "主题班会设计", "河南大学", "12", "9",
                "示例大学" if kind == "校外专家" else SCHOOL, kind]
               for i, (name, kind) in enumerate(zip(NAMES, kinds))],
        "获奖": [["年度", "赛项", "级别", "等次", "获奖人", "证书编号"],
               ["2022", "班主任能力比赛", "市赛", "一等奖", NAMES[2], "证2022001"]],
        "参赛情况": [["年度", "班主任总数", "参赛人数"]] +
                [[y, "40", "36"] for y in generate.YEARS],
        "听取汇报": [["学期", "日期", "内容"]] +
                [[t, f"{2021 + i // 2}-05-1{i}", "听取汇报"]
                 for i, t in enumerate(generate.TERMS)],
        "年度材料": [["年度", "工作计划", "过程性材料", "年终总结", "成长档案人数",
                  "外出交流次数"]] +
                [[y, "有", "有", "有", "12", "2"] for y in generate.YEARS],
        "自评": [["评估点", "得分", "佐证材料", "备注"]] +
              [[c, "4" if c == "6.1.2" else f"{m:g}", "工作室档案", ""]
               for c, m in marks],
    }
    for i, expert in enumerate(generate.EXPERTS):
        tables[f"评审-{expert}"] = [["专家", "评估点", "得分", "意见"]] + [
            [expert, c, "4" if c == "6.1.2" else f"{m - 0.25 * i:g}", ""]
            for c, m in marks]
    return tables


def text(table, separator=",", end="\n"):
    """Rows of cells as delimited text; quoted where it must be."""
    def cell(s):
        if any(c in s for c in '"\r\n' + separator):
            return '"' + s.replace('"', '""') + '"'
        return s
    return "".join(separator.join(map(cell, row)) + end for row in table)


def write(batch, tables, folder="A01"):
    """Write tables (rows of cells, or bytes as they are) into a folder."""
    path = batch / folder
    path.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        data = table if isinstance(table, bytes) else text(table).encode()
        (path / (name if "." in name else name + ".csv")).write_bytes(data)
    return batch


def findings(batch, *args, **others):
    """(the run, findings) of `check --format json`."""
    done = run("check", "-s", SCHEME, batch, "--format", "json", *args,
               **others)
    return done, json.loads(done.out) if done.out else None


class Case(unittest.TestCase):
    """A test with a folder of its own."""
    maxDiff = None

    def setUp(self):
        self.tmp = pathlib.Path(tempfile.mkdtemp(prefix="pinggu-test-"))
        self.addCleanup(shutil.rmtree, self.tmp, True)

    def assertFails(self, done, *words):
        """Exit status 2, nothing on stdout, one line on stderr."""
        self.assertEqual(done.status, 2, done)
        self.assertEqual(done.out, "", done)
        self.assertEqual(done.err.count("\n"), 1, done)
        self.assertTrue(done.err.startswith("pinggu: "), done)
        for word in words:
            self.assertIn(word, done.err)

    def assertNothingLeft(self, folder, *names):
        """The folder holds these names and nothing half-written."""
        self.assertEqual(sorted(p.name for p in folder.iterdir()),
                         sorted(names))
