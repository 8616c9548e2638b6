"""The workbooks of this folder, as office programs write them.

    make.py             writes them beside itself

LibreOffice writes kinds.* from a workbook of openpyxl's and members.* from a
table of the samples, and password.* with the password 123456; xlwt writes
strings.xls.  (python3-xlwt and python3-uno, which nothing else here needs.)  They are committed, because that takes a minute and each version
of LibreOffice writes other bytes.  Written with LibreOffice 7.4.7, openpyxl
3.0.9, xlwt 1.3.0, all of Debian 12.
"""
import datetime
import pathlib
import shutil
import subprocess
import tempfile
import time

import openpyxl
import uno
import xlwt

HERE = pathlib.Path(__file__).resolve().parent
MEMBERS = HERE.parents[3] / "samples/zhengzhou-2024/ZZ2024-01/成员.csv"
COLUMNS = 13
# comma, quote, UTF-8, from line 1, every column as text
AS_TEXT = "Text - txt - csv (StarCalc):44,34,76,1," + "/".join(
    f"{i + 1}/2" for i in range(COLUMNS))


def kinds(path):
    """Each kind of cell that is read in its own way."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "成员"
    sheet.append(["序号", "姓名", "出生", "比例", "是否", "得分", "编号",
                  "公式", "错误", "其他", "另外"])
    for i in range(1, 5):
        sheet.append([i, f"张三{i}", datetime.date(1980, i, 2), 0.85,
                      i % 2 == 0, 87.33 * i, i, f"=A{i + 1}*2", "=NA()"])
        sheet.cell(i + 1, 3).number_format = "yyyy-mm-dd"
        sheet.cell(i + 1, 4).number_format = "0%"
        sheet.cell(i + 1, 7).number_format = "000"
    sheet["J2"] = datetime.datetime(2024, 2, 1, 15, 30)
    sheet["J3"] = datetime.time(8, 5)
    sheet["J4"] = "第一行\n第二行"
    sheet["J5"] = "𠮷é <b>&"
    sheet["K2"] = '="文"&A2'
    sheet["K3"] = "=1/0"
    sheet["K4"] = "=TRUE()"
    sheet["K5"] = 123456789012345678
    sheet.merge_cells("A7:B8")
    sheet["A7"] = "合并"
    sheet["C7"] = "  两  格  "
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet["B2"].comment = openpyxl.comments.Comment("批注不读", "某人")
    hidden = book.create_sheet("隐藏")
    hidden["A1"] = "x"
    hidden.sheet_state = "hidden"
    book.create_sheet("空")
    book.save(path)


def strings(path):
    """So many texts that records end in the midst of narrow and wide ones."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("长文")
    for i in range(60):
        sheet.write(i, 0, f"{i}:" + "abcdefghij" * 25)
        sheet.write(i, 1, f"{i}：" + "甲乙丙丁戊己庚辛壬癸" * 25)
        sheet.write(i, 2, i + 0.25)
    style = xlwt.XFStyle()
    style.num_format_str = "yyyy-mm-dd"
    book.dates_1904 = True
    sheet.write(60, 0, 43861, style)        # 2024-02-01 from 1904
    book.save(str(path))


def passwords():
    """With a password, which only LibreOffice's own interface can set."""
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore",
         "--accept=socket,host=localhost,port=22002;urp;"],
        stdout=subprocess.DEVNULL)
    desktop = None
    while desktop is None:
        time.sleep(1)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local)
        try:
            there = resolver.resolve("uno:socket,host=localhost,port=22002;"
                                     "urp;StarOffice.ComponentContext")
            desktop = there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there)
        except uno.getClass("com.sun.star.connection.NoConnectException"):
            pass
    book = desktop.loadComponentFromURL(
        "private:factory/scalc", "_blank", 0, (option("Hidden", True),))
    book.Sheets.getByIndex(0).getCellByPosition(0, 0).String = "姓名"
    for kind, name in (("calc8", "ods"), ("MS Excel 97", "xls")):
        book.storeToURL((HERE / f"password.{name}").as_uri(),
                        (option("FilterName", kind),
                         option("Password", "123456")))
    book.close(True)
    desktop.terminate()
    office.wait()


def option(name, value):
    pair = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    pair.Name = name
    pair.Value = value
    return pair


def convert(path, kind, *options):
    subprocess.run(["soffice", "--headless", *options, "--convert-to", kind,
                    "--outdir", HERE, path], check=True,
                   stdout=subprocess.DEVNULL)


def main():
    with tempfile.TemporaryDirectory() as folder:
        book = pathlib.Path(folder) / "kinds.xlsx"
        table = pathlib.Path(folder) / "members.csv"
        kinds(book)
        shutil.copy(book, HERE / "kinds-openpyxl.xlsx")     # no values
        shutil.copy(MEMBERS, table)
        for kind in ("xlsx", "xls", "ods", "html"):
            convert(book, kind)
            convert(table, kind, f"--infilter={AS_TEXT}")
        convert(table, "xml:MS Excel 2003 XML", f"--infilter={AS_TEXT}")
    strings(HERE / "strings.xls")
    passwords()


main()
