-- Run after the fact, because the tries of one request settle in any order, or at the same moment in two recordings that
-- cannot see each other. Worked out anew from all that is known each time: a try that is recorded late can only raise
-- what is due, and the ledger takes the difference. Tokens are treated like money: of a retry only those count towards a
-- quota that it has beyond the longest try.
create function public.refund_retries(p_now timestamptz default now(), p_back interval default '1 hour')
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_group record;
  v_try record;
  v_best integer;
  v_last_retry integer[];
  v_dearest bigint[];
  v_longest bigint[];
  v_money bigint;
  v_tokens bigint;
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
    v_longest := '{}';
    for v_try in
      select l.request_id, coalesce(l.client_retry, 0) as retry, -u.amount_nanousd as charged,
             -u.amount_nanousd - e.cost_nanousd as refunded, e.total_tokens as counted, e.uncounted_tokens as uncounted
      from public.request_logs l
      join public.billing_ledger u on u.kind = 'usage' and u.source_id = l.request_id
      join public.usage_events e on e.request_id = l.request_id
        and private.price_of_ending(e.ending, e.prompt_tokens, e.completion_tokens, 1, 1) > 0
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
        v_longest := v_longest || v_try.counted;
        continue;
      end if;
      v_money := least(v_try.charged, v_dearest[v_best]);
      v_tokens := least(v_try.counted, v_longest[v_best]);
      v_last_retry[v_best] := v_try.retry;
      v_dearest[v_best] := greatest(v_try.charged, v_dearest[v_best]);
      v_longest[v_best] := greatest(v_try.counted, v_longest[v_best]);
      if v_money > v_try.refunded or v_tokens > v_try.uncounted then
        v_refunds := v_refunds || jsonb_build_object('request_id', v_try.request_id, 'in_all', v_money,
          'amount', greatest(v_money - v_try.refunded, 0), 'tokens', greatest(v_tokens - v_try.uncounted, 0));
      end if;
    end loop;
  end loop;

  -- Requests, hours, days, then money: in the order in which record_usage takes them.
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
  select e.organization_id, 'refund', r.amount, r.request_id || '/' || r.in_all,
         'The same request, tried again.', p_now
  from jsonb_to_recordset(v_refunds) as r (request_id text, in_all bigint, amount bigint)
  join public.usage_events e using (request_id)
  where r.amount > 0
  order by r.request_id;

  return jsonb_build_object('refunded', jsonb_array_length(v_refunds));
end $$;
comment on function public.refund_retries(timestamptz, interval) is
  'Gives back what repetitions of a request (client_retry > 0, same key and fingerprint, within 24 hours) cost beyond its dearest try and counted beyond its longest, for repetitions of the last p_back: {refunded}. Safe to run twice and concurrently.';
revoke all on function public.refund_retries(timestamptz, interval) from public, anon, authenticated;
grant execute on function public.refund_retries(timestamptz, interval) to service_role;
