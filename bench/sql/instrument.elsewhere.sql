SELECT report, row
FROM results
JOIN (SELECT instrument_id, uscc AS owner, CASE WHEN portable THEN NULL ELSE site_id END AS home FROM instruments)
    USING (instrument_id)
JOIN (SELECT report, site_id AS place FROM reports) USING (report)
WHERE owner <> uscc OR home <> place
