-- The points of a submission, from one array for each column.
SELECT *, ST_PointOnSurface(geometry) AS point FROM (
    SELECT ST_Force2D(ST_GeomFromEWKB(shape)) AS geometry, category_id, body, kind, state,
        flags::text[] AS flags, question_id, zone_id, placed_by, parcel, place_note, ordinal
    FROM unnest(%(geometries)s::bytea[], %(categories)s::bigint[], %(bodies)s::text[], %(kinds)s::text[],
        %(states)s::text[], %(flags)s::text[], %(questions)s::bigint[], %(zones)s::bigint[], %(placed_by)s::text[],
        %(parcels)s::text[], %(place_notes)s::text[])
        WITH ORDINALITY AS given (shape, category_id, body, kind, state, flags, question_id, zone_id, placed_by, parcel,
            place_note, ordinal)
) AS given
