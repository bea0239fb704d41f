create function private.member_role(p_organization_id uuid, p_user_id uuid) returns text
language sql stable set search_path = '' as $$
  select m.role from public.organization_members m
  where m.organization_id = p_organization_id and m.user_id = p_user_id
$$;
comment on function private.member_role(uuid, uuid) is 'The user''s role in the organisation. Null: not a member.';
revoke all on function private.member_role(uuid, uuid) from public, anon, authenticated;
grant execute on function private.member_role(uuid, uuid) to service_role;
