-- Persons by group. The query put in for "once" gives each person once in every group ("keys"): that is hashed, where
-- count(DISTINCT ...) would sort all remarks.
SELECT {keys}, count(*)
FROM ({once}) AS once
GROUP BY {keys}
