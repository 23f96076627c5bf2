SELECT report, NULL::BIGINT AS row
FROM reports
ANTI JOIN held ON held.uscc = reports.uscc AND issued_at >= since AND issued_at < until
WHERE cma_marked
