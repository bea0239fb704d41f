select n.nspname, jsonb_build_object(
  'grants', pg_temp.grants(n.nspacl, 'n', n.nspowner),
  'comment', obj_description(n.oid, 'pg_namespace'))
from pg_namespace n where n.nspname in ('public', 'private')
