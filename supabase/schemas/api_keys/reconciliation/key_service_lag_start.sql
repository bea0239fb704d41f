create function private.key_service_lag_start() returns timestamptz
language sql stable set search_path = '' as $$
  select case when c.newer_ended_at <= now() - private.key_service_cache('unkey') then c.newer_started_at
              else c.started_at end
  from private.key_comparison c
$$;
comment on function private.key_service_lag_start() is
  'Changes after this time may be missing at the key service or in its caches: the start of the last comparison that ended longer ago than its caches live.';
revoke all on function private.key_service_lag_start() from public, anon, authenticated;
grant execute on function private.key_service_lag_start() to service_role;
