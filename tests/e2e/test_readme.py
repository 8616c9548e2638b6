"""README and docs/: what they show is what the program does, what they link
to is there, and the Chinese page has all that the English one has."""
import contextlib
import re
import sqlite3
import unittest
import urllib.parse

import world

PAGES = sorted([*world.ROOT.glob("*.md"), *(world.ROOT / "docs").glob("*.md"),
                world.ROOT / "samples" / "README.md"])
ENGLISH, CHINESE = (world.ROOT / n for n in ("README.md", "README.zh.md"))


def read(path):
    return path.read_text("utf-8")


def anchor(heading):
    """What a heading is called in links, as hosts of Markdown make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", ""))
    return kept.replace(" ", "-")


def anchors(path):
    return {anchor(h) for h in re.findall(r"(?m)^#+ (.*)$", read(path))}


def code(path):
    """Lines of the indented blocks, without the indent."""
    return [line.strip() for line in read(path).splitlines()
            if re.match(r"(    |       )\S", line) and "make  " not in line
            and not re.match(r" *[|]", line) and "git clone" not in line]


class Pages(unittest.TestCase):
    def test_links_lead_somewhere(self):
        for page in PAGES:
            for link in re.findall(r"\]\(([^)]+)\)", read(page)):
                if "://" in link:
                    continue
                name, _, at = urllib.parse.unquote(link).partition("#")
                there = page.parent / name if name else page
                self.assertTrue(there.exists(), f"{page.name}: {link}")
                if at:
                    self.assertIn(at, anchors(there), f"{page.name}: {link}")

    def test_what_is_named_is_there(self):
        """Paths in the program's tree and manual pages."""
        for page in (ENGLISH, CHINESE, *(world.ROOT / "docs").glob("*.md")):
            for path in re.findall(r"(?:\./)?((?:man|samples|rubrics|templates|"
                                   r"tests|src)/[\w./\-]+)", read(page)):
                if "2025" in path or "方案" in path.split("/"):
                    continue        # made on the page; any scheme
                path = path.rstrip(".")
                self.assertTrue((world.ROOT / path).exists(),
                                f"{page.name}: {path}")

    def test_short(self):
        for page in (ENGLISH, CHINESE):
            self.assertLess(len(read(page).splitlines()), 250, page.name)

    def test_same_in_both_languages(self):
        def parts(path):
            return re.findall(r"(?m)^(#+) ", read(path))

        self.assertEqual(parts(ENGLISH), parts(CHINESE))
        english, chinese = code(ENGLISH), code(CHINESE)
        self.assertGreaterEqual(len(chinese), 10)
        self.assertEqual([c for c in english if not c.startswith("make ")
                          or c == "make demo"], chinese)
        for what in (r"!\[[^]]*\]\(([^)]+)\)", r"\[SCORE_\w+\]", "(Z01)",
                     r"`(\w+\.csv)`", r"man \./man/\S+\.\d", "PREFIX="):
            self.assertEqual(set(re.findall(what, read(ENGLISH))),
                             set(re.findall(what, read(CHINESE))), what)


class TrueToday(unittest.TestCase):
    def test_finding(self):
        done = world.run("check", "-s", world.SCHEME, world.SAMPLES)
        lines = [line for line in code(ENGLISH) if "[SCORE_" in line]
        self.assertEqual(len(lines), 1)
        self.assertIn(lines[0], done.out.splitlines())

    def test_counts(self):
        studios, left, judged = world.rows(
            world.samples_report()[1],
            "SELECT 工作室数, 未评估数, 已评审数 FROM 概况")[0]
        self.assertIn(f"{studios + left} folders, {studios} studios, {judged} "
                      "ranks", read(ENGLISH))
        self.assertIn(f"{studios + left} 个文件夹，{studios} 个工作室，{judged} "
                      "个名次", read(CHINESE))
        for page in (ENGLISH, CHINESE):
            self.assertIn(f"另有 {left} 个文件夹未评估", read(page))
            self.assertIn(f"在参加评审的{judged}个工作室中", read(page))
        self.assertIn(f"在参加评审的{judged}个工作室中",
                      re.sub(r"\s", "", world.pdf_text(
                          world.pdfs(world.samples_report()[1])[0])))

    def test_schemes(self):
        there = {line.split()[0] for line in
                 world.run("schemes").out.splitlines()}
        for page in (ENGLISH, CHINESE):
            self.assertEqual(set(re.findall(r"(?m)^\| `([a-z]+-\d{4})` \|",
                                            read(page))), there)

    def test_methods(self):
        table = read(world.ROOT / "src" / "scheme" / "method.c")
        words = re.findall(r'\.word = "(.+?)"', table)
        self.assertGreater(len(words), 2)
        for word in words:
            rows = re.findall(rf"(?m)^\| {word}[ （(]",
                              read(world.ROOT / "docs" / "scoring.md"))
            self.assertEqual(len(rows), 2, word)

    def test_tables_and_queries_of_the_store(self):
        page = read(world.ROOT / "docs" / "store.md")
        out = world.samples_report()[1]
        there = {r[0] for r in world.rows(out, "SELECT name FROM sqlite_master")}
        for row in re.findall(r"(?m)^\| (`.+?) \|", page):
            self.assertLessEqual(set(re.findall("`(.+?)`", row)), there, row)
        queries = re.findall(r'结果\.sqlite "(SELECT .+)"', page) + [
            q.replace('\\"', '"') for q in
            re.findall(r'结果\.sqlite "(SELECT .+)" \|', read(ENGLISH))]
        self.assertEqual(len(queries), 7)
        path = f"file:{out / '结果.sqlite'}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(path, uri=True)) as db:
            for query in queries:
                self.assertTrue(db.execute(query).fetchall(), query)


if __name__ == "__main__":
    unittest.main()
