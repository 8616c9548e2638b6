"""No lost names: what the installed fonts can draw comes out right on paper,
in copied text, in search, in the workbook, in 结果.sqlite and in the findings."""
import csv
import ctypes
import functools
import json
import os
import re
import subprocess
import unittest
import unicodedata
import xml.etree.ElementTree
import zipfile

import openpyxl

import world
from test_workbook import converted

ALWAYS = "䶮㛃喆堃\U00020bb7\U0002cb4e"
PLANES = {0: 80, 2: 100, 3: 60}     # how many of each, if there are
FONTS = "/usr/share/fonts"
# The second set of fonts: rare characters can only come from CFF outlines.
CFF = ["truetype/arphic", "truetype/wqy", "opentype/noto"]
DPI, GRID = 288, 12


def bare(text):
    return re.sub(r"\s+", "", text)


# ---- what the fonts have --------------------------------------------------------

def outline_fonts(env):
    """{PostScript name: (file, index, its characters)} of what can be drawn."""
    said = subprocess.run(
        ["fc-list", "-f", "%{postscriptname}\t%{file}\t%{index}\t%{fontformat}"
         "\t%{outline}\t%{color}\t%{variable}\t%{charset}\n"],
        stdout=subprocess.PIPE, check=True, env={**os.environ, **env})
    fonts = {}
    for line in said.stdout.decode().splitlines():
        name, path, index, kind, outline, color, variable, chars = \
            line.split("\t")
        if kind in ("TrueType", "CFF") and outline == "True" and \
                color == variable == "False":
            fonts[name] = (path, int(index), chars)
    return fonts


def covered(fonts):
    found = set()
    for _, _, chars in fonts.values():
        for part in chars.split():
            first, _, last = part.partition("-")
            found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def is_rare_name(code):
    """An ideograph beyond the 20,902 that every system has, in use."""
    return (0x3400 <= code <= 0x4dbf or 0x9fa6 <= code <= 0x9fff or
            0x20000 <= code <= 0x2f7ff or 0x30000 <= code <= 0x3ffff) and \
        code & 0xfffe != 0xfffe


def chosen(fonts):
    """ALWAYS where there are, then of each plane every n-th there is."""
    have = covered(fonts)
    text = [c for c in ALWAYS if ord(c) in have]
    for plane, want in PLANES.items():
        there = sorted(c for c in have if c >> 16 == plane and is_rare_name(c)
                       and chr(c) not in ALWAYS)
        text += [chr(there[i * len(there) // want])
                 for i in range(want)] if len(there) > want else \
            [chr(c) for c in there]
    return text


# ---- an independent drawing -------------------------------------------------------

class FreeType:
    """Gray pictures of characters, by the library that most readers use."""

    def __init__(self):
        self.ft = ctypes.CDLL("libfreetype.so.6")
        self.lib = ctypes.c_void_p()
        assert self.ft.FT_Init_FreeType(ctypes.byref(self.lib)) == 0
        self.faces = {}

    def face(self, path, index):
        if (path, index) not in self.faces:
            face = ctypes.c_void_p()
            assert self.ft.FT_New_Face(self.lib, path.encode(),
                                       ctypes.c_long(index),
                                       ctypes.byref(face)) == 0
            self.faces[path, index] = face
        return self.faces[path, index]

    def draw(self, path, index, char, pixels):
        """An em box of the character, its origin at 1/8 from below."""
        face = self.face(path, index)
        assert self.ft.FT_Set_Pixel_Sizes(face, 0, pixels) == 0
        render, no_hints = 4, 2
        assert self.ft.FT_Load_Char(face, ctypes.c_ulong(ord(char)),
                                    render | no_hints) == 0
        slot = ctypes.c_void_p.from_address(face.value + 152).value
        rows, width = (ctypes.c_uint * 2).from_address(slot + 152)
        pitch = ctypes.c_int.from_address(slot + 160).value
        data = ctypes.c_void_p.from_address(slot + 168).value
        left, top = (ctypes.c_int * 2).from_address(slot + 192)
        box = [[0] * pixels for _ in range(pixels)]
        base = pixels - pixels // 8
        for r in range(rows):
            line = ctypes.string_at(data + r * pitch, width)
            y = base - top + r
            for c, v in enumerate(line):
                if 0 <= y < pixels and 0 <= left + c < pixels:
                    box[y][left + c] = v
        return box


def squares(box):
    """The picture as GRID x GRID means, around nought and of length one."""
    n = len(box)
    out = []
    for gy in range(GRID):
        rows = box[gy * n // GRID:(gy + 1) * n // GRID]
        for gx in range(GRID):
            a, b = gx * n // GRID, (gx + 1) * n // GRID
            out.append(sum(sum(r[a:b]) for r in rows) /
                       (len(rows) * (b - a)))
    mean = sum(out) / len(out)
    out = [v - mean for v in out]
    length = sum(v * v for v in out) ** 0.5
    return [v / length for v in out] if length else out


def alike(a, b):
    return sum(x * y for x, y in zip(a, b))


def placed(path):
    """Where characters stand: char -> (page, x, y, size, font), the first."""
    status, said, err = world.tool("mutool", "draw", "-q", "-F", "stext", "-o",
                                   "-", path)
    assert status == 0, err
    found = {}
    for n, page in enumerate(xml.etree.ElementTree.fromstring(said), 1):
        for font in page.iter("font"):
            for c in font.iter("char"):
                found.setdefault(c.get("c"), (
                    n, float(c.get("x")), float(c.get("y")),
                    float(font.get("size")), font.get("name")))
    return found


@functools.lru_cache(4)
def page_picture(path, page):
    data = subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-f", str(page), "-l",
         str(page), path], stdout=subprocess.PIPE, check=True).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    return int(head[1]), int(head[2]), data[head.end():]


def em_boxes(path, place):
    """The em box on the page, ink as 255; and moved a pixel to each side."""
    page, x, y, size, _ = place
    width, _, gray = page_picture(path, page)
    pixels = round(size * DPI / 72)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            left = round(x * DPI / 72) + dx
            top = round(y * DPI / 72) - (pixels - pixels // 8) + dy
            yield [[255 - v for v in gray[r * width + left:
                                          r * width + left + pixels]]
                   for r in range(top, top + pixels)]


# ---- the batch ---------------------------------------------------------------------

class Names:
    """One studio whose people, host and school bear all the characters."""
    env = {}

    @classmethod
    def setUpClass(cls):
        cls.tmp = world.scratch()
        cls.set_fonts()
        cls.fonts = outline_fonts(cls.env)
        cls.chars = chosen(cls.fonts)
        cls.names = ["".join(cls.chars[i:i + 3])
                     for i in range(0, len(cls.chars), 3)]
        tables = world.studio()
        tables["成员"] += [[name, *tables["成员"][5][1:]]
                         for name in cls.names]
        cls.host = "欧阳" + cls.names[0]
        cls.school = f"郑州市{cls.names[1]}学校"
        for row in tables["基本信息"]:
            row[1] = {"主持人姓名": cls.host, "学校": cls.school}.get(
                row[0], row[1])
        tables["成员"][1][0] = cls.host
        for row in tables["成员"][1:]:
            row[11] = cls.school
        world.write(cls.tmp / "batch", tables)
        cls.out = cls.tmp / "out"
        done = world.report(cls.tmp / "batch", cls.out, env=cls.env)
        assert done.status == 0, done
        (cls.pdf,) = world.pdfs(cls.out)
        cls.all = [*cls.names, cls.host, cls.school]

    @classmethod
    def set_fonts(cls):
        pass

    def holds(self, text, names=None):
        missing = [n for n in names or self.all if n not in text]
        self.assertEqual(missing, [])

    def test_there_are_enough(self):
        self.assertEqual(self.chars[:4], list(ALWAYS[:4]))
        self.assertGreaterEqual(len(self.chars), self.least)
        self.assertEqual(len(set(self.chars)), len(self.chars))
        self.assertEqual({ord(c) >> 16 for c in self.chars}, {0, 2, 3})

    # ---- on paper

    def test_paper(self):
        """Each looks as FreeType draws it, and like none of the others."""
        ft = FreeType()
        places = placed(self.pdf)
        want, got = {}, {}
        for c in self.chars:
            self.assertIn(c, places, hex(ord(c)))
            path, index, _ = self.fonts[places[c][4]]
            size = round(places[c][3] * DPI / 72)
            want[c] = squares(ft.draw(path, index, c, size))
            got[c] = max(map(squares, em_boxes(self.pdf, places[c])),
                         key=lambda box, w=want[c]: alike(box, w))
        for c in self.chars:
            own = alike(got[c], want[c])
            self.assertGreater(own, 0.85, (hex(ord(c)), places[c]))
            best = max(self.chars, key=lambda o: alike(got[c], want[o]))
            self.assertGreaterEqual(own, alike(got[c], want[best]) - 0.02,
                                    (c, best))

    def test_readers_are_content(self):
        status, said, err = world.tool("qpdf", "--check", self.pdf)
        self.assertEqual((status, err), (0, ""), said)
        for args in (("pdftotext", self.pdf, "-"), ("pdffonts", self.pdf),
                     ("pdftoppm", "-r", "30", self.pdf, self.tmp / "p")):
            self.assertEqual(world.tool(*args)[::2], (0, ""), args)
        status, _, err = world.tool("mutool", "draw", "-q", "-r", "30", "-o",
                                    "/dev/null", "-F", "ppm", self.pdf)
        self.assertEqual((status, err.replace(
            "warning: ICC support is not available\n", "")), (0, ""))

    # ---- in copied text, in search

    def test_copied(self):
        text = bare(world.pdf_text(self.pdf))
        self.holds(text)
        self.assertNotIn("〓", text)
        _, said, _ = world.tool("mutool", "draw", "-q", "-F", "txt", self.pdf)
        self.holds(bare(said))

    def test_search(self):
        """pdfgrep finds each name, and none that is not there."""
        args = [a for n in self.names for a in ("-e", n)]
        status, said, err = world.tool("pdfgrep", "-o", "-F", *args, self.pdf)
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(set(said.split()), set(self.names))
        status, said, _ = world.tool("pdfgrep", "-F", self.names[0][::-1],
                                     self.pdf)
        self.assertEqual((status, said), (1, ""))

    # ---- in the data

    def test_database(self):
        got = [r[0] for r in world.rows(self.out, "SELECT 姓名 FROM 成员 "
                                        "ORDER BY _序")]
        self.assertEqual(got[-len(self.names):], self.names)
        self.assertEqual(world.rows(self.out, "SELECT 主持人姓名, 学校 FROM "
                                    "工作室"), [(self.host, self.school)])

    def test_workbook(self):
        book = openpyxl.load_workbook(self.out / "汇总表.xlsx")
        self.holds({str(c.value) for sheet in book for row in sheet.rows
                    for c in row if c.value is not None})

    def test_workbook_in_libreoffice(self):
        made = converted(self.out / "汇总表.xlsx", self.tmp / "ods", "ods")
        said = zipfile.ZipFile(made).read("content.xml").decode()
        self.holds(said)

    # ---- in the findings

    def test_nothing_is_said_of_them(self):
        for found in (json.loads((self.out / "问题清单.json").read_text()),
                      world.findings(self.tmp / "batch", env=self.env)[1]):
            self.assertEqual([f for f in found
                              if f["代码"].startswith("CHAR")], [])

    def test_findings_keep_names(self):
        """A second row of a name is a finding, whose value is the name."""
        batch = self.tmp / "twice"
        tables = world.studio()
        tables["成员"] += [[n, *tables["成员"][5][1:3], place,
                          *tables["成员"][5][4:]]
                         for n in self.names[:20] for place in ("群众", "党员")]
        done = world.report(world.write(batch, tables), self.tmp / "found",
                            env=self.env)
        self.assertEqual(done.status, 0, done)
        with open(self.tmp / "found/问题清单.csv", encoding="utf-8-sig",
                  newline="") as f:
            got = [r["值"] for r in csv.DictReader(f)
                   if r["代码"] == "VALUE_REPEATED"]
        self.assertEqual(got, self.names[:20])


class Installed(Names, unittest.TestCase):
    """With all fonts of this machine."""
    least = len(ALWAYS) + 200


class FromCff(Names, unittest.TestCase):
    """With fonts whose rare characters are drawn by CFF outlines alone."""
    least = 150

    @classmethod
    def set_fonts(cls):
        config = cls.tmp / "fonts.conf"
        config.write_text("<fontconfig>" + "".join(
            f"<dir>{FONTS}/{d}</dir>" for d in CFF) +
            f"<cachedir>{cls.tmp}/cache</cachedir></fontconfig>")
        cls.env = {"FONTCONFIG_FILE": str(config)}

    def test_they_are_cff(self):
        _, said, _ = world.tool("pdffonts", self.pdf)
        self.assertIn("CID Type 0C", said)


class Forms(world.Case):
    """Names that are written with more than ideographs."""

    def test_all_come_out(self):
        """Selectors, marks, the dot of Uyghur names; what is in none is 〓."""
        tables = world.studio()
        names = ["葛\U000e0101城", "阿卜杜拉·买买提", "Ame\u0301lie", "赵\U000b0000安"]
        for row, name in zip(tables["成员"][2:], names):
            row[0] = name
        done = world.report(world.write(self.tmp / "batch", tables),
                            self.tmp / "out")
        self.assertEqual(done.status, 0, done)
        (path,) = world.pdfs(self.tmp / "out")
        text = bare(world.pdf_text(path))
        for name in (*names[:3], "赵〓安"):
            self.assertIn(unicodedata.normalize("NFC", name),
                          unicodedata.normalize("NFC", text))
        self.assertEqual(world.tool("qpdf", "--check", path)[::2], (0, ""))
        self.assertEqual([r[0] for r in world.rows(
            self.tmp / "out", "SELECT 姓名 FROM 成员 ORDER BY _序")][1:5], names)

    def test_fangsong(self):
        """Running text is set in 仿宋 where there is one; tables are not."""
        config = self.tmp / "fonts.conf"
        config.write_text("<fontconfig>" + "".join(
            f"<dir>{FONTS}/truetype/{d}</dir>"
            for d in ("arphic", "wqy", "lxgw-wenkai", "dejavu")) +
            f"<cachedir>{self.tmp}/cache</cachedir><match target='scan'>"
            "<test name='file' compare='contains'><string>WenKaiMono-Light"
            "</string></test><edit name='family' mode='assign'><string>FangSong"
            "</string></edit></match></fontconfig>")
        done = world.report(world.write(self.tmp / "batch", world.studio()),
                            self.tmp / "out",
                            env={"FONTCONFIG_FILE": str(config)})
        self.assertEqual(done.status, 0, done)
        (path,) = world.pdfs(self.tmp / "out")
        _, said, _ = world.tool("mutool", "draw", "-q", "-F", "stext", "-o",
                                "-", path)
        running, cells = set(), set()
        for line in xml.etree.ElementTree.fromstring(said).iter("line"):
            text = "".join(c.get("c") for c in line.iter("char"))
            fonts = {f.get("name") for f in line.iter("font")}
            running |= fonts if "其附件" in text else set()
            cells |= fonts if text == "金水区" else set()
        self.assertEqual((running, cells),
                         ({"LXGWWenKaiMono-Light"}, {"UMingCN"}))

    def test_a_cff_font_for_every_role(self):
        done = world.report(world.write(self.tmp / "batch", world.studio()),
                            self.tmp / "out", "--font-body",
                            "Noto Serif CJK SC", "--font-head",
                            "Noto Sans CJK SC", "--font-kai",
                            "Noto Serif CJK SC", "--font-fang",
                            "Noto Serif CJK TC")
        self.assertEqual(done.status, 0, done)
        (path,) = world.pdfs(self.tmp / "out")
        _, said, _ = world.tool("pdffonts", path)
        kinds = {line.split()[0].split("+")[1]: "CID Type 0C" in line
                 for line in said.splitlines()[2:]}
        self.assertEqual(kinds, {"NotoSerifCJKsc-Regular": True,
                                 "NotoSansCJKsc-Regular": True,
                                 "NotoSerifCJKtc-Regular": True})
        self.assertEqual(world.tool("qpdf", "--check", path)[::2], (0, ""))
        self.assertIn(world.SCHOOL, bare(world.pdf_text(path)))


if __name__ == "__main__":
    unittest.main()
