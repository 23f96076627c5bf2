-- One whole number stands for institution, site, parameter and method: a single key is looked up faster than four.
SELECT report, row
FROM results
JOIN (SELECT report, place * (SELECT pairs FROM sizes) AS place_key FROM reports LEFT JOIN places USING (uscc, site_id) WHERE cma_marked)
    USING (report)
ANTI JOIN approved ON approved.key = place_key + pair AND started_at >= since AND started_at < until
WHERE started_at IS NOT NULL
