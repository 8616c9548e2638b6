-- 标题: 专家评分
-- 需要: 评审.得分
-- 透视: 专家 → 分
-- 列序: 专家序
-- 冻结: 评估点
-- 宽 名称: 30
-- 宽 透视: 9
-- 居中: 编号、评估点
-- 格式 满分: General
-- 格式 均分、极差: 0.00
-- 公式 均分: IF(AND({方案:专家汇总}="去极值平均",COUNT({透视})>=5),ROUND((SUM({透视})-MAX({透视})-MIN({透视}))/(COUNT({透视})-2)+1E-9,2),ROUND(AVERAGE({透视})+1E-9,2))
-- 公式 极差: ROUND(MAX({透视})-MIN({透视}),2)
-- 为空: 还没有专家评分
-- 附注: 只列有效的评分；无效的（高于满分、负数、重复、未知评估点）见“问题清单”。均分按“{方案:专家汇总}”计算；极差 = 最高分 − 最低分。
SELECT w.编号,
    w.名称,
    v.评估点,
    k.满分,
    v.专家,
    dense_rank() OVER (ORDER BY v.专家) AS 专家序,
    v.得分 AS 分,
    d.专家均分 AS 均分,
    round(max(v.得分) OVER 点 - min(v.得分) OVER 点, 2) AS 极差
FROM 有效评分 AS v
JOIN 工作室 AS w ON w.编号 = v.工作室
JOIN 指标 AS k ON k.编号 = v.评估点
LEFT JOIN 得分 AS d ON d.工作室 = v.工作室 AND d.评估点 = v.评估点
WINDOW 点 AS (PARTITION BY v.工作室, v.评估点)
ORDER BY w.编号, k.序, v.专家
