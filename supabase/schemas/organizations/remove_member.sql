create function public.remove_member(p_organization_id uuid, p_actor uuid, p_user_id uuid, p_request_id text) returns jsonb
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
  if p_actor <> p_user_id
     and (v_actor_role is null or v_actor_role = 'member' or (v_actor_role = 'admin' and v_old_role = 'owner')) then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if private.is_last_owner(p_organization_id, p_user_id) then
    return jsonb_build_object('outcome', 'last_owner');
  end if;
  delete from public.organization_members where organization_id = p_organization_id and user_id = p_user_id;
  perform private.withdraw_invitations_by(p_organization_id, p_user_id);
  perform private.audit('user', p_actor::text, p_organization_id,
    case when p_actor = p_user_id then 'member.left' else 'member.removed' end, 'user', p_user_id::text,
    jsonb_build_object('role', v_old_role), null, p_request_id);
  return jsonb_build_object('outcome', 'done', 'keys_in_force', (
    select count(*) from public.api_keys k
    where k.organization_id = p_organization_id and k.created_by = p_user_id and k.status = 'active' and k.masked <> ''
      and (k.expires_at is null or k.expires_at > now())));
end $$;
comment on function public.remove_member(uuid, uuid, uuid, text) is
  'Removes a member, or lets a member leave: {outcome: done, keys_in_force} (active keys that the member created) or {outcome: not_found | not_permitted | last_owner}.';
revoke all on function public.remove_member(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid, uuid, text) to service_role, portal_control_plane;
