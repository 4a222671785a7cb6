-- A table with all its totals: the number of each cell, of the rows, of the columns and of all.
-- The query put in for "remarks" gives (row_keys, column_keys, remark_id, person_key); "keys" are the tables
-- of_row(row_key) and of_column(column_key) that make one row of each value. "number" counts remarks or persons, each
-- once in a cell and once in every total.
SELECT
    GROUPING(row_key) = 0 AS of_row,
    GROUPING(column_key) = 0 AS of_column,
    row_key,
    column_key,
    {number}
FROM ({remarks}) AS remark, {keys}
GROUP BY CUBE (row_key, column_key)
