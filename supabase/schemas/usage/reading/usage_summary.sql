-- One query over rollups, planned for each call so that unused filters drop out of the plan. Percentiles come from
-- counts of duration classes. These are unnested once per model and only where a class has requests: unnesting every
-- class of every hour twice took most of the time.
create function public.usage_summary(
  p_organization_id uuid, p_from timestamptz, p_to timestamptz, p_model text default null, p_key_id uuid default null,
  p_by_hour boolean default false
) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_summary jsonb;
begin
  -- Rounded edges would count an hour twice in two ranges that follow each other.
  if p_from <> date_trunc('hour', p_from, 'UTC') or p_to <> date_trunc('hour', p_to, 'UTC') then
    raise exception 'p_from and p_to must be full hours in UTC' using errcode = 'invalid_parameter_value';
  end if;
  with bounds as (
    select ((p_from + interval '1 day' - interval '1 microsecond') at time zone 'UTC')::date as first_whole_day,
           (p_to at time zone 'UTC')::date as end_of_whole_days
  ), refusals as (
    select h.* from public.refusals_hourly h
    where h.organization_id = p_organization_id and h.hour >= p_from and h.hour < p_to
      and (p_model is null or h.model = p_model) and (p_key_id is null or h.key_id = p_key_id)
  ), facts as (
    select d.day, null::timestamptz as hour, d.model, d.key_id, d.requests, d.settled, d.abandoned, d.errors, d.client_disconnected,
           d.prompt_tokens, d.completion_tokens, d.cost_nanousd, d.latency_ms_sum, d.ttft_ms_sum, d.ttft_count,
           d.latency_counts, d.ttft_counts, 0::bigint as refused
    from bounds, public.usage_daily d
    where d.organization_id = p_organization_id and not p_by_hour
      and (p_model is null or d.model = p_model) and (p_key_id is null or d.key_id = p_key_id)
      and d.day >= bounds.first_whole_day and d.day < bounds.end_of_whole_days
      and not exists (select from private.usage_days_to_roll_up r
                      where r.organization_id = p_organization_id and r.day = d.day)
    union all
    select (h.hour at time zone 'UTC')::date, h.hour, h.model, h.key_id, h.requests, h.settled, h.abandoned, h.errors,
           h.client_disconnected, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.latency_ms_sum, h.ttft_ms_sum,
           h.ttft_count, h.latency_counts, h.ttft_counts, 0
    from bounds, public.usage_hourly h
    where h.organization_id = p_organization_id and h.hour >= p_from and h.hour < p_to
      and (p_model is null or h.model = p_model) and (p_key_id is null or h.key_id = p_key_id)
      and (p_by_hour or (h.hour at time zone 'UTC')::date < bounds.first_whole_day
        or (h.hour at time zone 'UTC')::date >= bounds.end_of_whole_days
        or exists (select from private.usage_days_to_roll_up r
                   where r.organization_id = p_organization_id
                     and r.day = (h.hour at time zone 'UTC')::date))
    union all
    select (r.hour at time zone 'UTC')::date, r.hour, r.model, r.key_id, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '{}',
           r.refusals
    from refusals r
  ), sums as (
    select grouping(f.model, f.day, f.key_id, f.hour) as missing, f.model, f.day, f.key_id, f.hour,
           coalesce(sum(f.requests), 0) as requests,
           coalesce(sum(f.prompt_tokens + f.completion_tokens), 0) as total_tokens,
           jsonb_build_object(
             'requests', coalesce(sum(f.requests), 0), 'settled', coalesce(sum(f.settled), 0),
             'abandoned', coalesce(sum(f.abandoned), 0), 'refused', coalesce(sum(f.refused), 0),
             'in_flight', coalesce(sum(f.requests - f.settled - f.abandoned), 0),
             'errors', coalesce(sum(f.errors), 0), 'client_disconnected', coalesce(sum(f.client_disconnected), 0),
             'prompt_tokens', coalesce(sum(f.prompt_tokens), 0),
             'completion_tokens', coalesce(sum(f.completion_tokens), 0),
             'total_tokens', coalesce(sum(f.prompt_tokens + f.completion_tokens), 0),
             'cost_nanousd', coalesce(sum(f.cost_nanousd), 0),
             'latency_ms_mean', round((sum(f.latency_ms_sum) / nullif(sum(f.settled), 0))::numeric, 1),
             'ttft_ms_mean', round((sum(f.ttft_ms_sum) / nullif(sum(f.ttft_count), 0))::numeric, 1)) as counts
    from facts f
    group by grouping sets ((), (f.model), (f.day), (f.key_id), (f.hour), (f.day, f.model), (f.day, f.key_id),
                            (f.hour, f.model), (f.hour, f.key_id))
  ), parts as (
    -- Refusals have no part in them.
    select s.day, s.hour, jsonb_build_object(
      'models', coalesce(jsonb_agg(jsonb_build_object('model', s.model, 'requests', s.requests, 'total_tokens', s.total_tokens)
                          order by s.requests desc, s.model) filter (where s.missing in (3, 6) and s.requests > 0), '[]'),
      'keys', coalesce(jsonb_agg(jsonb_build_object('key_id', s.key_id, 'requests', s.requests, 'total_tokens', s.total_tokens)
                        order by s.requests desc, s.key_id) filter (where s.missing in (9, 12) and s.requests > 0), '[]')) as parts
    from sums s where s.missing in (3, 6, 9, 12) group by s.day, s.hour
  ), classes as (
    select f.model, t.measure, t.class, sum(t.requests)::bigint as requests
    from facts f cross join lateral (
      select 'latency_ms' as measure, l.class, l.requests
      from unnest(f.latency_counts) with ordinality as l (requests, class) where l.requests > 0
      union all
      select 'ttft_ms', b.class, b.requests
      from unnest(f.ttft_counts) with ordinality as b (requests, class) where b.requests > 0) t
    group by f.model, t.measure, t.class
  ), of_all as (
    select grouping(c.model) as missing, c.model, c.measure, c.class, sum(c.requests) as requests
    from classes c group by grouping sets ((c.measure, c.class), (c.model, c.measure, c.class))
  ), counted as (
    select r.missing, r.model, r.measure, array_agg(r.class order by r.class) as classes,
           array_agg(r.requests::bigint order by r.class) as requests
    from of_all r group by 1, 2, 3
  ), speeds as (
    select c.missing, c.model, jsonb_object_agg(c.measure, jsonb_build_object(
             'p50', private.duration_percentile(c.classes, c.requests, 0.5),
             'p95', private.duration_percentile(c.classes, c.requests, 0.95),
             'p99', private.duration_percentile(c.classes, c.requests, 0.99))) as speed
    from counted c group by 1, 2
  )
  select jsonb_build_object(
    'totals', (select s.counts from sums s where s.missing = 15),
    'refusals', coalesce((select jsonb_agg(jsonb_build_object('status', c.status, 'error_code', c.error_code,
                                                              'refusals', c.refusals)
                                           order by c.refusals desc, c.status, c.error_code)
                          from (select r.status, r.error_code, sum(r.refusals) as refusals
                                from refusals r group by 1, 2) c), '[]'),
    'speed', coalesce((select v.speed from speeds v where v.missing = 1), '{}'),
    'by_model', coalesce((select jsonb_agg(jsonb_build_object('model', s.model, 'speed', coalesce(v.speed, '{}')) || s.counts
                                           order by s.requests desc, s.model)
                          from sums s left join speeds v on v.missing = 0 and v.model = s.model
                          -- A refused request may have named no model.
                          where s.missing = 7 and s.model <> ''), '[]'),
    'by_day', coalesce((select jsonb_agg(jsonb_build_object('day', s.day) || s.counts || p.parts order by s.day)
                        from sums s join parts p on p.day = s.day where s.missing = 11), '[]'),
    'by_key', coalesce((select jsonb_agg(jsonb_build_object('key_id', s.key_id, 'name', k.name) || s.counts
                                         order by s.requests desc, s.key_id)
                        from sums s join public.api_keys k on k.id = s.key_id where s.missing = 13), '[]'),
    'by_hour', case when p_by_hour then
      coalesce((select jsonb_agg(jsonb_build_object('hour', s.hour) || s.counts || p.parts order by s.hour)
                from sums s join parts p on p.hour = s.hour where s.missing = 14), '[]')
      else '[]' end)
  into v_summary;
  return v_summary;
end $$;
comment on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean) is
  'Sums of usage admitted, and of requests refused, in [p_from, p_to), which must be full hours, of all models and keys or of one: {totals, refusals: [{status, error_code, refusals}], speed: {latency_ms, ttft_ms: {p50, p95, p99}}, by_model, by_day, by_key, by_hour}; days and hours with their models and keys. Days, hours and keys without usage are left out; by_hour is empty unless p_by_hour.';
revoke all on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean) from public, anon, authenticated;
grant execute on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean)
  to service_role, portal_control_plane;
