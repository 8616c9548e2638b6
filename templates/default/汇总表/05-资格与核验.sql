-- 标题: 资格与核验
-- 透视: 规则 / 内容 / 要求 → 测量值、结论
-- 列序: 列序
-- 省略空列: 资格
-- 冻结: 名称
-- 页宽: 2
-- 宽 名称: 30
-- 宽 测量值: 8.5
-- 宽 结论: 8.5
-- 居中: 编号、资格、结论
-- 格式 测量值: General
-- 着色: 不符合=红、无法判定=橙、待核实=橙、不适用=灰、参考=灰
-- 报告链接: 名称 ← 编号
-- 为空: 本方案没有核验规则
-- 附注: 测量值是舍入前的数；结论按“要求”逐条判定，“待核实”是所依据的材料没有读到，改正后再判定；依据和明细见“核验明细”。
SELECT w.编号,
    w.名称,
    CASE WHEN EXISTS (SELECT 1 FROM 规则 WHERE 级别 = '必备') THEN g.资格 END AS 资格,
    z.规则,
    z.名称 || CASE WHEN z.单位 <> '' THEN '（' || z.单位 || '）' ELSE '' END AS 内容,
    z.级别 || '：' || coalesce(nullif(q.要求, ''), '参考') AS 要求,
    round(z.测量值, 4) AS 测量值,
    z.结论,
    k.序 AS 列序
FROM 工作室 AS w
JOIN 汇总 AS g ON g.工作室 = w.编号
LEFT JOIN 资格 AS z ON z.工作室 = w.编号
LEFT JOIN 规则 AS k ON k.编号 = z.规则
-- 各工作室的要求可能不同（例如名额）：表头只写相同的。
LEFT JOIN (SELECT 规则, CASE WHEN count(DISTINCT 要求) > 1 THEN '见核验明细' ELSE max(要求) END AS 要求
    FROM 资格 GROUP BY 规则) AS q ON q.规则 = z.规则
ORDER BY w.编号, k.序
