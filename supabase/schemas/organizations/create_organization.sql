-- Each change of an organisation is one call that decides and writes under a lock on the organisation's row, so that
-- concurrent calls cannot leave it without an owner. A rejected call returns {"outcome": ...} and changes nothing.
create function public.create_organization(
  p_id uuid, p_user_id uuid, p_name text, p_max_count integer, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_organization public.organizations;
begin
  perform 1 from public.users where id = p_user_id for update;  -- one at a time, so that the count stays exact
  select * into v_organization from public.organizations where id = p_id and created_by = p_user_id and kind = 'team';
  if v_organization.id is null then
    if (select count(*) from public.organizations where created_by = p_user_id and kind = 'team') >= p_max_count then
      return jsonb_build_object('outcome', 'too_many');
    end if;
    insert into public.organizations (id, name, kind, created_by) values (p_id, p_name, 'team', p_user_id)
    returning * into v_organization;
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization.id, p_user_id, 'owner');
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization.id, 'free');
    perform private.audit('user', p_user_id::text, v_organization.id, 'organization.created', 'organization',
      v_organization.id::text, null, jsonb_build_object('name', p_name), p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_organization.id, 'created_at', v_organization.created_at);
end $$;
comment on function public.create_organization(uuid, uuid, text, integer, text) is
  'Creates a team of this user on the free plan, once for each p_id: {outcome: done, id, created_at}, or {outcome: too_many} if the user has created p_max_count.';
revoke all on function public.create_organization(uuid, uuid, text, integer, text) from public, anon, authenticated;
grant execute on function public.create_organization(uuid, uuid, text, integer, text)
  to service_role, portal_control_plane;
