-- A request without a settled event by its deadline is abandoned: it costs nothing, and its hold is released. Not while
-- the event may still be in the queue: the gateway sends it before the deadline, so only deadlines up to which the queue
-- has been worked off count.
create function public.reap_usage(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_changed public.usage_events[];
begin
  with overdue as (
    select request_id from public.usage_events
    where state = 'admitted' and deadline_at < (
      select least(p_now, d.drained_until) from private.usage_queue_drain d where d.drained_until is not null)
    order by deadline_at limit p_limit
    for update skip locked
  ), changed as (
    update public.usage_events u set state = 'abandoned', outcome = 'abandoned', abandoned_at = p_now
    from overdue where u.request_id = overdue.request_id
    returning u.*
  ), logged as (
    update public.request_logs l set outcome = 'abandoned', ended_at = p_now
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

  perform private.update_holds(array_agg(c.organization_id), array_agg(-c.hold_nanousd))
  from unnest(v_changed) c where c.hold_nanousd > 0
  having count(*) > 0;

  return jsonb_build_object('abandoned', coalesce(cardinality(v_changed), 0));
end $$;
comment on function public.reap_usage(timestamptz, integer) is
  'Marks admitted requests as abandoned whose deadline has passed and whose settled event is not in the queue (usage_queue_drain), at most p_limit: {abandoned}. Safe to run twice and concurrently.';
revoke all on function public.reap_usage(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reap_usage(timestamptz, integer) to service_role, portal_usage_rollup;
