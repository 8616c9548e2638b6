"""Write a batch of synthetic studios for the Zhengzhou scheme.

    generate.py FOLDER N [SEED]

Everything is invented, and the same N and SEED give the same bytes: studio i
depends on SEED and i alone.  Most submissions are in order; one in ten has a
fault that schools really make, one in three misses some rule, and one in eight
is in GBK.
"""
import csv
import pathlib
import random
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEME = ROOT / "rubrics" / "zhengzhou-2024"

SURNAMES = ("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
            "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史")
GIVEN = ("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红玲飞鹏宇浩然思雨梦洁子昂慧文博"
         "雅琪志远建国晓东海燕春梅振兴少华立新瑞雪书瑶一鸣景行素萍喆堃婷琳凯欣怡")
PLACES = ("金水", "二七", "中原", "管城", "惠济", "上街", "巩义", "荥阳", "新密", "登封")
STUDIO_NAMES = ("启明", "晨曦", "同行", "润心", "知行", "青禾", "向阳", "匠心", "凌云", "春晖",
                "灯塔", "百川", "拾光", "行远", "小荷", "星火", "沐光", "绽放", "扬帆", "筑梦")
COURSES = ("语文", "数学", "英语", "思想政治", "计算机应用", "机械制图", "数控加工", "电子商务",
           "会计基础", "幼儿保育", "烹饪工艺", "建筑工程", "汽车运用与维修", "美术设计", "体育")
TOPICS = ("主题班会设计", "班级管理制度", "家校沟通", "学生干部培养", "心理健康教育", "职业指导",
          "班风学风建设", "突发事件处置", "典型学生教育", "班级文化建设", "青年班主任培养")
COLLEGES = ("河南大学", "郑州大学", "河南师范大学", "信阳师范大学", "南阳师范学院", "洛阳师范学院",
            "安阳师范学院", "商丘师范学院", "河南科技学院", "西南大学", "陕西师范大学")
EXTRAS = ("德育和学生管理专家", "心理健康教师", "教研人员", "行政干部", "校外专家")
EVIDENCE = ("会议记录与签到表", "工作室档案第3盒", "过程性材料汇编", "活动照片与新闻稿", "制度文件（校发）",
            "听课记录与教研台账", "成果集及证书复印件", "访谈提纲与记录")
REMARKS = ("材料完整，能相互印证。", "过程记录翔实，建议补充反思。", "现场察看与材料一致。",
           "形式多样，参与面广。", "个别年度材料偏少，请补齐。", "目标明确，落实到人。")
YEARS = ("2021", "2022", "2023")
TERMS = ("2020-2021-2", "2021-2022-1", "2021-2022-2", "2022-2023-1",
         "2022-2023-2", "2023-2024-1")
EXPERTS = ("甲", "乙", "丙")
# Points of 6.1.2 by level and place, first to third.
LADDER = {"市赛": (4, 3, 2), "省赛": (5, 4, 3), "国赛": (6, 5, 4)}
PLACES_WON = ("一等奖", "二等奖", "三等奖")
FAULTS = ("many", "few", "over", "fine", "unknown point", "twice", "lost",
          "phone", "no material", "no expert", "late expert", "reference",
          "heading", "word", "formula")


def points():
    """Codes and full marks of the evaluation points, in order."""
    with open(SCHEME / "指标.csv", encoding="utf-8-sig", newline="") as f:
        return [(r["编号"], float(r["分值"])) for r in csv.DictReader(f)
                if r["编号"]]


class Studio:
    """One submission: tables as lists of rows, then files."""

    def __init__(self, number, seed, marks):
        self.r = random.Random(f"{seed}/{number}")
        self.code = f"BENCH-{number:05d}"
        self.marks = marks
        self.fault = (self.r.choice(FAULTS) if self.r.random() < 0.1
                      else None)
        self.gbk = self.r.random() < 0.125
        self.place = self.r.choice(PLACES)
        self.school = f"郑州市{self.place}示例第{number}中等专业学校"
        self.won = self.awards()
        self.earned = self.award_points()

    def person(self):
        r = self.r
        return r.choice(SURNAMES) + "".join(r.sample(GIVEN, r.choice((1, 2))))

    def members(self):
        r = self.r
        n = {"many": 22, "few": 8}.get(self.fault, r.randint(10, 20))
        names = []
        while len(names) < n:
            name = self.person()
            if name not in names:
                names.append(name)
        kinds = ["主持人", "主持人助理"]
        kinds += ["班主任"] * (n - 2 - n // 3)
        kinds += ["培育对象"] * (n // 6)
        kinds += [r.choice(EXTRAS) for _ in range(n - len(kinds))]
        rows = []
        for name, kind in zip(names, kinds):
            born = r.randint(1970, 1999)
            served = max(1, 2023 - born - 23)
            school = "示例师范大学" if kind == "校外专家" else self.school
            rows.append((name, r.choice("男女"),
                         f"{born}-{r.randint(1, 12):02d}",
                         r.choice(("中共党员", "群众", "民进会员")),
                         r.choice(("本科", "本科", "硕士研究生")),
                         r.choice(("助理讲师", "讲师", "高级讲师")),
                         r.choice(COURSES), r.choice(TOPICS),
                         r.choice(COLLEGES), str(served),
                         str(max(0, served - r.randint(0, 4))), school, kind))
        if self.fault == "lost":
            rows[3] = (rows[3][0][0] + "?",) + rows[3][1:]
        if self.fault == "twice":
            rows.append(rows[2])
        if self.fault == "word":
            rows[4] = rows[4][:1] + ("女性",) + rows[4][2:]
        return rows

    def identity(self, host, n_members):
        r = self.r
        phone = f"1380000{r.randint(0, 9999):04d}"
        return (("编号", self.code),
                ("名称", r.choice(STUDIO_NAMES) + "班主任工作室"),
                ("学校", self.school), ("区县", self.place + "区"),
                ("建设类别", r.choice(("市级", "校级"))),
                ("主持人姓名", host),
                ("主持人荣誉", "无" if r.random() < 0.04 else r.choice((
                    "名班主任", "优秀教师", "名班主任、班主任能力比赛奖项"))),
                ("工作室面积", str(r.randint(20, 90))),
                ("图书册数", str(r.randint(50, 900))),
                ("订阅杂志种数", str(r.choice((3, 4)) if r.random() < 0.04
                                  else r.randint(5, 12))),
                ("公众号名称", "" if r.random() < 0.04 else
                 r.choice(("德育之窗", "班主任在线"))),
                ("短视频号名称", ""), ("班级数", str(r.randint(12, 60))),
                ("班主任数", str(r.randint(20, 70))),
                ("联系人", self.person()),
                ("联系电话", "1.38E+10" if self.fault == "phone" else phone),
                ("填报日期", f"2024-03-{r.randint(1, 28):02d}"))

    def mark(self, code, full, generous):
        """A score of a quarter step, high when generous is high."""
        r = self.r
        if code == "6.1.2" and r.random() < 0.98:
            return str(self.earned)
        steps = int(full * 4)
        return f"{r.randint(int(steps * generous), steps) / 4:g}"

    def own_scores(self):
        r = self.r
        rows = [(code, self.mark(code, full, 0.6), r.choice(EVIDENCE),
                 "见附件" if r.random() < 0.1 else "")
                for code, full in self.marks]
        if self.fault == "over":
            rows[0] = (rows[0][0], "9", rows[0][2], "")
        if self.fault == "unknown point":
            rows.append(("9.9.9", "1", "", ""))
        if self.fault == "reference":
            rows[5] = (rows[5][0], "#REF!", rows[5][2], "")
        if self.fault == "formula":
            rows[6] = (rows[6][0], rows[6][1], "=HYPERLINK(A1)", "-1.5")
        return rows

    def expert_scores(self, expert):
        r = self.r
        marks = self.marks
        if self.fault == "late expert" and expert == EXPERTS[2]:
            marks = marks[:12]
        rows = [(expert, code, self.mark(code, full, 0.5),
                 r.choice(REMARKS) if r.random() < 0.15 else "")
                for code, full in marks]
        if self.fault == "fine" and expert == EXPERTS[1]:
            rows[1] = (expert, rows[1][1], "0.333", "")
        return rows

    def awards(self):
        r = self.r
        return [(r.choice(YEARS), r.choice(("班主任能力比赛", "其他")),
                 r.choice(("市赛", "市赛", "省赛", "国赛")),
                 r.choice(PLACES_WON), self.person(),
                 f"证字{r.randint(1, 99999):05d}")
                for _ in range(r.randint(0, 4))]

    def award_points(self):
        """What the computed point 6.1.2 will be."""
        best = [LADDER[level][PLACES_WON.index(place)]
                for _, contest, level, place, _, _ in self.won
                if contest == "班主任能力比赛"]
        firsts = sum(a[1:4] == ("班主任能力比赛", "省赛", "一等奖")
                     for a in self.won)
        return 6 if firsts > 1 else max(best, default=0)

    def yearly(self, n_members):
        r = self.r
        missing = self.fault == "no material"
        return [(y, "有", "有", "无" if missing and y == "2022" else "有",
                 str(n_members - (r.random() < 0.03)),
                 "0" if r.random() < 0.02 else str(r.randint(1, 4)))
                for y in YEARS]

    def tables(self):
        r = self.r
        members = self.members()
        yield "基本信息", ("项目", "内容"), self.identity(members[0][0],
                                                     len(members))
        yield "成员", ("姓名", "性别", "出生年月", "政治面貌", "学历", "职称", "任教课程",
                     "研究领域", "毕业院校", "教龄" + ("（年）*" if self.fault ==
                     "heading" else ""), "班主任工作年限", "所在学校", "人员类别"), members
        yield "获奖", ("年度", "赛项", "级别", "等次", "获奖人", "证书编号"), self.won
        yield "参赛情况", ("年度", "班主任总数", "参赛人数"), [
            (y, "50", str(r.randint(30 if r.random() < 0.03 else 35, 50)))
            for y in YEARS]
        yield "听取汇报", ("学期", "日期", "内容"), [
            (t, "", "听取工作室建设情况汇报") for t in TERMS
            if r.random() > 0.005]
        yield "年度材料", ("年度", "工作计划", "过程性材料", "年终总结", "成长档案人数",
                       "外出交流次数"), self.yearly(len(members))
        yield "自评", ("评估点", "得分", "佐证材料", "备注"), self.own_scores()
        if self.fault == "no expert":
            return
        for expert in EXPERTS:
            yield f"评审-{expert}", ("专家", "评估点", "得分", "意见"), \
                self.expert_scores(expert)

    def write(self, batch):
        folder = batch / self.code
        folder.mkdir()
        for name, header, rows in self.tables():
            lines = [",".join(header)]
            lines += [",".join(row) for row in rows]
            text = "\r\n".join(lines) + "\r\n"
            data = (text.encode("gb18030") if self.gbk
                    else b"\xef\xbb\xbf" + text.encode())
            (folder / (name + ".csv")).write_bytes(data)


def generate(batch, n, seed=1):
    """Write n studios into the folder, which is made; returns it."""
    batch = pathlib.Path(batch)
    batch.mkdir(parents=True, exist_ok=True)
    marks = points()
    for number in range(1, n + 1):
        Studio(number, seed, marks).write(batch)
    return batch


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    generate(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])
