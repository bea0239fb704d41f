-- Compares events, ledger and rollups of one hour.
create function public.reconcile_usage(p_hour timestamptz, p_now timestamptz default now(), p_limit integer default 100)
returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
  with bounds as (
    select date_trunc('hour', p_hour, 'UTC') as from_hour,
           date_trunc('hour', p_hour, 'UTC') + interval '1 hour' as to_hour,
           (p_hour at time zone 'UTC')::date as day
  ), events as (
    select e.* from bounds, public.usage_events e where e.admitted_at >= bounds.from_hour and e.admitted_at < bounds.to_hour
  ), billed as (
    select e.request_id,
           (select u.amount_nanousd from public.billing_ledger u
            where u.kind = 'usage' and u.source_id = e.request_id) as charged
    from events e
  ), of_requests as (
    select e.request_id, case
        when e.state = 'admitted' and e.deadline_at < p_now - interval '10 minutes' then 'not_abandoned'
        when e.state = 'settled' and e.admitted_batch is null and e.settled_at < p_now - interval '1 hour'
          then 'admission_missing'
        when e.state = 'settled' and b.charged is null then 'not_in_ledger'
        when e.state <> 'settled' and b.charged is not null then 'charged_without_settlement'
        when e.cost_nanousd <> -coalesce(b.charged, 0) then 'ledger_differs'
      end as difference, e.cost_nanousd as expected, -coalesce(b.charged, 0) as found
    from events e join billed b using (request_id)
  ), summed as (
    select e.organization_id, e.model, e.key_id, count(*) as requests,
           count(*) filter (where e.state = 'settled') as settled,
           count(*) filter (where e.state = 'abandoned') as abandoned,
           coalesce(sum(e.prompt_tokens) filter (where e.state = 'settled'), 0) as prompt_tokens,
           coalesce(sum(e.completion_tokens) filter (where e.state = 'settled'), 0) as completion_tokens,
           coalesce(sum(e.cost_nanousd), 0) as cost_nanousd,
           coalesce(sum(e.uncounted_tokens) filter (where e.state = 'settled'), 0) as uncounted_tokens
    from events e group by 1, 2, 3
  ), of_hours as (
    select 'hour_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd,
             s.uncounted_tokens]::bigint[]) as expected,
           to_jsonb(array[h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd,
             h.uncounted_tokens]) as found
    from summed s
    full join (select h.* from bounds, public.usage_hourly h where h.hour = bounds.from_hour) h
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd, s.uncounted_tokens)
      is distinct from (h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.uncounted_tokens)
  ), days as (
    select h.organization_id, h.model, h.key_id, sum(h.requests) as requests, sum(h.settled) as settled,
           sum(h.abandoned) as abandoned, sum(h.prompt_tokens) as prompt_tokens,
           sum(h.completion_tokens) as completion_tokens, sum(h.cost_nanousd) as cost_nanousd
    from bounds, public.usage_hourly h
    -- Days are compared once, with their last hour.
    where extract(hour from bounds.from_hour at time zone 'UTC') = 23
      and h.hour >= bounds.day::timestamp at time zone 'UTC' and h.hour < bounds.to_hour
    group by 1, 2, 3
  ), of_days as (
    select 'day_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd]::bigint[]) as expected,
           to_jsonb(array[d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd]) as found
    from days s
    full join (select d.* from bounds, public.usage_daily d
               where d.day = bounds.day and extract(hour from bounds.from_hour at time zone 'UTC') = 23) d
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd)
      is distinct from (d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd)
      and not exists (select from private.usage_days_to_roll_up r, bounds
                      where r.organization_id = coalesce(s.organization_id, d.organization_id) and r.day = bounds.day)
  ), of_ledger as (
    -- Ledger entries without a request. They are found by the time of the entry.
    select l.source_id as request_id
    from bounds, public.billing_ledger l
    where l.kind = 'usage' and l.occurred_at >= bounds.from_hour and l.occurred_at < bounds.to_hour
      and not exists (select from public.usage_events e where e.request_id = l.source_id)
  ), differences as (
    select jsonb_build_object('difference', r.difference, 'request_id', r.request_id,
                              'expected', r.expected, 'found', r.found) as entry
    from of_requests r where r.difference is not null
    union all
    select jsonb_build_object('difference', 'entry_without_request', 'request_id', l.request_id) from of_ledger l
    union all
    select jsonb_build_object('difference', o.difference, 'organization_id', o.organization_id, 'model', o.model,
                              'key_id', o.key_id, 'expected', o.expected, 'found', o.found) from of_hours o
    union all
    select jsonb_build_object('difference', o.difference, 'organization_id', o.organization_id, 'model', o.model,
                              'key_id', o.key_id, 'expected', o.expected, 'found', o.found) from of_days o
  )
  select jsonb_build_object(
    'hour', (select from_hour from bounds),
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
  from events e
$$;
comment on function public.reconcile_usage(timestamptz, timestamptz, integer) is
  'Compares requests admitted in one hour with ledger, hour and (at hour 23) day: {hour, requests, settled, abandoned, in_flight, router_tokens, router_tokens_estimated, estimated_tokens, cost_nanousd, differences, first: [{difference, request_id | organization_id, model, key_id, expected, found}]}. Values of rollups are [requests, settled, abandoned, prompt tokens, completion tokens, cost], of hours also the uncounted tokens.';
revoke all on function public.reconcile_usage(timestamptz, timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reconcile_usage(timestamptz, timestamptz, integer)
  to service_role, portal_usage_rollup;
