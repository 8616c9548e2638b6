-- 标题: 专家评判
-- 需要: 有效评分.结论
-- 透视: 专家 → 评判
-- 列序: 专家序
-- 冻结: 指标
-- 宽 名称: 26
-- 宽 透视: 9
-- 居中: 透视、达标人数、未达标人数、编号、指标、评判、结论
-- 着色: 未达标=红
-- 附注: 只列有效的评判；无效的（不是“达标”“未达标”、重复、没有这个指标）见“问题清单”。判“达标”的超过判“未达标”的，结论为达标。
SELECT w.编号,
    w.名称,
    v.评估点 AS 指标,
    v.专家,
    dense_rank() OVER (ORDER BY v.专家) AS 专家序,
    v.结论 AS 评判,
    count(*) FILTER (WHERE v.结论 = f.达标词) OVER (PARTITION BY v.工作室, v.评估点) AS 达标人数,
    count(*) FILTER (WHERE v.结论 <> f.达标词) OVER (PARTITION BY v.工作室, v.评估点) AS 未达标人数,
    d.最终结论 AS 结论
FROM (SELECT 工作室, 评估点, coalesce(专家, '未署名') AS 专家, 结论 FROM 有效评分) AS v
JOIN 工作室 AS w ON w.编号 = v.工作室
JOIN 指标 AS k ON k.编号 = v.评估点
CROSS JOIN 方案 AS f
LEFT JOIN 得分 AS d ON d.工作室 = v.工作室 AND d.评估点 = v.评估点
ORDER BY w.省份, w.编号, k.序, v.专家
