-- 标题: 中等职业学校班主任工作室建设达标汇总
-- 冻结: 名称
-- 宽 名称: 26
-- 宽 学校: 26
-- 宽 未达标指标: 30
-- 宽 省份: 16
-- 居中: 自评达标条数、评审达标条数、编号、省份、牵头人、牵头人类型、资格、结论、错误、提醒
-- 着色: 不符合=红、待评审=橙、待核实=橙
-- 报告链接: 名称 ← 编号
-- 公式 错误: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"错误")
-- 公式 提醒: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"<>错误")
-- 附注: 32条三级指标都达标为“达标”，否则为“未达标（N项）”；还没有专家评判的用学校自评，注明“（自评）”；都没有的是“待评审”。《标准》没有分值，所以没有总分和名次。
-- 附注: “资格”是通知的必备条件是否都符合，逐条见“资格与核验”。“错误”“提醒”是“问题清单”中该工作室的条数（“提醒”含必备级别的问题）。点名称可打开该工作室的报告。
SELECT w.编号,
    w.名称,
    w.省份,
    w.学校,
    w.牵头人姓名 AS 牵头人,
    w.牵头人类型,
    g.资格,
    j.结论,
    d.自评达标条数,
    d.评审达标条数,
    d.未达标指标,
    coalesce(p.错误, 0) AS 错误,
    coalesce(p.提醒, 0) AS 提醒
FROM 工作室 AS w
JOIN 汇总 AS g ON g.工作室 = w.编号
LEFT JOIN 结论 AS j ON j.工作室 = w.编号
LEFT JOIN (SELECT 工作室,
        CASE WHEN count(自评结论) > 0 THEN count(*) FILTER (WHERE 自评结论 = 达标词) END AS 自评达标条数,
        CASE WHEN count(最终结论) > 0 THEN count(*) FILTER (WHERE 最终结论 = 达标词) END AS 评审达标条数,
        CASE WHEN count(coalesce(最终结论, 自评结论)) > 0
            THEN group_concat(评估点, '、') FILTER (WHERE coalesce(最终结论, 自评结论, '') <> 达标词) END AS 未达标指标
    FROM (SELECT 得分.* FROM 得分 JOIN 指标 ON 指标.编号 = 得分.评估点 ORDER BY 得分.工作室, 指标.序), 方案
    GROUP BY 工作室) AS d ON d.工作室 = w.编号
LEFT JOIN (SELECT 工作室, count(*) FILTER (WHERE 级别 = '错误') AS 错误, count(*) FILTER (WHERE 级别 <> '错误') AS 提醒
    FROM 问题 GROUP BY 工作室) AS p ON p.工作室 = w.编号
ORDER BY w.省份, w.编号
