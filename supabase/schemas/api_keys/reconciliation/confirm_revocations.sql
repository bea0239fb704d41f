create function public.confirm_revocations(p_ids uuid[]) returns void
language sql security definer set search_path = '' as $$
  update public.api_keys set revocation_confirmed_at = clock_timestamp()
  where id = any (p_ids) and status = 'revoked' and revocation_confirmed_at is null
$$;
comment on function public.confirm_revocations(uuid[]) is
  'Records that the key service has the revocations of these keys.';
revoke all on function public.confirm_revocations(uuid[]) from public, anon, authenticated;
grant execute on function public.confirm_revocations(uuid[]) to service_role, portal_control_plane, portal_key_upkeep;
