-- Every event is recorded once, also if it is repeated, reordered or sent by several callers at once. An admission
-- holds the price of the longest response that the request allows, up to c_held_tokens.
--
-- Only the database's clock decides money and deadlines. database_time of an event is this clock at the admission, as
-- the gateway knew it from its policy snapshot: plan and price are those of that time, and the times that are stored are
-- moved by its difference to the gateway's clock. Without it the gateway's clock is taken to be late by c_clock_skew. A
-- deadline counts from the recording.
--
-- A run under an Idempotency-Key whose claim another request has taken over is not charged: it has failed.
create function public.record_usage(p_events jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_uuid constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  c_held_tokens constant integer := 4096;
  c_deadline_seconds constant double precision := 660;
  c_clock_skew constant interval := '10 minutes';
  -- The first attempts that are whole. One that is not, as of a later release, costs neither its event nor operators' pages.
  c_attempts constant jsonpath := '$[0 to 7] ? (@.id like_regex "^tgt_[0-9a-f]{16}$"
    && @.outcome like_regex "^(ok|unreachable|rejected|busy|timed_out|interrupted|cancelled|no_text)$"
    && @.duration_ms >= 0 && @.duration_ms < 1e300
    && (!exists(@.ttft_ms) || @.ttft_ms == null || (@.ttft_ms >= 0 && @.ttft_ms < 1e300)))';
  v_now timestamptz := clock_timestamp();
  v_batch bigint := nextval('private.usage_batches');
  v_changed public.usage_events[];
  v_rejected jsonb;
  v_recorded bigint;
begin
  perform pg_advisory_xact_lock_shared(private.usage_recording_lock());
  -- One statement: read the events, join both events of a request, and write the difference. The row of usage_events is
  -- the lock: later steps only handle rows that this call changed.
  with received as (
    select e.kind, e.request_id, e.model, e.pool, e.route, e.stream,
           case when o.request_id is null then e.outcome else 'failed_after_first_byte' end as outcome, e.status,
           case when o.request_id is null then e.error_code else 'conflict' end as error_code,
           e.token_source, e.ttft_ms, e.latency_ms,
           case when e.admitted_at is not null then least(e.admitted_at + clock.difference, v_now) end as admitted_at,
           case when e.settled_at is not null then least(e.settled_at + clock.difference, v_now) end as settled_at,
           least(coalesce(e.database_time, e.admitted_at + c_clock_skew), v_now) as priced_at,
           case when e.kind = 'admitted' then
             v_now + make_interval(secs => coalesce(e.deadline_seconds, c_deadline_seconds)) end as deadline_at,
           -- Numbers that a client or router controls are clamped to the column's range instead of rejected. A missing
           -- number must stay null, and least() ignores nulls.
           case when e.prompt_tokens is not null then least(e.prompt_tokens, 2147483647)::integer end as prompt_tokens,
           case when e.completion_tokens is not null then least(e.completion_tokens, 2147483647)::integer end
             as completion_tokens,
           case when e.estimated_tokens is not null then least(e.estimated_tokens, 4294967294)::bigint end
             as estimated_tokens,
           -- Clients often allow more tokens than a model writes. Without max_tokens the maximum is held.
           least(e.max_tokens, c_held_tokens)::bigint as held_tokens,
           case when e.attempts is not null then least(e.attempts, 32767)::smallint end as attempts,
           case when e.targets <> '[]' then
             nullif(jsonb_path_query_array(e.targets, c_attempts), '[]') end as attempted_targets,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key
    from jsonb_to_recordset(p_events) as e (
      kind text, request_id text, organization_id text, key_id text, model text, pool text, route text,
      stream boolean, admitted_at timestamptz, database_time timestamptz, deadline_seconds double precision,
      settled_at timestamptz, outcome text, status smallint, error_code text, prompt_tokens numeric,
      completion_tokens numeric, token_source text, ttft_ms double precision, latency_ms double precision,
      attempts numeric, max_tokens numeric, estimated_tokens numeric, targets jsonb)
    cross join lateral (
      select coalesce(e.database_time - e.admitted_at, interval '0') as difference) clock
    left join private.superseded_runs o
      on o.request_id = e.request_id and private.price_of_outcome(e.outcome, 1, 1, 1, 1) > 0
  ), checked as (
    select t.*,
           case when t.kind is null or t.kind not in ('admitted', 'settled') then 'unknown_kind'
                when k.id is null then 'unknown_key'
                when k.organization_id is distinct from t.organization then 'key_of_another_organization'
           end as rejection
    from received t left join public.api_keys k on k.id = t.key
  ), a as (
    select distinct on (request_id) * from checked where rejection is null and kind = 'admitted'
    order by request_id, admitted_at
  ), s as (
    select distinct on (request_id) * from checked where rejection is null and kind = 'settled'
    order by request_id, settled_at
  ), merged as (
    select request_id,
           coalesce(s.organization, a.organization) as organization_id, coalesce(s.key, a.key) as key_id,
           coalesce(s.model, a.model) as model, coalesce(s.pool, a.pool) as pool,
           coalesce(s.route, a.route) as route, coalesce(s.stream, a.stream) as stream,
           coalesce(a.admitted_at, s.admitted_at) as admitted_at, a.deadline_at,
           coalesce(s.priced_at, a.priced_at) as priced_at, a.held_tokens, s.estimated_tokens,
           s.settled_at, s.outcome, s.status, s.error_code, s.attempts, s.attempted_targets, s.ttft_ms, s.latency_ms,
           coalesce(s.prompt_tokens, a.prompt_tokens) as prompt_tokens,
           coalesce(s.completion_tokens, 0) as completion_tokens,
           coalesce(s.token_source, 'estimated') as token_source,
           case when a.kind is not null then v_batch end as admitted_batch,
           case when s.kind is not null then v_batch end as settled_batch
    from a full join s using (request_id)
  ), priced as (
    select m.*,
           case when m.settled_batch is null then 'admitted' else 'settled' end as state,
           coalesce(private.price_of_outcome(m.outcome, m.prompt_tokens, m.completion_tokens,
                      price.input_nanousd_per_token, price.output_nanousd_per_token), 0) as cost_nanousd,
           -- Only an admitted event creates a hold. A request that arrives already settled needs none.
           case when m.settled_batch is null then
             coalesce(private.price_of_outcome('ok', m.prompt_tokens, m.held_tokens,
                        price.input_nanousd_per_token, price.output_nanousd_per_token), 0)
             else 0 end as hold_nanousd,
           -- Tokens of a request whose outcome is not charged do not count towards the quota, whatever the plan.
           case when m.settled_batch is null then 0
             else m.prompt_tokens::bigint + m.completion_tokens
               - private.price_of_outcome(m.outcome, m.prompt_tokens, m.completion_tokens, 1, 1)
             end as uncounted_tokens
    from merged m
    left join lateral (
      select p.charging from public.plan_subscriptions ps join public.plans p on p.id = ps.plan
      where ps.organization_id = m.organization_id and ps.started_at <= m.priced_at
        and (ps.ended_at is null or ps.ended_at > m.priced_at)
      order by ps.started_at desc limit 1) plan on true
    left join lateral (
      select mp.input_nanousd_per_token, mp.output_nanousd_per_token from public.model_prices mp
      where mp.model = m.model
      -- The newest price that is in force, or the first one if none is yet.
      order by mp.effective_from > m.priced_at, abs(extract(epoch from mp.effective_from - m.priced_at)) limit 1) price on plan.charging = 'prepaid'
  ), changed as (
    insert into public.usage_events as u
      (request_id, organization_id, key_id, model, route, stream, state, outcome, status, error_code,
       prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
       admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
       estimated_tokens, attempted_targets)
    select request_id, organization_id, key_id, model, route, stream, state, outcome, status, error_code,
           prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
           admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
           estimated_tokens, attempted_targets
    from priced
    order by request_id
    on conflict (request_id) do update set
      (deadline_at, admitted_batch) = (
        select coalesce(u.deadline_at, excluded.deadline_at), coalesce(u.admitted_batch, excluded.admitted_batch)),
      -- The first settled event is final. Until it arrives, the outcome in the row is provisional.
      (state, outcome, status, error_code, prompt_tokens, completion_tokens, token_source, cost_nanousd,
       ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens, estimated_tokens, attempted_targets) = (
        select r.state, r.outcome, r.status, r.error_code, r.prompt_tokens, r.completion_tokens, r.token_source,
               r.cost_nanousd, r.ttft_ms, r.latency_ms, r.settled_at, r.settled_batch, r.uncounted_tokens,
               r.estimated_tokens, r.attempted_targets
        from (values
          (true, excluded.state, excluded.outcome, excluded.status, excluded.error_code, excluded.prompt_tokens,
           excluded.completion_tokens, excluded.token_source, excluded.cost_nanousd, excluded.ttft_ms,
           excluded.latency_ms, excluded.settled_at, excluded.settled_batch, excluded.uncounted_tokens,
           excluded.estimated_tokens, excluded.attempted_targets),
          (false, u.state, u.outcome, u.status, u.error_code, u.prompt_tokens, u.completion_tokens, u.token_source,
           u.cost_nanousd, u.ttft_ms, u.latency_ms, u.settled_at, u.settled_batch, u.uncounted_tokens, u.estimated_tokens,
           u.attempted_targets)
        ) as r (is_settling, state, outcome, status, error_code, prompt_tokens, completion_tokens, token_source,
                cost_nanousd, ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens,
                estimated_tokens, attempted_targets)
        where r.is_settling = (u.settled_batch is null and excluded.settled_batch is not null))
    where u.organization_id = excluded.organization_id
      and ((u.admitted_batch is null and excluded.admitted_batch is not null)
        or (u.settled_batch is null and excluded.settled_batch is not null))
    returning u.*
  ), logged as (
    insert into public.request_logs as l
      (request_id, organization_id, key_id, route, model, pool, stream, outcome, status, error_code, attempts,
       attempted_targets, ttft_ms, latency_ms, admitted_at, ended_at)
    select c.request_id, c.organization_id, c.key_id, c.route, c.model, m.pool, c.stream, c.outcome, c.status,
           c.error_code, m.attempts, c.attempted_targets, c.ttft_ms, c.latency_ms, c.admitted_at,
           coalesce(c.settled_at, c.abandoned_at)
    from changed c join merged m using (request_id)
    order by c.request_id
    on conflict (request_id) do update set
      pool = case when excluded.attempts is null then l.pool else excluded.pool end,
      outcome = excluded.outcome, status = excluded.status, error_code = excluded.error_code,
      attempts = coalesce(excluded.attempts, l.attempts),
      attempted_targets = excluded.attempted_targets,
      ttft_ms = excluded.ttft_ms, latency_ms = excluded.latency_ms, ended_at = excluded.ended_at
  )
  select (select array_agg(c.*::public.usage_events order by c.request_id) from changed c),
         (select coalesce(jsonb_agg(jsonb_build_object('request_id', j.request_id, 'reason', j.rejection)), '[]')
          from checked j where j.rejection is not null)
  into v_changed, v_rejected;

  -- From here on every statement locks rows in the order of a key, so that concurrent calls cannot deadlock.
  perform private.add_usage_hours(v_changed, v_batch);
  perform private.mark_usage_days(v_changed);

  -- An admission adds a hold. The settled event releases it, unless it was released when the request was abandoned.
  perform private.update_holds(array_agg(c.organization_id), array_agg(case
            when c.state = 'admitted' then c.hold_nanousd
            when c.abandoned_at is null then -c.hold_nanousd
            else 0 end))
  from unnest(v_changed) c
  where c.hold_nanousd > 0 or c.cost_nanousd > 0
  having count(*) > 0;

  perform private.write_usage_entries(v_changed, v_batch);
  perform private.update_last_used(v_changed);
  perform private.count_target_outcomes(v_changed, v_batch);

  select count(*) filter (where c.admitted_batch = v_batch) + count(*) filter (where c.settled_batch = v_batch)
  into v_recorded from unnest(v_changed) c;
  return jsonb_build_object(
    'recorded', v_recorded,
    'duplicates', jsonb_array_length(p_events) - jsonb_array_length(v_rejected) - v_recorded,
    'rejected', v_rejected);
end $$;
comment on function public.record_usage(jsonb) is
  'Records an array of admitted and settled events with request log, hourly rollup, ledger entry, last use of the key and outcomes of targets: {recorded, duplicates, rejected: [{request_id, reason}]}. Idempotent for each request and kind, in any order.';
revoke all on function public.record_usage(jsonb) from public, anon, authenticated;
grant execute on function public.record_usage(jsonb) to service_role, portal_usage_ingest;
