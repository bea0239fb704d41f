-- Our own count beside the router's, of the same requests.

alter table public.usage_events add column estimated_tokens bigint check (estimated_tokens >= 0);
comment on column public.usage_events.estimated_tokens is
  'Prompt and completion tokens as we estimate them, whatever the router counted. Null: in flight, abandoned, or told by an older gateway.';

-- As before, with our estimate.
create or replace function public.record_usage(p_events jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c_uuid constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  c_held_tokens constant integer := 4096;
  v_batch bigint := nextval('private.usage_batches');
  v_changed public.usage_events[];
  v_rejected jsonb;
  v_recorded bigint;
begin
  -- One statement: read the events, join what both kinds say of one request, and write the difference.
  -- The row of usage_events is the lock and the gate: only rows this call changed go any further.
  with told as (
    select e.kind, e.request_id, e.fingerprint, e.model, e.pool, e.route, e.stream, e.admitted_at, e.deadline_at, e.settled_at,
           e.ending, e.status, e.error_code, e.token_source, e.ttft_ms, e.latency_ms,
           -- Numbers a client or a router can make up are cut to what the columns hold, rather than refused.
           least(e.prompt_tokens, 2147483647)::integer as prompt_tokens,
           least(e.completion_tokens, 2147483647)::integer as completion_tokens,
           least(e.estimated_tokens, 4294967294)::bigint as estimated_tokens,
           -- Clients often allow more than a model ever writes; null is what none of them said, and the same.
           least(e.max_tokens, c_held_tokens)::bigint as held_tokens,
           least(e.client_retry, 32767)::smallint as client_retry, least(e.attempts, 32767)::smallint as attempts,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key
    from jsonb_to_recordset(p_events) as e (
      kind text, request_id text, fingerprint text, organization_id text, key_id text, model text, pool text, route text,
      stream boolean, admitted_at timestamptz, deadline_at timestamptz, client_retry numeric,
      settled_at timestamptz, ending text, status smallint, error_code text, prompt_tokens numeric,
      completion_tokens numeric, token_source text, ttft_ms double precision, latency_ms double precision,
      attempts numeric, max_tokens numeric, estimated_tokens numeric)
  ), judged as (
    select t.*,
           case when t.kind is null or t.kind not in ('admitted', 'settled') then 'unknown_kind'
                when k.id is null then 'unknown_key'
                when k.organization_id is distinct from t.organization then 'key_of_another_organization'
           end as refusal
    from told t left join public.api_keys k on k.id = t.key
  ), a as (
    select distinct on (request_id) * from judged where refusal is null and kind = 'admitted'
    order by request_id, admitted_at
  ), s as (
    select distinct on (request_id) * from judged where refusal is null and kind = 'settled'
    order by request_id, settled_at
  ), merged as (
    select request_id,
           coalesce(s.organization, a.organization) as organization_id, coalesce(s.key, a.key) as key_id,
           coalesce(s.model, a.model) as model, coalesce(s.pool, a.pool) as pool,
           coalesce(s.route, a.route) as route, coalesce(s.stream, a.stream) as stream,
           coalesce(a.admitted_at, s.admitted_at) as admitted_at, a.deadline_at, a.client_retry, a.fingerprint,
           a.held_tokens, s.estimated_tokens,
           s.settled_at, s.ending, s.status, s.error_code, s.attempts, s.ttft_ms, s.latency_ms,
           coalesce(s.prompt_tokens, a.prompt_tokens) as prompt_tokens,
           coalesce(s.completion_tokens, 0) as completion_tokens,
           coalesce(s.token_source, 'estimated') as token_source,
           case when a.kind is not null then v_batch end as admitted_batch,
           case when s.kind is not null then v_batch end as settled_batch
    from a full join s using (request_id)
  ), priced as (
    select m.*,
           case when m.settled_batch is null then 'admitted' else 'settled' end as state,
           coalesce(private.price_of_ending(m.ending, m.prompt_tokens, m.completion_tokens,
                      price.input_nanousd_per_token, price.output_nanousd_per_token), 0) as cost_nanousd,
           -- The admission is the hold; a request that is told of with its end needs none.
           case when m.settled_batch is null then
             coalesce(private.price_of_ending('ok', m.prompt_tokens, m.held_tokens,
                        price.input_nanousd_per_token, price.output_nanousd_per_token), 0)
             else 0 end as hold_nanousd,
           -- What costs nothing whatever a token costs, counts for nothing.
           case when m.settled_batch is null then 0
             else m.prompt_tokens::bigint + m.completion_tokens
               - private.price_of_ending(m.ending, m.prompt_tokens, m.completion_tokens, 1, 1)
             end as uncounted_tokens
    from merged m
    left join lateral (
      select p.charging from public.plan_subscriptions ps join public.plans p on p.id = ps.plan
      where ps.organization_id = m.organization_id and ps.started_at <= m.admitted_at
        and (ps.ended_at is null or ps.ended_at > m.admitted_at)
      order by ps.started_at desc limit 1) plan on true
    left join lateral (
      select mp.input_nanousd_per_token, mp.output_nanousd_per_token from public.model_prices mp
      where mp.model = m.model and mp.effective_from <= m.admitted_at
      order by mp.effective_from desc limit 1) price on plan.charging = 'prepaid'
  ), changed as (
    insert into public.usage_events as u
      (request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
       prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
       admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
       estimated_tokens)
    select request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
           prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
           admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
           estimated_tokens
    from priced
    order by request_id
    on conflict (request_id) do update set
      (deadline_at, admitted_batch) = (
        select coalesce(u.deadline_at, excluded.deadline_at), coalesce(u.admitted_batch, excluded.admitted_batch)),
      -- What settles first stands; until then whatever the row says of the end is provisional.
      (state, ending, status, error_code, prompt_tokens, completion_tokens, token_source, cost_nanousd,
       ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens, estimated_tokens) = (
        select r.state, r.ending, r.status, r.error_code, r.prompt_tokens, r.completion_tokens, r.token_source,
               r.cost_nanousd, r.ttft_ms, r.latency_ms, r.settled_at, r.settled_batch, r.uncounted_tokens,
               r.estimated_tokens
        from (values
          (true, excluded.state, excluded.ending, excluded.status, excluded.error_code, excluded.prompt_tokens,
           excluded.completion_tokens, excluded.token_source, excluded.cost_nanousd, excluded.ttft_ms,
           excluded.latency_ms, excluded.settled_at, excluded.settled_batch, excluded.uncounted_tokens,
           excluded.estimated_tokens),
          (false, u.state, u.ending, u.status, u.error_code, u.prompt_tokens, u.completion_tokens, u.token_source,
           u.cost_nanousd, u.ttft_ms, u.latency_ms, u.settled_at, u.settled_batch, u.uncounted_tokens, u.estimated_tokens)
        ) as r (is_told, state, ending, status, error_code, prompt_tokens, completion_tokens, token_source,
                cost_nanousd, ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens,
                estimated_tokens)
        where r.is_told = (u.settled_batch is null and excluded.settled_batch is not null))
    where u.organization_id = excluded.organization_id
      and ((u.admitted_batch is null and excluded.admitted_batch is not null)
        or (u.settled_batch is null and excluded.settled_batch is not null))
    returning u.*
  ), logged as (
    insert into public.request_logs as l
      (request_id, organization_id, key_id, route, model, pool, stream, ending, status, error_code, attempts,
       client_retry, fingerprint, ttft_ms, latency_ms, admitted_at, ended_at)
    select c.request_id, c.organization_id, c.key_id, c.route, c.model, m.pool, c.stream, c.ending, c.status,
           c.error_code, m.attempts, m.client_retry, m.fingerprint, c.ttft_ms, c.latency_ms, c.admitted_at,
           coalesce(c.settled_at, c.abandoned_at)
    from changed c join merged m using (request_id)
    order by c.request_id
    on conflict (request_id) do update set
      pool = case when excluded.attempts is null then l.pool else excluded.pool end,
      ending = excluded.ending, status = excluded.status, error_code = excluded.error_code,
      attempts = coalesce(excluded.attempts, l.attempts),
      client_retry = coalesce(excluded.client_retry, l.client_retry),
      fingerprint = coalesce(excluded.fingerprint, l.fingerprint),
      ttft_ms = excluded.ttft_ms, latency_ms = excluded.latency_ms, ended_at = excluded.ended_at
  )
  select (select array_agg(c.*::public.usage_events order by c.request_id) from changed c),
         (select coalesce(jsonb_agg(jsonb_build_object('request_id', j.request_id, 'reason', j.refusal)), '[]')
          from judged j where j.refusal is not null)
  into v_changed, v_rejected;

  -- From here on every statement takes its locks in the order of a key, so concurrent calls queue up
  -- behind each other and never wait in a circle.
  insert into public.usage_hourly as h
    (organization_id, hour, model, key_id, requests, settled, abandoned, errors, cancelled, prompt_tokens,
     completion_tokens, uncounted_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts,
     ttft_counts)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC') as hour, c.model, c.key_id,
         count(*) filter (where coalesce(c.admitted_batch, v_batch) = v_batch
                            and coalesce(c.settled_batch, v_batch) = v_batch),
         count(*) filter (where c.settled_batch = v_batch),
         -count(*) filter (where c.settled_batch = v_batch and c.abandoned_at is not null),
         count(*) filter (where c.settled_batch = v_batch and c.ending not in ('ok', 'cancelled')),
         count(*) filter (where c.settled_batch = v_batch and c.ending = 'cancelled'),
         coalesce(sum(c.prompt_tokens) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.completion_tokens) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.uncounted_tokens) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.cost_nanousd) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.latency_ms) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.ttft_ms) filter (where c.settled_batch = v_batch), 0),
         count(c.ttft_ms) filter (where c.settled_batch = v_batch),
         private.counts_of(array_agg(c.latency_ms) filter (where c.settled_batch = v_batch)),
         private.counts_of(array_agg(c.ttft_ms) filter (where c.settled_batch = v_batch))
  from unnest(v_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set
    requests = h.requests + excluded.requests, settled = h.settled + excluded.settled,
    abandoned = h.abandoned + excluded.abandoned, errors = h.errors + excluded.errors,
    cancelled = h.cancelled + excluded.cancelled, prompt_tokens = h.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = h.completion_tokens + excluded.completion_tokens,
    uncounted_tokens = h.uncounted_tokens + excluded.uncounted_tokens,
    cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
    latency_ms_sum = h.latency_ms_sum + excluded.latency_ms_sum,
    ttft_ms_sum = h.ttft_ms_sum + excluded.ttft_ms_sum, ttft_count = h.ttft_count + excluded.ttft_count,
    latency_counts = private.add_counts(h.latency_counts, excluded.latency_counts),
    ttft_counts = private.add_counts(h.ttft_counts, excluded.ttft_counts);

  perform private.mark_usage_days(v_changed);

  -- An admission holds; the end lets go of it, once, unless giving up has done so.
  perform private.move_holds(array_agg(c.organization_id), array_agg(case
            when c.state = 'admitted' then c.hold_nanousd
            when c.abandoned_at is null then -c.hold_nanousd
            else 0 end))
  from unnest(v_changed) c
  where c.hold_nanousd > 0 or c.cost_nanousd > 0
  having count(*) > 0;

  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
  select c.organization_id, 'usage', -c.cost_nanousd, c.request_id, c.settled_at
  from unnest(v_changed) c
  where c.settled_batch = v_batch
  order by c.request_id
  on conflict on constraint billing_ledger_once do nothing;

  with used as (
    select c.key_id, max(c.admitted_at) as at from unnest(v_changed) c group by c.key_id
  ), locked as (
    select k.id, used.at from public.api_keys k join used on used.key_id = k.id
    where k.last_used_at is null or k.last_used_at < used.at
    order by k.id
    for no key update of k
  )
  update public.api_keys k set last_used_at = locked.at from locked where k.id = locked.id;

  select count(*) filter (where c.admitted_batch = v_batch) + count(*) filter (where c.settled_batch = v_batch)
  into v_recorded from unnest(v_changed) c;
  return jsonb_build_object(
    'recorded', v_recorded,
    'duplicates', jsonb_array_length(p_events) - jsonb_array_length(v_rejected) - v_recorded,
    'rejected', v_rejected);
end $$;

-- As before, with our estimate of what routers counted.
create or replace function public.reconcile_usage(p_hour timestamptz, p_now timestamptz default now(), p_limit integer default 100)
returns jsonb
language sql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
  with span as (
    select date_trunc('hour', p_hour, 'UTC') as from_hour,
           date_trunc('hour', p_hour, 'UTC') + interval '1 hour' as to_hour,
           (p_hour at time zone 'UTC')::date as day
  ), events as (
    select e.* from span, public.usage_events e where e.admitted_at >= span.from_hour and e.admitted_at < span.to_hour
  ), billed as (
    select e.request_id,
           (select u.amount_nanousd from public.billing_ledger u
            where u.kind = 'usage' and u.source_id = e.request_id) as charged,
           (select coalesce(sum(r.amount_nanousd), 0) from public.billing_ledger r
            -- '0' follows '/': everything that was refunded for this request
            where r.kind = 'refund' and r.source_id collate "C" > e.request_id || '/'
              and r.source_id collate "C" < e.request_id || '0') as refunded
    from events e
  ), of_requests as (
    select e.request_id, case
        when e.state = 'admitted' and e.deadline_at < p_now - interval '10 minutes' then 'forgotten'
        when e.state = 'settled' and e.admitted_batch is null and e.settled_at < p_now - interval '1 hour'
          then 'admission_never_told'
        when e.state = 'settled' and b.charged is null then 'not_in_ledger'
        when e.state <> 'settled' and b.charged is not null then 'charged_without_end'
        when e.cost_nanousd <> -coalesce(b.charged, 0) - b.refunded then 'ledger_differs'
      end as difference, e.cost_nanousd as expected, -coalesce(b.charged, 0) - b.refunded as found
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
    full join (select h.* from span, public.usage_hourly h where h.hour = span.from_hour) h
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd, s.uncounted_tokens)
      is distinct from (h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.uncounted_tokens)
  ), days as (
    select h.organization_id, h.model, h.key_id, sum(h.requests) as requests, sum(h.settled) as settled,
           sum(h.abandoned) as abandoned, sum(h.prompt_tokens) as prompt_tokens,
           sum(h.completion_tokens) as completion_tokens, sum(h.cost_nanousd) as cost_nanousd
    from span, public.usage_hourly h
    -- Once a day, with its last hour.
    where extract(hour from span.from_hour at time zone 'UTC') = 23
      and h.hour >= span.day::timestamp at time zone 'UTC' and h.hour < span.to_hour
    group by 1, 2, 3
  ), of_days as (
    select 'day_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd]::bigint[]) as expected,
           to_jsonb(array[d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd]) as found
    from days s
    full join (select d.* from span, public.usage_daily d
               where d.day = span.day and extract(hour from span.from_hour at time zone 'UTC') = 23) d
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd)
      is distinct from (d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd)
      and not exists (select from private.usage_days_to_roll_up r, span
                      where r.organization_id = coalesce(s.organization_id, d.organization_id) and r.day = span.day)
  ), of_ledger as (
    -- An entry without its request: a request id begins with its time, so those of the hour are found by it.
    select l.source_id as request_id
    from span, public.billing_ledger l
    where l.kind = 'usage' and l.occurred_at >= span.from_hour and l.occurred_at < span.to_hour
      and not exists (select from public.usage_events e where e.request_id = l.source_id)
  ), differences as (
    select jsonb_build_object('difference', r.difference, 'request_id', r.request_id,
                              'expected', r.expected, 'found', r.found) as told
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
    'hour', (select from_hour from span),
    'requests', count(*), 'settled', count(*) filter (where e.state = 'settled'),
    'abandoned', count(*) filter (where e.state = 'abandoned'),
    'in_flight', count(*) filter (where e.state = 'admitted'),
    'router_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'estimated_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'estimated'), 0),
    'router_tokens_estimated', coalesce(sum(e.estimated_tokens)
      filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'cost_nanousd', coalesce(sum(e.cost_nanousd), 0),
    'differences', (select count(*) from differences),
    'first', (select coalesce(jsonb_agg(d.told), '[]') from (select told from differences limit p_limit) d))
  from events e
$$;
comment on function public.reconcile_usage(timestamptz, timestamptz, integer) is
  'Compares requests admitted in one hour with ledger, hour and (with hour 23) day: {hour, requests, settled, abandoned, in_flight, router_tokens, router_tokens_estimated, estimated_tokens, cost_nanousd, differences, first: [{difference, request_id | organization_id, model, key_id, expected, found}]}. Rollups as [requests, settled, abandoned, prompt, completion, cost], of hours also the uncounted tokens.';
