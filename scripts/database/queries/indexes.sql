-- Without partitions: the index of a partitioned table is valid only if every partition has it.
select format('%s.%s', n.nspname, c.relname), jsonb_build_object(
  'definition', pg_get_indexdef(i.indexrelid), 'valid', i.indisvalid, 'clustered', i.indisclustered,
  'replica_identity', i.indisreplident,
  'comment', obj_description(c.oid, 'pg_class'))
from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private') and not c.relispartition
