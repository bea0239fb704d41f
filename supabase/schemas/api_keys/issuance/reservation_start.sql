create function private.reservation_start() returns timestamptz
language sql volatile set search_path = '' as $$
  -- Longer than the function that issues keys may run (30 s, template.yaml).
  select clock_timestamp() - interval '2 minutes'
$$;
comment on function private.reservation_start() is
  'Keys reserved before this time and not issued can no longer be completed, and count towards no limit.';
revoke all on function private.reservation_start() from public, anon, authenticated;
grant execute on function private.reservation_start() to service_role;
