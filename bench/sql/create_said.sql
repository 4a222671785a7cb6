-- What people.remarks() yields, on its way into the tables.
DROP TABLE IF EXISTS bench_said;
CREATE TEMP TABLE bench_said (
    n integer, letter integer, ordinal smallint, lon float8, lat float8, category integer, body text, channel text,
    person bigint
) ON COMMIT DROP
