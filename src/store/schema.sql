-- The tables every store has.  Names without _ are a contract with whoever
-- opens 结果.sqlite in thirty years; columns may be added at the end.

-- ---- what the scheme says (filled by scheme/) -------------------------------
-- 方案 is made when a scheme is loaded: one row, a column for each 项目.
CREATE TABLE 表单(序 INTEGER PRIMARY KEY, 表 TEXT, 方向 TEXT, 字段 TEXT, 类型 TEXT,
    必填 TEXT, 取值 TEXT, 单位 TEXT, 敏感 TEXT, 说明 TEXT);
-- 评估点: all contents, a line each.  一级满分, 二级满分: what the regular points of
-- the same can count together, the bonus points where there are no others.
-- 下限, 上限: of a point's value, NULL where there is none; 组下限, 组上限: of its
-- 上限组; 权重: of its 一级指标.
CREATE TABLE 指标(序 INTEGER PRIMARY KEY, 编号 TEXT UNIQUE, 一级指标 TEXT, 二级指标 TEXT,
    评估点 TEXT, 满分 REAL, 评估办法 TEXT, 附加 TEXT, 自动 TEXT, 依据 TEXT,
    一级满分 REAL, 二级满分 REAL, 计分方式 TEXT, 下限 REAL, 上限 REAL, 上限组 TEXT,
    组下限 REAL, 组上限 REAL, 权重 REAL);
-- What a word comes to on a point whose 计分方式 is 等第.
CREATE TABLE _等第值(评估点 TEXT, 等第 TEXT, 值 REAL, PRIMARY KEY(评估点, 等第))
    WITHOUT ROWID;
-- One row a content: several contents may share one score.
CREATE TABLE 指标内容(序 INTEGER PRIMARY KEY, 指标 TEXT, 内容 TEXT);
-- The words that items are judged by, best first; 达标: 1 where it counts as met.
CREATE TABLE _评定词(序 INTEGER PRIMARY KEY, 词 TEXT UNIQUE, 达标 INTEGER);
CREATE TABLE 规则(序 INTEGER PRIMARY KEY, 编号 TEXT UNIQUE, 名称 TEXT, 单位 TEXT,
    级别 TEXT, 评估点 TEXT, 依据 TEXT, 建议 TEXT);

-- Roles of experts, and who scores a point that is given to somebody: an expert
-- ('' anybody) in a role ('' any).
CREATE TABLE _评审角色(序 INTEGER PRIMARY KEY, 角色 TEXT UNIQUE);
CREATE TABLE _评审分工(评估点 TEXT, 专家 TEXT, 角色 TEXT, PRIMARY KEY(评估点, 专家, 角色))
    WITHOUT ROWID;

-- ---- what came in (filled by intake/, beside the form's own tables) ---------
-- 工作表: of a workbook; NULL where the file is a text.  In hidden tables it is
-- '' then, since it belongs to their keys.
CREATE TABLE 来源文件(路径 TEXT, 字节 INTEGER, "SHA-256" TEXT, 编码 TEXT,
    行数 INTEGER, 工作室 TEXT, 工作表 TEXT);
CREATE UNIQUE INDEX _索引_来源 ON 来源文件(路径, coalesce(工作表, ''));
CREATE TABLE 规范化(文件 TEXT, 行 INTEGER, 列 INTEGER, 字段 TEXT, 原值 TEXT, 新值 TEXT,
    规则 TEXT, 工作表 TEXT);
-- The form that a file or sheet belongs to, by its name or that of a table whose
-- row names it: whether it could be read, and was there, or not.
CREATE TABLE _文件表(文件 TEXT, 工作表 TEXT, 表 TEXT, PRIMARY KEY(文件, 工作表))
    WITHOUT ROWID;
-- Tables that need not be there (可无) and are not, of a studio.
CREATE TABLE _未交表(工作室 TEXT, 表 TEXT, PRIMARY KEY(工作室, 表)) WITHOUT ROWID;
-- Where a field stands in a source, so that later stages can point at a cell.
-- In a table 行 and 表行 are 0 (each record has its own); in a vertical form
-- they are the field's.  Nearly all sources are laid out like others.
CREATE TABLE _版式(版式 INTEGER, 字段 TEXT, 列 INTEGER, 行 INTEGER, 表行 INTEGER,
    PRIMARY KEY(版式, 字段)) WITHOUT ROWID;
CREATE TABLE _来源版式(文件 TEXT, 工作表 TEXT, 版式 INTEGER,
    PRIMARY KEY(文件, 工作表)) WITHOUT ROWID;
CREATE VIEW _字段位置 AS SELECT s.文件, s.工作表, v.字段, v.列, v.行, v.表行
FROM _来源版式 AS s JOIN _版式 AS v USING (版式);

-- ---- findings, of intake and of assessment ----------------------------------
-- 行: physical line, in a workbook its row; 列: column; 单元格: the same as a
-- spreadsheet shows it, behind file and sheet.  次数: how many cells one finding
-- stands for; 问题单元格 has each of them, and that of every other finding.
CREATE TABLE 问题(序 INTEGER PRIMARY KEY, 工作室 TEXT, 级别 TEXT, 代码 TEXT, 文件 TEXT,
    行 INTEGER, 列 INTEGER, 字段 TEXT, 值 TEXT, 说明 TEXT, 建议 TEXT, 依据 TEXT,
    单元格 TEXT, 次数 INTEGER, 工作表 TEXT);
CREATE TABLE 问题单元格(问题 INTEGER, 文件 TEXT, 工作表 TEXT, 行 INTEGER, 列 INTEGER,
    值 TEXT);

-- The kinds of findings that are no rule's, who can mend them and what they
-- leave unread: the list in finding.h, filled when the store is made.
CREATE TABLE _问题种类(代码 TEXT PRIMARY KEY, 级别 TEXT, 对象 TEXT, 说明 TEXT, 未读 TEXT)
    WITHOUT ROWID;
-- Rows that studios which are not assessed had in a source: read, not kept.
CREATE TABLE _行数(文件 TEXT, 工作表 TEXT, 工作室 TEXT, 行数 INTEGER,
    PRIMARY KEY(文件, 工作表, 工作室)) WITHOUT ROWID;

-- ---- papers (filled by report/ before anything is printed) -------------------
-- One row a PDF: 文书 is the template's name and the folder's, 文件 the path.
CREATE TABLE 文书(文书 TEXT, 工作室 TEXT, 文件 TEXT PRIMARY KEY);

-- ---- results (filled by assess/) --------------------------------------------
-- Points are rounded to 0.01, a half away from 0; 未舍入 is the value before that.
CREATE TABLE 资格(工作室 TEXT, 规则 TEXT, 名称 TEXT, 级别 TEXT, 测量值 REAL, 单位 TEXT,
    要求 TEXT, 结论 TEXT, 明细 TEXT, 依据 TEXT);
-- 应评: its condition holds; 适用: it does, or an expert scored it all the same.
-- 最低, 最高: of the experts' valid scores.  扣分明细: who took off what, and why.
CREATE TABLE 得分(工作室 TEXT, 评估点 TEXT, 满分 REAL, 自评 REAL, 专家人数 INTEGER,
    专家均分 REAL, 自动 REAL, 最终 REAL, 适用 INTEGER, 最终结论 TEXT, 自评结论 TEXT,
    自动明细 TEXT, 未舍入 REAL, 应评 INTEGER, 最低 REAL, 最高 REAL, 扣分明细 TEXT);
-- The experts' scores (or words) that count, one row an expert and point; _序: of
-- the row of 评审 with the same 工作室 that it comes from; _重: how many later ones
-- of the same expert do not count.  轮次: the further fields of 评审 that belong to
-- its key, joined; '' where there are none.
-- Rows (rowid) of 评审 that do not count because of who gave them.
CREATE TABLE _不计评分(行 INTEGER PRIMARY KEY);
CREATE TABLE 有效评分(工作室 TEXT, 评估点 TEXT, 专家 TEXT, 得分 REAL, 结论 TEXT, _序 INTEGER,
    _重 INTEGER, 角色 TEXT, 轮次 TEXT, PRIMARY KEY(工作室, 评估点, 专家, 轮次))
    WITHOUT ROWID;
-- Experts whose scores are in no mean (去极值范围 总分); 总分: that they gave.
CREATE TABLE 未计入专家(工作室 TEXT, 专家 TEXT, 角色 TEXT, 总分 REAL, 原因 TEXT);
-- 满分: of its regular points that apply (of the bonus points where it has no
-- others).  折算: what the part adds to 总分 where 权重.csv says what parts are
-- worth.  附加: what of 得分 its bonus points are; NULL where it has none.
-- _常规, _附加, _折算: not rounded, for the workbook.
CREATE TABLE 小计(工作室 TEXT, 一级指标 TEXT, 满分 REAL, 得分 REAL, 自评 REAL, 未舍入 REAL,
    折算 REAL, 附加 REAL, _常规 REAL, _附加 REAL, _折算 REAL);
-- 合计: of the points of a 上限组; 计入: what of it counts.
CREATE TABLE 上限组(工作室 TEXT, 组 TEXT, 合计 REAL, 计入 REAL);
-- 位次: 1, 2, … by 组别, 名次 (none at the end), 工作室: how lists are ordered.
CREATE TABLE 汇总(工作室 TEXT UNIQUE, 组别 TEXT, 自评总分 REAL, 总分 REAL, 名次 INTEGER,
    等级 TEXT, 资格 TEXT, 未舍入 REAL, 位次 INTEGER PRIMARY KEY);
-- Means over the studios that experts scored; 一级指标 '' is the total.  得分率: %.
CREATE TABLE 全体(一级指标 TEXT PRIMARY KEY, 得分 REAL, 得分率 REAL, 自评 REAL, 已评审数 INTEGER);
CREATE TABLE 结论(工作室 TEXT, 阶段 TEXT, 结论 TEXT, 依据 TEXT);
-- 汇总说明, 汇总公式: how 专家汇总 comes to 专家均分, in words (without a full stop)
-- and as a formula of 汇总表.xlsx, where {透视} are the experts' cells; NULL where
-- the points have no 满分.  未评估数: folders of the batch that no studio came of.
-- 排名说明: how who is ranked stands, in words (without a full stop); 名次公式: what
-- holds of who stands before another by the total, in a formula of the sheet with
-- 未舍入; NULL where 排名条件 or 同分次序 say more, which a sheet does not know.
CREATE TABLE 概况(方案 TEXT, 方案名称 TEXT, 日期 TEXT, 工作室数 INTEGER, 已评审数 INTEGER,
    待评审数 INTEGER, 符合数 INTEGER, 不符合数 INTEGER, 错误数 INTEGER, 提醒数 INTEGER,
    文件数 INTEGER, 专家汇总 TEXT, 版本 TEXT, 汇总说明 TEXT, 汇总公式 TEXT,
    未评估数 INTEGER, 待核实数 INTEGER, 排名说明 TEXT, 名次公式 TEXT);

-- What a school has to mend or look at: its findings without those that
-- others mend or that concern the experts' tables (评审), and those that only
-- follow from another (POINT_NOT_COMPUTED whose advice says so); and the gates (必备) that could not
-- be determined.
CREATE VIEW 整改事项 AS
SELECT 工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格, 次数, 工作表
FROM 问题
WHERE NOT (代码 = 'POINT_NOT_COMPUTED' AND 建议 LIKE '%本单位的其他各条%')
    AND NOT EXISTS (SELECT 1 FROM _问题种类 AS k
        WHERE k.代码 = 问题.代码 AND k.对象 <> '学校')
    AND NOT EXISTS (SELECT 1 FROM _文件表 AS f
        WHERE f.文件 = 问题.文件 AND f.工作表 = coalesce(问题.工作表, '')
        AND f.表 = '评审')
UNION ALL
SELECT 资格.工作室, 资格.级别, 资格.规则, NULL, NULL, NULL, 资格.名称, NULL,
    '无法判定' || coalesce('：' || nullif(资格.明细, ''), ''), 规则.建议, 资格.依据, NULL,
    1, NULL
FROM 资格 JOIN 规则 ON 规则.编号 = 资格.规则
WHERE 资格.级别 = '必备' AND 资格.结论 = '无法判定';
