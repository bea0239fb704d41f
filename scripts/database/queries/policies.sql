select format('%s.%s', p.polrelid::regclass, p.polname), jsonb_build_object(
  'command', p.polcmd, 'permissive', p.polpermissive,
  'roles', (select array_agg(case when r.role = 0 then 'public' else r.role::regrole::text end order by 1)
            from unnest(p.polroles) as r (role)),
  'using', pg_get_expr(p.polqual, p.polrelid), 'with_check', pg_get_expr(p.polwithcheck, p.polrelid),
  'comment', obj_description(p.oid, 'pg_policy'))
from pg_policy p
