select e.extname, jsonb_build_object('schema', e.extnamespace::regnamespace::text) from pg_extension e
