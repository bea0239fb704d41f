create function public.follow_clerk_organization(
  p_user_id uuid, p_clerk_organization_id text, p_name text, p_role text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_new constant uuid := gen_random_uuid();
  v_organization_id uuid;
  v_before text;
begin
  -- Waits for an erasure that is under way; then there is nobody left to follow.
  perform 1 from public.users where id = p_user_id and erased_at is null for share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Makes it or locks the one there is.
  insert into public.organizations as o (id, name, kind, clerk_organization_id)
  values (v_new, left(p_name, 100), 'team', p_clerk_organization_id)
  on conflict on constraint organizations_clerk_once do update set name = o.name
  returning o.id into v_organization_id;
  if v_organization_id = v_new then
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization_id, 'free');
    perform private.audit('system', 'clerk', v_organization_id, 'organization.created', 'organization',
      v_organization_id::text, null, jsonb_build_object('clerk_organization_id', p_clerk_organization_id), null);
  end if;
  v_before := private.role_in(v_organization_id, p_user_id);
  if v_before is distinct from p_role then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, p_role)
    on conflict (organization_id, user_id) do update set role = excluded.role;
    perform private.audit('system', 'clerk', v_organization_id,
      case when v_before is null then 'member.joined' else 'member.role_changed' end, 'user', p_user_id::text,
      case when v_before is not null then jsonb_build_object('role', v_before) end,
      jsonb_build_object('role', p_role), null);
  end if;
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.follow_clerk_organization(uuid, text, text, text) is
  'Writes down what a token of Clerk says: makes the organisation that mirrors Clerk''s, once and on the free plan, and the membership in it: {outcome: done, organization_id} or {outcome: not_found}.';
revoke all on function public.follow_clerk_organization(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.follow_clerk_organization(uuid, text, text, text) to service_role;
