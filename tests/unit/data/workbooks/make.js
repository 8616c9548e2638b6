/*
 * The table of the samples as exceljs and SheetJS write it, which many web
 * systems are made with:
 *
 *    npm install exceljs xlsx; node make.js TABLE.csv FOLDER
 *
 * members-*.x* here were written with exceljs 4.4.0 and SheetJS 0.18.5.
 */
const fs = require("fs"), path = require("path");
const ExcelJS = require("exceljs"), XLSX = require("xlsx");
const [, , csv, out] = process.argv;
const rows = fs.readFileSync(csv, "utf8").replace(/^\uFEFF/, "").trim().split(/\r?\n/).map(l => l.split(","));
(async () => {
  const b = new ExcelJS.Workbook(), s = b.addWorksheet("成员");
  rows.forEach(r => s.addRow(r));
  await b.xlsx.writeFile(path.join(out, "members-exceljs.xlsx"));
  const w = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(w, XLSX.utils.aoa_to_sheet(rows), "成员");
  XLSX.writeFile(w, path.join(out, "members-sheetjs.xlsx"));
  XLSX.writeFile(w, path.join(out, "members-sheetjs.xml"), { bookType: "xlml" });
})();
