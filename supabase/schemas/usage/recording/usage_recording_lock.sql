create function private.usage_recording_lock() returns bigint
language sql immutable set search_path = '' as $$
  select hashtextextended('public.record_usage', 0)
$$;
comment on function private.usage_recording_lock() is
  'The advisory lock that each call of record_usage holds shared, and take_over_claim alone.';
revoke all on function private.usage_recording_lock() from public, anon, authenticated;
grant execute on function private.usage_recording_lock() to service_role;
