-- 标题: 评估点得分
-- 透视: 一级指标 / 二级指标 / 评估点 / 满分 → 值
-- 列序: 列序
-- 省略空列: 合计、附加分、适用满分、未舍入、总分
-- 隐藏: 合计、适用满分
-- 冻结: 名称
-- 页宽: 4
-- 宽 名称: 30
-- 宽 透视: 6.5
-- 居中: 编号
-- 格式 透视、合计、附加分、总分: 0.00
-- 格式 满分: General"分"
-- 格式 未舍入: 0.000000000
-- 格式 适用满分: General
-- 报告链接: 名称 ← 编号
-- 公式 小计: SUM({同组})
-- 公式 附加小计: SUM({同组})
-- 公式 合计: SUM({各列:小计})
-- 公式 附加分: SUM({各列:附加小计})
-- 公式 未舍入: ROUND({方案:满分}*{合计}/{适用满分}+{附加分},9)
-- 公式 未舍入: ROUND({方案:满分}*{合计}/{适用满分},9)
-- 公式 未舍入: ROUND({合计}+{附加分},9)
-- 公式 未舍入: ROUND({合计},9)
-- 公式 总分: ROUND({未舍入}+1E-9,2)
-- 附注: 各评估点的单元格是舍入前的数（专家均分或自动计分），显示两位小数；带底色的小计、总分是公式。总分 = ROUND(各小计之和 + 1E-9, 2)，有附加分的再加附加分，方案规定按比例折算的先乘以满分与适用满分之比：加 1E-9 是为了让恰好半分的数按分数进位，不受二进制小数误差影响。
-- 附注: 空白表示待评审，或该评估点不适用，或由材料计算而材料没有读到（总分待核实）。评估点的全文见各工作室的报告和“评估点”表。
WITH 列 AS (
    SELECT 一级指标, 二级指标, 编号 AS 评估点, 满分, 序 AS 列序, 编号 FROM 指标
    UNION ALL
    SELECT 一级指标, 小计名, 小计名, 满分, 末 + 0.5, NULL
    FROM (SELECT 一级指标, max(序) AS 末, sum(满分) AS 满分,
            CASE WHEN min(coalesce(附加, '')) = '' THEN '小计' ELSE '附加小计' END AS 小计名
        FROM 指标 GROUP BY 一级指标)
    WHERE 满分 IS NOT NULL
)
SELECT w.编号,
    w.名称,
    列.一级指标,
    列.二级指标,
    列.评估点,
    列.满分,
    列.列序,
    CASE WHEN 列.编号 IS NULL THEN x.未舍入 ELSE coalesce(d.未舍入, d.最终结论) END AS 值,
    CASE WHEN g.总分 IS NOT NULL THEN y.合计 END AS 合计,
    CASE WHEN y.有附加 AND g.总分 IS NOT NULL THEN y.附加分 END AS 附加分,
    CASE WHEN f.不适用计分 = '按比例折算' AND g.总分 IS NOT NULL THEN y.适用满分 END AS 适用满分,
    round(g.未舍入, 9) AS 未舍入,
    g.总分
-- CROSS JOIN: in this order, so that the rows come out sorted.
FROM 汇总 AS g
CROSS JOIN 工作室 AS w ON w.编号 = g.工作室
CROSS JOIN 方案 AS f
CROSS JOIN 列
LEFT JOIN 得分 AS d ON d.工作室 = w.编号 AND d.评估点 = 列.编号
LEFT JOIN 小计 AS x ON x.工作室 = w.编号 AND x.一级指标 = 列.一级指标
LEFT JOIN (
    SELECT p.工作室,
        CASE WHEN count(p.未舍入) > 0 THEN round(total(p.未舍入) FILTER (WHERE coalesce(k.附加, '') = ''), 9) END AS 合计,
        CASE WHEN count(p.未舍入) > 0 THEN total(p.未舍入) FILTER (WHERE k.附加 <> '') END AS 附加分,
        count(*) FILTER (WHERE k.附加 <> '') > 0 AS 有附加,
        CASE WHEN count(p.未舍入) > 0 THEN total(p.满分) FILTER (WHERE coalesce(k.附加, '') = '' AND p.未舍入 IS NOT NULL) END AS 适用满分
    FROM 得分 AS p JOIN 指标 AS k ON k.编号 = p.评估点
    GROUP BY p.工作室
) AS y ON y.工作室 = w.编号
ORDER BY g.位次, 列.列序
