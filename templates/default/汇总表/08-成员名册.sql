-- 标题: 成员名册
-- 需要: 成员.姓名
-- 冻结: 姓名
-- 宽 工作室名称: 24
-- 为空: 没有成员
-- 附注: “工作室”是编号。
SELECT w.名称 AS 工作室名称, m.*
FROM 工作室 AS w
CROSS JOIN 成员 AS m ON m.工作室 = w.编号
ORDER BY w.编号, m.rowid
