-- Only instruments that may be overbooked are swept. In order of start the tests of an instrument that runs one at a
-- time meet only if two neighbours do; for one that runs more, as many tests as it can run must have begun no longer
-- before a test than its longest test lasts.
WITH tests AS MATERIALIZED (
    SELECT DISTINCT instrument_id, capacity, report, started_at, ended_at
    FROM results JOIN instruments USING (instrument_id)
    WHERE started_at < ended_at
), suspects AS (
    SELECT DISTINCT instrument_id
    FROM (
        SELECT instrument_id, started_at, lag(ended_at) OVER same AS earlier_end
        FROM tests WHERE capacity = 1 WINDOW same AS (PARTITION BY instrument_id ORDER BY started_at)
    )
    WHERE earlier_end > started_at
    UNION ALL
    SELECT DISTINCT instrument_id
    FROM (
        SELECT instrument_id, started_at, lag(started_at, capacity) OVER same AS earlier_start,
               max(ended_at - started_at) OVER (PARTITION BY instrument_id) AS longest
        FROM tests WHERE capacity > 1 WINDOW same AS (PARTITION BY instrument_id ORDER BY started_at)
    )
    WHERE earlier_start + longest > started_at
), suspected AS MATERIALIZED (
    FROM tests WHERE instrument_id IN (FROM suspects)
), events AS (
    SELECT instrument_id, capacity, started_at AS instant, 1 AS change FROM suspected
    UNION ALL
    SELECT instrument_id, capacity, ended_at, -1 FROM suspected
), overloads AS (
    SELECT instrument_id, instant
    FROM (
        SELECT instrument_id, capacity, instant, change,
               sum(change) OVER (PARTITION BY instrument_id ORDER BY instant, change ROWS UNBOUNDED PRECEDING) AS active
        FROM events
    )
    WHERE change = 1 AND active > capacity
), overbooked AS (
    SELECT suspected.instrument_id, report, started_at, ended_at
    FROM suspected ASOF JOIN overloads
        ON suspected.instrument_id = overloads.instrument_id AND suspected.started_at <= overloads.instant
    WHERE overloads.instant < ended_at
)
SELECT results.report, row
FROM results SEMI JOIN overbooked USING (instrument_id, report, started_at, ended_at)
