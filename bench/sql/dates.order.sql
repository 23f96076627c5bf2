SELECT report, NULL::BIGINT AS row
FROM (
    SELECT report FROM results JOIN (SELECT report, received_at, issued_at FROM reports) USING (report)
    WHERE started_at < received_at OR ended_at < started_at OR ended_at > issued_at
    UNION
    SELECT report FROM reports WHERE issued_at < received_at
)
