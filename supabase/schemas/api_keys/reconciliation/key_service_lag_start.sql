create function private.key_service_lag_start() returns timestamptz
language sql stable set search_path = '' as $$
  -- 30 minutes outlast every cache of the key service. The limit of 7 days bounds the policy snapshot; by then the
  -- alarm for failed comparisons has been on for a week.
  select greatest((select c.started_at from private.key_comparison c) - interval '30 minutes',
                  now() - interval '7 days')
$$;
comment on function private.key_service_lag_start() is
  'Changes after this time may not have reached the key service: 30 minutes before the last comparison, at most a week ago.';
revoke all on function private.key_service_lag_start() from public, anon, authenticated;
grant execute on function private.key_service_lag_start() to service_role;
