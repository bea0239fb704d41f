create function private.withdraw_invitations_by(p_organization_id uuid, p_user_id uuid) returns void
language sql set search_path = '' as $$
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and invited_by = p_user_id and state = 'open'
$$;
comment on function private.withdraw_invitations_by(uuid, uuid) is
  'Withdraws the open invitations sent by a user who may no longer invite.';
revoke all on function private.withdraw_invitations_by(uuid, uuid) from public, anon, authenticated;
grant execute on function private.withdraw_invitations_by(uuid, uuid) to service_role;
