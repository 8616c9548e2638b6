-- 标题: 主持人业绩条件认定
-- 透视: 条件 / 简称 → 认定
-- 列序: 列序
-- 冻结: 名称
-- 宽 名称: 30
-- 宽 学校: 24
-- 宽 透视: 10
-- 宽 各项说明: 80
-- 居中: 编号、主持人、透视、满足项数、结论
-- 着色: 满足=绿、不满足=红、不符合=红、待核实=橙、符合=绿
-- 报告链接: 名称 ← 编号
-- 附注: 六项业绩条件须满足两项（二、（二）5）。不满足的，说明里是填报的业绩中最接近的一条和它所缺的。
SELECT w.编号, w.名称, w.学校, w.主持人姓名 AS 主持人, '（' || t.条件 || '）' AS 条件, t.简称,
    CASE WHEN EXISTS (SELECT 1 FROM 业绩 AS y WHERE y.工作室 = w.编号 AND y.条件 = t.条件 AND y.计入 = '是') THEN '满足'
        WHEN z.结论 = '待核实' THEN '待核实' ELSE '不满足' END AS 认定,
    z.测量值 AS 满足项数, z.结论,
    (SELECT group_concat(说明, char(10)) FROM (
        SELECT c.条件 AS 序, '（' || c.条件 || '）' || (SELECT y.表述 || '：' || y.欠缺 FROM 业绩 AS y
            WHERE y.工作室 = w.编号 AND y.条件 = c.条件 ORDER BY y.差距, y._序 LIMIT 1) AS 说明
        FROM 业绩条件 AS c WHERE NOT EXISTS (SELECT 1 FROM 业绩 AS y WHERE y.工作室 = w.编号 AND y.条件 = c.条件 AND y.计入 = '是')
        UNION ALL
        SELECT 99, '没有填报：' || group_concat('（' || c.条件 || '）', '') FROM 业绩条件 AS c
        WHERE NOT EXISTS (SELECT 1 FROM 业绩 AS y WHERE y.工作室 = w.编号 AND y.条件 = c.条件)
        ORDER BY 1) WHERE 说明 IS NOT NULL) AS 各项说明,
    t.条件 AS 列序
FROM 工作室 AS w CROSS JOIN 业绩条件 AS t
LEFT JOIN 资格 AS z ON z.工作室 = w.编号 AND z.规则 = 'G07'
ORDER BY w.编号, t.条件
