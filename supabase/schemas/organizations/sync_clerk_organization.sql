create function public.sync_clerk_organization(
  p_user_id uuid, p_clerk_organization_id text, p_name text, p_role text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_new_id constant uuid := gen_random_uuid();
  v_organization_id uuid;
  v_old_role text;
begin
  -- Wait for a concurrent deletion of the account.
  perform 1 from public.users where id = p_user_id and erased_at is null for share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Create the organisation, or lock the existing row.
  -- Clerk does not tell who created it: it counts with the person who is the first to act for it.
  insert into public.organizations as o (id, name, kind, clerk_organization_id, allowance_id)
  values (v_new_id, left(p_name, 100), 'team', p_clerk_organization_id,
          (select u.allowance_id from public.users u where u.id = p_user_id))
  on conflict on constraint organizations_clerk_once do update set name = o.name
  returning o.id into v_organization_id;
  if v_organization_id = v_new_id then
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization_id, 'free');
    perform private.audit('system', 'clerk', v_organization_id, 'organization.created', 'organization',
      v_organization_id::text, null, jsonb_build_object('clerk_organization_id', p_clerk_organization_id), null);
  end if;
  v_old_role := private.member_role(v_organization_id, p_user_id);
  if v_old_role is distinct from p_role then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, p_role)
    on conflict (organization_id, user_id) do update set role = excluded.role;
    perform private.audit('system', 'clerk', v_organization_id,
      case when v_old_role is null then 'member.joined' else 'member.role_changed' end, 'user', p_user_id::text,
      case when v_old_role is not null then jsonb_build_object('role', v_old_role) end,
      jsonb_build_object('role', p_role), null);
  end if;
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.sync_clerk_organization(uuid, text, text, text) is
  'Copies an organisation and a membership from a Clerk token; a new organisation gets the free plan: {outcome: done, organization_id} or {outcome: not_found}.';
revoke all on function public.sync_clerk_organization(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.sync_clerk_organization(uuid, text, text, text) to service_role, portal_control_plane;
