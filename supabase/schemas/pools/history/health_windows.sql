-- A minute is recorded some seconds after its end: until then the one before is the last.
create function private.health_windows(p_alias text, p_target text, p_now timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'last_30_minutes', private.health_window(p_alias, p_target,
      date_trunc('minute', p_now - interval '15 seconds') - interval '30 minutes', interval '1 minute', 30),
    'last_24_hours', private.health_window(p_alias, p_target,
      date_trunc('hour', p_now, 'UTC') - interval '23 hours', interval '1 hour', 24),
    'last_30_days', private.health_window(p_alias, p_target,
      date_trunc('day', p_now, 'UTC') - interval '29 days' , interval '24 hours', 30))
$$;
comment on function private.health_windows(text, text, timestamptz) is
  'How a model (p_target empty) or a target has served: {last_30_minutes, last_24_hours, last_30_days}, each as private.health_window, by whole minutes, by hours, and by days in UTC; the current hour and day are the last steps.';
revoke all on function private.health_windows(text, text, timestamptz) from public, anon, authenticated;
grant execute on function private.health_windows(text, text, timestamptz) to service_role;
