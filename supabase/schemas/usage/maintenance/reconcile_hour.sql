-- Compares the requests of one hour with the rollups: sums only, so an hour of a million requests takes a few seconds.
-- The requests themselves are compared in reconcile_requests.
create function public.reconcile_hour(p_hour timestamptz, p_limit integer default 100) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_from constant timestamptz := date_trunc('hour', p_hour, 'UTC');
  v_to constant timestamptz := v_from + interval '1 hour';
  v_day constant date := (v_from at time zone 'UTC')::date;
  -- Days are compared once, with their last hour.
  v_ends_day constant boolean := extract(hour from v_from at time zone 'UTC') = 23;
  v_result jsonb;
begin
  with events as (
    select e.organization_id, e.model, e.key_id, e.state, e.outcome, e.prompt_tokens, e.completion_tokens, e.total_tokens,
           e.cost_nanousd, e.uncounted_tokens, e.token_source, e.estimated_tokens
    from public.usage_events e where e.admitted_at >= v_from and e.admitted_at < v_to
  ), summed as (
    select e.organization_id, e.model, e.key_id, count(*) as requests,
           count(*) filter (where e.state = 'settled') as settled,
           count(*) filter (where e.state = 'abandoned') as abandoned,
           count(*) filter (where e.state = 'settled' and e.outcome not in ('ok', 'client_disconnected')) as errors,
           count(*) filter (where e.state = 'settled' and e.outcome = 'client_disconnected') as client_disconnected,
           coalesce(sum(e.prompt_tokens) filter (where e.state = 'settled'), 0) as prompt_tokens,
           coalesce(sum(e.completion_tokens) filter (where e.state = 'settled'), 0) as completion_tokens,
           coalesce(sum(e.cost_nanousd), 0) as cost_nanousd,
           coalesce(sum(e.uncounted_tokens) filter (where e.state = 'settled'), 0) as uncounted_tokens
    from events e group by 1, 2, 3
  ), of_hours as (
    select 'hour_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd,
             s.errors, s.client_disconnected, s.uncounted_tokens]::bigint[]) as expected,
           to_jsonb(array[h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd,
             h.errors, h.client_disconnected, h.uncounted_tokens]) as found
    from summed s
    full join (select h.* from public.usage_hourly h where h.hour = v_from) h
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd, s.errors,
           s.client_disconnected, s.uncounted_tokens)
      is distinct from (h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.errors,
           h.client_disconnected, h.uncounted_tokens)
  ), days as (
    select h.organization_id, h.model, h.key_id, sum(h.requests) as requests, sum(h.settled) as settled,
           sum(h.abandoned) as abandoned, sum(h.prompt_tokens) as prompt_tokens,
           sum(h.completion_tokens) as completion_tokens, sum(h.cost_nanousd) as cost_nanousd,
           sum(h.errors) as errors, sum(h.client_disconnected) as client_disconnected
    from public.usage_hourly h
    where v_ends_day and h.hour >= v_day::timestamp at time zone 'UTC' and h.hour < v_to
    group by 1, 2, 3
  ), of_days as (
    select 'day_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd,
             s.errors, s.client_disconnected]::bigint[]) as expected,
           to_jsonb(array[d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd,
             d.errors, d.client_disconnected]) as found
    from days s
    full join (select d.* from public.usage_daily d where v_ends_day and d.day = v_day) d
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd, s.errors,
           s.client_disconnected)
      is distinct from (d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd, d.errors,
           d.client_disconnected)
      and not exists (select from private.usage_days_to_roll_up r
                      where r.organization_id = coalesce(s.organization_id, d.organization_id) and r.day = v_day)
  ), differences as (
    select to_jsonb(o) as entry from of_hours o
    union all
    select to_jsonb(o) from of_days o
  )
  select jsonb_build_object(
    'hour', v_from,
    'requests', count(*), 'settled', count(*) filter (where e.state = 'settled'),
    'abandoned', count(*) filter (where e.state = 'abandoned'),
    'in_flight', count(*) filter (where e.state = 'admitted'),
    'router_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'estimated_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'estimated'), 0),
    'router_tokens_estimated', coalesce(sum(e.estimated_tokens)
      filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'cost_nanousd', coalesce(sum(e.cost_nanousd), 0),
    'differences', (select count(*) from differences),
    'first', (select coalesce(jsonb_agg(d.entry), '[]') from (select entry from differences limit p_limit) d))
  into v_result from events e;
  return v_result;
end $$;
comment on function public.reconcile_hour(timestamptz, integer) is
  'Compares the requests admitted in one hour with the hourly rollup, and at hour 23 that with the daily one: {hour, requests, settled, abandoned, in_flight, router_tokens, router_tokens_estimated, estimated_tokens, cost_nanousd, differences, first: [{difference: hour_differs | day_differs, organization_id, model, key_id, expected, found}]}. Values of rollups are [requests, settled, abandoned, prompt tokens, completion tokens, cost, errors, disconnected clients], of hours also the uncounted tokens.';
revoke all on function public.reconcile_hour(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reconcile_hour(timestamptz, integer) to service_role, portal_usage_rollup;
