-- 标题: 专家评估结论
-- 透视: 考核 / 内容 / 评估点 → 结论
-- 列序: 列序
-- 冻结: 名称
-- 宽 名称: 30
-- 宽 透视: 12
-- 居中: 编号、C1、C2、C3、C4、D1、D2
-- 着色: 不合格=红、待评估=橙、未组织=灰
-- 报告链接: 名称 ← 编号
-- 附注: 几位专家评同一项的，从多数，票数相同的为不合格；“未组织”是这一次考核没有专家评。
SELECT w.编号,
    w.名称,
    w.县区,
    k.一级指标 AS 考核,
    k.二级指标 AS 内容,
    k.编号 AS 评估点,
    k.序 AS 列序,
    CASE WHEN d.适用 = 0 THEN '未组织' WHEN d.最终结论 IS NULL THEN '待评估' ELSE d.最终结论 END AS 结论
FROM 工作室 AS w
CROSS JOIN 指标 AS k
LEFT JOIN 得分 AS d ON d.工作室 = w.编号 AND d.评估点 = k.编号
ORDER BY w.编号, k.序
