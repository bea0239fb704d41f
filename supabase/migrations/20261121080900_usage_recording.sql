-- Writing usage: each fact once, whatever is repeated, reordered or said by several callers at once.

create function public.record_usage(p_events jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c_uuid constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  v_batch bigint := nextval('private.usage_batches');
  v_changed public.usage_events[];
  v_rejected jsonb;
  v_recorded bigint;
begin
  -- One statement: read the events, join what both kinds say of one request, and write the difference.
  -- The row of usage_events is the lock and the gate: only rows this call changed go any further.
  with told as (
    select e.kind, e.request_id, e.model, e.pool, e.route, e.stream, e.admitted_at, e.deadline_at, e.settled_at,
           e.ending, e.status, e.error_code, e.token_source, e.ttft_ms, e.latency_ms,
           -- Numbers a client or a router can make up are cut to what the columns hold, rather than refused.
           least(e.prompt_tokens, 2147483647)::integer as prompt_tokens,
           least(e.completion_tokens, 2147483647)::integer as completion_tokens,
           least(e.client_retry, 32767)::smallint as client_retry, least(e.attempts, 32767)::smallint as attempts,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key
    from jsonb_to_recordset(p_events) as e (
      kind text, request_id text, organization_id text, key_id text, model text, pool text, route text,
      stream boolean, admitted_at timestamptz, deadline_at timestamptz, client_retry numeric,
      settled_at timestamptz, ending text, status smallint, error_code text, prompt_tokens numeric,
      completion_tokens numeric, token_source text, ttft_ms double precision, latency_ms double precision,
      attempts numeric)
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
           coalesce(a.admitted_at, s.admitted_at) as admitted_at, a.deadline_at, a.client_retry,
           s.settled_at, s.ending, s.status, s.error_code, s.attempts, s.ttft_ms, s.latency_ms,
           coalesce(s.prompt_tokens, a.prompt_tokens) as prompt_tokens,
           coalesce(s.completion_tokens, 0) as completion_tokens,
           coalesce(s.token_source, 'estimated') as token_source,
           case when a.kind is not null then v_batch end as admitted_batch,
           case when s.kind is not null then v_batch end as settled_batch
    from a full join s using (request_id)
  ), priced as (
    select m.*, coalesce(private.price_of_ending(m.ending, m.prompt_tokens, m.completion_tokens,
                           price.input_nanousd_per_token, price.output_nanousd_per_token), 0) as cost_nanousd
    from merged m
    left join lateral (
      select p.charging from public.plan_subscriptions ps join public.plans p on p.id = ps.plan
      where ps.organization_id = m.organization_id and ps.started_at <= m.admitted_at
        and (ps.ended_at is null or ps.ended_at > m.admitted_at)
      order by ps.started_at desc limit 1) plan on m.settled_batch is not null
    left join lateral (
      select mp.input_nanousd_per_token, mp.output_nanousd_per_token from public.model_prices mp
      where mp.model = m.model and mp.effective_from <= m.admitted_at
      order by mp.effective_from desc limit 1) price on plan.charging = 'prepaid'
  ), changed as (
    insert into public.usage_events as u
      (request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
       prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
       admitted_at, deadline_at, settled_at, admitted_batch, settled_batch)
    select request_id, organization_id, key_id, model, route, stream,
           case when settled_batch is null then 'admitted' else 'settled' end, ending, status, error_code,
           prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
           admitted_at, deadline_at, settled_at, admitted_batch, settled_batch
    from priced
    order by request_id
    on conflict (request_id) do update set
      (deadline_at, admitted_batch) = (
        select coalesce(u.deadline_at, excluded.deadline_at), coalesce(u.admitted_batch, excluded.admitted_batch)),
      -- What settles first stands; until then whatever the row says of the end is provisional.
      (state, ending, status, error_code, prompt_tokens, completion_tokens, token_source, cost_nanousd,
       ttft_ms, latency_ms, settled_at, settled_batch) = (
        select r.state, r.ending, r.status, r.error_code, r.prompt_tokens, r.completion_tokens, r.token_source,
               r.cost_nanousd, r.ttft_ms, r.latency_ms, r.settled_at, r.settled_batch
        from (values
          (true, excluded.state, excluded.ending, excluded.status, excluded.error_code, excluded.prompt_tokens,
           excluded.completion_tokens, excluded.token_source, excluded.cost_nanousd, excluded.ttft_ms,
           excluded.latency_ms, excluded.settled_at, excluded.settled_batch),
          (false, u.state, u.ending, u.status, u.error_code, u.prompt_tokens, u.completion_tokens, u.token_source,
           u.cost_nanousd, u.ttft_ms, u.latency_ms, u.settled_at, u.settled_batch)
        ) as r (is_told, state, ending, status, error_code, prompt_tokens, completion_tokens, token_source,
                cost_nanousd, ttft_ms, latency_ms, settled_at, settled_batch)
        where r.is_told = (u.settled_batch is null and excluded.settled_batch is not null))
    where u.organization_id = excluded.organization_id
      and ((u.admitted_batch is null and excluded.admitted_batch is not null)
        or (u.settled_batch is null and excluded.settled_batch is not null))
    returning u.*
  ), logged as (
    insert into public.request_logs as l
      (request_id, organization_id, key_id, route, model, pool, stream, ending, status, error_code, attempts,
       client_retry, ttft_ms, latency_ms, admitted_at, ended_at)
    select c.request_id, c.organization_id, c.key_id, c.route, c.model, m.pool, c.stream, c.ending, c.status,
           c.error_code, m.attempts, m.client_retry, c.ttft_ms, c.latency_ms, c.admitted_at,
           coalesce(c.settled_at, c.abandoned_at)
    from changed c join merged m using (request_id)
    order by c.request_id
    on conflict (request_id) do update set
      pool = case when excluded.attempts is null then l.pool else excluded.pool end,
      ending = excluded.ending, status = excluded.status, error_code = excluded.error_code,
      attempts = coalesce(excluded.attempts, l.attempts),
      client_retry = coalesce(excluded.client_retry, l.client_retry),
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
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC') as hour, c.model, c.key_id,
         count(*) filter (where coalesce(c.admitted_batch, v_batch) = v_batch
                            and coalesce(c.settled_batch, v_batch) = v_batch),
         count(*) filter (where c.settled_batch = v_batch),
         -count(*) filter (where c.settled_batch = v_batch and c.abandoned_at is not null),
         count(*) filter (where c.settled_batch = v_batch and c.ending not in ('ok', 'cancelled')),
         count(*) filter (where c.settled_batch = v_batch and c.ending = 'cancelled'),
         coalesce(sum(c.prompt_tokens) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.completion_tokens) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.cost_nanousd) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.latency_ms) filter (where c.settled_batch = v_batch), 0),
         coalesce(sum(c.ttft_ms) filter (where c.settled_batch = v_batch), 0),
         count(c.ttft_ms) filter (where c.settled_batch = v_batch)
  from unnest(v_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set
    requests = h.requests + excluded.requests, settled = h.settled + excluded.settled,
    abandoned = h.abandoned + excluded.abandoned, errors = h.errors + excluded.errors,
    cancelled = h.cancelled + excluded.cancelled, prompt_tokens = h.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = h.completion_tokens + excluded.completion_tokens,
    cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
    latency_ms_sum = h.latency_ms_sum + excluded.latency_ms_sum,
    ttft_ms_sum = h.ttft_ms_sum + excluded.ttft_ms_sum, ttft_count = h.ttft_count + excluded.ttft_count;

  perform private.mark_usage_days(v_changed);

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
comment on function public.record_usage(jsonb) is
  'Records an array of admitted and settled events with log line, hourly rollup, ledger entry and last use of the key: {recorded, duplicates, rejected: [{request_id, reason}]}. Idempotent for each request and kind, in any order.';
revoke all on function public.record_usage(jsonb) from public, anon, authenticated;
grant execute on function public.record_usage(jsonb) to service_role;

-- Updating a mark that is already there (rather than leaving it) makes the rollup that removes it wait for
-- this transaction, so it cannot remove the mark without seeing what the mark is for.
create function private.mark_usage_days(p_changed public.usage_events[]) returns void
language sql set search_path = '' as $$
  insert into private.usage_days_to_roll_up as d (organization_id, day, touched_at)
  select distinct c.organization_id, (c.admitted_at at time zone 'UTC')::date, now()
  from unnest(p_changed) c
  order by 1, 2
  on conflict (organization_id, day) do update set touched_at = excluded.touched_at
$$;
comment on function private.mark_usage_days(public.usage_events[]) is 'Marks the days of these events as to be rolled up.';
revoke all on function private.mark_usage_days(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.mark_usage_days(public.usage_events[]) to service_role;

create function public.reap_usage(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_changed public.usage_events[];
begin
  with due as (
    select request_id from public.usage_events
    where state = 'admitted' and deadline_at < p_now
    order by deadline_at limit p_limit
    for update skip locked
  ), changed as (
    update public.usage_events u set state = 'abandoned', ending = 'abandoned', abandoned_at = p_now
    from due where u.request_id = due.request_id
    returning u.*
  ), logged as (
    update public.request_logs l set ending = 'abandoned', ended_at = p_now
    from changed c where l.request_id = c.request_id
  )
  select array_agg(c.*::public.usage_events) into v_changed from changed c;

  insert into public.usage_hourly as h (organization_id, hour, model, key_id, abandoned)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC'), c.model, c.key_id, count(*)
  from unnest(v_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set abandoned = h.abandoned + excluded.abandoned;

  perform private.mark_usage_days(v_changed);
  return jsonb_build_object('abandoned', coalesce(cardinality(v_changed), 0));
end $$;
comment on function public.reap_usage(timestamptz, integer) is
  'Turns at most p_limit admitted requests whose deadline is past into abandoned ones: {abandoned}. Safe to run twice and concurrently.';
revoke all on function public.reap_usage(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reap_usage(timestamptz, integer) to service_role;

create function public.roll_up_usage(p_limit integer default 10000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_days private.usage_days_to_roll_up[];
  v_rows bigint;
begin
  -- Two statements, because the second must see what the transactions the first waited for have written.
  with due as (
    select organization_id, day from private.usage_days_to_roll_up
    order by organization_id, day limit p_limit
    for update
  ), taken as (
    delete from private.usage_days_to_roll_up d using due
    where d.organization_id = due.organization_id and d.day = due.day
    returning d.*
  )
  select array_agg(t.*::private.usage_days_to_roll_up) into v_days from taken t;

  insert into public.usage_daily as d
    (organization_id, day, model, key_id, requests, settled, abandoned, errors, cancelled, prompt_tokens,
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count)
  select h.organization_id, t.day, h.model, h.key_id, sum(h.requests), sum(h.settled), sum(h.abandoned),
         sum(h.errors), sum(h.cancelled), sum(h.prompt_tokens), sum(h.completion_tokens), sum(h.cost_nanousd),
         sum(h.latency_ms_sum), sum(h.ttft_ms_sum), sum(h.ttft_count)
  from unnest(v_days) t
  join public.usage_hourly h on h.organization_id = t.organization_id
    and h.hour >= t.day::timestamp at time zone 'UTC' and h.hour < (t.day + 1)::timestamp at time zone 'UTC'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, day, model, key_id) do update set
    requests = excluded.requests, settled = excluded.settled, abandoned = excluded.abandoned,
    errors = excluded.errors, cancelled = excluded.cancelled, prompt_tokens = excluded.prompt_tokens,
    completion_tokens = excluded.completion_tokens, cost_nanousd = excluded.cost_nanousd,
    latency_ms_sum = excluded.latency_ms_sum, ttft_ms_sum = excluded.ttft_ms_sum,
    ttft_count = excluded.ttft_count;
  get diagnostics v_rows = row_count;
  return jsonb_build_object('days', coalesce(cardinality(v_days), 0), 'rows', v_rows);
end $$;
comment on function public.roll_up_usage(integer) is
  'Makes usage_daily from usage_hourly for every day that changed since it last ran: {days, rows}.';
revoke all on function public.roll_up_usage(integer) from public, anon, authenticated;
grant execute on function public.roll_up_usage(integer) to service_role;
