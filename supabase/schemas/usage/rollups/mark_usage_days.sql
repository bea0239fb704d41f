-- A day that is already marked is updated rather than skipped: a concurrent rollup that deletes the mark then waits for
-- this transaction and sees its hours.
create function private.mark_usage_days(p_changed public.usage_events[]) returns void
language sql set search_path = '' as $$
  insert into private.usage_days_to_roll_up as d (organization_id, day, changed_at)
  select distinct c.organization_id, (c.admitted_at at time zone 'UTC')::date, now()
  from unnest(p_changed) c
  order by 1, 2
  on conflict (organization_id, day) do update set changed_at = excluded.changed_at
$$;
comment on function private.mark_usage_days(public.usage_events[]) is 'Marks the days of these events for rollup.';
revoke all on function private.mark_usage_days(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.mark_usage_days(public.usage_events[]) to service_role;
