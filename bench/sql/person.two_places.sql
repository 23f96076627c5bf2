-- Only people seen at several sites. The intervals of a person at a site are joined to stretches that do not meet; a
-- result is in two places when the last stretch of another site that begins before its end lasts beyond its start.
WITH movers AS MATERIALIZED (
    SELECT operator_id
    FROM results JOIN reports USING (report)
    WHERE operator_id IS NOT NULL AND started_at < ended_at
    GROUP BY operator_id HAVING min(site_id) <> max(site_id)
), stays AS MATERIALIZED (
    SELECT operator_id, site_id, report, row, started_at, ended_at
    FROM results JOIN (SELECT report, site_id FROM reports) USING (report)
    WHERE operator_id IN (FROM movers) AND started_at < ended_at
), tests AS MATERIALIZED (
    SELECT DISTINCT operator_id, site_id, started_at, ended_at FROM stays
), marked AS (
    SELECT *, started_at > max(ended_at) OVER (
        PARTITION BY operator_id, site_id ORDER BY started_at ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS apart
    FROM tests
), numbered AS (
    SELECT *, sum(coalesce(apart, true)::INT) OVER (
        PARTITION BY operator_id, site_id ORDER BY started_at ROWS UNBOUNDED PRECEDING
    ) AS stretch
    FROM marked
), stretches AS MATERIALIZED (
    SELECT operator_id, site_id AS site, min(started_at) AS begins, max(ended_at) AS ends
    FROM numbered GROUP BY operator_id, site_id, stretch
), elsewhere AS (
    SELECT operator_id, tests.site_id, sites.site, started_at, ended_at
    FROM tests JOIN (SELECT DISTINCT operator_id, site FROM stretches) sites USING (operator_id)
    WHERE sites.site <> tests.site_id
), met AS (
    SELECT DISTINCT elsewhere.operator_id, site_id, started_at, ended_at
    FROM elsewhere ASOF JOIN stretches
        ON elsewhere.operator_id = stretches.operator_id AND elsewhere.site = stretches.site
        AND elsewhere.ended_at > stretches.begins
    WHERE stretches.ends > started_at
)
SELECT report, row FROM stays SEMI JOIN met USING (operator_id, site_id, started_at, ended_at)
