create function private.has_keys(p_organization_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.api_keys k
                 where k.organization_id = p_organization_id and k.status <> 'revoked'
                   and (k.expires_at is null or k.expires_at > now()))
$$;
comment on function private.has_keys(uuid) is
  'Whether an organisation has a key that is neither revoked nor expired. Without one, nothing about it can matter to a gateway.';
revoke all on function private.has_keys(uuid) from public, anon, authenticated;
grant execute on function private.has_keys(uuid) to service_role;
