create function public.change_plan(p_organization_id uuid, p_plan text, p_actor text default 'system',
                                   p_reason text default '', p_request_id text default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before text;
  v_now timestamptz;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  if not found then
    raise exception 'unknown organisation' using errcode = 'foreign_key_violation';
  end if;
  v_before := private.current_plan(p_organization_id);
  v_now := clock_timestamp();  -- not now(): the transaction may have waited for another change
  if v_before is distinct from p_plan then
    update public.plan_subscriptions set status = 'ended', ended_at = v_now
    where organization_id = p_organization_id and ended_at is null;
    insert into public.plan_subscriptions (organization_id, plan, started_at)
    values (p_organization_id, p_plan, v_now);
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, p_organization_id,
      'plan.changed', 'organization', p_organization_id::text, jsonb_build_object('plan', v_before),
      jsonb_build_object('plan', p_plan), p_request_id, p_reason);
  end if;
  return jsonb_build_object('organization_id', p_organization_id, 'plan', p_plan, 'before', v_before);
end $$;
comment on function public.change_plan(uuid, text, text, text, text) is
  'Ends the current plan and starts another, with an audit entry: {organization_id, plan, before}. Does nothing if the plan is the same.';
revoke all on function public.change_plan(uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.change_plan(uuid, text, text, text, text) to service_role, portal_control_plane;
