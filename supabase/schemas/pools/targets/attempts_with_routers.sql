create function private.attempts_with_routers(p_attempts jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(a.attempt || jsonb_build_object('router_id', t.router_id) order by a.n), '[]')
  from jsonb_array_elements(case when jsonb_typeof(p_attempts) = 'array' then p_attempts end) with ordinality a (attempt, n)
  left join public.router_targets t on t.id = a.attempt ->> 'id'
$$;
comment on function private.attempts_with_routers(jsonb) is
  'The attempts of a request (usage_events.attempted_targets), each with the id of its router; null for a target that is not known.';
revoke all on function private.attempts_with_routers(jsonb) from public, anon, authenticated;
grant execute on function private.attempts_with_routers(jsonb) to service_role;
