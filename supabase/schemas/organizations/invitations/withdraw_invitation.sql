create function public.withdraw_invitation(p_organization_id uuid, p_actor uuid, p_invitation_id uuid, p_request_id text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_actor_role text;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  v_actor_role := private.member_role(p_organization_id, p_actor);
  if v_actor_role is null or v_actor_role = 'member' then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where id = p_invitation_id and organization_id = p_organization_id and state = 'open';
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  perform private.audit('user', p_actor::text, p_organization_id, 'invitation.withdrawn', 'invitation',
    p_invitation_id::text, jsonb_build_object('state', 'open'), jsonb_build_object('state', 'withdrawn'), p_request_id);
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.withdraw_invitation(uuid, uuid, uuid, text) is
  'Withdraws an open invitation: {outcome: done | not_found | not_permitted}.';
revoke all on function public.withdraw_invitation(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.withdraw_invitation(uuid, uuid, uuid, text) to service_role, portal_control_plane;
