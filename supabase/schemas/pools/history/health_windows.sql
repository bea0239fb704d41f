-- A window is read from minutes, hours or days, whichever its steps are: for all models, or all targets, at once, because
-- operators look at pool_status when there are hundreds of targets and little time. A minute is recorded some seconds
-- after its end: until then the one before is the last.
create function private.health_windows(p_of_targets boolean, p_now timestamptz) returns table (alias text, target text, windows jsonb)
language sql stable set search_path = '' as $$
  with series as (
    select m.alias, '' as target from public.router_pool_models m where not p_of_targets
    union all
    select t.alias, t.id from public.router_targets t where p_of_targets
  ), windows (name, starts_at, step, steps) as materialized (
    values ('last_30_minutes', date_trunc('minute', p_now - interval '15 seconds') - interval '30 minutes', interval '1 minute', 30),
           ('last_24_hours', date_trunc('hour', p_now, 'UTC') - interval '23 hours', interval '1 hour', 24),
           ('last_30_days', date_trunc('day', p_now, 'UTC') - interval '29 days', interval '24 hours', 30)
  ), reports as (
    select 'last_30_minutes' as name, m.minute as at, m.alias, m.target, m.up_seconds, m.degraded_seconds, m.down_seconds,
           m.requests, m.failures, m.ttft_p50_ms, m.ttft_p95_ms
    from private.pool_health_minutes m
    where m.minute >= date_trunc('minute', p_now - interval '15 seconds') - interval '30 minutes'
    union all
    select 'last_24_hours', h.hour, h.alias, h.target, h.up_seconds, h.degraded_seconds, h.down_seconds,
           h.requests, h.failures, h.ttft_p50_ms, h.ttft_p95_ms
    from private.pool_health_hours h where h.hour >= date_trunc('hour', p_now, 'UTC') - interval '23 hours'
    union all
    select 'last_30_days', d.day, d.alias, d.target, d.up_seconds, d.degraded_seconds, d.down_seconds,
           d.requests, d.failures, d.ttft_p50_ms, d.ttft_p95_ms
    from private.pool_health_days d where d.day >= date_trunc('day', p_now, 'UTC') - interval '29 days'
  ), parts as materialized (
    -- Down for more than half of a step is unavailable; down at all, or degraded for more than a tenth, is degraded. A
    -- function for this would be called some 80 times for each target.
    select r.*, (extract(epoch from r.at - w.starts_at) / extract(epoch from w.step))::integer as n,
           case when r.up_seconds + r.degraded_seconds + r.down_seconds <= 0 then null
                when r.down_seconds * 2 > r.up_seconds + r.degraded_seconds + r.down_seconds then 'unavailable'
                when r.down_seconds > 0 or r.degraded_seconds * 10 > r.up_seconds + r.degraded_seconds + r.down_seconds
                  then 'degraded'
                else 'operational' end as state
    from reports r join windows w using (name)
    where (r.target <> '') = p_of_targets and r.at < w.starts_at + w.step * w.steps
  ), totals as (
    select p.alias, p.target, p.name, sum(p.up_seconds + p.degraded_seconds) as served,
           sum(p.up_seconds + p.degraded_seconds + p.down_seconds) as seen, sum(p.requests) as requests,
           sum(p.failures) as failures,
           private.merged_percentiles(
             array_agg(p.ttft_p50_ms), array_agg(p.ttft_p95_ms), array_agg(p.requests)) as percentiles,
           jsonb_object_agg(p.n, p.state) as state_of_step
    from parts p group by p.alias, p.target, p.name
  )
  select s.alias, s.target, jsonb_object_agg(w.name, jsonb_build_object(
    'starts_at', w.starts_at, 'uptime', round((t.served / nullif(t.seen, 0))::numeric, 6),
    'requests', coalesce(t.requests, 0), 'failures', coalesce(t.failures, 0),
    'ttft_p50_ms', round(t.percentiles[1]::numeric, 1), 'ttft_p95_ms', round(t.percentiles[2]::numeric, 1),
    'states', (select jsonb_agg(t.state_of_step -> n::text order by n) from generate_series(0, w.steps - 1) n)))
  from series s cross join windows w
  left join totals t on t.alias = s.alias and t.target = s.target and t.name = w.name
  group by s.alias, s.target
$$;
comment on function private.health_windows(boolean, timestamptz) is
  'How each model of the catalogue (target empty), or each target, has served: {last_30_minutes, last_24_hours, last_30_days} in steps of a minute, an hour, and a day in UTC, each {starts_at, uptime, requests, failures, ttft_p50_ms, ttft_p95_ms, states}. The current hour and day are the last steps. uptime is the share of the time with reports in which it served, degraded or not; states has that of each step: operational, degraded, unavailable, or null where nobody looked.';
revoke all on function private.health_windows(boolean, timestamptz) from public, anon, authenticated;
grant execute on function private.health_windows(boolean, timestamptz) to service_role;
