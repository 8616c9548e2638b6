-- 标题: 各条指标的达标率
-- 筛选: 否
-- 宽 指标: 10
-- 宽 二级指标: 18
-- 宽 达标率: 10
-- 格式 达标率: 0.00"%"
-- 居中: 指标
-- 公式 达标: COUNTIF({整列:达标评判!«指标»},"达标")
-- 公式 未达标: COUNTIF({整列:达标评判!«指标»},"未达标")
-- 公式 达标率: 100*{达标}/({达标}+{未达标})
-- 图 横条: 标题=各条指标的达标率（%） | 分类=指标 | 名=达标率 | 值=达标率 | 最多=60 | 上限=100
-- 附注: 从“达标评判”数出，有专家评判的用专家评判，没有的用学校自评。带底色的单元格是公式。
SELECT k.编号 AS 指标,
    k.一级指标,
    k.二级指标,
    count(*) FILTER (WHERE coalesce(d.最终结论, d.自评结论) = f.达标词) AS 达标,
    count(*) FILTER (WHERE coalesce(d.最终结论, d.自评结论) <> f.达标词) AS 未达标,
    100.0 * count(*) FILTER (WHERE coalesce(d.最终结论, d.自评结论) = f.达标词) / nullif(count(coalesce(d.最终结论, d.自评结论)), 0) AS 达标率
FROM 指标 AS k
CROSS JOIN 方案 AS f
LEFT JOIN 得分 AS d ON d.评估点 = k.编号
GROUP BY k.编号 ORDER BY k.序
