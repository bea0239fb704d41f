-- Enums, domains and composite types; the row types of tables are part of their tables.
select format('%s.%s', n.nspname, t.typname), jsonb_build_object(
  'kind', t.typtype, 'base', case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end,
  'not_null', t.typnotnull, 'default', t.typdefault,
  'labels', (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid),
  'attributes', (select array_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)) order by a.attnum)
                 from pg_attribute a where a.attrelid = nullif(t.typrelid, 0) and not a.attisdropped),
  'grants', pg_temp.grants(t.typacl, 'T', t.typowner),
  'comment', obj_description(t.oid, 'pg_type'))
from pg_type t join pg_namespace n on n.oid = t.typnamespace left join pg_class c on c.oid = t.typrelid
where n.nspname in ('public', 'private')
  and (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
