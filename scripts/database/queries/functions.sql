select format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), jsonb_build_object(
  'kind', p.prokind, 'language', l.lanname, 'owner', p.proowner::regrole::text,
  'arguments', pg_get_function_arguments(p.oid), 'result', pg_get_function_result(p.oid),
  'volatility', p.provolatile, 'parallel', p.proparallel, 'strict', p.proisstrict, 'leakproof', p.proleakproof,
  'security_definer', p.prosecdef, 'settings', p.proconfig, 'cost', p.procost, 'rows', p.prorows,
  'body', coalesce(pg_get_function_sqlbody(p.oid), p.prosrc),
  'aggregate', (select jsonb_build_object(
      'transition', a.aggtransfn::regproc::text, 'final', a.aggfinalfn::regproc::text,
      'combine', a.aggcombinefn::regproc::text, 'state', a.aggtranstype::regtype::text, 'initial', a.agginitval)
    from pg_aggregate a where a.aggfnoid = p.oid),
  'grants', pg_temp.grants(p.proacl, 'f', p.proowner),
  'comment', obj_description(p.oid, 'pg_proc'))
from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
where n.nspname in ('public', 'private')
