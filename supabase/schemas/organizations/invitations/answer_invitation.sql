create function public.answer_invitation(p_token_hash text, p_user_id uuid, p_accept boolean, p_request_id text)
returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_organization_id uuid;
  v_invitation public.organization_invitations;
  v_state text := case when p_accept then 'accepted' else 'declined' end;
begin
  -- Lock the organisation first, as every function does; then read the invitation again.
  select organization_id into v_organization_id from public.organization_invitations where token_hash = p_token_hash;
  perform 1 from public.organizations where id = v_organization_id for update;
  select * into v_invitation from public.organization_invitations where token_hash = p_token_hash;
  if v_invitation.state is distinct from 'open' or v_invitation.expires_at <= clock_timestamp() then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_invitation.email is distinct from (select lower(email) from public.users where id = p_user_id) then
    return jsonb_build_object('outcome', 'other_address');
  end if;
  update public.organization_invitations set state = v_state, answered_at = now() where id = v_invitation.id;
  if p_accept then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, v_invitation.role) on conflict do nothing;
  end if;
  perform private.audit('user', p_user_id::text, v_organization_id, 'invitation.' || v_state, 'invitation',
    v_invitation.id::text, jsonb_build_object('state', 'open'),
    jsonb_build_object('state', v_state, 'role', v_invitation.role), p_request_id);
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.answer_invitation(text, uuid, boolean, text) is
  'Accepts or declines an invitation, once: {outcome: done, organization_id} or {outcome: not_found | other_address}.';
revoke all on function public.answer_invitation(text, uuid, boolean, text) from public, anon, authenticated;
grant execute on function public.answer_invitation(text, uuid, boolean, text) to service_role, portal_control_plane;
