-- Runs afterwards, because the runs of one request settle in any order, or at the same time in two transactions that
-- cannot see each other. Each call computes the refunds again from all recorded runs: a run that is recorded late can
-- only raise a refund, and the ledger gets the difference. Tokens are handled like money: of a retry, only those beyond
-- the longest run count towards the quota.
create function public.refund_retries(p_now timestamptz default now(), p_lookback interval default '1 hour')
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_group record;
  v_run record;
  v_chain integer;
  v_last_retry integer[];
  v_highest_charge bigint[];
  v_highest_count bigint[];
  v_money bigint;
  v_tokens bigint;
  v_refunds jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('public.refund_retries', 0));
  for v_group in
    select distinct l.key_id, l.fingerprint from public.request_logs l
    where l.client_retry > 0 and l.fingerprint is not null
      and l.admitted_at > p_now - p_lookback and l.admitted_at <= p_now
  loop
    v_last_retry := '{}';
    v_highest_charge := '{}';
    v_highest_count := '{}';
    for v_run in
      select l.request_id, coalesce(l.client_retry, 0) as retry, -u.amount_nanousd as charged,
             -u.amount_nanousd - e.cost_nanousd as refunded, e.total_tokens as counted, e.uncounted_tokens as uncounted
      from public.request_logs l
      join public.billing_ledger u on u.kind = 'usage' and u.source_id = l.request_id
      join public.usage_events e on e.request_id = l.request_id
        and private.price_of_outcome(e.outcome, e.prompt_tokens, e.completion_tokens, 1, 1) > 0
      where l.key_id = v_group.key_id and l.fingerprint = v_group.fingerprint
        and l.admitted_at > p_now - p_lookback - interval '24 hours' and l.admitted_at <= p_now
      order by l.admitted_at, retry, l.request_id
    loop
      -- A chain is one request with its retries. Each retry number occurs in it at most once, so that one charged run
      -- covers at most one run of each number. Find the newest chain that this run can continue.
      select max(c.number) into v_chain from unnest(v_last_retry) with ordinality as c (last_retry, number)
      where c.last_retry < v_run.retry;
      if v_chain is null then
        v_last_retry := v_last_retry || v_run.retry;
        v_highest_charge := v_highest_charge || v_run.charged;
        v_highest_count := v_highest_count || v_run.counted;
        continue;
      end if;
      v_money := least(v_run.charged, v_highest_charge[v_chain]);
      v_tokens := least(v_run.counted, v_highest_count[v_chain]);
      v_last_retry[v_chain] := v_run.retry;
      v_highest_charge[v_chain] := greatest(v_run.charged, v_highest_charge[v_chain]);
      v_highest_count[v_chain] := greatest(v_run.counted, v_highest_count[v_chain]);
      if v_money > v_run.refunded or v_tokens > v_run.uncounted then
        v_refunds := v_refunds || jsonb_build_object('request_id', v_run.request_id, 'total', v_money,
          'amount', greatest(v_money - v_run.refunded, 0), 'tokens', greatest(v_tokens - v_run.uncounted, 0));
      end if;
    end loop;
  end loop;

  -- Requests, hours, days, then ledger: the lock order of record_usage.
  perform 1 from public.usage_events e
  where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))
  order by e.request_id for update;
  update public.usage_events e
  set cost_nanousd = e.cost_nanousd - r.amount, uncounted_tokens = e.uncounted_tokens + r.tokens
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint, tokens bigint)
  where e.request_id = r.request_id;
  insert into public.usage_hourly as h (organization_id, hour, model, key_id, cost_nanousd, uncounted_tokens)
  select e.organization_id, date_trunc('hour', e.admitted_at, 'UTC'), e.model, e.key_id, -sum(r.amount), sum(r.tokens)
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint, tokens bigint)
  join public.usage_events e using (request_id)
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update
    set cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
        uncounted_tokens = h.uncounted_tokens + excluded.uncounted_tokens;
  perform private.mark_usage_days(array(
    select e from public.usage_events e
    where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))));
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, occurred_at)
  select e.organization_id, 'refund', r.amount, r.request_id || '/' || r.total,
         'The same request, tried again.', p_now
  from jsonb_to_recordset(v_refunds) as r (request_id text, total bigint, amount bigint)
  join public.usage_events e using (request_id)
  where r.amount > 0
  order by r.request_id;

  return jsonb_build_object('refunded', jsonb_array_length(v_refunds));
end $$;
comment on function public.refund_retries(timestamptz, interval) is
  'Refunds retries of the last p_lookback (client_retry > 0, same key and fingerprint, within 24 hours): of all runs of a request, only the most expensive is charged and only the longest counts towards the quota: {refunded}. Safe to run twice and concurrently.';
revoke all on function public.refund_retries(timestamptz, interval) from public, anon, authenticated;
grant execute on function public.refund_retries(timestamptz, interval) to service_role;
