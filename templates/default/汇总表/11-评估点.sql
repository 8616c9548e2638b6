-- 标题: 评估点
-- 冻结: 编号
-- 宽 一级指标: 20
-- 宽 二级指标: 20
-- 宽 评估点: 90
-- 宽 评估办法: 18
-- 宽 依据: 24
-- 居中: 编号
-- 省略空列: 评估办法、附加
SELECT k.编号,
    k.一级指标,
    k.二级指标,
    coalesce((SELECT group_concat(内容, char(10)) FROM (SELECT 内容 FROM 指标内容 AS n WHERE n.指标 = k.编号 ORDER BY n.序)), k.评估点) AS 评估点,
    k.满分,
    k.评估办法,
    k.附加,
    k.依据
FROM 指标 AS k
ORDER BY k.序
