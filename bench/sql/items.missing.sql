-- A bit for every parameter a product requires.
WITH wanted AS (
    SELECT product, parameter, bit FROM required
), full_set AS (
    SELECT product, bit_or(bit) AS bits FROM required GROUP BY product
), present AS (
    SELECT report, bit_or(bit) AS bits
    FROM results JOIN (SELECT report, product FROM reports) USING (report) JOIN wanted USING (product, parameter)
    WHERE value IS NOT NULL
    GROUP BY report
)
SELECT report, NULL::BIGINT AS row
FROM reports JOIN full_set USING (product) LEFT JOIN present USING (report)
WHERE present.bits IS DISTINCT FROM full_set.bits
