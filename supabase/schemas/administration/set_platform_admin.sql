create function public.set_platform_admin(
  p_user_id uuid, p_is_admin boolean, p_actor text, p_reason text, p_request_id text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_was_admin boolean;
begin
  perform 1 from public.users where id = p_user_id for update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  v_was_admin := exists (select from public.platform_admins where user_id = p_user_id);
  if v_was_admin <> p_is_admin then
    if p_is_admin then
      insert into public.platform_admins (user_id, granted_by, reason) values (p_user_id, p_actor, p_reason);
    else
      delete from public.platform_admins where user_id = p_user_id;
    end if;
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, null,
      case when p_is_admin then 'platform_admin.granted' else 'platform_admin.withdrawn' end, 'user', p_user_id::text,
      jsonb_build_object('platform_admin', v_was_admin), jsonb_build_object('platform_admin', p_is_admin),
      p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.set_platform_admin(uuid, boolean, text, text, text) is
  'Grants a user the operator role or withdraws it, with an audit entry: {outcome: done | not_found}.';
revoke all on function public.set_platform_admin(uuid, boolean, text, text, text) from public, anon, authenticated;
grant execute on function public.set_platform_admin(uuid, boolean, text, text, text) to service_role;
