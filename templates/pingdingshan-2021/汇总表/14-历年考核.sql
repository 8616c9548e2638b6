-- 标题: 历年考核
-- 透视: 年度 / 考核类型 → 结果
-- 列序: 列序
-- 冻结: 名称
-- 宽 名称: 24
-- 宽 透视: 8
-- 宽 建制: 26
-- 居中: 编号、县区、建设起始、创建评估、年度考核、届满考核
-- 着色: 不合格=红
-- 报告链接: 名称 ← 编号
-- 附注: 同一年度同一类考核有两次的，按填报的先后用顿号隔开。建制是按方案第五部分得出的结论，见各工作室的“生命周期”。
SELECT w.编号,
    w.名称,
    w.县区,
    w.建设起始日期 AS 建设起始,
    j.结论 AS 建制,
    h.年度,
    h.考核类型,
    h.结果,
    h.年度 * 10 + CASE h.考核类型 WHEN '创建评估' THEN 1 WHEN '年度考核' THEN 2 ELSE 3 END AS 列序
FROM 工作室 AS w
LEFT JOIN 结论 AS j ON j.工作室 = w.编号 AND j.阶段 = '建制'
LEFT JOIN (SELECT 工作室, 年度, 考核类型, group_concat(coalesce(结果, '未填'), '、') AS 结果
    FROM (SELECT * FROM 历年考核 WHERE 年度 IS NOT NULL AND 考核类型 IS NOT NULL ORDER BY _序)
    GROUP BY 工作室, 年度, 考核类型) AS h ON h.工作室 = w.编号
ORDER BY w.编号, 列序
