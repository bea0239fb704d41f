create function public.record_key_comparison(p_started_at timestamptz) returns void
language sql set search_path = '' as $$
  update private.key_comparison set started_at = greatest(started_at, least(p_started_at, now()))
$$;
comment on function public.record_key_comparison(timestamptz) is
  'Records that the key service has everything written before p_started_at.';
revoke all on function public.record_key_comparison(timestamptz) from public, anon, authenticated;
grant execute on function public.record_key_comparison(timestamptz) to service_role;
