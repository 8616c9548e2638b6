-- 标题: 评估点得分
-- 透视: 一级指标 / 二级指标 / 评估点 / 满分 → 值
-- 列序: 列序
-- 列标: 归入、汇自、组下限、组上限
-- 省略空列: 合计、附加分、适用满分、未舍入、总分
-- 隐藏: 合计、适用满分、折算率
-- 冻结: 名称
-- 页宽: 4
-- 宽 名称: 30
-- 宽 透视: 6.5
-- 居中: 编号
-- 格式 透视、合计、附加分、总分: 0.00
-- 格式 满分: General"分"
-- 格式 未舍入、折算率: 0.000000000
-- 格式 适用满分: General
-- 报告链接: 名称 ← 编号
-- 公式 计入: MAX({列标:组下限},MIN({列标:组上限},SUM({同标:归入=汇自})))
-- 公式 计入: MIN({列标:组上限},SUM({同标:归入=汇自}))
-- 公式 计入: MAX({列标:组下限},SUM({同标:归入=汇自}))
-- 公式 小计、附加小计: SUM({同标:归入=汇自})
-- 公式 折算: {本表头/小计}*{本表头/折算率}+{本表头/附加小计}
-- 公式 折算: {本表头/小计}*{本表头/折算率}
-- 公式 折算: {本表头/附加小计}
-- 公式 合计: SUM({各列:小计})
-- 公式 附加分: SUM({各列:附加小计})
-- 公式 未舍入: ROUND(SUM({各列:折算}),9)
-- 公式 未舍入: ROUND({方案:满分}*{合计}/{适用满分}+{附加分},9)
-- 公式 未舍入: ROUND({方案:满分}*{合计}/{适用满分},9)
-- 公式 未舍入: ROUND({合计}+{附加分},9)
-- 公式 未舍入: ROUND({合计},9)
-- 公式 未舍入: ROUND({附加分},9)
-- 公式 总分: ROUND({未舍入}*(1+1E-12),2)
-- 附注: 各评估点的单元格是舍入前的数（专家均分或自动计分），显示两位小数；带底色的小计、总分是公式。总分是各小计之和（方案有权重的，是各“折算”之和），四舍五入到 0.01；有附加分的再加附加分，方案规定按比例折算的先乘以满分与适用满分之比。舍入前乘 1+1E-12，是为了让恰好半分的数进位，不受二进制小数误差影响。
-- 附注: 方案有上限组的，小计只加“计入”的数；有权重的，折算 = 小计 × 权重 ÷ 满分（不适用的评估点不在满分里；系数在隐藏列“折算率”）+ 附加小计。
-- 附注: 空白表示待评审，或该评估点不适用，或由材料计算而材料没有读到（总分待核实）。评估点的全文见报告和“评估点”表。
WITH 点 AS (
    SELECT 序, 编号, 一级指标, 二级指标, 满分, 上限, 一级满分, 权重, 组下限, 组上限,
        CASE WHEN coalesce(组下限, 组上限) IS NOT NULL THEN 上限组 END AS 组,
        一级指标 || CASE WHEN coalesce(附加, '') = '' THEN '：小计' ELSE '：附加小计' END AS 部分
    FROM 指标
), 组 AS (
    SELECT 一级指标, 组, 部分, max(序) + 0.2 AS 列序, max(组下限) AS 组下限, max(组上限) AS 组上限,
        CASE WHEN max(组上限) IS NULL THEN sum(满分) WHEN count(*) > count(上限) THEN max(组上限)
            ELSE min(max(组上限), sum(max(满分, 上限))) END AS 满分
    FROM 点 WHERE 组 IS NOT NULL GROUP BY 一级指标, 组, 部分
), 和 AS (
    SELECT 一级指标, 部分, sum(满分) AS 满分 FROM (
        SELECT 一级指标, 部分, 满分 FROM 点 WHERE 组 IS NULL UNION ALL SELECT 一级指标, 部分, 满分 FROM 组)
    GROUP BY 一级指标, 部分
), 头 AS (
    SELECT 一级指标, max(序) AS 末, max(coalesce(权重, 一级满分)) AS 值满分, max(权重) AS 权重 FROM 指标
    GROUP BY 一级指标
), 列 AS (
    SELECT '点' AS 类, 一级指标, 二级指标, 编号 AS 评估点, 满分, 序 AS 列序, 编号,
        coalesce(部分 || '：' || 组, 部分) AS 归入, NULL AS 汇自, NULL AS 组下限, NULL AS 组上限 FROM 点
    UNION ALL
    SELECT '组', 一级指标, '上限组：' || 组, '计入', 满分, 列序, 组, 部分, 部分 || '：' || 组, points(组下限), points(组上限) FROM 组
    UNION ALL
    SELECT n.名, h.一级指标, n.名, n.名, 和.满分, h.末 + n.后, NULL, NULL, 和.部分, NULL, NULL
    FROM 和 JOIN 头 AS h ON h.一级指标 = 和.一级指标
    JOIN (SELECT '小计' AS 名, 0.5 AS 后 UNION ALL SELECT '附加小计', 0.6) AS n
        ON 和.部分 = h.一级指标 || '：' || n.名
    WHERE 和.满分 IS NOT NULL
    UNION ALL
    SELECT n.名, h.一级指标, n.名, n.名, h.值满分, h.末 + n.后, NULL, NULL, NULL, NULL, NULL
    FROM 头 AS h JOIN (SELECT '折算率' AS 名, 0.7 AS 后 UNION ALL SELECT '折算', 0.8) AS n
    WHERE EXISTS (SELECT 1 FROM 指标 WHERE 权重 IS NOT NULL) AND (n.名 = '折算' OR
        EXISTS (SELECT 1 FROM 和 WHERE 和.部分 = h.一级指标 || '：小计'))
)
SELECT w.编号,
    w.名称,
    列.一级指标,
    列.二级指标,
    列.评估点,
    列.满分,
    列.列序,
    列.归入,
    列.汇自,
    列.组下限,
    列.组上限,
    CASE 列.类 WHEN '点' THEN coalesce(d.未舍入, d.最终结论)
        WHEN '组' THEN u.计入
        WHEN '小计' THEN x._常规
        WHEN '附加小计' THEN x._附加
        WHEN '折算' THEN x._折算
        WHEN '折算率' THEN CASE WHEN x.满分 > 0 THEN h.值满分 / x.满分 ELSE 1 END *
            CASE WHEN f.不适用计分 = '按比例折算' AND y.适用满分 > 0 THEN CAST(f.满分 AS REAL) / y.适用满分 ELSE 1 END
        END AS 值,
    CASE WHEN g.总分 IS NOT NULL AND NOT y.有权重 THEN y.合计 END AS 合计,
    CASE WHEN g.总分 IS NOT NULL AND NOT y.有权重 THEN y.附加分 END AS 附加分,
    CASE WHEN f.不适用计分 = '按比例折算' AND g.总分 IS NOT NULL AND NOT y.有权重 AND CAST(f.满分 AS REAL) > 0
        THEN coalesce(nullif(y.适用满分, 0), CAST(f.满分 AS REAL)) END AS 适用满分,
    round(g.未舍入, 9) AS 未舍入,
    g.总分
-- CROSS JOIN: in this order, so that the rows come out sorted.
FROM 汇总 AS g
CROSS JOIN 工作室 AS w ON w.编号 = g.工作室
CROSS JOIN 方案 AS f
CROSS JOIN 列
JOIN 头 AS h ON h.一级指标 = 列.一级指标
LEFT JOIN 得分 AS d ON d.工作室 = w.编号 AND d.评估点 = 列.编号 AND 列.类 = '点'
LEFT JOIN (
    SELECT r.工作室, r.组, max(coalesce(k.组下限, -1e9), min(coalesce(k.组上限, 1e9), t.合计)) AS 计入
    FROM 上限组 AS r
    JOIN 组 AS k ON k.组 = r.组
    JOIN (SELECT p.工作室, z.组, total(p.未舍入) AS 合计 FROM 得分 AS p JOIN 点 AS z ON z.编号 = p.评估点
        WHERE z.组 IS NOT NULL GROUP BY p.工作室, z.组) AS t ON t.工作室 = r.工作室 AND t.组 = r.组
    WHERE r.计入 IS NOT NULL
) AS u ON u.工作室 = w.编号 AND u.组 = 列.编号 AND 列.类 = '组'
LEFT JOIN 小计 AS x ON x.工作室 = w.编号 AND x.一级指标 = 列.一级指标
LEFT JOIN (
    SELECT p.工作室,
        round(total(p._常规), 9) AS 合计,
        sum(p._附加) AS 附加分,
        max(q.有) AS 有权重,
        total(CASE WHEN NOT k.常规 THEN 0 WHEN q.有 THEN CASE WHEN p.满分 > 0 THEN k.值满分 ELSE 0 END ELSE p.满分 END) AS 适用满分
    FROM 小计 AS p
    JOIN (SELECT 头.*, EXISTS (SELECT 1 FROM 和 WHERE 和.部分 = 头.一级指标 || '：小计') AS 常规 FROM 头) AS k
        ON k.一级指标 = p.一级指标
    CROSS JOIN (SELECT count(权重) > 0 AS 有 FROM 指标) AS q
    GROUP BY p.工作室
) AS y ON y.工作室 = w.编号
ORDER BY g.位次, 列.列序
