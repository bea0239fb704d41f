-- A minute may be sent twice, after a timeout or by two monitors around a handover: the report counts that saw more of
-- it. The hours of these minutes are made anew from all their minutes, and the days from their hours, so they are
-- right whatever was sent when; that needs all minutes of an hour, so none from longer ago than c_oldest is accepted.
create function public.record_pool_health(p_minutes jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_most constant integer := 5000;
  c_oldest constant interval := '1 day';
  v_minutes private.pool_health_minutes[];
begin
  if jsonb_typeof(p_minutes) is distinct from 'array' or jsonb_array_length(p_minutes) > c_most then
    raise exception 'p_minutes must be an array of at most % entries', c_most using errcode = 'invalid_parameter_value';
  end if;
  -- One call at a time, so that nothing is made of a part of its minutes.
  perform pg_advisory_xact_lock(hashtextextended('record_pool_health', 0));
  with given as (
    select distinct on (g.alias, target, minute)
           g.alias, coalesce(g.target, '') as target, date_trunc('minute', g.minute) as minute,
           least(greatest(coalesce(g.up_seconds, 0), 0), 60)::real as up_seconds,
           least(greatest(coalesce(g.degraded_seconds, 0), 0), 60)::real as degraded_seconds,
           least(greatest(coalesce(g.down_seconds, 0), 0), 60)::real as down_seconds,
           greatest(coalesce(g.requests, 0), 0) as requests, greatest(coalesce(g.failures, 0), 0) as failures,
           g.ttft_p50_ms, g.ttft_p95_ms
    from jsonb_to_recordset(p_minutes) as g (
      alias text, target text, minute timestamptz, up_seconds double precision, degraded_seconds double precision,
      down_seconds double precision, requests bigint, failures bigint, ttft_p50_ms double precision,
      ttft_p95_ms double precision)
    where length(g.alias) between 1 and 64 and coalesce(g.target, 'tgt_0000000000000000') ~ '^tgt_[0-9a-f]{16}$'
      and g.minute > now() - c_oldest and g.minute < now() + interval '1 minute'
    order by g.alias, target, minute, g.up_seconds + g.degraded_seconds + g.down_seconds desc
  )
  select coalesce(array_agg(g.*::private.pool_health_minutes), '{}') into v_minutes from given g;

  insert into private.pool_health_minutes as m
  select g.* from unnest(v_minutes) g
  order by g.alias, g.target, g.minute
  on conflict (alias, target, minute) do update set
    up_seconds = excluded.up_seconds, degraded_seconds = excluded.degraded_seconds,
    down_seconds = excluded.down_seconds, requests = excluded.requests, failures = excluded.failures,
    ttft_p50_ms = excluded.ttft_p50_ms, ttft_p95_ms = excluded.ttft_p95_ms
  where m.up_seconds + m.degraded_seconds + m.down_seconds
    <= excluded.up_seconds + excluded.degraded_seconds + excluded.down_seconds;

  insert into private.pool_health_hours as h
  select o.alias, o.target, o.hour, o.up_seconds, o.degraded_seconds, o.down_seconds, o.requests, o.failures,
         o.percentiles[1], o.percentiles[2]
  from (select t.alias, t.target, t.hour, sum(m.up_seconds) as up_seconds, sum(m.degraded_seconds) as degraded_seconds,
               sum(m.down_seconds) as down_seconds, sum(m.requests) as requests, sum(m.failures) as failures,
               private.merged_percentiles(
                 array_agg(m.ttft_p50_ms), array_agg(m.ttft_p95_ms), array_agg(m.requests)) as percentiles
        from (select distinct g.alias, g.target, date_trunc('hour', g.minute, 'UTC') as hour from unnest(v_minutes) g) t
        join private.pool_health_minutes m
          on m.alias = t.alias and m.target = t.target and m.minute >= t.hour and m.minute < t.hour + interval '1 hour'
        group by t.alias, t.target, t.hour) o
  order by o.alias, o.target, o.hour
  on conflict (alias, target, hour) do update set
    up_seconds = excluded.up_seconds, degraded_seconds = excluded.degraded_seconds,
    down_seconds = excluded.down_seconds, requests = excluded.requests, failures = excluded.failures,
    ttft_p50_ms = excluded.ttft_p50_ms, ttft_p95_ms = excluded.ttft_p95_ms;

  insert into private.pool_health_days as d
  select o.alias, o.target, o.day, o.up_seconds, o.degraded_seconds, o.down_seconds, o.requests, o.failures,
         o.percentiles[1], o.percentiles[2]
  from (select t.alias, t.target, t.day, sum(m.up_seconds) as up_seconds, sum(m.degraded_seconds) as degraded_seconds,
               sum(m.down_seconds) as down_seconds, sum(m.requests) as requests, sum(m.failures) as failures,
               private.merged_percentiles(
                 array_agg(m.ttft_p50_ms), array_agg(m.ttft_p95_ms), array_agg(m.requests)) as percentiles
        from (select distinct g.alias, g.target, date_trunc('day', g.minute, 'UTC') as day from unnest(v_minutes) g) t
        join private.pool_health_hours m
          on m.alias = t.alias and m.target = t.target and m.hour >= t.day and m.hour < t.day + interval '24 hours'
        group by t.alias, t.target, t.day) o
  order by o.alias, o.target, o.day
  on conflict (alias, target, day) do update set
    up_seconds = excluded.up_seconds, degraded_seconds = excluded.degraded_seconds,
    down_seconds = excluded.down_seconds, requests = excluded.requests, failures = excluded.failures,
    ttft_p50_ms = excluded.ttft_p50_ms, ttft_p95_ms = excluded.ttft_p95_ms;

  return jsonb_build_object('recorded', cardinality(v_minutes),
                            'rejected', jsonb_array_length(p_minutes) - cardinality(v_minutes));
end $$;
comment on function public.record_pool_health(jsonb) is
  'Records minutes [{alias, target or null, minute, up_seconds, degraded_seconds, down_seconds, requests, failures, ttft_p50_ms, ttft_p95_ms}] of models and targets and makes their hours and days: {recorded, rejected}. Safe to repeat; minutes from over a day ago are rejected.';
revoke all on function public.record_pool_health(jsonb) from public, anon, authenticated;
grant execute on function public.record_pool_health(jsonb) to service_role, portal_pool_monitor;
