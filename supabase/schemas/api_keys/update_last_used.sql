-- Part of record_usage. Keys are locked in the order of their ids, so that concurrent calls cannot deadlock.
create function private.update_last_used(p_changed public.usage_events[]) returns void
language plpgsql set search_path = '' as $$
begin
  with used as (
    select c.key_id, max(c.admitted_at) as at from unnest(p_changed) c group by c.key_id
  ), locked as (
    select k.id, used.at from public.api_keys k join used on used.key_id = k.id
    where k.last_used_at is null or k.last_used_at < used.at
    order by k.id
    for no key update of k
  )
  update public.api_keys k set last_used_at = locked.at from locked where k.id = locked.id;
end $$;
comment on function private.update_last_used(public.usage_events[]) is
  'Sets last_used_at of the keys of these events, where the new time is later.';
revoke all on function private.update_last_used(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.update_last_used(public.usage_events[]) to service_role;
