-- A window is read from minutes, hours or days, whichever its steps are. PL/pgSQL keeps the plans: pool_status calls this for
-- each target.
create function private.health_window(
  p_alias text, p_target text, p_from timestamptz, p_step interval, p_steps integer
) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  c_to constant timestamptz := p_from + p_step * p_steps;
  v_window jsonb;
begin
  with parts as (
    select m.minute as at, m.up_seconds, m.degraded_seconds, m.down_seconds, m.requests, m.failures, m.ttft_p50_ms, m.ttft_p95_ms
    from private.pool_health_minutes m
    where p_step = interval '1 minute' and m.alias = p_alias and m.target = p_target and m.minute >= p_from and m.minute < c_to
    union all
    select h.hour, h.up_seconds, h.degraded_seconds, h.down_seconds, h.requests, h.failures, h.ttft_p50_ms, h.ttft_p95_ms
    from private.pool_health_hours h
    where p_step = interval '1 hour' and h.alias = p_alias and h.target = p_target and h.hour >= p_from and h.hour < c_to
    union all
    select d.day, d.up_seconds, d.degraded_seconds, d.down_seconds, d.requests, d.failures, d.ttft_p50_ms, d.ttft_p95_ms
    from private.pool_health_days d
    where p_step = interval '24 hours' and d.alias = p_alias and d.target = p_target and d.day >= p_from and d.day < c_to
  ), whole as (
    select sum(p.up_seconds + p.degraded_seconds) as served, sum(p.up_seconds + p.degraded_seconds + p.down_seconds) as seen,
           coalesce(sum(p.requests), 0) as requests, coalesce(sum(p.failures), 0) as failures,
           private.merged_percentiles(
             array_agg(p.ttft_p50_ms), array_agg(p.ttft_p95_ms), array_agg(p.requests)) as percentiles
    from parts p
  )
  select jsonb_build_object(
    'starts_at', p_from, 'uptime', round((w.served / nullif(w.seen, 0))::numeric, 6), 'requests', w.requests,
    'failures', w.failures, 'ttft_p50_ms', round(w.percentiles[1]::numeric, 1),
    'ttft_p95_ms', round(w.percentiles[2]::numeric, 1),
    'states', (select jsonb_agg(private.serving_state(p.up_seconds, p.degraded_seconds, p.down_seconds) order by n.n)
               from generate_series(0, p_steps - 1) n (n) left join parts p on p.at = p_from + p_step * n.n))
  into v_window from whole w;
  return v_window;
end $$;
comment on function private.health_window(text, text, timestamptz, interval, integer) is
  'How a model (p_target empty) or a target has served in p_steps steps of a minute, an hour or 24 hours from p_from: {starts_at, uptime, requests, failures, ttft_p50_ms, ttft_p95_ms, states}. uptime is the share of the time with reports in which it served, degraded or not; states has the state of each step (private.serving_state).';
revoke all on function private.health_window(text, text, timestamptz, interval, integer) from public, anon, authenticated;
grant execute on function private.health_window(text, text, timestamptz, interval, integer) to service_role;
