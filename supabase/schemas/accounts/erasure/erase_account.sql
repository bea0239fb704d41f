create function public.erase_account(p_user_id uuid, p_request_id text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
  v_closed uuid[];
  v_keys jsonb;
  v_sign_in_deleted boolean := false;
begin
  -- No stronger lock: accepting an invitation locks its organisation and references this row.
  select * into v_user from public.users where id = p_user_id and erased_at is null for no key update;
  if v_user.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Lock all their organisations in one order, as the functions of organisations do.
  perform 1 from public.organizations o
  where o.id in (select organization_id from public.organization_members where user_id = p_user_id)
  order by o.id for update;
  if exists (select from public.organization_members m
             join public.organizations o on o.id = m.organization_id and o.clerk_organization_id is null
             where m.user_id = p_user_id and private.is_last_owner(m.organization_id, p_user_id)
               and exists (select from public.organization_members x
                           where x.organization_id = m.organization_id and x.user_id <> p_user_id)) then
    return jsonb_build_object('outcome', 'owns_teams');
  end if;
  select coalesce(array_agg(m.organization_id), '{}') into v_closed
  from public.organization_members m
  where m.user_id = p_user_id
    and not exists (select from public.organization_members x
                    where x.organization_id = m.organization_id and x.user_id <> p_user_id);

  select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'issuer_key_id', k.issuer_key_id)), '[]') into v_keys
  from public.api_keys k where k.organization_id = any (v_closed) and k.status <> 'revoked';
  update public.api_keys set status = 'revoked', name = 'erased' where organization_id = any (v_closed);
  -- If Clerk adds members later, a new row is created for its organisation.
  update public.organizations
  set name = 'Erased', suspended_at = coalesce(suspended_at, now()), clerk_organization_id = null
  where id = any (v_closed);
  delete from public.organization_invitations
  where organization_id = any (v_closed) or invited_by = p_user_id or email = lower(v_user.email);
  delete from public.request_logs where organization_id = any (v_closed);
  delete from public.refused_requests where organization_id = any (v_closed);
  delete from public.organization_members where user_id = p_user_id;
  delete from public.platform_admins where user_id = p_user_id;
  if v_user.auth_provider = 'supabase' then
    v_sign_in_deleted := private.delete_auth_user(v_user.auth_subject);
  end if;
  update public.users
  set auth_subject = 'erased:' || id, email = null, display_name = '', suspended_at = now(), erased_at = now(),
      erased_identity = private.identity_hash(auth_provider, auth_subject)
  where id = p_user_id;
  perform private.release_allowance(v_user.allowance_id);
  perform private.audit('user', p_user_id::text, null, 'account.erased', 'user', p_user_id::text, null,
    jsonb_build_object('closed_organizations', v_closed, 'revoked_keys', jsonb_array_length(v_keys)), p_request_id);
  return jsonb_build_object('outcome', 'done', 'closed_organizations', v_closed, 'revoked_keys', v_keys,
    'sign_in_deleted', v_sign_in_deleted);
end $$;
comment on function public.erase_account(uuid, text) is
  'Deletes a person''s account: {outcome: done, closed_organizations, revoked_keys: [{id, issuer_key_id}], sign_in_deleted} or {outcome: not_found | owns_teams}. Usage, ledger and audit log keep ids only.';
revoke all on function public.erase_account(uuid, text) from public, anon, authenticated;
grant execute on function public.erase_account(uuid, text) to service_role, portal_control_plane;
