-- 标题: 推荐名额使用情况
-- 冻结: 单位
-- 宽 单位: 30
-- 宽 推荐人选: 50
-- 居中: 名额、已用、剩余、超出
-- 着色: 超额=红、未用满=灰
-- 公式 剩余: MAX({名额}-{已用},0)
-- 公式 超出: MAX({已用}-{名额},0)
-- 附注: 名额按附件2；局属学校每校1个，这里只列有推荐的学校。已用是本批提交的工作室数（P11）。
WITH 用 AS (
    SELECT 县区, CASE 县区 WHEN '局属学校' THEN 学校 END AS 校, count(*) AS 数,
        group_concat(coalesce(主持人姓名, '未填姓名') || '（' || 编号 || '）', '、') AS 人
    FROM (SELECT * FROM 工作室 ORDER BY 编号) GROUP BY 1, 2
), 行 AS (
    SELECT n.rowid AS 序, n.单位 || coalesce('：' || 用.校, '') AS 单位, n.名额, coalesce(用.数, 0) AS 已用, 用.人
    FROM 名额 AS n LEFT JOIN 用 ON 用.县区 = n.单位
    UNION ALL
    SELECT 1000000, '（没有填写县区）', NULL, 数, 人 FROM 用 WHERE 县区 IS NULL
)
SELECT 单位,
    名额,
    已用,
    max(名额 - 已用, 0) AS 剩余,
    max(已用 - 名额, 0) AS 超出,
    CASE WHEN 名额 IS NULL THEN '无法判定' WHEN 已用 > 名额 THEN '超额' WHEN 已用 < 名额 THEN '未用满' ELSE '用满' END AS 情况,
    人 AS 推荐人选
FROM 行
ORDER BY 序, 单位
