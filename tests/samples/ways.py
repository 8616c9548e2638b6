"""The eleven ways in which schools hand in, as one batch of pingdingshan-2021.

    /usr/bin/python3 tests/samples/ways.py FOLDER

wrote samples/pingdingshan-2021-交法.  Each studio's data are the same in kind;
the files are made by the programs that people use: CSV by Python, .xlsx by
openpyxl, .xls, .html and the export of all sheets by LibreOffice, .zip by
Python.  Everything in them is invented.
"""
import csv
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

SURNAMES = "梁许高唐李周郭谢曹赵朱郑冯陈孙林张何罗"
GIVEN = ["静远", "国安", "爱玲", "立新", "鹏飞", "慧敏", "彩霞", "建波", "春燕", "玉洁",
         "思远", "丽华", "俊杰", "静宜", "秀兰", "永强", "新民", "佳慧", "志恒"]
PLACES = ["叶县", "郏县", "宝丰县", "鲁山县", "舞钢市", "新华区", "卫东区", "湛河区",
          "石龙区", "新城区", "高新区"]
TITLES = ["一张课桌", "白露", "同舟", "麦田", "长风", "初心", "灯下", "行知", "石榴", "暖阳",
          "青衿"]


def name(i):
    return SURNAMES[i % len(SURNAMES)] + GIVEN[(i * 7 + i // 19) % len(GIVEN)]


def studio(n):
    """Studio n of 1 … 11: {table: (heading, rows)}; the identity is vertical."""
    place, code = PLACES[n - 1], f"PDS-{20 + n}"
    school = f"{place}示例第{'一二三四五六七八九十'[n % 10]}中学"
    identity = [
        ("编号", code), ("名称", f"{TITLES[n - 1]}名班主任工作室"), ("学校", school),
        ("县区", place), ("学段", "初中"), ("任教学科", "语文"),
        ("主持人姓名", name(40 * n)), ("主持人性别", "女"), ("出生日期", "1979-06-08"),
        ("民族", "汉族"), ("政治面貌", "中共党员"), ("学历", "大学本科"),
        ("主持人职务", "年级主任"), ("主持人职称", "高级教师"), ("工作年限", "21"),
        ("班主任工作年限", "18"), ("市级优秀班主任", "是"),
        ("手机", f"138-0000-{2120 + n}"), ("邮箱", f"studio{20 + n}@example.edu.cn"),
        ("主要工作经历", "1998年7月至今　任教语文，\n连续担任班主任18年"),
        ("所获荣誉", "2017年　平顶山市优秀班主任"),
        ("学校提供场地经费情况", "独立办公室一间，每年2万元"),
        ("主管部门支持计划", "每年补助工作室活动经费1万元"),
        ("县区意见", "同意推荐"), ("办公室面积", "36"), ("分管副校长", name(40 * n + 1)),
        ("任期届数", "1"), ("建设起始日期", "2021-09-01"), ("主持人在岗班主任", "是"),
        ("预计退休日期", "2039-05-31"), ("违规行为", "否")]
    members = []
    for i in range(17):
        core = i < 7
        where = school if i in (0, 1, 7, 8) else f"{place}示例{'甲乙丙丁戊'[i % 5]}中学"
        members.append([name(40 * n + 2 + i), "男女"[i % 2], where, place,
                        "核心成员" if core else "成员", "是" if i == 0 else "否",
                        "一级教师", str(8 + i)])
    return {
        "基本信息": (["项目", "内容"], [list(pair) for pair in identity]),
        "成员": (["姓名", "性别", "所在学校", "县区", "人员类别", "主持人助理", "职称",
                "班主任工作年限"], members),
        "历年考核": (["年度", "考核类型", "结果"], [["2022", "年度考核", "合格"]]),
    }


def write_csv(path, heading, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8-sig", newline="") as f:
        csv.writer(f).writerows([heading] + rows)


def write_folder(folder, tables, prefix=""):
    for table, (heading, rows) in tables.items():
        write_csv(folder / f"{prefix}{table}.csv", heading, rows)


def write_workbook(path, tables):
    """A sheet a table; whole numbers are numbers, as a clerk types them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for table, (heading, rows) in tables.items():
        sheet = book.create_sheet(table)
        sheet.append(heading)
        for row in rows:
            sheet.append([int(c) if c.isdigit() else c or None for c in row])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def convert(path, how, folder):
    """path by LibreOffice into folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{home}", "--headless",
             "--convert-to", how, "--outdir", str(folder), str(path)],
            check=True, capture_output=True, timeout=240)


ALL_SHEETS = ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,"
              "false,false,-1")


def make(out):
    """The batch; returns {编号: the way}."""
    out.mkdir(parents=True)
    work = pathlib.Path(tempfile.mkdtemp())
    s = {n: studio(n) for n in range(1, 12)}
    # 1 a folder of CSV, 2 a workbook in a folder, 3 a workbook in the root
    write_folder(out / "PDS-21", s[1])
    write_workbook(out / "PDS-22" / "填报表.xlsx", s[2])
    write_workbook(out / "PDS-23_宝丰县示例中学.xlsx", s[3])
    # 4 a .zip, 5 flat names with a prefix
    write_folder(work / "PDS-24", s[4])
    with zipfile.ZipFile(out / "PDS-24.zip", "w", zipfile.ZIP_DEFLATED) as z:
        for path in sorted((work / "PDS-24").iterdir()):
            z.write(path, path.name)
    write_folder(out, s[5], "PDS-25-")
    # 6 districts as folders, 7 one level too deep
    write_folder(out / "新华区" / "PDS-26", s[6])
    write_folder(out / "PDS-27" / "申报材料" , s[7])
    # 8 all in one table: the root's
    head, rows = s[8]["基本信息"]
    write_csv(out / "工作室.csv", [r[0] for r in rows], [[r[1] for r in rows]])
    for table in ("成员", "历年考核"):
        head, rows = s[8][table]
        write_csv(out / f"{table}.csv", ["工作室"] + head,
                  [["PDS-28"] + row for row in rows])
    # 9 LibreOffice's export of all sheets, 10 a page called .xls, 11 .xls
    write_workbook(work / "班29.xlsx", s[9])
    convert(work / "班29.xlsx", ALL_SHEETS, out / "PDS-29")
    write_folder(out / "PDS-30", {k: v for k, v in s[10].items() if k != "成员"})
    write_workbook(work / "成员.xlsx", {"成员": s[10]["成员"]})
    convert(work / "成员.xlsx", "html", work)
    shutil.copy(work / "成员.html", out / "PDS-30" / "成员.xls")
    write_workbook(work / "填报表.xlsx", s[11])
    convert(work / "填报表.xlsx", "xls", out / "PDS-31")
    write_csv(out / "评审-温专家.csv", ["工作室", "评估点", "结论", "意见"],
              [[f"PDS-{20 + n}", point, "合格", ""] for n in range(1, 12)
               for point in ("C1", "C2", "C3", "C4")])
    shutil.rmtree(work)


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]))
