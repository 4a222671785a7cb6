-- Drops what the schema holds, the extensions' own things excepted.
SET LOCAL client_min_messages = warning;

-- First all tables are locked, or none: who holds one and wants another would else wait for us in a circle. Those who
-- read are waited for in short turns, a minute long. A table that is not had in time comes first in the next turn, so
-- that the order of the locks becomes that in which others take them.
SET LOCAL lock_timeout = '300ms';
DO $$
DECLARE
    wanted text[];
    one text;
BEGIN
    SELECT array_agg(oid::regclass::text) INTO wanted
    FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                        AND d.objid = pg_class.oid AND d.deptype = 'e');
    FOR turn IN 1..120 LOOP
        BEGIN
            FOREACH one IN ARRAY coalesce(wanted, '{}') LOOP
                EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one);
            END LOOP;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            wanted := one || array_remove(wanted, one);
            PERFORM pg_sleep(0.2);
        END;
    END LOOP;
    RAISE lock_not_available USING MESSAGE = 'somebody reads all the time; try again when exports have ended';
END
$$;
SET LOCAL lock_timeout = 0;

DO $$
DECLARE
    command text;
    commands text[];
BEGIN
    WITH own AS (
        SELECT 1 AS turn, format('DROP TABLE IF EXISTS %s CASCADE', oid::regclass) AS command
        FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                            AND d.objid = pg_class.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 2, format('DROP %s IF EXISTS %s CASCADE',
                CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'SEQUENCE' END, oid::regclass)
        FROM pg_class WHERE relkind IN ('v', 'm', 'S') AND relnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass
                            AND d.objid = pg_class.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 3, format('DROP ROUTINE IF EXISTS %s CASCADE', oid::regprocedure)
        FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass
                            AND d.objid = pg_proc.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 4, format('DROP COLLATION IF EXISTS %s CASCADE', oid::regcollation)
        FROM pg_collation WHERE collnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_collation'::regclass
                            AND d.objid = pg_collation.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 5, format('DROP TEXT SEARCH CONFIGURATION IF EXISTS %s CASCADE', oid::regconfig)
        FROM pg_ts_config WHERE cfgnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_ts_config'::regclass
                            AND d.objid = pg_ts_config.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 6, format('DROP TEXT SEARCH DICTIONARY IF EXISTS %s CASCADE', oid::regdictionary)
        FROM pg_ts_dict WHERE dictnamespace = current_schema()::regnamespace
            AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_ts_dict'::regclass
                            AND d.objid = pg_ts_dict.oid AND d.deptype = 'e')
    )
    SELECT array_agg(own.command ORDER BY turn, own.command) INTO commands FROM own;
    FOREACH command IN ARRAY coalesce(commands, '{}') LOOP
        EXECUTE command;
    END LOOP;
END
$$;
