WITH shared AS (
    SELECT raw FROM results WHERE raw IS NOT NULL GROUP BY raw HAVING min(report) <> max(report)
), reused AS (
    SELECT raw
    FROM results JOIN (SELECT report, sample FROM reports) USING (report)
    WHERE raw IN (FROM shared)
    GROUP BY raw HAVING min(sample) <> max(sample)
)
SELECT report, row FROM results WHERE raw IN (FROM reused)
