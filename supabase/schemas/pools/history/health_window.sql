-- Of a window with steps of less than an hour the minutes are read, of any other the hours.
create function private.health_window(
  p_alias text, p_target text, p_from timestamptz, p_step interval, p_steps integer
) returns jsonb
language sql stable set search_path = '' as $$
  with parts as (
    select m.minute as at, m.up_seconds, m.degraded_seconds, m.down_seconds, m.requests, m.failures, m.ttft_p50_ms, m.ttft_p95_ms
    from private.pool_health_minutes m
    where p_step < interval '1 hour' and m.alias = p_alias and m.target = p_target
      and m.minute >= p_from and m.minute < p_from + p_step * p_steps
    union all
    select h.hour, h.up_seconds, h.degraded_seconds, h.down_seconds, h.requests, h.failures, h.ttft_p50_ms, h.ttft_p95_ms
    from private.pool_health_hours h
    where p_step >= interval '1 hour' and h.alias = p_alias and h.target = p_target
      and h.hour >= p_from and h.hour < p_from + p_step * p_steps
  ), whole as (
    select sum(p.up_seconds + p.degraded_seconds) as served, sum(p.up_seconds + p.degraded_seconds + p.down_seconds) as seen,
           coalesce(sum(p.requests), 0) as requests, coalesce(sum(p.failures), 0) as failures,
           private.merged_percentiles(
             array_agg(p.ttft_p50_ms), array_agg(p.ttft_p95_ms), array_agg(p.requests)) as percentiles
    from parts p
  ), steps as (
    select floor(extract(epoch from p.at - p_from) / extract(epoch from p_step))::integer as n,
           private.serving_state(sum(p.up_seconds), sum(p.degraded_seconds), sum(p.down_seconds)) as state
    from parts p group by 1
  )
  select jsonb_build_object(
    'starts_at', p_from, 'uptime', round((w.served / nullif(w.seen, 0))::numeric, 6), 'requests', w.requests,
    'failures', w.failures, 'ttft_p50_ms', round(w.percentiles[1]::numeric, 1),
    'ttft_p95_ms', round(w.percentiles[2]::numeric, 1),
    'states', (select jsonb_agg(s.state order by n.n) from generate_series(0, p_steps - 1) n (n) left join steps s using (n)))
  from whole w
$$;
comment on function private.health_window(text, text, timestamptz, interval, integer) is
  'How a model (p_target empty) or a target has served in p_steps steps from p_from: {starts_at, uptime, requests, failures, ttft_p50_ms, ttft_p95_ms, states}. uptime is the share of the time with reports in which it served, degraded or not; states has the state of each step (private.serving_state).';
revoke all on function private.health_window(text, text, timestamptz, interval, integer) from public, anon, authenticated;
grant execute on function private.health_window(text, text, timestamptz, interval, integer) to service_role;
