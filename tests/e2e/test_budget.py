"""What one studio's data is too much for is that studio's finding.

The program of these tests is one whose queries may take few steps."""
import subprocess
import unittest

import little
import world

BRIEF = world.ROOT / "build/brief/pinggu"
FORMS = "成员,横,姓名,人名,,,,,\n成员,横,龄,整数,,,,,\n"
RULES = "编号,名称,对象,测量,单位,下限,上限,级别,评估点,适用,明细,依据,建议\n"
# As many as the cube of the studio's members.
CUBE = ("(SELECT count(*) FROM 成员 AS a JOIN 成员 AS b ON b.工作室 = a.工作室 JOIN "
        "成员 AS c ON c.工作室 = a.工作室 WHERE a.工作室 = 工作室.编号)")
ENDLESS = ("(WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) "
           "SELECT count(*) FROM t)")
SIMPLE = ("R9,人数,,(SELECT count(*) FROM 成员 AS t WHERE t.工作室 = 工作室.编号),"
          "人,2,,提醒,,,,,\n")
PAPER = "# 通知\n\n```table\nSELECT 姓名 FROM 成员 WHERE 工作室 = :工作室 LIMIT 1\n```\n"
TOO_MUCH = 600


def setUpModule():
    subprocess.run(["make", "--no-print-directory", "build/brief/pinggu"],
                   cwd=world.ROOT, check=True, stdout=subprocess.DEVNULL)


def members(n):
    return "姓名,龄\n" + "".join(f"甲{chr(0x5200 + i)}乙,{i % 60 + 1}\n"
                                for i in range(n))


class Few(little.Little):
    """The same, with few steps for each query."""

    def __init__(self, *args, **others):
        super().__init__(*args, **others)
        (self.dir / "templates").mkdir()
        (self.dir / "templates" / "default").symlink_to(
            world.ROOT / "templates" / "default")

    def report(self, *args):
        return world.run("report", "-s", "little", "batch", "-o", "out",
                         "--force", *args, cwd=self.dir, program=BRIEF)


class OneStudioTooMuch(world.Case):
    def batch(self, big=True, **scheme):
        """S1 and S3 have few members; S2, between them, has many."""
        sizes = {"S1": 1, "S2": TOO_MUCH, "S3": 2}
        return Few(scheme={"规则": RULES + SIMPLE, **scheme}, forms=FORMS,
                   batch={code: {"成员": members(n)} for code, n in
                          sizes.items() if big or code != "S2"})

    def stopped(self, s):
        return s.rows("SELECT 工作室, 值 FROM 问题 WHERE 代码 = ?"
                      " ORDER BY 序", "QUERY_STOPPED")

    def test_rule(self):
        rules = f"{RULES}R1,立方,,{CUBE},个,,7,提醒,,,,,\n{SIMPLE}"
        s = self.batch(规则=rules)
        done = s.report()
        self.assertEqual(done.status, 1, done)
        self.assertEqual(self.stopped(s), [("S2", "规则 R1")])
        self.assertEqual(s.rows("SELECT 规则, 结论 FROM 资格 WHERE 工作室 = 'S2'"
                                " ORDER BY 1"), [("R1", "待核实"),
                                                 ("R9", "符合")])
        for code in ("S1", "S2", "S3"):
            self.assertTrue((s.out / "报告" / f"{code}_{code}室.pdf").exists())
        alone = self.batch(False, 规则=rules)
        alone.report()
        for table in ("资格", "汇总", "问题"):
            sql = f"SELECT * FROM {table} WHERE 工作室 <> 'S2' ORDER BY 1, 2"
            if table == "问题":
                sql = sql.replace("*", "工作室, 代码, 说明, 值")
            self.assertEqual([r[:8] for r in s.rows(sql)],
                             [r[:8] for r in alone.rows(sql)], table)
        first = world.digests(s.out)
        s.report()
        self.assertEqual(world.digests(s.out), first)

    def test_query_itself(self):
        """A query that needs no data to run away ends the run, by its name."""
        s = self.batch(规则=f"{RULES}R1,无尽,,{ENDLESS},个,,7,提醒,,,,,\n")
        done = s.report()
        self.assertEqual(done.status, 2, done)
        self.assertIn("规则 R1", done.err)
        self.assertEqual(len(done.err.splitlines()), 1)
        self.assertFalse(s.out.exists())

    def test_condition_of_a_paper(self):
        """No paper for whom it is not known, and a finding that says so."""
        s = self.batch()
        s.write(s.dir / "templates" / "little" / "通知.md",
                f"<!--\n条件: {CUBE} > 1\n-->\n{PAPER}")
        done = s.report()
        self.assertEqual(done.status, 1, done)
        self.assertEqual(self.stopped(s), [("S2", "文书“通知”的条件")])
        self.assertEqual([p.name for p in (s.out / "通知").iterdir()],
                         ["S3_S3室.pdf"])
        self.assertEqual(s.rows("SELECT 错误数 FROM 概况"), s.rows(
            "SELECT count(*) FROM 问题 WHERE 级别 = '错误'"))

    def test_condition_itself(self):
        s = self.batch()
        s.write(s.dir / "templates" / "little" / "通知.md",
                f"<!--\n条件: {ENDLESS} > 1\n-->\n{PAPER}")
        done = s.report()
        self.assertEqual(done.status, 2, done)
        self.assertIn("通知.md:2: 查询用时过长", done.err)

    def test_query_of_a_paper(self):
        """Its paper is not written; the others' are."""
        s = self.batch()
        s.write(s.dir / "templates" / "little" / "通知.md",
                "# 通知\n\n```table\nSELECT count(*) AS 数 FROM 成员 AS a JOIN 成员 "
                "AS b ON b.工作室 = a.工作室 JOIN 成员 AS c ON c.工作室 = a.工作室 "
                "WHERE a.工作室 = :工作室\n```\n")
        done = s.report()
        self.assertEqual(done.status, 1, done)
        self.assertEqual(s.rows("SELECT 工作室 FROM 问题 WHERE 代码 = ?",
                                "REPORT_FAILED"), [("S2",)])
        self.assertEqual(sorted(p.name for p in (s.out / "通知").iterdir()),
                         ["S1_S1室.pdf", "S3_S3室.pdf"])


if __name__ == "__main__":
    unittest.main()
