-- 标题: 汇总与排名
-- 透视: 阶段 → 结论
-- 列序: 阶段序
-- 省略空列: 组别、资格、总分、未舍入、自评总分、等级、名次
-- 隐藏: 未舍入
-- 冻结: 名称
-- 宽 名称: 34
-- 居中: 名次、编号、组别、等级、资格、错误、提醒
-- 格式 自评总分、总分: 0.00
-- 格式 未舍入: 0.000000000
-- 着色: 不符合=红、待评审=橙、待核实=橙
-- 报告链接: 名称 ← 编号
-- 公式 自评总分: ROUND(INDEX({整列:自评得分!自评总分},MATCH({编号},{整列:自评得分!编号},0)),2)
-- 公式 总分: ROUND({未舍入}*(1+1E-12),2)
-- 公式 未舍入: INDEX({整列:评估点得分!未舍入},MATCH({编号},{整列:评估点得分!编号},0))
-- 公式 名次: SUMPRODUCT(({整列:组别}={组别})*{概况:名次公式})+1
-- 公式 名次: SUMPRODUCT({概况:名次公式})+1
-- 公式 错误: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"错误")
-- 公式 提醒: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"<>错误")
-- 附注: 带底色的单元格是公式，随“评估点得分”等表变化。总分见“评估点得分”，四舍五入到 0.01（乘 1+1E-12 是为了让恰好半分的数进位，不受二进制小数误差影响）；名次按舍入前的总分（隐藏列“未舍入”）{概况:排名说明}；待评审和待核实的没有总分和名次。
-- 附注: “错误”“提醒”是各自在“问题清单”中的条数（“提醒”含核验、原则、必备级别的问题）。点名称可打开它的报告。
SELECT g.名次,
    w.编号,
    w.名称,
    CASE WHEN EXISTS (SELECT 1 FROM 汇总 WHERE 组别 <> '') THEN coalesce(nullif(g.组别, ''), '未分组') END AS 组别,
    CASE WHEN EXISTS (SELECT 1 FROM 规则 WHERE 级别 = '必备') THEN g.资格 END AS 资格,
    g.自评总分,
    round(g.未舍入, 9) AS 未舍入,
    g.总分,
    -- A stage of the same name says more: one column.
    CASE WHEN NOT EXISTS (SELECT 1 FROM 结论 WHERE 阶段 = '等级') THEN g.等级 END AS 等级,
    j.阶段,
    j.结论,
    j.阶段序,
    coalesce(p.错误, 0) AS 错误,
    coalesce(p.提醒, 0) AS 提醒
FROM 工作室 AS w
JOIN 汇总 AS g ON g.工作室 = w.编号
LEFT JOIN (SELECT c.*, s.阶段序 FROM 结论 AS c
    JOIN (SELECT 阶段, min(rowid) AS 阶段序 FROM 结论 GROUP BY 阶段) AS s ON s.阶段 = c.阶段) AS j
    ON j.工作室 = w.编号
LEFT JOIN (SELECT 工作室, count(*) FILTER (WHERE 级别 = '错误') AS 错误, count(*) FILTER (WHERE 级别 <> '错误') AS 提醒
    FROM 问题 GROUP BY 工作室) AS p ON p.工作室 = w.编号
ORDER BY g.位次, j.阶段序
