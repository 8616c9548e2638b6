"""Wrong scheme, wrong folder, wrong sign: what people type, drag and paste
works, or one sentence says what to do."""
import csv
import json
import re
import shutil
import unicodedata
import unittest
import urllib.parse

import openpyxl

import world

PATH = world.ROOT / "rubrics" / world.SCHEME     # found from any folder
SCHEMES = sorted(p.stem for p in (world.ROOT / "rubrics").iterdir())


def title(scheme):
    path = world.ROOT / "rubrics" / scheme
    if not path.is_dir():
        book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
        return dict(row[:2] for row in book["方案"].values)["名称"]
    text = (path / "方案.csv").read_text("utf-8-sig")
    return dict(csv.reader(text.splitlines()))["名称"]


class Clean(world.Case):
    """A batch in which nothing is wrong: what reads it says so."""

    def setUp(self):
        super().setUp()
        self.batch = world.write(self.tmp / "我的 材料", world.studio())

    def works(self, *args, scheme=("-s", PATH), said="", **others):
        """The words are read as a check of the batch."""
        done = world.run("check", *scheme, *args, **others)
        self.assertEqual((done.status, done.out), (0, ""), (args, done))
        self.assertIn("没有发现问题", done.err)
        for word in [said] if said else []:
            self.assertIn(word, done.err)
        return done


class Options(Clean):
    """Signs that Word, an input method or a web page puts for - and =."""

    def test_dashes(self):
        for option in ("－s", "—s", "–s", "﹣s", "−s", "‐s", "―s", "－ｓ", "-ｓ",
                       "－S", "——scheme", "－－scheme", "–-scheme", "-–scheme",
                       "—scheme", "－ｓｃｈｅｍｅ", "——SCHEME", "-scheme",
                       "——sch", "\u200b--scheme", " -s"):
            with self.subTest(option):
                self.works(self.batch, scheme=(option, world.SCHEME))

    def test_signs_and_blanks_before_a_value(self):
        name = world.SCHEME
        for word in (f"——scheme＝{name}", f"－－ｓｃｈｅｍｅ={name}", f"－s{name}",
                     f"-s={name}", f"－s＝{name}", f"-s\u3000{name}",
                     f"-s\u00a0{name}", f"——scheme\u3000{name}",
                     f"--scheme=“{name}”", f"-s“{name}”"):
            with self.subTest(word):
                self.works(self.batch, scheme=(word,))

    def test_quotes_around_a_value(self):
        for left, right in ("“”", "‘’", "''", '""', "＂＂", "``", "”“", ("“", "")):
            self.works(self.batch, scheme=(
                "-s", left + world.SCHEME + right))

    def test_values_of_other_widths(self):
        done = world.run("check", "-s", world.SCHEME, self.batch,
                         "——format", "ＪＳＯＮ")
        self.assertEqual(json.loads(done.out), [])
        done = world.run("report", "-s", world.SCHEME, self.batch, "—o",
                         self.tmp / "out", "－j２", "——date",
                         "２０２４－０６－３０")
        self.assertEqual(done.status, 0, done)
        self.assertEqual(world.value(self.tmp / "out",
                                     "SELECT 日期 FROM 概况"), "2024-06-30")

    def test_the_command_too(self):
        for first in (["ＣＨＥＣＫ"], ["Check"], ["“check”"], ["check\u3000"]):
            done = world.run(*first, "-s", world.SCHEME, self.batch)
            self.assertEqual(done.status, 0, (first, done))
        shutil.copytree(self.batch, self.tmp / "甲")
        done = world.run(f"check\u3000－s\u3000{PATH}\u3000甲",
                         cwd=self.tmp)
        self.assertEqual(done.status, 0, done)

    def test_an_option_that_there_is_not(self):
        for option, said in (("－x", "“-x”"), ("——nonsense", "“--nonsense”"),
                             ("—Ｘ", "“-x”")):
            self.assertFails(world.run("check", "-s", world.SCHEME, option,
                                       self.batch), said)

    def test_what_is_there_under_its_name_is_left_alone(self):
        for name in ("－s", "—材料", "“甲”", "乙　丙"):
            shutil.copytree(self.batch, self.tmp / name)
            done = world.run("check", "-s", PATH, name, cwd=self.tmp)
            self.assertEqual(done.status, 0, (name, done))
        done = world.run("check", "-s", PATH, "--", "-s", cwd=self.tmp)
        self.assertFails(done, "没有 -s 这个文件夹")


class Paths(Clean):
    """Paths that were dragged, copied, typed without quotes."""

    def test_around_it(self):
        for form in ("'{}'", '"{}"', "“{}”", "‘{}’", "{}/", "{}//", " {} ", "{}\n",
                     "{}\r\n", "\u202a{}", "“{}/ ”\n", "file://{}",
                     "file://localhost{}", "FILE:{}", "'file://{}'"):
            with self.subTest(form):
                self.works(form.format(self.batch))

    def test_uri(self):
        path = urllib.parse.quote(str(self.batch))
        self.assertIn("%20", path)
        for host in ("", "localhost"):
            self.works(f"file://{host}{path}")
            self.works(f"file://{host}{path}/\n")
        self.assertFails(world.run("check", "-s", world.SCHEME,
                                   f"file://{path}%00"), "没有")

    def test_escaped_by_a_terminal(self):
        self.works(str(self.batch).replace(" ", "\\ "))

    def test_backslashes(self):
        self.works("我的 材料\\", cwd=self.tmp)
        shutil.move(self.batch, self.tmp / "甲" / "乙")
        self.works("甲\\乙", cwd=self.tmp)

    def test_home(self):
        home = {"HOME": str(self.tmp)}
        self.works("~/我的 材料", env=home)
        self.works("'~/我的 材料'", env=home)
        self.assertFails(world.run("check", "-s", world.SCHEME, "~nobody/x",
                                   env=home), "~nobody/x")

    def test_blanks_that_were_not_quoted(self):
        self.works(*str(self.batch).split(" "), said="“" + str(self.batch))
        self.works(*f"“{self.batch}”".split(" "), said=str(self.batch))
        wide = self.tmp / "另一个　材料 二"
        shutil.copytree(self.batch, wide)
        self.works(*str(wide).split(" "), said=str(wide))
        done = world.run("check", "-s", world.SCHEME, self.batch, "多余",
                         "的")
        self.assertFails(done, "多余", "英文引号")

    def test_normal_forms(self):
        name = "Münchén が"
        for made, asked in (("NFC", "NFD"), ("NFD", "NFC")):
            folder = self.tmp / unicodedata.normalize(made, name)
            shutil.copytree(self.batch, folder / "批次")
            self.works(self.tmp / unicodedata.normalize(asked, name) / "批次")
            shutil.rmtree(folder)

    def test_out(self):
        for form in ("“{}”", "'{}/'", "{}\n", "file://{}"):
            out = self.tmp / "结 果"
            done = world.run("report", "-s", world.SCHEME, self.batch, "-o",
                             form.format(out))
            self.assertEqual(done.status, 0, (form, done))
            self.assertNothingLeft(self.tmp, "我的 材料", "结 果")
            shutil.rmtree(out)
        (self.tmp / "甲").mkdir()
        done = world.run("report", "-s", world.SCHEME, self.batch, "-o",
                         f"{self.tmp}\\甲\\乙")
        self.assertEqual(done.status, 0, done)
        self.assertNothingLeft(self.tmp / "甲", "乙")


class Folder(Clean):
    """Something else where the folder is meant."""

    def fails(self, path, *words, command="check"):
        out = ["-o", self.tmp / "out"] if command == "report" else []
        self.assertFails(world.run(command, "-s", world.SCHEME, path, *out),
                         *words)

    def test_a_file_for_its_folder(self):
        for command in ("check", "report"):
            self.fails(self.batch / "A01" / "成员.csv", "成员.csv 是一个文件",
                       f"pinggu {command} -s {world.SCHEME} "
                       f"'{self.batch / 'A01'}'", command=command)
        self.works(self.batch / "A01")
        done = world.run("check", "-s", PATH, "成员.csv",
                         cwd=self.batch / "A01")
        self.assertFails(done, f"-s {PATH} .\n")

    def test_what_is_no_batch(self):
        for name, kind in (("甲 乙.7z", "压缩包"), ("a.RAR", "压缩包"),
                           ("填报.docx", "文件"), ("a.csv", "文件")):
            (self.tmp / name).write_bytes(b"PK\x03\x04")
            self.fails(self.tmp / name, f"{name} 是一个{kind}",
                       f"pinggu check -s {world.SCHEME} {self.tmp}\n")
            self.fails(f"“{self.tmp / name}/”", f"{name} 是一个{kind}")

    def test_an_archive(self):
        """It is the folder that it holds."""
        tables = {k: v for k, v in world.studio().items() if "评审" not in k}
        shutil.rmtree(self.batch)
        world.write(self.batch, tables)
        made = shutil.make_archive(self.tmp / "全部", "zip", self.batch)
        for form in ("{}", "“{}”", "{}/", "file://{}"):
            self.works(form.format(made))
        done = world.run("check", "-s", "moe-2022", made)
        self.assertFails(done, f"请用 -s {world.SCHEME}")
        (self.tmp / "坏.zip").write_bytes(b"PK\x03\x04")
        done = world.run("check", "-s", world.SCHEME, self.tmp / "坏.zip")
        self.assertEqual(done.status, 1, done)
        self.assertIn("坏.zip: 错误: ", done.out)

    def workbook(self, name, *tables):
        """Written by openpyxl."""
        book = openpyxl.Workbook()
        book.remove(book.active)
        for table in tables:
            sheet = book.create_sheet(table)
            for row in world.studio()[table]:
                sheet.append(row)
        book.save(self.tmp / name)
        return self.tmp / name

    def test_a_workbook(self):
        """With 基本信息 it is a studio; one of its tables is none."""
        tables = [t for t in world.studio() if "评审" not in t]
        self.works(self.workbook("A01_填报.xlsx", *tables))
        done = world.run("check", "-s", "moe-2022",
                         self.tmp / "A01_填报.xlsx")
        self.assertFails(done, f"请用 -s {world.SCHEME}")
        self.fails(self.workbook("成员.xlsx", "成员"), "成员.xlsx 是一个文件",
                   f"-s {world.SCHEME} {self.tmp}\n")

    def test_not_there(self):
        self.fails(self.tmp / "没有的", "没有的 这个文件夹", "提交材料")
        for near in ("我的", "我的材料", "我的-材料", "我的　材料（2）"):
            self.fails(self.tmp / near, f"是不是 {self.batch} ？")
        (self.tmp / "我的 附件").mkdir()
        self.assertNotIn("是不是", world.run("check", "-s", world.SCHEME,
                                             self.tmp / "我的").err)

    def test_none(self):
        self.assertFails(world.run("check", "-s", world.SCHEME),
                         "提交材料所在的文件夹")


class Names(Clean):
    """A scheme by what people call it."""

    def test_by_a_part_of_its_names(self):
        for text, scheme in (("郑州", "zhengzhou-2024"),
                             ("zhengzhou", "zhengzhou-2024"),
                             ("郑州市教育科学规划与评估中心", "zhengzhou-2024"),
                             ("郑州2024", "zhengzhou-2024"),
                             ("２０２４ 郑州", "zhengzhou-2024"),
                             ("宝山", "baoshan-2023"),
                             ("保山2023", "baoshan-2023"),
                             ("全国", "moe-2022"), ("MOE", "moe-2022"),
                             ("教育部", "moe-2022"), ("贵州", "guizhou-2024"),
                             ("平顶山市", "pingdingshan-2021"),
                             (title("moe-2022"), "moe-2022")):
            with self.subTest(text):
                done = world.run("lint", text)
                self.assertEqual(done.status, 0, done)
                self.assertIn(f"rubrics/{scheme}：没有发现问题", done.out)
                self.assertEqual(done.err.count("\n"), 1)
                self.assertIn(f"按 {scheme}（{title(scheme)}）理解", done.err)

    def test_in_every_command(self):
        self.works(self.batch, scheme=("-s", "郑州"), said=title(world.SCHEME))
        done = world.run("check", "-qs", "郑州", self.batch)
        self.assertEqual((done.status, done.err), (0, ""))

    def test_its_own_name_needs_no_word(self):
        for text in ("zhengzhou-2024", "rubrics/zhengzhou-2024/",
                     "./rubrics/zhengzhou-2024",
                     "rubrics/zhengzhou-2024/方案.csv"):
            done = world.run("lint", text)
            self.assertEqual((done.status, done.err), (0, ""), done)

    def test_several(self):
        self.assertFails(world.run("lint", "2024"), "guizhou-2024（",
                         "zhengzhou-2024（", "可以是几个方案")
        self.assertFails(world.run("lint", "班主任工作室"),
                         *[s for s in SCHEMES if not s.endswith("-2031")])

    def test_none_and_the_nearest(self):
        for text, near in (("zhengzou-2024", "zhengzhou-2024"),
                           ("pingdinshan-2021", "pingdingshan-2021"),
                           ("鄭州2024", None), ("火星", None), ("nowhere", None)):
            done = world.run("lint", text)
            self.assertFails(done, f"没有方案“{text}”", *SCHEMES)
            if near:
                self.assertIn(f"是不是 {near}（", done.err)
            else:
                self.assertNotIn("是不是", done.err)
        self.assertFails(world.run("check", self.batch), "请用 -s 指定方案",
                         *[f"{s}（{title(s)}）" for s in SCHEMES])


class OtherScheme(world.Case):
    """The samples of each scheme, checked by each."""

    def test_all_pairs(self):
        for given in SCHEMES:
            for made in SCHEMES:
                done = world.run("check", "-q", "-s", given,
                                 world.ROOT / "samples" / made)
                with self.subTest(f"{made} by {given}"):
                    if given == made:
                        self.assertEqual((done.status, done.err), (1, ""))
                        self.assertGreater(len(done.out.splitlines()), 5)
                    else:
                        self.assertFails(done, f"像是按《{title(made)}》（{made}）",
                                         f"不是《{title(given)}》",
                                         f"请用 -s {made}\n")

    def test_a_report_too(self):
        done = world.run("report", "-s", "moe-2022", world.SAMPLES, "-o",
                         self.tmp / "out")
        self.assertFails(done, "-s zhengzhou-2024")
        self.assertNothingLeft(self.tmp)

    def test_one_folder(self):
        done = world.run("check", "-s", "baoshan-2023",
                         world.SAMPLES / "ZZ2024-01")
        self.assertFails(done, "-s zhengzhou-2024")

    def test_a_root_table(self):
        table = world.studio()["基本信息"]
        (self.tmp / "batch").mkdir()
        (self.tmp / "batch" / "工作室.csv").write_text(world.text(
            [[row[0] for row in table[1:]], [row[1] for row in table[1:]]]))
        done = world.run("check", "-s", "moe-2022", self.tmp / "batch")
        self.assertFails(done, "-s zhengzhou-2024")

    def test_poor_data_of_the_right_scheme_is_read(self):
        """A form of which much is missing, with items that it has not."""
        for lost in range(1, 17):
            table = world.studio()["基本信息"]
            bare = table[:2] + table[2:-lost] + [["星级", "三星级"],
                                                 ["省份", "河南省"]]
            batch = world.write(self.tmp / f"b{lost}", {"基本信息": bare})
            done = world.run("check", "-s", world.SCHEME, batch)
            self.assertLess(done.status, 2, (lost, done))
            self.assertIn("COLUMN_MISSING" if lost > 7 else "HEADER_UNKNOWN",
                          done.out)

    def test_a_few_of_another_scheme_are_findings(self):
        batch = self.tmp / "batch"
        for code in ("A01", "A02", "A03"):
            world.write(batch, world.studio(code), code)
        shutil.copytree(world.ROOT / "samples/moe-2022/MOE2022-01",
                        batch / "M1")
        done = world.run("check", "-s", world.SCHEME, batch)
        self.assertEqual(done.status, 1, done)
        self.assertNotIn("A01/", done.out)


class ListFile(world.Case):
    """check -o FILE."""

    def check(self, out, *args):
        return world.run("check", "-s", world.SCHEME, world.SAMPLES, "-o",
                         out, *args)

    def test_by_its_ending(self):
        for name, kind in (("a.csv", "csv"), ("a.json", "json"),
                           ("a.txt", "text"), ("b.CSV", "csv")):
            out = self.tmp / name
            for args in ((), ("--format", kind)):   # a second time over it
                done = self.check(out, *args)
                self.assertEqual(done.status, 1, done)
                self.assertEqual(done.out, f"问题清单  {out}\n")
                self.assertRegex(done.err, r"^错误 \d+ 条，其他 \d+ 条\n$")
                want = world.run("check", "-s", world.SCHEME, world.SAMPLES,
                                 "--format", kind)
                self.assertEqual(out.read_bytes().decode(), want.out)
        self.assertNothingLeft(self.tmp, "a.csv", "a.json", "a.txt", "b.CSV")

    def test_nothing_to_list(self):
        batch = world.write(self.tmp / "batch", world.studio())
        for name in ("a.csv", "a.json", "a.txt"):
            for _ in range(2):
                done = world.run("check", "-s", world.SCHEME, batch, "-o",
                                 self.tmp / name)
                self.assertEqual(done.status, 0, done)
        self.assertEqual(json.loads((self.tmp / "a.json").read_text()), [])

    def test_another_ending(self):
        for name in ("a.xlsx", "a.doc", "a", "csv", "a.csv.bak"):
            self.assertFails(self.check(self.tmp / name), name, ".csv、.json")
        self.assertNothingLeft(self.tmp)

    def test_ending_and_format_disagree(self):
        for name, kind in (("a.csv", "json"), ("a.json", "text"),
                           ("a.txt", "csv")):
            self.assertFails(self.check(self.tmp / name, "--format", kind),
                             f"--format {kind}", name)
        self.assertNothingLeft(self.tmp)

    def test_a_folder(self):
        self.assertFails(self.check(self.tmp), "是一个文件夹", "问题清单.csv",
                         "pinggu report")

    def test_nobodys_table_is_lost(self):
        batch = world.write(self.tmp / "batch", world.studio())
        other = self.tmp / "花名册.csv"
        other.write_text("姓名\n张三\n", "utf-8-sig")
        notes = self.tmp / "记事.txt"
        notes.write_text("记得买菜\n")
        for out in (other, notes):
            before = out.read_bytes()
            self.assertFails(self.check(out), "不是问题清单")
            self.assertEqual(out.read_bytes(), before)
        for out in (batch / "a.csv", batch / "A01" / "a.csv"):
            done = world.run("check", "-s", world.SCHEME, batch, "-o", out)
            self.assertFails(done, "在提交文件夹")
        done = world.run("check", "-s", world.SCHEME, ".", "-o", "a.csv",
                         cwd=batch)
        self.assertFails(done, "在提交文件夹")

    def test_whole_or_not_at_all(self):
        out = self.tmp / "a.csv"
        self.assertEqual(self.check(out).status, 1)
        before = out.read_bytes()
        (self.tmp / "a.csv.part").mkdir()
        self.assertEqual(self.check(out).status, 2)
        self.assertEqual(out.read_bytes(), before)
        self.assertFails(self.check(self.tmp / "no" / "a.csv"), "/no/a.csv")


class Replaced(world.Case):
    """What stands in OUT already."""

    def setUp(self):
        super().setUp()
        self.batch = self.tmp / "batch"
        for code in ("A01", "A02", "A03", "A04", "A05"):
            world.write(self.batch, world.studio(code), code)
        self.out = self.tmp / "out"
        self.assertEqual(world.report(self.batch, self.out).status, 0)
        self.before = world.digests(self.out)

    def refused(self, done, *words):
        self.assertFails(done, *words)
        self.assertEqual(world.digests(self.out), self.before)

    def test_an_open_workbook(self):
        for lock in ("~$汇总表.xlsx", ".~lock.汇总表.xlsx#", ".~汇总表.xlsx"):
            (self.out / lock).touch()
            self.assertFails(world.report(self.batch, self.out),
                             "请先关闭 汇总表.xlsx", f"请删去留下的 {self.out}/{lock}")
            (self.out / lock).unlink()
        pdf = world.pdfs(self.out)[0].name
        lock = self.out / "报告" / f".~lock.{pdf}#"
        lock.touch()
        self.assertFails(world.report(self.batch, self.out), f"请先关闭 {pdf}")
        lock.unlink()
        self.refused(world.report(self.batch / "A01", self.out))

    def test_a_lock_of_something_else(self):
        (self.out / "~$我的.xlsx").touch()
        self.assertFails(world.report(self.batch, self.out), "有别的文件",
                         "~$我的.xlsx")

    def test_one_studio(self):
        self.refused(world.report(self.batch / "A01", self.out), "5 个工作室",
                     "只有 1 个", "A02、A03、A04等 4 个工作室", "--force")

    def test_another_single_studio(self):
        other = world.write(self.tmp / "b", world.studio("B07"), "B07")
        self.refused(world.report(other, self.out), "只有 1 个",
                     "A01、A02、A03等 5 个工作室")

    def test_some_of_them(self):
        shutil.rmtree(self.batch / "A05")
        self.refused(world.report(self.batch, self.out), "A05 的报告")

    def test_nobody(self):
        (self.tmp / "empty").mkdir()
        self.refused(world.report(self.tmp / "empty", self.out), "只有 0 个")

    def test_force_keeps_the_others(self):
        done = world.report(self.batch / "A01", self.out, "--force")
        self.assertEqual(done.status, 0, done)
        self.assertIn("out.old", done.err)
        self.assertEqual(world.digests(self.tmp / "out.old"), self.before)
        self.assertEqual(len(world.pdfs(self.out)), 1)

    def test_as_many_or_more(self):
        for code in ("A05", "A06"):
            world.write(self.batch, world.studio(code), code)
            done = world.report(self.batch, self.out)
            self.assertEqual((done.status, done.err), (0, ""), done)
        self.assertNothingLeft(self.tmp, "batch", "out")

    def test_another_batch(self):
        """Not a part of what is there: replaced as ever."""
        for code in ("A01", "A02", "A03"):
            shutil.rmtree(self.batch / code)
        world.write(self.batch, world.studio("B01"), "B01")
        self.assertEqual(world.report(self.batch, self.out).status, 0)


class Words(world.Case):
    """Odd messages, mended."""

    def check(self, tables, *args):
        batch = world.write(self.tmp / "batch", tables)
        return world.run("check", "-s", world.SCHEME, batch, *args)

    def test_a_whole_row(self):
        tables = world.studio()
        tables["成员"].append(tables["成员"][4])
        self.assertIn("A01/成员.csv:14: 提醒: （第14行）：与第5行",
                      self.check(tables).out)

    def test_of_no_file(self):
        (self.tmp / "empty").mkdir()
        done = world.run("check", "-s", world.SCHEME, self.tmp / "empty")
        self.assertTrue(done.out.startswith("批次: 错误: "), done)

    def test_what_is_missing_is_said_so(self):
        tables = world.studio()
        del tables["听取汇报"][2:4]
        done = self.check(tables)
        self.assertRegex(done.out, "：缺2个学期（2021-2022-1、2021-2022-2；")
        self.assertNotIn("≤0", done.out)

    def test_a_bound_of_nought_without_words(self):
        """A scheme that says nothing of its own."""
        shutil.copytree(world.ROOT / "rubrics" / world.SCHEME,
                        self.tmp / "rubrics" / "own")
        path = self.tmp / "rubrics" / "own" / "规则.csv"
        text = path.read_text("utf-8-sig")
        sql = ('"count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM 听取汇报 AS t '
               'WHERE t.工作室 = 工作室.编号 AND t.学期 = 学期.学期))"')
        way = "缺少,学期,听取汇报,,,,个学期"
        self.assertIn(way, text)
        path.write_text(text.replace(way, f",学期,,,,{sql},个学期"), "utf-8-sig")
        tables = world.studio()
        del tables["听取汇报"][2:4]
        batch = world.write(self.tmp / "batch", tables)
        done = world.run("check", "-s", "own", batch, cwd=self.tmp)
        self.assertIn("：有2个学期不符合要求；而评估点", done.out)
        path.write_text(re.sub("(?m)^(Z04.*),$", r"\1,记录不全", text),
                        "utf-8-sig")
        done = world.run("check", "-s", "own", batch, cwd=self.tmp)
        self.assertIn("：记录不全；缺2021", done.out)

    def test_a_heading_that_is_a_word_of_the_sentence(self):
        for heading in ("内容", "说明", "表单", "表头"):
            tables = world.studio()
            tables["获奖"] = [row + [x] for row, x in zip(
                tables["获奖"], [heading, "甲"])]
            self.assertIn(f"“{heading}”", self.check(tables).out)

    def test_nothing_acts_on_the_terminal(self):
        tables = world.studio()
        tables["获奖"][1][2] = "\x1b[31m市赛\u202e\x9b\x7f"
        tables["获奖"][0].append("\x1b]0;题\u202e")
        tables["获奖"][1].append("甲")
        done = self.check(tables)
        self.assertIn("获奖.csv", done.out)
        for ch in "\x1b\x07\x7f\x9b\u202e":
            self.assertNotIn(ch, done.out)
        self.assertIn("\\u202E", done.out)

    def test_no_school_is_told_to_hand_in_scores(self):
        for code in ("A01", "A02"):
            world.write(self.tmp / "batch", {
                name: table for name, table in world.studio(code).items()
                if "评审" not in name}, code)
        done = world.run("check", "-s", world.SCHEME, self.tmp / "batch")
        self.assertEqual((done.status, done.out), (0, ""), done)
        world.write(self.tmp / "batch", world.studio("A03"), "A03")
        done = world.run("check", "-s", world.SCHEME, self.tmp / "batch")
        self.assertEqual(done.out.count("TABLE_MISSING"), 2)
        self.assertIn("请主管部门", done.out)

    def test_who_only_added_a_column_gets_no_notice(self):
        tables = world.studio()
        tables["获奖"] = [row + [x] for row, x in zip(
            tables["获奖"], ["颁奖单位", "教育局"])]
        batch = world.write(self.tmp / "batch", tables)
        (batch / "A01" / "照片").mkdir()
        (batch / "A01" / "说明.docx").write_bytes(b"PK\x03\x04")
        twice = world.studio("A02")
        twice["成员"].append(twice["成员"][4])
        world.write(batch, twice, "A02")
        out = self.tmp / "out"
        self.assertEqual(world.report(batch, out).status, 0)
        self.assertEqual(world.rows(out, "SELECT 工作室, count(*) FROM 整改事项 "
                                    "GROUP BY 1"), [("A01", 3), ("A02", 1)])
        (notice,) = world.pdfs(out, "整改通知")
        self.assertEqual(notice.name[:3], "A02")
        said = "".join(world.pdf_text(notice).split())
        self.assertIn("成员.csv第14行", said)
        self.assertNotIn("14:14", said)
        self.assertNotIn("A02/成员", said)

    def test_a_notice_names_a_heading(self):
        tables = world.studio()
        tables["获奖"] = [row + [x] for row, x in zip(
            tables["获奖"], ["说明", "甲"])]
        tables["成员"].append(tables["成员"][4])
        out = self.tmp / "out"
        world.report(world.write(self.tmp / "batch", tables), out)
        (notice,) = world.pdfs(out, "整改通知")
        said = "".join(world.pdf_text(notice).split())
        self.assertIn("填的是“说明”", said)
        self.assertIn("获奖.csv!G1", said)


if __name__ == "__main__":
    unittest.main()
