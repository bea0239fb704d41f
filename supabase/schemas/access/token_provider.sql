-- Called by policies: the same subject may be another person at another provider.
create function private.token_provider() returns text
language sql stable set search_path = '' as $$
  -- Issuers of Supabase Auth end with /auth/v1; tokens of the embedded server have no issuer.
  select case when coalesce(auth.jwt() ->> 'iss', '/auth/v1') like '%/auth/v1' then 'supabase' else 'clerk' end
$$;
comment on function private.token_provider() is
  'The auth provider that issued the caller''s token: supabase or clerk. A subject is unique only within its provider.';
revoke all on function private.token_provider() from public, anon, authenticated;
grant execute on function private.token_provider() to authenticated, service_role;
