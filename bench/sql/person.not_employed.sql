SELECT report, row
FROM results
ANTI JOIN employed
    ON employed.person_id = operator_id AND employed.uscc = results.uscc AND started_at >= since AND started_at < until
WHERE operator_id IS NOT NULL AND started_at IS NOT NULL
