-- Includes triggers on tables of other schemas (auth.users) that call functions of the portal.
select format('%s.%s', t.tgrelid::regclass, t.tgname), jsonb_build_object(
  'definition', pg_get_triggerdef(t.oid), 'enabled', t.tgenabled, 'comment', obj_description(t.oid, 'pg_trigger'))
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_proc p on p.oid = t.tgfoid
where not t.tgisinternal
  and (c.relnamespace::regnamespace::text in ('public', 'private')
    or p.pronamespace::regnamespace::text in ('public', 'private'))
