SELECT report, NULL::BIGINT AS row
FROM reports
ANTI JOIN may_sign
    ON may_sign.person_id = signatory_id AND may_sign.domain = reports.domain AND may_sign.uscc = reports.uscc
    AND issued_at >= since AND issued_at < until
