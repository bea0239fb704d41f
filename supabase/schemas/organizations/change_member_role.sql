create function public.change_member_role(
  p_organization_id uuid, p_actor uuid, p_user_id uuid, p_role text, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_actor_role text;
  v_old_role text;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  v_actor_role := private.member_role(p_organization_id, p_actor);
  v_old_role := private.member_role(p_organization_id, p_user_id);
  if v_old_role is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_actor_role is null or v_actor_role = 'member' or (v_actor_role = 'admin' and 'owner' in (v_old_role, p_role)) then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_old_role = p_role then
    return jsonb_build_object('outcome', 'done');
  end if;
  if private.is_last_owner(p_organization_id, p_user_id) then
    return jsonb_build_object('outcome', 'last_owner');
  end if;
  update public.organization_members set role = p_role
  where organization_id = p_organization_id and user_id = p_user_id;
  if p_role = 'member' then
    perform private.withdraw_invitations_by(p_organization_id, p_user_id);
  end if;
  perform private.audit('user', p_actor::text, p_organization_id, 'member.role_changed', 'user', p_user_id::text,
    jsonb_build_object('role', v_old_role), jsonb_build_object('role', p_role), p_request_id);
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.change_member_role(uuid, uuid, uuid, text, text) is
  'Changes the role of a member: {outcome: done | not_found | not_permitted | last_owner}. Only owners may change owners.';
revoke all on function public.change_member_role(uuid, uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.change_member_role(uuid, uuid, uuid, text, text) to service_role, portal_control_plane;
