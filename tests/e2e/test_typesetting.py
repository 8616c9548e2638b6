"""Numbers, dates and units look the same on every page of every paper.

Each rule is a pattern that must not be found in the text of any PDF made
from the samples; an example that breaks it shows that it can be found.
"""

import collections
import re
import unittest

import world

SCHEMES = sorted(p.name for p in (world.ROOT / "rubrics").iterdir()
                 if (p / "方案.csv").exists())

# What no page shows: pattern, an example, why.
NEVER = [
    # A date in quotes is how a cell is to be filled in.
    (r"(?<![0-9A-Za-z“./:-])(19|20)\d\d-[01]?\d-[0-3]?\d(?![0-9A-Za-z./-])",
     "于2024-03-01报送", "dates are 2024年3月1日"),
    (r"(?<![0-9A-Za-z.(（“])(19|20)\d\d\.(0?[1-9]|1[0-2])(\.\d+)?(?![\d.])",
     "生于1980.12", "months are 1980年12月"),
    (r"\d年0\d月|月0\d日", "2024年03月1日", "no zero before a month"),
    (r"\d\.\d*0%", "占12.50%", "a percentage has no needless zero"),
    (r"\.\d{3,}%", "占33.333%", "a percentage has two decimals at most"),
    (r"\d\s+%|％|\d\s*‰", "占12.5 %", "one percent sign, right behind"),
    (r"\d\.\d*0分", "得87.50分", "points have no needless zero in a text"),
    (r"\.\d{3,}分", "得87.333分", "points have two decimals at most"),
    (r"\d 分[，。（）]", "满分 5 分，", "a unit follows without a blank"),
    (r"[０-９Ａ-Ｚａ-ｚ＋＜＞]", "１２人", "figures are half-width"),
    (r"\d,\d{3}(?!\d)", "1,000", "no thousands separator"),
    (r"\d\s?[~～]\s?\d", "10~20人", "a range is 10–20"),
    (r"(?<![“])\b\d+\s?—\s?\d(?!\d{3}学年)", "10—20人", "a range is 10–20"),
    (r"m2|m²|㎡", "85m²", "areas are 平方米"),
    (r"评估点 [0-9A-Z]|高于 \d", "评估点 2.1.2 的", "no blanks beside figures"),
    (r"\bNULL\b|\bnan\b|\binf\b|\bNone\b", "NULL", "no programmer's words"),
]


# Marks that stand closer together: one that ends something and the next.
PAIR = re.compile("(?=([’”、。〉》），：；][’”、。〉》），：；‘“〈《（]|[‘“〈《（][‘“〈《（]))")


class Typesetting(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.texts, cls.paths = {}, {}
        for scheme in SCHEMES:
            out = world.scratch() / "out"
            done = world.run("report", "-s", scheme,
                             world.ROOT / "samples" / scheme, "-o", out)
            assert done.status in (0, 1), done
            for path in world.pdfs(out, "*"):
                name = f"{scheme}/{path.parent.name}/{path.name}"
                cls.texts[name] = world.pdf_text(path)
                cls.paths[name] = path

    def text(self, start):
        return next(t for n, t in self.texts.items() if n.startswith(start))

    def test_every_scheme_is_there(self):
        self.assertGreaterEqual(len(SCHEMES), 5)
        self.assertGreater(len(self.texts), 100)

    def test_patterns_find_what_they_are_for(self):
        for pattern, example, _ in NEVER:
            self.assertRegex(example, pattern)

    def test_pages(self):
        for name, text in self.texts.items():
            for pattern, _, why in NEVER:
                found = re.search(pattern, text)
                if found:
                    near = text[max(0, found.start() - 20):found.end() + 20]
                    self.fail(f"{name}: {why}: {near!r}")

    def test_whole_in_their_cells(self):
        """A cell's few characters are not torn: dates, units, names."""
        for part, whole in (
                ("guizhou-2024/报告/GZ2024-01", "2022年9月10日"),
                ("guizhou-2024/报告/GZ2024-01", "思政比赛指导"),
                ("guizhou-2024/报告/GZ2024-06", "2020年12月18日"),
                ("guizhou-2024/报告/GZ2024-07", "阿依古丽·买买提"),
                ("zhengzhou-2024/报告/ZZ2024-07", "欧阳雪婷"),
                ("zhengzhou-2024/报告/ZZ2024-03", "68.5平方米"),
                ("moe-2022/报告/MOE2022-01", "≤0个学期"),
                ("moe-2022/报告/MOE2022-08", "无法判定"),
                ("moe-2022/整改通知/MOE2022-08", "基本信息.csv!B14"),
                ("pingdingshan-2021/报告/PDS-14", "≥30平方米"),
                ("baoshan-2023/报告/BS2023-01", "≤0个学期")):
            self.assertRegex(self.text(part),
                             rf"(?m)(^| ){re.escape(whole)}( |$)", part)

    def test_shares_have_the_same_digits(self):
        """53.33%, as the measured values of the same report have it."""
        for part, share in (("moe-2022/报告/MOE2022-01", "53.33%"),
                            ("guizhou-2024/报告/GZ2024-01", "66.67%"),
                            ("baoshan-2023/报告/BS2023-03", "90.85")):
            self.assertIn(share, self.text(part), part)

    def test_says_no_more_than_is_so(self):
        """Nobody judged, so nothing is met, and not all of it either."""
        met = "三级指标没有未达标的"
        self.assertIn(met, self.text("moe-2022/报告/MOE2022-01"))
        waiting = self.text("moe-2022/报告/MOE2022-08")
        self.assertIn("待评审", waiting)
        self.assertNotIn(met, waiting)
        self.assertRegex(waiting, r"(?m)^合计 32$")
        self.assertIn("—：本星级不要求", self.text("baoshan-2023/报告/BS2023-03"))

    def test_close_marks_are_copied_in_one_line(self):
        """No reader takes what follows two close marks for another line."""
        for name, path in self.paths.items():
            if not name.startswith(("zhengzhou", "baoshan")):
                continue
            counts = []
            for command in (("pdftotext", path, "-"),
                            ("pdftotext", "-layout", path, "-"),
                            ("mutool", "draw", "-q", "-F", "txt", path)):
                status, text, _ = world.tool(*command)
                self.assertEqual(status, 0, command)
                counts.append(collections.Counter(PAIR.findall(text)))
            self.assertGreater(sum(counts[0].values()), 3, name)
            self.assertEqual(counts[0], counts[1], name)
            self.assertEqual(counts[0], counts[2], name)

    def test_what_they_look_like(self):
        """The forms that are meant do occur."""
        text = "".join(self.texts.values())
        for pattern in (r"\d{4}年\d{1,2}月\d{1,2}日", r"\d{4}年\d{1,2}月(?!\d)",
                        r"\d+\.\d%", r"\d+\.\d\d%", r"\d+%", r"\d+–\d+人",
                        r"\d+平方米", r"\d分"):
            self.assertRegex(text, pattern)


if __name__ == "__main__":
    unittest.main()
