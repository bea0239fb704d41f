-- Part of record_usage, which calls it last: these rows are few and every batch updates the same ones, so they are locked
-- for a moment only, and in the order of the primary key. What ended more than an hour ago teaches nothing about now.
create function private.count_target_outcomes(p_changed public.usage_events[], p_batch bigint) returns void
language sql set search_path = '' as $$
  insert into private.target_outcomes as o
    (bucket, target, ok, unreachable, rejected, busy, timed_out, interrupted, cancelled, no_text, ttft_ms)
  select date_bin('5 seconds', c.settled_at, '2000-01-01 00:00+00'), a.id,
         count(*) filter (where a.outcome = 'ok'), count(*) filter (where a.outcome = 'unreachable'),
         count(*) filter (where a.outcome = 'rejected'), count(*) filter (where a.outcome = 'busy'),
         count(*) filter (where a.outcome = 'timed_out'), count(*) filter (where a.outcome = 'interrupted'),
         count(*) filter (where a.outcome = 'cancelled'), count(*) filter (where a.outcome = 'no_text'),
         coalesce((array_agg(least(round(a.ttft_ms), 1e9)::real) filter (where a.ttft_ms is not null))[1:50], '{}')
  from unnest(p_changed) c
  cross join lateral jsonb_to_recordset(c.attempted_targets) as a (id text, outcome text, ttft_ms double precision)
  where c.settled_batch = p_batch and c.settled_at > now() - interval '1 hour'
  group by 1, 2
  order by 1, 2
  on conflict (bucket, target) do update set
    ok = o.ok + excluded.ok, unreachable = o.unreachable + excluded.unreachable,
    rejected = o.rejected + excluded.rejected, busy = o.busy + excluded.busy,
    timed_out = o.timed_out + excluded.timed_out, interrupted = o.interrupted + excluded.interrupted,
    cancelled = o.cancelled + excluded.cancelled, no_text = o.no_text + excluded.no_text,
    ttft_ms = (o.ttft_ms || excluded.ttft_ms)[1:50]
$$;
comment on function private.count_target_outcomes(public.usage_events[], bigint) is
  'Adds the attempts of the settled events of a call of record_usage to the 5 seconds of their ends.';
revoke all on function private.count_target_outcomes(public.usage_events[], bigint) from public, anon, authenticated;
grant execute on function private.count_target_outcomes(public.usage_events[], bigint) to service_role;
