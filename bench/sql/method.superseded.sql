SELECT report, row
FROM results
JOIN (SELECT pair, superseded_on::TIMESTAMP AS since FROM methods WHERE superseded_on IS NOT NULL) USING (pair)
WHERE started_at >= since
