SELECT report, row
FROM results
JOIN (SELECT pair, min_minutes FROM methods WHERE min_minutes IS NOT NULL) USING (pair)
WHERE (epoch_us(ended_at) - epoch_us(started_at)) / 60000000 < min_minutes
