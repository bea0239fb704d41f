-- The caller holds the lock on the organisation, so that the number stays true until it commits.
create function private.keys_in_force(p_organization_id uuid) returns integer
language plpgsql set search_path = '' as $$
begin
  return (select count(*) from public.api_keys k
          where k.organization_id = p_organization_id and k.status <> 'revoked'
            and (k.expires_at is null or k.expires_at > clock_timestamp())
            and (k.masked <> '' or k.created_at > private.reservation_start()));
end $$;
comment on function private.keys_in_force(uuid) is
  'How many keys of an organisation count towards its limit: neither revoked nor expired, those that are being issued included.';
revoke all on function private.keys_in_force(uuid) from public, anon, authenticated;
grant execute on function private.keys_in_force(uuid) to service_role;
