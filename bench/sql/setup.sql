-- Small tables made ready once: periods as half-open spans of time, keys as single whole numbers.
CREATE TEMP TABLE held AS
SELECT uscc, valid_from::TIMESTAMP AS since, least(valid_to + 1, coalesce(ended_on, 'infinity'))::TIMESTAMP AS until
FROM certificates;

CREATE TEMP TABLE sizes AS SELECT max(pair) + 1 AS pairs FROM (SELECT pair FROM scope UNION ALL SELECT pair FROM results);

CREATE TEMP TABLE granted AS
SELECT uscc, site_id, pair, greatest(s.valid_from, c.valid_from)::TIMESTAMP AS since,
       least(coalesce(s.valid_to + 1, 'infinity'), valid_to_end)::TIMESTAMP AS until
FROM scope s
JOIN (SELECT *, least(valid_to + 1, coalesce(ended_on, 'infinity')) AS valid_to_end FROM certificates) c USING (certificate_no);

CREATE TEMP TABLE places AS
SELECT row_number() OVER () AS place, uscc, site_id FROM (SELECT DISTINCT uscc, site_id FROM granted);

CREATE TEMP TABLE approved AS
SELECT place * (SELECT pairs FROM sizes) + pair AS key, since, until FROM granted JOIN places USING (uscc, site_id);

CREATE TEMP TABLE calibrated AS
SELECT instrument_id, calibrated_on::TIMESTAMP AS since, (valid_until + 1)::TIMESTAMP AS until FROM calibrations WHERE passed;

CREATE TEMP TABLE employed AS
SELECT person_id, uscc, employed_from::TIMESTAMP AS since, coalesce(employed_to + 1, 'infinity')::TIMESTAMP AS until
FROM people;

CREATE TEMP TABLE may_sign AS
SELECT person_id, domain, uscc, greatest(valid_from::TIMESTAMP, since) AS since,
       least(coalesce(valid_to + 1, 'infinity')::TIMESTAMP, until) AS until
FROM authorisations JOIN employed USING (person_id);

CREATE TEMP TABLE required AS
SELECT product, parameter, 1::UBIGINT << (row_number() OVER (PARTITION BY product ORDER BY parameter) - 1) AS bit
FROM product_requirements;
