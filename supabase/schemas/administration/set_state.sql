create function public.set_state(
  p_kind text, p_id text, p_state text, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before text;
  v_organization_id uuid;
begin
  case p_kind
    when 'user' then
      select case when suspended_at is null then 'active' else 'suspended' end into v_before
      from public.users where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.users set suspended_at = case when p_state = 'suspended' then now() end where id = p_id::uuid;
      end if;
    when 'organization' then
      select case when suspended_at is null then 'active' else 'suspended' end, id into v_before, v_organization_id
      from public.organizations where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.organizations set suspended_at = case when p_state = 'suspended' then now() end
        where id = p_id::uuid;
      end if;
    when 'api_key' then
      select status, organization_id into v_before, v_organization_id
      from public.api_keys where id = p_id::uuid and masked <> '' for update;
      if v_before = 'revoked' then
        return jsonb_build_object('outcome', 'revoked');
      end if;
      if v_before is not null and v_before <> p_state then
        update public.api_keys set status = p_state where id = p_id::uuid;
      end if;
    when 'model' then
      select state into v_before from public.router_pool_models where alias = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pool_models set state = p_state where alias = p_id;
      end if;
    when 'pool' then
      select state into v_before from public.router_pools where name = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pools set state = p_state where name = p_id;
      end if;
    else
      raise exception 'there is no state of a %', p_kind using errcode = 'invalid_parameter_value';
  end case;
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_before <> p_state then
    perform private.audit('admin', p_actor, v_organization_id, p_kind || '.state_changed', p_kind, p_id, jsonb_build_object('state', v_before),
      jsonb_build_object('state', p_state), p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done', 'before', v_before, 'after', p_state);
end $$;
comment on function public.set_state(text, text, text, text, text, text) is
  'Sets the state of a user, organization, api_key, model or pool and writes an audit entry if that changes it: {outcome: done, before, after} or {outcome: not_found | revoked}.';
revoke all on function public.set_state(text, text, text, text, text, text) from public, anon, authenticated;
grant execute on function public.set_state(text, text, text, text, text, text)
  to service_role, portal_control_plane;
