-- Reading usage: each page in one query, from rollups where it sums.

create function public.usage_summary(p_organization_id uuid, p_from timestamptz, p_to timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  with span as (
    select date_trunc('hour', p_from, 'UTC') as from_hour,
           ((date_trunc('hour', p_from, 'UTC') + interval '1 day' - interval '1 microsecond')
             at time zone 'UTC')::date as first_whole_day,
           (p_to at time zone 'UTC')::date as end_of_whole_days
  ), facts as (
    select d.day, d.model, d.key_id, d.requests, d.settled, d.abandoned, d.errors, d.cancelled,
           d.prompt_tokens, d.completion_tokens, d.cost_nanousd, d.latency_ms_sum, d.ttft_ms_sum, d.ttft_count
    from span, public.usage_daily d
    where d.organization_id = p_organization_id
      and d.day >= span.first_whole_day and d.day < span.end_of_whole_days
      and not exists (select from private.usage_days_to_roll_up r
                      where r.organization_id = p_organization_id and r.day = d.day)
    union all
    select (h.hour at time zone 'UTC')::date, h.model, h.key_id, h.requests, h.settled, h.abandoned, h.errors,
           h.cancelled, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.latency_ms_sum, h.ttft_ms_sum,
           h.ttft_count
    from span, public.usage_hourly h
    where h.organization_id = p_organization_id and h.hour >= span.from_hour and h.hour < p_to
      and ((h.hour at time zone 'UTC')::date < span.first_whole_day
        or (h.hour at time zone 'UTC')::date >= span.end_of_whole_days
        or exists (select from private.usage_days_to_roll_up r
                   where r.organization_id = p_organization_id
                     and r.day = (h.hour at time zone 'UTC')::date))
  ), sums as (
    select grouping(f.model, f.day, f.key_id) as missing, f.model, f.day, f.key_id,
           coalesce(sum(f.requests), 0) as requests,
           jsonb_build_object(
             'requests', coalesce(sum(f.requests), 0), 'settled', coalesce(sum(f.settled), 0),
             'abandoned', coalesce(sum(f.abandoned), 0),
             'in_flight', coalesce(sum(f.requests - f.settled - f.abandoned), 0),
             'errors', coalesce(sum(f.errors), 0), 'cancelled', coalesce(sum(f.cancelled), 0),
             'prompt_tokens', coalesce(sum(f.prompt_tokens), 0),
             'completion_tokens', coalesce(sum(f.completion_tokens), 0),
             'total_tokens', coalesce(sum(f.prompt_tokens + f.completion_tokens), 0),
             'cost_nanousd', coalesce(sum(f.cost_nanousd), 0),
             'latency_ms_mean', round((sum(f.latency_ms_sum) / nullif(sum(f.settled), 0))::numeric, 1),
             'ttft_ms_mean', round((sum(f.ttft_ms_sum) / nullif(sum(f.ttft_count), 0))::numeric, 1)) as counts
    from facts f
    group by grouping sets ((), (f.model), (f.day), (f.key_id))
  )
  select jsonb_build_object(
    'totals', (select s.counts from sums s where s.missing = 7),
    'by_model', coalesce((select jsonb_agg(jsonb_build_object('model', s.model) || s.counts
                                           order by s.requests desc, s.model)
                          from sums s where s.missing = 3), '[]'),
    'by_day', coalesce((select jsonb_agg(jsonb_build_object('day', s.day) || s.counts order by s.day)
                        from sums s where s.missing = 5), '[]'),
    'by_key', coalesce((select jsonb_agg(jsonb_build_object('key_id', s.key_id) || s.counts
                                         order by s.requests desc, s.key_id)
                        from sums s where s.missing = 6), '[]'))
$$;
comment on function public.usage_summary(uuid, timestamptz, timestamptz) is
  'Sums of usage admitted in [p_from, p_to), in whole hours: {totals, by_model, by_day, by_key}. Days and keys without usage are left out.';
revoke all on function public.usage_summary(uuid, timestamptz, timestamptz) from public, anon, authenticated;
grant execute on function public.usage_summary(uuid, timestamptz, timestamptz) to service_role;

-- The same arithmetic as the key service's limiter: windows are aligned to the epoch, and what remains of the
-- previous one counts in part. Long windows begin on whole hours, so the hourly rollup answers them.
create function public.window_usage(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with plan as (
    select private.current_plan(p_organization_id) as id
  ), limits as (
    select l.name, l.scope, l."limit", l.seconds,
           to_timestamp(floor(extract(epoch from now()) / l.seconds) * l.seconds) as began,
           mod(extract(epoch from now()), l.seconds) / l.seconds as elapsed
    from plan, jsonb_to_recordset(private.plan_limits(plan.id))
      as l (name text, scope text, "limit" integer, seconds integer)
  ), counted as (
    select l.*, case l.scope
      when 'organization' then (
        select floor(coalesce(sum(h.requests) filter (where h.hour >= l.began), 0)
                   + coalesce(sum(h.requests) filter (where h.hour < l.began), 0) * (1 - l.elapsed))
        from public.usage_hourly h
        where h.organization_id = p_organization_id and h.hour >= l.began - make_interval(secs => l.seconds))
      else (
        select coalesce(max(k.used), 0)
        from (select floor(count(*) filter (where e.admitted_at >= l.began)
                         + count(*) filter (where e.admitted_at < l.began) * (1 - l.elapsed)) as used
              from public.usage_events e
              where e.organization_id = p_organization_id
                and e.admitted_at >= l.began - make_interval(secs => l.seconds)
              group by e.key_id) k)
      end as used
    from limits l
  )
  select jsonb_build_object(
    'plan', (select id from plan),
    'windows', coalesce((select jsonb_agg(jsonb_build_object(
      'name', c.name, 'scope', c.scope, 'limit', c."limit", 'used', c.used::bigint, 'seconds', c.seconds,
      'resets_at', c.began + make_interval(secs => c.seconds)) order by c.seconds) from counted c), '[]'))
$$;
comment on function public.window_usage(uuid) is
  'Where each limit of the plan stands: {plan, windows: [{name, scope, limit, used, seconds, resets_at}]}. For limits of scope key, used is the busiest key''s.';
revoke all on function public.window_usage(uuid) from public, anon, authenticated;
grant execute on function public.window_usage(uuid) to service_role;

-- Planned anew for each call: filters that are not asked for vanish, and one request or one key is found by
-- its own index.
create function public.usage_events_page(
  p_organization_id uuid, p_before timestamptz default null, p_before_id text default null,
  p_limit integer default 50, p_from timestamptz default null, p_to timestamptz default null,
  p_model text default null, p_key_id uuid default null, p_ending text default null,
  p_request_id text default null
) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with found as (
    select e.*, row_number() over (order by e.admitted_at desc, e.request_id desc) as n
    from public.usage_events e
    where e.organization_id = p_organization_id
      and (p_before is null or (e.admitted_at, e.request_id) < (p_before, coalesce(p_before_id, '')))
      and (p_from is null or e.admitted_at >= p_from)
      and (p_to is null or e.admitted_at < p_to)
      and (p_model is null or e.model = p_model)
      and (p_key_id is null or e.key_id = p_key_id)
      and (p_ending is null or e.ending = p_ending)
      and (p_request_id is null or e.request_id = p_request_id)
    order by e.admitted_at desc, e.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'events', coalesce(jsonb_agg(jsonb_build_object(
      'request_id', f.request_id, 'key_id', f.key_id, 'model', f.model, 'route', f.route, 'stream', f.stream,
      'state', f.state, 'ending', f.ending, 'status', f.status, 'error_code', f.error_code,
      'prompt_tokens', f.prompt_tokens, 'completion_tokens', f.completion_tokens,
      'total_tokens', f.total_tokens, 'token_source', f.token_source, 'cost_nanousd', f.cost_nanousd,
      'ttft_ms', f.ttft_ms, 'latency_ms', f.latency_ms, 'admitted_at', f.admitted_at,
      'settled_at', f.settled_at) order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.admitted_at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f;
  return v_page;
end $$;
comment on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text) is
  'Requests of an organisation, newest first: {events: […], next: {before, before_id} or null}. Pass next back as p_before and p_before_id.';
revoke all on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  from public, anon, authenticated;
grant execute on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  to service_role;
