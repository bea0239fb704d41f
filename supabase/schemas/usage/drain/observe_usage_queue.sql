-- Decides up to when the queue has been worked off. A queue tells how many messages it holds, not how old they are, and
-- delivers them in any order; its counts lag behind by up to a minute. So there are two proofs:
--
-- 1. It was empty twice in a row, half a minute or more apart: nothing sent before the first time is in it.
-- 2. It is never empty, but for c_window the ingest was done with messages in every minute, and fewer waited than it does
--    in a minute. A message that failed is delivered again within 6 minutes, twice in that time: the oldest that was
--    received is the oldest there is.
--
-- Anything else proves nothing, and the time stands still: the database was away, the ingest does not run, it falls
-- behind, or nobody could count. It never goes back.
create function public.observe_usage_queue(
  p_waiting bigint, p_in_flight bigint, p_now timestamptz default now()
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_window constant integer := 15;
  c_count_lag constant interval := '1 minute';
  c_apart constant interval := '30 seconds';
  c_waiting constant bigint := 100;
  v_minute constant timestamptz := date_trunc('minute', p_now);
  v_is_empty constant boolean := p_waiting + p_in_flight = 0;
  v_ingested_until timestamptz;
  v_drained_until timestamptz;
begin
  insert into private.usage_queue_minutes as m (minute, waiting) values (v_minute, p_waiting)
  on conflict (minute) do update set waiting = greatest(m.waiting, excluded.waiting);
  delete from private.usage_queue_minutes where minute < v_minute - interval '1 day';

  -- The schedule drifts, so a minute may be without a count.
  select case when count(*) = c_window and bool_and(m.recorded > 0) and count(m.waiting) >= c_window * 2 / 3
                and bool_and(coalesce(m.waiting, 0) <= greatest(m.recorded, c_waiting))
              then least(min(m.oldest_sent_at), v_minute - make_interval(mins => c_window)) end
  into v_ingested_until
  from private.usage_queue_minutes m
  where m.minute >= v_minute - make_interval(mins => c_window) and m.minute < v_minute;

  update private.usage_queue_drain d set
    drained_until = greatest(d.drained_until, v_ingested_until,
      case when v_is_empty and d.empty_at <= p_now - c_apart then d.empty_at - c_count_lag end),
    empty_at = case when v_is_empty is null or (v_is_empty and d.empty_at > p_now - c_apart) then d.empty_at
                    when v_is_empty then p_now end
  returning d.drained_until into v_drained_until;
  -- As long as it is not known, at least as long as the queue has been looked at: the alarm must not wait for a first time.
  return jsonb_build_object(
    'drained_until', v_drained_until,
    'lag_seconds', ceil(extract(epoch from p_now - coalesce(
      v_drained_until, (select min(m.minute) from private.usage_queue_minutes m))))::bigint);
end $$;
comment on function public.observe_usage_queue(bigint, bigint, timestamptz) is
  'Notes how many messages wait in the usage queue and how many are received and not deleted (null: unknown), and decides up to when it has been worked off: {drained_until, lag_seconds}. If that is not known yet, drained_until is null and the lag is counted from the first look at the queue.';
revoke all on function public.observe_usage_queue(bigint, bigint, timestamptz) from public, anon, authenticated;
grant execute on function public.observe_usage_queue(bigint, bigint, timestamptz)
  to service_role, portal_usage_rollup;
