"""Seeds of the harnesses: what the samples, schemes and templates hold.

    seeds.py FOLDER     writes FOLDER/seeds/<boundary>/ and <boundary>.dict
"""
import pathlib
import random
import re
import sys
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
TABLES = [p for p in sorted(SAMPLES.rglob("*.csv")) +
          sorted(SAMPLES.rglob("*.txt"))
          if not p.read_bytes().startswith(b"PK")]      # one is a workbook
SCHEMES = sorted(p for p in (ROOT / "rubrics").iterdir() if p.is_dir())
PAPERS = sorted((ROOT / "templates").rglob("*.md"))
SHEETS = sorted((ROOT / "templates").rglob("汇总表/*.sql"))
BOOKS = ROOT / "tests/unit/data/workbooks"
ENCODINGS = ["gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"]
QUERY = re.compile(r"^(SELECT|WITH|VALUES)\b.*?(?=^```)", re.M | re.S)
MOST = 60           # words of a dictionary, the most frequent ones


def text_of(path):
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    return data.decode("utf-16")


def decode():
    for i, path in enumerate(TABLES[::4]):
        yield path.read_bytes()
        text = text_of(path)
        yield text.encode(ENCODINGS[i % len(ENCODINGS)])


def csv():
    odd = ['a,b\r\n"c\r\n""d""",e\r"f', "﻿\n\n;;;\na;b\n", "a\tb\n\n \t \n\tc",
           '"' * 9, "x," * 400, 'a"b,c"d"\n', 'a,b\n1,"x"y,\n2,3\n4,"5"\n',
           'sep=;\na;b\n', '"a,b"\n"1,""2"""\n', "a，b\n1，2\n", "a|b\n1|2",
           "a,b\n'1,=\"2\"\nnan,x&nbsp;&#20013;<br>_x000D_\n\u00ad,\x0b"]
    garbled = "姓名,学校\n张三,一中\n".encode()
    for path in TABLES[::4]:
        yield path.read_bytes()
    for text in odd:
        yield text.encode()
    yield garbled.decode("latin-1").encode()
    yield garbled.decode().encode("gb18030").decode("latin-1").encode()
    for data in (garbled, garbled.decode().encode("gb18030")):
        yield data[:-3] + data[-2:] + b"\x80\n"


def table():
    for path in TABLES:
        parts = path.relative_to(SAMPLES).parts
        where = parts[0] + ("/" if len(parts) == 2 else "")
        yield f"{where}/{path.name}\n".encode() + path.read_bytes()


def intake():
    """Folders of the samples, made small, each with the scheme it is for."""
    for folder in sorted(p for p in SAMPLES.iterdir() if p.is_dir()):
        studios = sorted(p for p in folder.iterdir() if p.is_dir())
        for place in studios[:6] + [folder]:
            files = [p for p in sorted(place.rglob("*") if place != folder
                                       else place.iterdir())
                     if p.is_file() and p.stat().st_size < 20000]
            yield f"{folder.name}\n".encode() + b"".join(
                f"@@ {p.relative_to(folder)}\n".encode() +
                b"\n".join(p.read_bytes().split(b"\n")[:6]).rstrip(b"\n") +
                b"\n" for p in files[:5])


def layout():
    """Choices, which mean nothing."""
    for seed in range(40):
        numbers = random.Random(seed)
        yield bytes(numbers.randrange(256)
                    for _ in range(numbers.choice([40, 150, 400])))


def cell():
    """Values as programs and people write them, as each type of field."""
    texts = ["2021-03-22T15:59:17.000Z", "1988-06-30T15:30:00.000Z",
             "2021-03-22 16:00:00+00:00", "Mon, 22 Mar 2021 16:00:00 GMT",
             "Tue Mar 23 2021 00:00:00 GMT+0800 (CST)", "3/23/21", "23/3/21",
             "03/23/2021", "23-Mar-21", "Dec-80", "03/2021", "44996.0",
             "2022年9月5日（星期一）上午9:30", "二〇二二年十二月三十一日", "2024.1",
             "1.孙立新（女、组长）★", "郭亚楠、李春燕", "张三 138-0000-1234", "张?",
             "1等奖", "甲奖┋乙奖|丙", '["一等奖","二等奖"]', "√", "1.0", "85%",
             "1，234.50㎡", "4.1E+17", "410105198001011000", "0.85", "1.1",
             "2024-02-01 00:00:00", "TRUE", "#REF!", "", "—", "２０２２—2023–1"]
    for i, text in enumerate(texts):
        for field in range(11):
            yield bytes([field, i % 7 + 8 * (i % 4), i % 32]) + text.encode()


def scheme():
    for folder in SCHEMES:
        yield b"".join(
            f"@@ {p.relative_to(folder)}\n".encode() +
            p.read_bytes().rstrip(b"\n") + b"\n"
            for p in sorted(folder.rglob("*.csv")))


def template():
    for path in PAPERS:
        yield path.read_bytes()


def page():
    """Each template over a table of the samples, then one block at a time."""
    tables = TABLES[::29]
    for i, path in enumerate(PAPERS):
        yield over(path.read_text(), tables[i % len(tables)])
    blocks = sorted({b for p in PAPERS for b in re.findall(
        r"^```.*?^```$", p.read_text(), re.M | re.S)})
    for i, block in enumerate(blocks):
        block = QUERY.sub("SELECT * FROM 数据\n", block)
        yield over(f"# 标题\n\n正文，{{{{名称}}}}。\n\n{block}\n",
                   tables[i % len(tables)])


def over(markdown, path):
    return f"@@ 文书.md\n{markdown}\n@@ 数据.csv\n{text_of(path)}".encode()


def sheet():
    for path in SHEETS:
        yield path.read_bytes()


def xls():
    for path in sorted(BOOKS.glob("*.xls")):
        yield path.read_bytes()
    # one sheet's records without a container: BOF, a text, a number, EOF
    yield bytes.fromhex("09080800" "0000100000000000"
                        "04020c00" "0000000000000400d0d5c3fb"
                        "03020e00" "010000000000000000000000f83f" "0a000000")


def html():
    for path in sorted(BOOKS.glob("*.html")):
        yield path.read_bytes()
    yield ("<!--[if gte mso 9]><xml><x:Name>成员</x:Name></xml><![endif]-->"
           "<table><caption>表<tr><td rowspan=2 colspan=3>a<br>&nbsp;b"
           "<tr style='display:none'><th><p>c<p>d<table><tr><td>1<td>2"
           "<tr><td>3<td>4</table></table>").encode()
    yield "<meta charset=gb2312><table><tr><td>姓名</table>".encode("gb18030")


def ods():
    for path in sorted(BOOKS.glob("*.ods")):
        with zipfile.ZipFile(path) as book:
            yield book.read("content.xml")


def book():
    """Workbooks of all kinds, as they are; .zip of tables."""
    for path in sorted(BOOKS.glob("*.*ml")) + sorted(BOOKS.glob("*.xls*")):
        if path.stat().st_size < 20000:
            yield path.read_bytes()


def xlsx():
    """The parts of an .xlsx, one after the other."""
    for path in sorted(BOOKS.glob("*.xlsx")):
        with zipfile.ZipFile(path) as package:
            yield b"\n".join(
                f"@@ {name}\n".encode() + package.read(name)
                for name in package.namelist()
                if name.endswith((".xml", ".rels")) and
                not name.startswith(("docProps/", "xl/theme/")))


def words(inputs):
    """The most frequent words of the inputs, for libFuzzer's -dict."""
    count = {}
    for data in inputs:
        text = data.decode("utf-8", "ignore")
        for word in re.findall(r"[A-Za-z_]{3,16}|[\u4e00-\u9fff]{2,6}|[^\w\s]+",
                               text):
            count[word] = count.get(word, 0) + 1
    best = sorted(count, key=lambda w: (-count[w], w))[:MOST]
    return "".join('"' + "".join(f"\\x{b:02x}" for b in w.encode()) + '"\n'
                   for w in sorted(best))


def main():
    target = pathlib.Path(sys.argv[1])
    for kind in (decode, csv, cell, table, intake, scheme, template, page,
                 layout, sheet, xls, html, ods, book, xlsx):
        name = kind.__name__
        folder = target / "seeds" / name
        folder.mkdir(parents=True, exist_ok=True)
        inputs = sorted(set(kind()))
        for old in folder.iterdir():
            if int(old.name) >= len(inputs):
                old.unlink()
        for i, data in enumerate(inputs):
            (folder / f"{i:03}").write_bytes(data)
        (target / f"{name}.dict").write_text(words(inputs))


if __name__ == "__main__":
    main()
