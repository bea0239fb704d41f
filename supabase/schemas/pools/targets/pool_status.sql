create function public.pool_status(p_now timestamptz default now()) returns jsonb
language sql stable security definer set search_path = '' as $$
  with targets as materialized (
    select coalesce(m.pool, t.alias) as pool, h.windows, t.*
    from public.router_targets t join private.health_windows(true, p_now) h on h.target = t.id
    left join public.router_pool_models m on m.alias = t.alias
  ), running as materialized (
    select e.model, e.admitted_at from public.usage_events e where e.state = 'admitted'
  ), recent as (
    select o.target, sum(o.ok) as ok, sum(o.unreachable) as unreachable, sum(o.rejected) as rejected, sum(o.busy) as busy,
           sum(o.timed_out) as timed_out, sum(o.interrupted) as interrupted, sum(o.cancelled) as cancelled,
           sum(o.no_text) as no_text,
           (select percentile_cont(array[0.5, 0.95]) within group (order by ms)
            from private.target_outcomes s, unnest(s.ttft_ms) ms
            where s.target = o.target and s.bucket > p_now - interval '5 minutes') as percentiles
    from private.target_outcomes o where o.bucket > p_now - interval '5 minutes'
    group by o.target
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'name', p.name, 'state', coalesce(s.state, 'active'),
    'targets', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', t.id, 'alias', t.alias, 'url', t.url, 'router_id', t.router_id, 'session', t.session::text,
        'configured', t.configured, 'configured_limit', t.configured_limit, 'session_limit', t.session_limit,
        'weight', t.weight, 'tier', t.tier, 'state', t.state, 'state_since', t.state_since,
        'state_reason', t.state_reason, 'drain_deadline', t.drain_deadline,
        -- A state binds at every gateway within 2.5 s. Of an earlier request it is not known yet on which target it runs.
        'running_at_most', case when t.state <> 'active' then (
          select count(*) from running r
          where r.model = t.alias and r.admitted_at < t.state_since + interval '2.5 seconds') end,
        'recent', jsonb_build_object(
          'ok', coalesce(r.ok, 0), 'unreachable', coalesce(r.unreachable, 0), 'rejected', coalesce(r.rejected, 0),
          'busy', coalesce(r.busy, 0), 'timed_out', coalesce(r.timed_out, 0), 'interrupted', coalesce(r.interrupted, 0),
          'cancelled', coalesce(r.cancelled, 0), 'no_text', coalesce(r.no_text, 0),
          'ttft_p50_ms', r.percentiles[1], 'ttft_p95_ms', r.percentiles[2]),
        'history', t.windows) order by t.url, t.alias, t.session), '[]')
      from targets t left join recent r on r.target = t.id where t.pool = p.name)) order by p.name), '[]')
  from (select s.name from public.router_pools s union select t.pool from targets t) p
  left join public.router_pools s using (name)
$$;
comment on function public.pool_status(timestamptz) is
  'Pools with their targets as operators see them: [{name, state, targets: [{id, alias, url, router_id, session, configured, configured_limit, session_limit, weight, tier, state, state_since, state_reason, drain_deadline, running_at_most, recent, history}]}]. running_at_most is null for an active target, else the number of requests of its model that began before its state bound and have not ended. recent counts the attempts of the last five minutes, history is as private.health_windows. A model that is not in the catalogue has a pool of its own name.';
revoke all on function public.pool_status(timestamptz) from public, anon, authenticated;
grant execute on function public.pool_status(timestamptz) to service_role, portal_control_plane;
