select format('%s.%s', n.nspname, c.relname), jsonb_build_object(
  'kind', c.relkind, 'persistence', c.relpersistence, 'options', c.reloptions, 'owner', c.relowner::regrole::text,
  'row_level_security', c.relrowsecurity, 'forced_row_level_security', c.relforcerowsecurity,
  'replica_identity', c.relreplident, 'access_method', am.amname,
  'partitioned_by', case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end,
  'inherits', (select array_agg(i.inhparent::regclass::text order by i.inhseqno) from pg_inherits i where i.inhrelid = c.oid),
  'partition_bound', pg_get_expr(c.relpartbound, c.oid),
  'view', case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end,
  'grants', pg_temp.grants(c.relacl, 'r', c.relowner),
  'comment', obj_description(c.oid, 'pg_class'))
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_am am on am.oid = c.relam
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
