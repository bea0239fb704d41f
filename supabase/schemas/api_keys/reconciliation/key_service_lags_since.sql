create function private.key_service_lags_since() returns timestamptz
language sql stable set search_path = '' as $$
  -- 30 minutes outlast every cache of the key service. Where no comparison succeeds for a week, its alarm has rung for
  -- a week, and the policy snapshot must not grow for ever.
  select greatest((select c.began_at from private.key_comparison c) - interval '30 minutes',
                  now() - interval '7 days')
$$;
comment on function private.key_service_lags_since() is
  'What was written since then, the key service may not go by yet: 30 minutes before the last comparison, at most a week.';
revoke all on function private.key_service_lags_since() from public, anon, authenticated;
grant execute on function private.key_service_lags_since() to service_role;
