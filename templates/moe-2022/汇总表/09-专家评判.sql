-- 标题: 专家评判
-- 需要: 有效评分.结论
-- 透视: 专家 / 项 → 值
-- 列序: 列序
-- 冻结: 指标
-- 宽 名称: 26
-- 宽 透视: 9
-- 居中: 透视、达标人数、未达标人数、编号、指标、结论
-- 着色: 未达标=红
-- 附注: 只列有效的评判；无效的（不是“达标”“未达标”、重复、没有这个指标）见“问题清单”。判“达标”的超过判“未达标”的，结论为达标。
-- 附注: 全部专家不超过12位时，一位专家一列。更多时专家1、专家2……是这一行自己的专家，姓名在评判的左边；不同的行里，同是“专家1”，不是同一个人。
WITH 评 AS (SELECT 工作室, 评估点, coalesce(专家, '未署名') AS 专家, 结论 FROM 有效评分),
全体 AS (SELECT 专家, row_number() OVER (ORDER BY 专家) AS 序 FROM (SELECT DISTINCT 专家 FROM 评)),
席 AS (SELECT 工作室, 专家, row_number() OVER (PARTITION BY 工作室 ORDER BY 专家) AS 序
    FROM (SELECT DISTINCT 工作室, 专家 FROM 评)),
项 AS (SELECT '' AS 项, 0 AS 按席, 1 AS 后 WHERE (SELECT count(*) FROM 全体) <= 12
    UNION ALL SELECT 项, 1, 后 FROM (SELECT '姓名' AS 项, 0 AS 后 UNION ALL SELECT '评判', 1)
    WHERE (SELECT count(*) FROM 全体) > 12)
SELECT w.编号,
    w.名称,
    v.评估点 AS 指标,
    CASE WHEN 项.按席 THEN '专家' || 席.序 ELSE v.专家 END AS 专家,
    项.项,
    CASE WHEN 项.按席 THEN 席.序 * 2 + 项.后 ELSE 全体.序 END AS 列序,
    CASE WHEN 项.后 = 0 THEN v.专家 ELSE v.结论 END AS 值,
    v.达标人数,
    v.未达标人数,
    d.最终结论 AS 结论
FROM (SELECT 评.*, count(*) FILTER (WHERE 结论 = f.达标词) OVER 点 AS 达标人数,
    count(*) FILTER (WHERE 结论 <> f.达标词) OVER 点 AS 未达标人数
    FROM 评 CROSS JOIN 方案 AS f WINDOW 点 AS (PARTITION BY 工作室, 评估点)) AS v
JOIN 工作室 AS w ON w.编号 = v.工作室
JOIN 指标 AS k ON k.编号 = v.评估点
CROSS JOIN 项
LEFT JOIN 全体 ON 项.按席 = 0 AND 全体.专家 = v.专家
LEFT JOIN 席 ON 项.按席 AND 席.工作室 = v.工作室 AND 席.专家 = v.专家
LEFT JOIN 得分 AS d ON d.工作室 = v.工作室 AND d.评估点 = v.评估点
ORDER BY w.省份, w.编号, k.序, v.专家, 项.后
