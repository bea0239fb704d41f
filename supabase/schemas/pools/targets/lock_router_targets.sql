-- One call at a time changes targets, so that calls that change several rows cannot deadlock.
create function private.lock_router_targets() returns void
language sql set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('router_targets', 0))
$$;
comment on function private.lock_router_targets() is 'Waits until no other transaction changes targets.';
revoke all on function private.lock_router_targets() from public, anon, authenticated;
grant execute on function private.lock_router_targets() to service_role;
