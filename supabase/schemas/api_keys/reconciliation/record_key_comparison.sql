-- Two comparisons are remembered: the newer one counts once the caches from before it are gone. While it waits, later
-- ones are not recorded, so that it does not wait for ever.
create function public.record_key_comparison(p_started_at timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_started_at constant timestamptz := least(p_started_at, now());
begin
  update private.key_comparison c
  set started_at = greatest(c.started_at, private.key_service_lag_start()),
      newer_started_at = greatest(v_started_at, c.newer_started_at), newer_ended_at = now()
  where c.newer_ended_at is null or c.newer_ended_at <= now() - private.key_service_cache('unkey');
  update public.api_keys set revocation_confirmed_at = now()
  where status = 'revoked' and revocation_confirmed_at is null and revoked_at < v_started_at;
end $$;
comment on function public.record_key_comparison(timestamptz) is
  'Records that the key service has everything written before p_started_at, as a comparison that has just ended has shown.';
revoke all on function public.record_key_comparison(timestamptz) from public, anon, authenticated;
grant execute on function public.record_key_comparison(timestamptz) to service_role, portal_key_upkeep;
