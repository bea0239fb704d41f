-- A first sign-in becomes an account, exactly once.

create function public.provision_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_name text := left(coalesce(p_display_name, ''), 200);
  v_user uuid;
  v_organization uuid;
begin
  -- Each step either makes its row or waits for the call that is making it, so concurrent first requests
  -- end with the same ids.
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
comment on function public.provision_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}.';
revoke all on function public.provision_account(text, text, text, text) from public, anon, authenticated;
grant execute on function public.provision_account(text, text, text, text) to service_role;

-- Security definer: the auth server signs people up under a role of its own that sees none of our tables.
create function private.on_auth_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    perform public.provision_account('supabase', new.id::text, new.email,
      coalesce(new.raw_user_meta_data ->> 'display_name', new.raw_user_meta_data ->> 'full_name',
               new.raw_user_meta_data ->> 'name'));
  else
    update public.users set email = new.email
    where auth_provider = 'supabase' and auth_subject = new.id::text and email is distinct from new.email;
  end if;
  return new;
end $$;
comment on function private.on_auth_user() is 'Trigger on auth.users: sign-up makes the account, a changed address follows.';
revoke all on function private.on_auth_user() from public, anon, authenticated;
create trigger provision_account after insert on auth.users
  for each row execute function private.on_auth_user();
create trigger follow_email after update of email on auth.users
  for each row execute function private.on_auth_user();

create function public.change_plan(p_organization_id uuid, p_plan text, p_actor text default 'system',
                                   p_reason text default '') returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_now timestamptz;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  if not found then
    raise exception 'unknown organisation' using errcode = 'foreign_key_violation';
  end if;
  v_before := private.current_plan(p_organization_id);
  v_now := clock_timestamp();  -- not when the transaction began: it may have waited for another change
  if v_before is distinct from p_plan then
    update public.plan_subscriptions set status = 'ended', ended_at = v_now
    where organization_id = p_organization_id and ended_at is null;
    insert into public.plan_subscriptions (organization_id, plan, started_at)
    values (p_organization_id, p_plan, v_now);
    insert into public.audit_log
      (actor_type, actor, organization_id, action, target_type, target_id, reason, before, after)
    values (case when p_actor = 'system' then 'system' else 'admin' end, p_actor, p_organization_id,
            'plan.changed', 'organization', p_organization_id::text, p_reason,
            jsonb_build_object('plan', v_before), jsonb_build_object('plan', p_plan));
  end if;
  return jsonb_build_object('organization_id', p_organization_id, 'plan', p_plan);
end $$;
comment on function public.change_plan(uuid, text, text, text) is
  'Ends the plan in force and begins another, with an audit entry. Changing to the same plan does nothing.';
revoke all on function public.change_plan(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.change_plan(uuid, text, text, text) to service_role;
