create function public.remove_member(
  p_organization_id uuid, p_actor uuid, p_user_id uuid, p_revoke_keys boolean, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_actor_role text;
  v_old_role text;
  v_revoked jsonb := '[]';
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
  if p_revoke_keys then
    with revoked as (
      update public.api_keys k set status = 'revoked'
      from (select id, status from public.api_keys
            where organization_id = p_organization_id and created_by = p_user_id and status <> 'revoked' and masked <> ''
            order by id for no key update) old
      where k.id = old.id
      returning k.id, k.issuer_key_id, old.status as old_status),
    audited as (
      select r.id, r.issuer_key_id, private.audit('user', p_actor::text, p_organization_id, 'api_key.revoked', 'api_key',
        r.id::text, jsonb_build_object('status', r.old_status), jsonb_build_object('status', 'revoked'), p_request_id)
      from revoked r)
    select coalesce(jsonb_agg(jsonb_build_object('id', id, 'issuer_key_id', issuer_key_id)), '[]') into v_revoked
    from audited;
  end if;
  return jsonb_build_object('outcome', 'done', 'revoked_keys', v_revoked, 'keys_in_force', (
    select count(*) from public.api_keys k
    where k.organization_id = p_organization_id and k.created_by = p_user_id and k.status = 'active' and k.masked <> ''
      and (k.expires_at is null or k.expires_at > now())));
end $$;
comment on function public.remove_member(uuid, uuid, uuid, boolean, text) is
  'Removes a member, or lets a member leave, and revokes the keys they created if p_revoke_keys: {outcome: done, revoked_keys: [{id, issuer_key_id}], keys_in_force} (their keys that still work) or {outcome: not_found | not_permitted | last_owner}.';
revoke all on function public.remove_member(uuid, uuid, uuid, boolean, text) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid, uuid, boolean, text) to service_role, portal_control_plane;
