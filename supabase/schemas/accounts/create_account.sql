create function private.create_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_name text := left(coalesce(p_display_name, ''), 200);
  v_user uuid;
  v_organization uuid;
begin
  -- Each step either inserts its row or waits for the concurrent call that inserts it, so concurrent first requests
  -- return the same ids.
  insert into public.users (auth_provider, auth_subject, email, display_name)
  values (p_auth_provider, p_auth_subject, p_email, v_name)
  on conflict on constraint users_identity do nothing
  returning id into v_user;
  if v_user is null then
    select id into strict v_user from public.users
    where auth_provider = p_auth_provider and auth_subject = p_auth_subject;
  end if;

  select id into v_organization from public.organizations where created_by = v_user and kind = 'personal';
  if v_organization is null then
    insert into public.organizations (name, kind, created_by)
    values (left(coalesce(nullif(v_name, ''), nullif(split_part(p_email, '@', 1), ''), 'Personal'), 100),
            'personal', v_user)
    on conflict (created_by) where kind = 'personal' do nothing
    returning id into v_organization;
    if v_organization is null then
      select id into strict v_organization from public.organizations
      where created_by = v_user and kind = 'personal';
    else
      insert into public.organization_members (organization_id, user_id, role)
      values (v_organization, v_user, 'owner');
      insert into public.plan_subscriptions (organization_id, plan) values (v_organization, 'free');
    end if;
  end if;
  return jsonb_build_object('user_id', v_user, 'organization_id', v_organization);
end $$;
comment on function private.create_account(text, text, text, text) is
  'Returns the account of an identity and creates it if it is new, with its personal organisation, owner membership and free plan: {user_id, organization_id}.';
revoke all on function private.create_account(text, text, text, text) from public, anon, authenticated;
grant execute on function private.create_account(text, text, text, text) to service_role;
