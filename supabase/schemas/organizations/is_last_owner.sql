create function private.is_last_owner(p_organization_id uuid, p_user_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.organization_members m
                 where m.organization_id = p_organization_id and m.user_id = p_user_id and m.role = 'owner')
     and not exists (select from public.organization_members m
                     where m.organization_id = p_organization_id and m.user_id <> p_user_id and m.role = 'owner')
$$;
comment on function private.is_last_owner(uuid, uuid) is 'Whether this user is the only owner of the organisation.';
revoke all on function private.is_last_owner(uuid, uuid) from public, anon, authenticated;
grant execute on function private.is_last_owner(uuid, uuid) to service_role;
