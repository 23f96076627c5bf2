SELECT report, row
FROM results
JOIN (
    SELECT pair, min_age_days, max_age_days FROM methods
    WHERE min_age_days IS NOT NULL OR max_age_days IS NOT NULL
) USING (pair)
JOIN (SELECT report, sampled_on FROM reports WHERE sampled_on IS NOT NULL) USING (report)
WHERE started_at::DATE - sampled_on < min_age_days OR started_at::DATE - sampled_on > max_age_days
