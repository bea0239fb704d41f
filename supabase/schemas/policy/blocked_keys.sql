-- The key service refuses these keys too once it, and all its caches, have the change. Until then only the snapshot does.
create function private.blocked_keys() returns setof uuid
language sql stable set search_path = '' as $$
  -- Never left out by age alone: a key whose revocation did not reach the key service is named until it did.
  select k.id from public.api_keys k
  where k.status = 'revoked' and k.revocation_confirmed_at is null and k.masked <> ''
  union all
  select k.id from public.api_keys k
  where k.revocation_confirmed_at > now() - private.key_service_cache('unkey')
    and k.revocation_confirmed_at > now() - private.key_service_cache(k.issuer) and k.masked <> ''
  union all
  select k.id from public.api_keys k where k.status = 'disabled' and k.disabled_at > private.key_service_lag_start()
  union all
  -- The key service evaluates expiry itself, so only an expiry that was changed may be unknown to it.
  select k.id from public.api_keys k
  where k.status = 'active' and k.expiry_changed_at > private.key_service_lag_start() and k.expires_at <= now()
$$;
comment on function private.blocked_keys() is
  'Keys that are revoked, disabled or expired while the key service may still accept them.';
revoke all on function private.blocked_keys() from public, anon, authenticated;
grant execute on function private.blocked_keys() to service_role;
