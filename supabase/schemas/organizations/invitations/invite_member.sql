create function public.invite_member(
  p_id uuid, p_organization_id uuid, p_actor uuid, p_email text, p_role text, p_token_hash text, p_expires_at timestamptz,
  p_max_count integer, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_organization public.organizations;
  v_actor_role text;
  v_invitation public.organization_invitations;
  v_is_rerun boolean;
begin
  select * into v_organization from public.organizations where id = p_organization_id for update;
  v_actor_role := private.member_role(p_organization_id, p_actor);
  if v_actor_role is null or v_actor_role = 'member' or (v_actor_role = 'admin' and p_role = 'owner') then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_organization.kind = 'personal' then
    return jsonb_build_object('outcome', 'personal');
  end if;
  if v_organization.suspended_at is not null then
    return jsonb_build_object('outcome', 'suspended');
  end if;
  if exists (select from public.organization_members m join public.users u on u.id = m.user_id
             where m.organization_id = p_organization_id and lower(u.email) = p_email) then
    return jsonb_build_object('outcome', 'already_member');
  end if;
  -- An earlier run with this id did not complete, so nobody received its token.
  delete from public.organization_invitations where id = p_id and organization_id = p_organization_id;
  v_is_rerun := found;
  -- A new invitation replaces an open one, whose token stops working.
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and email = p_email and state = 'open';
  if (select count(*) from public.organization_members where organization_id = p_organization_id)
     + (select count(*) from public.organization_invitations
        where organization_id = p_organization_id and state = 'open' and expires_at > clock_timestamp()) >= p_max_count then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  insert into public.organization_invitations (id, organization_id, email, role, token_hash, invited_by, expires_at)
  values (p_id, p_organization_id, p_email, p_role, p_token_hash, p_actor, p_expires_at)
  returning * into v_invitation;
  if not v_is_rerun then
    -- Without the e-mail address: it could not be deleted from the log.
    perform private.audit('user', p_actor::text, p_organization_id, 'invitation.created', 'invitation',
      v_invitation.id::text, null, jsonb_build_object('role', p_role), p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_invitation.id, 'created_at', v_invitation.created_at);
end $$;
comment on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text) is
  'Invites an e-mail address into a team, once for each p_id: {outcome: done, id, created_at} or {outcome: not_permitted | personal | suspended | already_member | too_many}.';
revoke all on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text)
  from public, anon, authenticated;
grant execute on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text)
  to service_role, portal_control_plane;
