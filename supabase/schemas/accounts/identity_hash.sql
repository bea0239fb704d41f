create function private.identity_hash(p_auth_provider text, p_auth_subject text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(p_auth_provider || ':' || p_auth_subject, 'UTF8')), 'hex')
$$;
comment on function private.identity_hash(text, text) is
  'Hash of provider and subject. Recognises an identity without storing it.';
revoke all on function private.identity_hash(text, text) from public, anon, authenticated;
grant execute on function private.identity_hash(text, text) to service_role;
