-- 标题: 学员名册
-- 需要: 学员.姓名
-- 冻结: 姓名
-- 宽 工作室: 24
-- 宽 所在学校: 28
-- 居中: 编号、学段、星级、序号、姓名、档案、培养方案
-- 着色: 无=橙
-- 为空: 没有学员
SELECT w.编号,
    w.名称 AS 工作室,
    w.学段,
    w.星级,
    row_number() OVER (PARTITION BY w.编号 ORDER BY m.rowid) AS 序号,
    m.姓名,
    m.所在学校,
    m.档案,
    m.培养方案
FROM 学员 AS m
JOIN 工作室 AS w ON w.编号 = m.工作室
ORDER BY w.编号, m.rowid
