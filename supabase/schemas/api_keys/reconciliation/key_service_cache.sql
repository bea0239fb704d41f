create function private.key_service_cache(p_issuer text) returns interval
language sql immutable set search_path = '' as $$
  -- Unkey's nodes answer from a cache for up to 10 minutes, the lookup of the local issuer for up to 30 seconds.
  select case p_issuer when 'local' then interval '1 minute' else interval '15 minutes' end
$$;
comment on function private.key_service_cache(text) is
  'For how long a key service may answer from caches that do not know of a change it has.';
revoke all on function private.key_service_cache(text) from public, anon, authenticated;
grant execute on function private.key_service_cache(text) to service_role;
