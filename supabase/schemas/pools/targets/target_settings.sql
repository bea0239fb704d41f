create function private.target_settings(p_target public.router_targets) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('state', p_target.state, 'weight', p_target.weight, 'tier', p_target.tier,
    'session_limit', p_target.session_limit, 'drain_deadline', p_target.drain_deadline)
$$;
comment on function private.target_settings(public.router_targets) is
  'What operators can set for a target: {state, weight, tier, session_limit, drain_deadline}.';
revoke all on function private.target_settings(public.router_targets) from public, anon, authenticated;
grant execute on function private.target_settings(public.router_targets) to service_role;
