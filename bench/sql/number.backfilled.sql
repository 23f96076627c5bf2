-- Only a report later than the earliest of its next twenty needs counting.
WITH ordered AS MATERIALIZED (
    SELECT report, prefix, received_at, row_number() OVER (ORDER BY prefix, serial, report) AS place,
           min(received_at) OVER (
               PARTITION BY prefix ORDER BY serial, report ROWS BETWEEN 1 FOLLOWING AND 20 FOLLOWING
           ) AS earliest
    FROM reports WHERE prefix IS NOT NULL
), late AS (
    SELECT report, prefix, received_at - INTERVAL 7 DAYS AS before, unnest(range(place + 1, place + 21)) AS place
    FROM ordered WHERE earliest < received_at - INTERVAL 7 DAYS
)
SELECT late.report, NULL::BIGINT AS row
FROM late JOIN ordered USING (place)
WHERE ordered.prefix = late.prefix AND ordered.received_at < late.before
GROUP BY late.report HAVING count(*) >= 3
