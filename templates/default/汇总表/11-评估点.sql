-- 标题: 评估点
-- 冻结: 编号
-- 宽 一级指标: 20
-- 宽 二级指标: 20
-- 宽 评估点: 90
-- 宽 评估办法: 18
-- 宽 依据: 24
-- 居中: 编号、计分方式
-- 省略空列: 二级指标、满分、计分方式、下限、上限、评估办法、附加、依据
SELECT k.编号,
    k.一级指标,
    k.二级指标,
    k.评估点,
    k.满分,
    nullif(k.计分方式, '得分') AS 计分方式,
    CASE WHEN k.满分 IS NULL OR k.下限 = 0 THEN NULL ELSE coalesce(points(k.下限), '无') END AS 下限,
    CASE WHEN k.满分 IS NULL OR k.上限 = k.满分 THEN NULL ELSE coalesce(points(k.上限), '无') END AS 上限,
    k.评估办法,
    k.附加,
    k.依据
FROM 指标 AS k
ORDER BY k.序
