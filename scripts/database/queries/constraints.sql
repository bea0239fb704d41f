-- Without partitions, because PostgreSQL gives them the constraints of their table; without 'not null', which is a
-- property of columns.
select format('%s.%s', coalesce(nullif(k.conrelid, 0)::regclass::text, k.contypid::regtype::text), k.conname),
  jsonb_build_object(
    'definition', pg_get_constraintdef(k.oid), 'validated', k.convalidated,
    'inherited', k.coninhcount > 0, 'not_inherited_by_children', k.connoinherit,
    'comment', obj_description(k.oid, 'pg_constraint'))
from pg_constraint k join pg_namespace n on n.oid = k.connamespace
where n.nspname in ('public', 'private') and k.contype not in ('t', 'n')
  and not exists (select from pg_class c where c.oid = k.conrelid and c.relispartition)
