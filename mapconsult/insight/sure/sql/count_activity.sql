-- How many persons said how many remarks, the most active first. The query put in for "remarks" gives (person_key).
SELECT said, count(*)
FROM (SELECT person_key, count(*) AS said FROM ({remarks}) AS remark GROUP BY person_key) AS person
GROUP BY said
ORDER BY said DESC
