-- 标题: 评选汇总
-- 透视: 环节 → 结果
-- 列序: 列序
-- 冻结: 名称
-- 宽 名称: 30
-- 宽 学校: 26
-- 宽 透视: 11
-- 宽 评选结论: 22
-- 宽 没有达到的必备条件: 44
-- 居中: 编号、主持人、资格、资格审核、专家评审、实地考察、公示、党组审议、错误、提醒
-- 着色: 不符合=红、不通过=红、通过=绿、确定立项建设=绿、资格审核不通过=红
-- 报告链接: 名称 ← 编号
-- 公式 错误: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"错误")
-- 公式 提醒: COUNTIFS({整列:问题清单!编号},{编号},{整列:问题清单!级别},"<>错误")
-- 附注: “资格”是必备条件核验的结果；五个环节的结果由评选单位填报，空白表示还没有结果。“错误”“提醒”是“问题清单”中该工作室的条数（“提醒”含必备、原则级别的问题）。点名称可打开该工作室的报告。
SELECT w.编号, w.名称, w.学校, w.主持人姓名 AS 主持人, g.资格, s.环节, h.结果, j.结论 AS 评选结论,
    (SELECT group_concat(规则 || ' ' || 名称, '、') FROM (SELECT z.规则, z.名称 FROM 资格 AS z
        WHERE z.工作室 = w.编号 AND z.级别 = '必备' AND z.结论 NOT IN ('符合', '不适用') ORDER BY z.规则)) AS 没有达到的必备条件,
    s.次序 AS 列序, coalesce(p.错误, 0) AS 错误, coalesce(p.提醒, 0) AS 提醒
FROM 工作室 AS w
JOIN 汇总 AS g ON g.工作室 = w.编号
CROSS JOIN 环节次序 AS s
LEFT JOIN 评选环节 AS h ON h.工作室 = w.编号 AND h.环节 = s.环节
LEFT JOIN 结论 AS j ON j.工作室 = w.编号 AND j.阶段 = '评选'
LEFT JOIN (SELECT 工作室, count(*) FILTER (WHERE 级别 = '错误') AS 错误, count(*) FILTER (WHERE 级别 <> '错误') AS 提醒
    FROM 问题 GROUP BY 工作室) AS p ON p.工作室 = w.编号
ORDER BY w.编号, s.次序
