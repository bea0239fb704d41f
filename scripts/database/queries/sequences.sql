select format('%s.%s', n.nspname, c.relname), jsonb_build_object(
  'type', s.seqtypid::regtype::text, 'start', s.seqstart, 'increment', s.seqincrement, 'min', s.seqmin,
  'max', s.seqmax, 'cache', s.seqcache, 'cycle', s.seqcycle,
  'owned_by', (select format('%s.%I', d.refobjid::regclass, a.attname)
               from pg_depend d join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype in ('a', 'i')
                 and d.refclassid = 'pg_class'::regclass),
  'grants', pg_temp.grants(c.relacl, 's', c.relowner),
  'comment', obj_description(c.oid, 'pg_class'))
from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'private')
