-- Without partitions: names and types are those of their table, and comments stay as they were when the partition was
-- created.
select format('%s.%s.%s', n.nspname, c.relname, a.attname), jsonb_build_object(
  'type', format_type(a.atttypid, a.atttypmod), 'not_null', a.attnotnull,
  'default', case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end,
  'generated', case when a.attgenerated <> '' then a.attgenerated::text || ' ' || pg_get_expr(d.adbin, d.adrelid) end,
  'identity', a.attidentity, 'storage', a.attstorage, 'compression', a.attcompression, 'options', a.attoptions,
  'collation', (select k.collname from pg_collation k
                where k.oid = a.attcollation and a.attcollation <> t.typcollation),
  'grants', pg_temp.grants(a.attacl, 'c', c.relowner),
  'comment', col_description(c.oid, a.attnum))
from pg_attribute a
join pg_class c on c.oid = a.attrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_type t on t.oid = a.atttypid
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and not c.relispartition and a.attnum > 0 and not a.attisdropped
