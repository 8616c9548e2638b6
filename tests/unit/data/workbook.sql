-- A fictional batch for the tests of the workbook, on the tables of
-- zhengzhou-2024.  规模(n) says how many studios; each has three experts but
-- every seventh, which waits for them.  Sums are kept in 1/300 point.
INSERT INTO 工作室(编号, 名称, 学校, 区县, 建设类别, 主持人姓名, 工作室面积, 联系电话)
WITH RECURSIVE i(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM i WHERE i < (SELECT n FROM 规模))
SELECT printf('T%05d', i), '第' || i || '职业学校' || CASE i % 3 WHEN 0 THEN '启明' WHEN 1 THEN '䶮㛃' ELSE '向阳' END || '班主任工作室',
    '第' || i || '职业学校', '金水区', '市级', '张' || i, 40.5, '138****0001' FROM i;
UPDATE 工作室 SET 名称 = '=cmd|'' /C calc''!A0' WHERE 编号 = 'T00003';
UPDATE 工作室 SET 名称 = 'A/B#50%_x0041_工作室' WHERE 编号 = 'T00004';

INSERT INTO 成员(工作室, 姓名, 性别, 所在学校, 人员类别, 教龄, 研究领域)
SELECT w.编号, '成员' || v.n, CASE v.n % 2 WHEN 0 THEN '男' ELSE '女' END, w.学校, '班主任', v.n,
    CASE v.n WHEN 1 THEN '=1+1' WHEN 2 THEN '-1.5' WHEN 3 THEN '@SUM(A1)' WHEN 4 THEN '班级管理与家校协同育人的实践研究，兼及心理健康教育与生涯规划指导' END
FROM 工作室 AS w, (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4) AS v;

INSERT INTO 评审(工作室, 专家, 评估点, 得分, 意见)
SELECT w.编号, e.专家, k.编号,
    round(k.满分 * ((w.rowid * 7 + k.序 * 3 + e.n * (w.rowid % 4)) % 11) / 10.0, 2), NULL
FROM 工作室 AS w, 指标 AS k,
    (SELECT '甲' AS 专家, 1 AS n UNION ALL SELECT '乙', 2 UNION ALL SELECT '丙', 3) AS e
WHERE w.rowid % 7 <> 0;

CREATE TEMP TABLE 和 AS
SELECT 工作室, 评估点, count(*) AS 人数, sum(CAST(round(得分 * 100) AS INTEGER)) AS 三百分,
    min(得分) AS 最低, max(得分) AS 最高
FROM 评审 GROUP BY 工作室, 评估点;
CREATE INDEX temp.和键 ON 和(工作室, 评估点);

INSERT INTO 得分(工作室, 评估点, 满分, 自评, 专家人数, 专家均分, 最终, 适用, 未舍入,
    最低, 最高)
SELECT w.编号, k.编号, k.满分, k.满分 * (9 + (w.rowid + k.序) % 2) / 10.0, coalesce(h.人数, 0),
    (2 * h.三百分 + 3) / 6 / 100.0, (2 * h.三百分 + 3) / 6 / 100.0, 1, h.三百分 / 300.0,
    h.最低, h.最高
FROM 工作室 AS w CROSS JOIN 指标 AS k LEFT JOIN 和 AS h ON h.工作室 = w.编号 AND h.评估点 = k.编号;

INSERT INTO 小计(工作室, 一级指标, 满分, 得分, 自评, 未舍入)
SELECT w.编号, k.一级指标, sum(k.满分), (2 * sum(h.三百分) + 3) / 6 / 100.0, 0, sum(h.三百分) / 300.0
FROM 工作室 AS w CROSS JOIN 指标 AS k LEFT JOIN 和 AS h ON h.工作室 = w.编号 AND h.评估点 = k.编号
GROUP BY w.编号, k.一级指标;

INSERT INTO 汇总(工作室, 自评总分, 总分, 名次, 等级, 资格, 未舍入)
SELECT w.编号, z.自评,
    (2 * s.和 + 3) / 6 / 100.0, CASE WHEN s.和 IS NOT NULL THEN rank() OVER (ORDER BY s.和 DESC NULLS LAST) END,
    CASE WHEN s.和 IS NULL THEN '待评审' END, CASE w.rowid % 5 WHEN 0 THEN '不符合' ELSE '符合' END, s.和 / 300.0
FROM 工作室 AS w LEFT JOIN (SELECT 工作室, sum(三百分) AS 和 FROM 和 GROUP BY 工作室) AS s ON s.工作室 = w.编号
LEFT JOIN (SELECT 工作室, round(sum(自评), 2) AS 自评 FROM 得分 GROUP BY 工作室) AS z ON z.工作室 = w.编号
ORDER BY s.和 DESC NULLS LAST, w.编号;

INSERT INTO 资格(工作室, 规则, 名称, 级别, 测量值, 单位, 要求, 结论, 明细, 依据)
SELECT w.编号, r.编号, r.名称, r.级别, CASE (w.rowid + r.序) % 6 WHEN 5 THEN NULL ELSE 100.0 * r.序 / (w.rowid + 2) END, r.单位,
    '≥ ' || r.序, CASE (w.rowid + r.序) % 6 WHEN 5 THEN '无法判定' WHEN 4 THEN '不符合' ELSE '符合' END,
    '名册共12人，计入10人；未计入：' || w.主持人姓名 || '（校外专家，某某大学）', r.依据
FROM 工作室 AS w, 规则 AS r;

INSERT INTO 问题(工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格)
SELECT 工作室, '核验', 规则, NULL, NULL, NULL, NULL, NULL, 名称 || '不符合要求（' || 明细 || '）', '请按通知补齐材料', 依据, NULL
FROM 资格 WHERE 结论 = '不符合';
INSERT INTO 问题(工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格) VALUES('T00001', '错误', 'CELL_NOT_NUMBER', 'T00001/自评.csv', 8, 2, '得分', '=1+1', '不是数字，未计分', '请改为数字', NULL, 'T00001/自评.csv!B8');
INSERT INTO 问题(工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格) VALUES('T00001', '错误', 'SCORE_NEGATIVE', 'T00001/自评.csv', 9, 2, '得分', '-1.5', '低于 0，未计分', '请改为 0 以上', NULL, 'T00001/自评.csv!B9');
INSERT INTO 问题(工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格) VALUES('T00002', '提醒', 'HEADER_UNKNOWN', 'T00002/成员.csv', 1, 9, '-备注', '两行' || char(10) || '文字"引号"', '表头不在表单中', NULL, NULL, 'T00002/成员.csv!I1');
INSERT INTO 问题(工作室, 级别, 代码, 文件, 行, 列, 字段, 值, 说明, 建议, 依据, 单元格) VALUES(NULL, '提醒', 'FILE_NAME_UNKNOWN', '说明.docx', 0, 0, NULL, NULL, '文件名不在表单中，未读取', NULL, NULL, NULL);

INSERT INTO 来源文件(路径, 字节, "SHA-256", 编码, 行数, 工作室) VALUES('T00001/自评.csv', 1234, 'ab12', 'UTF-8', 53, 'T00001');
INSERT INTO 规范化(文件, 行, 列, 字段, 原值, 新值, 规则) VALUES('T00001/自评.csv', 3, 2, '得分', '１', '1', '全角数字');
INSERT INTO 概况(方案, 方案名称, 日期, 工作室数, 已评审数, 待评审数, 专家汇总, 版本, 汇总公式)
SELECT 'zhengzhou-2024', 方案.名称, '2024-03-01', (SELECT count(*) FROM 工作室), (SELECT count(总分) FROM 汇总),
    (SELECT count(*) - count(总分) FROM 汇总), '平均', '0.0', 'AVERAGE({透视})' FROM 方案;
