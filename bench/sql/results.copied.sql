-- Reports that agree in the least, the greatest and the bitwise sum of their members' hashes are compared in full.
WITH hashed AS (
    SELECT report, hash(parameter, replicate, value + 0.0, coalesce(decimals, 0)) AS mark FROM results WHERE value IS NOT NULL
), prints AS (
    SELECT report, min(mark) AS least, max(mark) AS greatest, bit_or(mark) AS together
    FROM hashed GROUP BY report HAVING count(*) >= 4
), alike AS MATERIALIZED (
    SELECT unnest(list(report)) AS report
    FROM prints JOIN (SELECT report, uscc, product, sample FROM reports) USING (report)
    GROUP BY uscc, product, least, greatest, together HAVING min(sample) <> max(sample)
), sets AS (
    SELECT report, list_sort(list(DISTINCT struct_pack(
        parameter := parameter, replicate := replicate, value := value + 0.0, decimals := coalesce(decimals, 0)
    ))) AS members
    FROM results WHERE value IS NOT NULL AND report IN (FROM alike)
    GROUP BY report
), copies AS (
    SELECT list(report) AS reports, members
    FROM sets JOIN (SELECT report, uscc, product, sample FROM reports) USING (report)
    WHERE len(members) >= 4
    GROUP BY uscc, product, members HAVING min(sample) <> max(sample)
)
SELECT unnest(reports) AS report, NULL::BIGINT AS row
FROM copies
WHERE list_sum(list_transform(members, lambda one:
    length(ltrim(replace(replace(format('{:.{}f}', one.value, one.decimals), '-', ''), '.', ''), '0')))) >= 12
