-- Recording what a request is a repetition of, how fast it was, and never charging a repetition twice.

alter table public.request_logs add column fingerprint text;
comment on column public.request_logs.fingerprint is
  'Hash of key, route and body: equal for repetitions of one request, and no way back to what it said.';
create index request_logs_repeats on public.request_logs (key_id, fingerprint, admitted_at);
create index request_logs_retries on public.request_logs (admitted_at) where client_retry > 0;

-- How many requests took how long: a count for each class of duration, each class a quarter longer than the
-- one before it. Counts add up over any rows, which percentiles do not.
create function private.duration_class(p_ms double precision) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select least(greatest(ceil(ln(greatest(p_ms, 1)) / ln(1.25)), 0), 63)::integer + 1
$$;
comment on function private.duration_class(double precision) is
  'Class of a duration in milliseconds, 1 to 64: class n reaches to 1.25^(n-1) ms, the last from 21 minutes on.';

create function private.counts_of(p_ms double precision[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  with counted as (
    select private.duration_class(m.ms) as class, count(*)::integer as requests
    from unnest(p_ms) as m (ms) where m.ms is not null group by 1
  )
  select coalesce(array_agg(coalesce(c.requests, 0) order by n.class), '{}')
  from generate_series(1, (select max(class) from counted)) as n (class) left join counted c using (class)
$$;
comment on function private.counts_of(double precision[]) is
  'How many of these durations are in each class; as long as the highest class that has any.';

create function private.add_counts(p_one integer[], p_other integer[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_agg(coalesce(t.one, 0) + coalesce(t.other, 0) order by t.class), '{}')
  from unnest(p_one, p_other) with ordinality as t (one, other, class)
$$;
comment on function private.add_counts(integer[], integer[]) is 'The sums of two rows of counts, class by class.';

create aggregate private.sum_counts(integer[]) (sfunc = private.add_counts, stype = integer[], initcond = '{}');
comment on aggregate private.sum_counts(integer[]) is 'The sum of rows of counts, class by class.';

create function private.percentile_of(p_counts bigint[], p_share double precision) returns double precision
language sql immutable parallel safe set search_path = '' as $$
  with running as (
    select t.class, sum(t.requests) over (order by t.class) as up_to
    from unnest(p_counts) with ordinality as t (requests, class)
  )
  -- The geometric middle of the class, so that neither end is favoured.
  select round((1.25 ^ (min(r.class) - 1.5))::numeric, 1)::double precision from running r
  where r.up_to > 0 and r.up_to >= p_share * (select max(up_to) from running)
$$;
comment on function private.percentile_of(bigint[], double precision) is
  'Milliseconds within which the share of requests ended, to 12 %: the middle of its class. Null without requests.';

revoke all on function private.duration_class(double precision), private.counts_of(double precision[]),
  private.add_counts(integer[], integer[]), private.sum_counts(integer[]), private.percentile_of(bigint[], double precision)
  from public, anon, authenticated;
grant execute on function private.duration_class(double precision), private.counts_of(double precision[]),
  private.add_counts(integer[], integer[]), private.sum_counts(integer[]), private.percentile_of(bigint[], double precision)
  to service_role;

alter table public.usage_hourly
  add column latency_counts integer[] not null default '{}', add column ttft_counts integer[] not null default '{}';
comment on column public.usage_hourly.latency_counts is 'Settled requests by class of latency (private.duration_class).';
comment on column public.usage_hourly.ttft_counts is 'Requests by class of time to first byte.';
alter table public.usage_daily
  add column latency_counts integer[] not null default '{}', add column ttft_counts integer[] not null default '{}';
comment on column public.usage_daily.latency_counts is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_counts is 'As in usage_hourly.';

-- As before, with the fingerprint of the request and the counts of durations.
create or replace function public.record_usage(p_events jsonb) returns jsonb
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
    select e.kind, e.request_id, e.fingerprint, e.model, e.pool, e.route, e.stream, e.admitted_at, e.deadline_at, e.settled_at,
           e.ending, e.status, e.error_code, e.token_source, e.ttft_ms, e.latency_ms,
           -- Numbers a client or a router can make up are cut to what the columns hold, rather than refused.
           least(e.prompt_tokens, 2147483647)::integer as prompt_tokens,
           least(e.completion_tokens, 2147483647)::integer as completion_tokens,
           least(e.client_retry, 32767)::smallint as client_retry, least(e.attempts, 32767)::smallint as attempts,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key
    from jsonb_to_recordset(p_events) as e (
      kind text, request_id text, fingerprint text, organization_id text, key_id text, model text, pool text, route text,
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
           coalesce(a.admitted_at, s.admitted_at) as admitted_at, a.deadline_at, a.client_retry, a.fingerprint,
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
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
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
    cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
    latency_ms_sum = h.latency_ms_sum + excluded.latency_ms_sum,
    ttft_ms_sum = h.ttft_ms_sum + excluded.ttft_ms_sum, ttft_count = h.ttft_count + excluded.ttft_count,
    latency_counts = private.add_counts(h.latency_counts, excluded.latency_counts),
    ttft_counts = private.add_counts(h.ttft_counts, excluded.ttft_counts);

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

-- As before, with the counts of durations.
create or replace function public.roll_up_usage(p_limit integer default 10000) returns jsonb
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
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
  select h.organization_id, t.day, h.model, h.key_id, sum(h.requests), sum(h.settled), sum(h.abandoned),
         sum(h.errors), sum(h.cancelled), sum(h.prompt_tokens), sum(h.completion_tokens), sum(h.cost_nanousd),
         sum(h.latency_ms_sum), sum(h.ttft_ms_sum), sum(h.ttft_count),
         private.sum_counts(h.latency_counts), private.sum_counts(h.ttft_counts)
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
    ttft_count = excluded.ttft_count, latency_counts = excluded.latency_counts,
    ttft_counts = excluded.ttft_counts;
  get diagnostics v_rows = row_count;
  return jsonb_build_object('days', coalesce(cardinality(v_days), 0), 'rows', v_rows);
end $$;

-- Run after the fact, because the tries of one request settle in any order, or at the same moment in two
-- recordings that cannot see each other. Worked out anew from all that is known each time: a try that is told of
-- late can only raise what is due, and the ledger takes the difference.
create function public.refund_retries(p_now timestamptz default now(), p_back interval default '1 hour')
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_group record;
  v_try record;
  v_best integer;
  v_last_retry integer[];
  v_dearest bigint[];
  v_covered bigint;
  v_refunds jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('public.refund_retries', 0));
  for v_group in
    select distinct l.key_id, l.fingerprint from public.request_logs l
    where l.client_retry > 0 and l.fingerprint is not null
      and l.admitted_at > p_now - p_back and l.admitted_at <= p_now
  loop
    v_last_retry := '{}';
    v_dearest := '{}';
    for v_try in
      select l.request_id, coalesce(l.client_retry, 0) as retry, -u.amount_nanousd as charged,
             -u.amount_nanousd - e.cost_nanousd as refunded
      from public.request_logs l
      join public.billing_ledger u on u.kind = 'usage' and u.source_id = l.request_id and u.amount_nanousd < 0
      join public.usage_events e on e.request_id = l.request_id
      where l.key_id = v_group.key_id and l.fingerprint = v_group.fingerprint
        and l.admitted_at > p_now - p_back - interval '24 hours' and l.admitted_at <= p_now
      order by l.admitted_at, retry, l.request_id
    loop
      -- The newest chain of tries that lacks this one. Each takes a number once, so one purchase covers no more
      -- than one try of each number.
      select max(c.number) into v_best from unnest(v_last_retry) with ordinality as c (last_retry, number)
      where c.last_retry < v_try.retry;
      if v_best is null then
        v_last_retry := v_last_retry || v_try.retry;
        v_dearest := v_dearest || v_try.charged;
        continue;
      end if;
      v_covered := least(v_try.charged, v_dearest[v_best]);
      v_last_retry[v_best] := v_try.retry;
      v_dearest[v_best] := greatest(v_try.charged, v_dearest[v_best]);
      if v_covered > v_try.refunded then
        v_refunds := v_refunds || jsonb_build_object('request_id', v_try.request_id,
          'in_all', v_covered, 'amount', v_covered - v_try.refunded);
      end if;
    end loop;
  end loop;

  -- In the order of keys, as record_usage takes them.
  perform 1 from public.usage_events e
  where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))
  order by e.request_id for update;
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, occurred_at)
  select e.organization_id, 'refund', r.amount, r.request_id || '/' || r.in_all,
         'The same request, tried again.', p_now
  from jsonb_to_recordset(v_refunds) as r (request_id text, in_all bigint, amount bigint)
  join public.usage_events e using (request_id)
  order by r.request_id;
  update public.usage_events e set cost_nanousd = e.cost_nanousd - r.amount
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint) where e.request_id = r.request_id;
  insert into public.usage_hourly as h (organization_id, hour, model, key_id, cost_nanousd)
  select e.organization_id, date_trunc('hour', e.admitted_at, 'UTC'), e.model, e.key_id, -sum(r.amount)
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint)
  join public.usage_events e using (request_id)
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update
    set cost_nanousd = h.cost_nanousd + excluded.cost_nanousd;
  perform private.mark_usage_days(array(
    select e from public.usage_events e
    where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))));

  return jsonb_build_object('refunded', jsonb_array_length(v_refunds));
end $$;
comment on function public.refund_retries(timestamptz, interval) is
  'Gives back what repetitions of a request (client_retry > 0, same key and fingerprint, within 24 hours) cost beyond its dearest try, for repetitions of the last p_back: {refunded}. Safe to run twice and concurrently.';
revoke all on function public.refund_retries(timestamptz, interval) from public, anon, authenticated;
grant execute on function public.refund_retries(timestamptz, interval) to service_role;
comment on column public.usage_events.cost_nanousd is
  'Price of the request in nano-USD, less what was refunded; 0 on an allowance. Its entries in the ledger add up to the same, negative.';
comment on column public.billing_ledger.source_id is
  'What it is for: the request id of usage, request id "/" amount refunded in all of repetitions, else the id of the payment or action. Once for each kind.';
