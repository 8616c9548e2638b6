-- 标题: 自评得分
-- 需要: 自评.评估点
-- 透视: 一级指标 / 评估点 / 满分 → 值
-- 列序: 列序
-- 省略空列: 自评总分
-- 冻结: 名称
-- 页宽: 4
-- 宽 名称: 30
-- 宽 透视: 6.5
-- 居中: 编号
-- 格式 自评总分: 0.00
-- 格式 满分: General"分"
-- 报告链接: 名称 ← 编号
-- 公式 自评总分: ROUND(SUM({透视}),2)
-- 附注: 只列有效的自评；无效的（高于满分、负数、不是数字等）见“问题清单”。自评总分是各点有效自评之和。
SELECT w.编号,
    w.名称,
    k.一级指标,
    k.编号 AS 评估点,
    k.满分,
    k.序 AS 列序,
    coalesce(d.自评, d.自评结论) AS 值,
    g.自评总分
-- CROSS JOIN: in this order, so that the rows come out sorted.
FROM 汇总 AS g
CROSS JOIN 工作室 AS w ON w.编号 = g.工作室
CROSS JOIN 指标 AS k
LEFT JOIN 得分 AS d ON d.工作室 = w.编号 AND d.评估点 = k.编号
ORDER BY g.位次, k.序
