-- 标题: 专家评分
-- 需要: 评审.专家、SELECT 1 FROM 指标 WHERE 满分 IS NOT NULL
-- 透视: 专家 / 项 → 值
-- 列序: 列序
-- 冻结: 评估点
-- 宽 名称: 30
-- 宽 姓名: 10
-- 宽 透视: 9
-- 宽 未计入: 20
-- 省略空列: 未计入
-- 居中: 编号、评估点、姓名
-- 格式 满分: General
-- 格式 均分、极差: 0.00
-- 公式 均分: ROUND(({概况:汇总公式})*(1+1E-12),2)
-- 公式 极差: ROUND(MAX({透视})-MIN({透视}),2)
-- 为空: 还没有专家评分
-- 附注: 只列有效的评分；无效的（高于满分、负数、重复、未知评估点）见“问题清单”。按扣分计的评估点，是扣分以后的分（没有写的是满分）；按等第计的，是等第合成的分。均分按“{概况:专家汇总}”计算；极差 = 最高分 − 最低分。
-- 附注: 全部专家不超过12位时，一位专家一列。更多时专家1、专家2……是这一行自己的专家，姓名在分的左边；不同的行里，同是“专家1”，不是同一个人。
--# Two layouts: names as headings can be read while they are few; a province
--# has thousands of experts, and a studio three of them.
WITH 全体 AS (SELECT 专家, 角色, row_number() OVER (ORDER BY 角色, 专家) AS 序
    FROM (SELECT DISTINCT 专家, 角色 FROM 有效评分)),
席 AS (SELECT 工作室, 专家, 角色, row_number() OVER (PARTITION BY 工作室 ORDER BY 角色, 专家) AS 序
    FROM (SELECT DISTINCT 工作室, 专家, 角色 FROM 有效评分)),
项 AS (SELECT '' AS 项, 0 AS 按席, 1 AS 后 WHERE (SELECT count(*) FROM 全体) <= 12
    UNION ALL SELECT 项, 1, 后 FROM (SELECT '姓名' AS 项, 0 AS 后 UNION ALL SELECT '分', 1)
    WHERE (SELECT count(*) FROM 全体) > 12)
SELECT w.编号,
    w.名称,
    v.评估点,
    k.满分,
    CASE WHEN 项.按席 THEN '专家' || 席.序 ELSE v.专家 || coalesce(char(10) || nullif(v.角色, ''), '') END AS 专家,
    项.项,
    CASE WHEN 项.按席 THEN 席.序 * 2 + 项.后 ELSE 全体.序 END AS 列序,
    CASE WHEN 项.后 = 0 THEN v.专家 || coalesce('（' || nullif(v.角色, '') || '）', '')
        WHEN (SELECT max(轮次) FROM 有效评分) > '' THEN (SELECT avg(o.得分) FROM 有效评分 AS o
        WHERE o.工作室 = v.工作室 AND o.评估点 = v.评估点 AND o.专家 = v.专家) ELSE v.得分 END AS 值,
    d.专家均分 AS 均分,
    round(d.最高 - d.最低, 2) AS 极差,
    u.未计入
-- CROSS JOIN: in this order, so that the rows come out sorted.
FROM 工作室 AS w
LEFT JOIN (SELECT 工作室, group_concat(专家 || '（' || coalesce(角色 || '，', '') || 原因 || '）', '、') AS 未计入
    FROM (SELECT * FROM 未计入专家 ORDER BY 工作室, rowid) GROUP BY 工作室) AS u ON u.工作室 = w.编号
CROSS JOIN 指标 AS k NOT INDEXED
LEFT JOIN 得分 AS d ON d.工作室 = w.编号 AND d.评估点 = k.编号
CROSS JOIN 有效评分 AS v ON v.工作室 = w.编号 AND v.评估点 = k.编号
CROSS JOIN 项
LEFT JOIN 全体 ON 项.按席 = 0 AND 全体.专家 = v.专家 AND 全体.角色 IS v.角色
LEFT JOIN 席 ON 项.按席 AND 席.工作室 = v.工作室 AND 席.专家 = v.专家 AND 席.角色 IS v.角色
-- An expert's rounds are one cell, their mean.
WHERE (SELECT max(轮次) FROM 有效评分) = '' OR NOT EXISTS (SELECT 1 FROM 有效评分 AS o
    WHERE o.工作室 = v.工作室 AND o.评估点 = v.评估点 AND o.专家 = v.专家 AND o.轮次 < v.轮次)
ORDER BY w.编号, k.序, v.专家, 项.后
