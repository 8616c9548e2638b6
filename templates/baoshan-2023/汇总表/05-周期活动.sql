-- 标题: 周期内每月的活动次数
-- 透视: 年 / 月份 → 次
-- 列序: 列序
-- 冻结: 活动
-- 页宽: 2
-- 宽 名称: 24
-- 宽 透视: 5
-- 居中: 编号、星级、活动、透视
-- 着色: 缺=红
-- 为空: 没有一个工作室填了起止正确的周期
-- 附注: “缺”是周期内该月没有这项活动（风采发布只要求三星级）；空白是不在该工作室的周期内。周期没有填、或起始月晚于结束月的工作室不列。
WITH RECURSIVE 月份(工作室, 月, 末) AS (
    SELECT 编号, 周期起始月, 周期结束月 FROM 工作室 WHERE 周期起始月 <= 周期结束月
    UNION ALL
    SELECT 工作室, strftime('%Y-%m', 月 || '-01', '+1 month'), 末 FROM 月份 WHERE 月 < 末
),
类(类型, 类序) AS (VALUES ('培训', 1), ('简报', 2), ('风采发布', 3)),
次数 AS (
    SELECT 工作室, 类型, substr(日期, 1, 7) AS 月, count(*) AS 次 FROM 活动 GROUP BY 1, 2, 3
)
SELECT w.编号,
    w.名称,
    w.星级,
    类.类型 AS 活动,
    substr(m.月, 1, 4) || '年' AS 年,
    CAST(substr(m.月, 6) AS INTEGER) || '月' AS 月份,
    CAST(replace(m.月, '-', '') AS INTEGER) AS 列序,
    coalesce(c.次, CASE WHEN 类.类型 <> '风采发布' OR w.星级 = '三星级' THEN '缺' END) AS 次
FROM 工作室 AS w
JOIN 月份 AS m ON m.工作室 = w.编号
CROSS JOIN 类
LEFT JOIN 次数 AS c ON c.工作室 = w.编号 AND c.类型 = 类.类型 AND c.月 = m.月
ORDER BY w.学段, w.编号, 类.类序, m.月
