-- The points of a submission, from one array for each column.
SELECT *, ST_PointOnSurface(geometry) AS point FROM (
    SELECT ST_Force2D(ST_GeomFromEWKB(shape)) AS geometry, category_id, body, kind, state,
        flags::text[] AS flags, ordinal
    FROM unnest(%(geometries)s::bytea[], %(categories)s::bigint[], %(bodies)s::text[], %(kinds)s::text[],
        %(states)s::text[], %(flags)s::text[])
        WITH ORDINALITY AS given (shape, category_id, body, kind, state, flags, ordinal)
) AS given
