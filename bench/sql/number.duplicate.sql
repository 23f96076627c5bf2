WITH RECURSIVE repeated AS MATERIALIZED (
    SELECT report, code, number
    FROM reports
    WHERE number IN (SELECT number FROM reports GROUP BY number HAVING count(*) > 1)
), reached (origin, code) AS (
    SELECT "from", "to" FROM chains WHERE "from" IN (SELECT code FROM repeated)
    UNION
    SELECT origin, "to" FROM reached JOIN chains ON chains."from" = reached.code
)
SELECT DISTINCT one.report, NULL::BIGINT AS row
FROM repeated one JOIN repeated other ON one.number = other.number AND one.code <> other.code
ANTI JOIN reached ahead ON ahead.origin = one.code AND ahead.code = other.code
ANTI JOIN reached back ON back.origin = other.code AND back.code = one.code
