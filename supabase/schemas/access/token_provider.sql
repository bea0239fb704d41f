-- Policies call this: the same subject may be another person at another provider.
create function private.token_provider() returns text
language sql stable set search_path = '' as $$
  -- Supabase Auth's issuer ends so; the embedded server names none.
  select case when coalesce(auth.jwt() ->> 'iss', '/auth/v1') like '%/auth/v1' then 'supabase' else 'clerk' end
$$;
comment on function private.token_provider() is 'Who issued the caller''s token: a subject of one provider is nobody at the other.';
revoke all on function private.token_provider() from public, anon, authenticated;
grant execute on function private.token_provider() to authenticated, service_role;
