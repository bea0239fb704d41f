create function public.model_status(p_now timestamptz default now()) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(
    jsonb_build_object('alias', m.alias) || h.windows order by m.position, m.alias), '[]')
  from public.router_pool_models m join private.health_windows(false, p_now) h on h.alias = m.alias
$$;
comment on function public.model_status(timestamptz) is
  'How each model of the catalogue has served, for everyone: [{alias, last_30_minutes, last_24_hours, last_30_days}], each {starts_at, uptime, requests, failures, ttft_p50_ms, ttft_p95_ms, states}. uptime is null, and a state too, where nobody looked.';
revoke all on function public.model_status(timestamptz) from public, anon, authenticated;
grant execute on function public.model_status(timestamptz) to service_role, portal_gateway, portal_control_plane;
