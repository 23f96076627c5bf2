SELECT report, row
FROM results
ANTI JOIN calibrated
    ON calibrated.instrument_id = results.instrument_id AND started_at >= since AND started_at < until
WHERE instrument_id IS NOT NULL AND started_at IS NOT NULL
