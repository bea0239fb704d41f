-- p_id is a target or a whole router. What p_changes does not name stays; null takes a limit or a deadline away. A
-- deadline belongs to a drain and ends with it.
create function public.set_target(
  p_id text, p_changes jsonb, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_settings constant text[] := array['state', 'weight', 'tier', 'session_limit', 'drain_deadline'];
  v_kind constant text := case when p_id like 'rtr\_%' then 'router' else 'target' end;
  v_deadline constant timestamptz := (p_changes ->> 'drain_deadline')::timestamptz;
  v_before jsonb;
  v_after jsonb;
  v_changed_before jsonb;
  v_changed_after jsonb;
begin
  if jsonb_typeof(p_changes) is distinct from 'object' or p_changes = '{}' or p_changes - c_settings <> '{}' then
    raise exception 'p_changes must be an object of any of %', c_settings using errcode = 'invalid_parameter_value';
  end if;
  perform private.lock_router_targets();
  select jsonb_object_agg(t.id, private.target_settings(t)) into v_before
  from public.router_targets t where t.id = p_id or t.router_id = p_id;
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_deadline <= now() then
    return jsonb_build_object('outcome', 'deadline_passed');
  end if;
  if v_deadline is not null and exists (
    select from jsonb_each(v_before) b where coalesce(p_changes ->> 'state', b.value ->> 'state') <> 'draining') then
    return jsonb_build_object('outcome', 'not_draining');
  end if;

  with changed as (
    update public.router_targets t set
      state = n.state,
      weight = coalesce((p_changes ->> 'weight')::real, t.weight),
      tier = coalesce((p_changes ->> 'tier')::smallint, t.tier),
      session_limit = case when p_changes ? 'session_limit' then (p_changes ->> 'session_limit')::integer
                           else t.session_limit end,
      drain_deadline = case when n.state <> 'draining' then null when p_changes ? 'drain_deadline' then v_deadline
                            else t.drain_deadline end,
      state_since = case when n.state = t.state then t.state_since else now() end,
      state_reason = case when n.state = t.state then t.state_reason else p_reason end
    from (select r.id, coalesce(p_changes ->> 'state', r.state) as state from public.router_targets r
          where r.id = p_id or r.router_id = p_id) n
    where t.id = n.id
    returning t.*
  )
  select jsonb_object_agg(c.id, private.target_settings(c::public.router_targets)) into v_after from changed c;

  select jsonb_object_agg(d.id, d.before), jsonb_object_agg(d.id, d.after) into v_changed_before, v_changed_after
  from (select b.key as id, jsonb_object_agg(s.key, s.value) as before, jsonb_object_agg(s.key, v_after -> b.key -> s.key) as after
        from jsonb_each(v_before) b cross join lateral jsonb_each(b.value) s
        where s.value <> v_after -> b.key -> s.key
        group by b.key) d;
  if v_changed_before is not null then
    perform private.audit('admin', p_actor, null, v_kind || '.changed', v_kind, p_id,
      case v_kind when 'target' then v_changed_before -> p_id else v_changed_before end,
      case v_kind when 'target' then v_changed_after -> p_id else v_changed_after end, p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done', 'targets', (
    select jsonb_agg(jsonb_build_object('id', b.key, 'before', b.value, 'after', v_after -> b.key) order by b.key)
    from jsonb_each(v_before) b));
end $$;
comment on function public.set_target(text, jsonb, text, text, text) is
  'Sets any of {state, weight, tier, session_limit, drain_deadline} of one target (tgt_…) or of all targets of a router (rtr_…), and writes one audit entry of what that changes: {outcome: done, targets: [{id, before, after}]} or {outcome: not_found | deadline_passed | not_draining}.';
revoke all on function public.set_target(text, jsonb, text, text, text) from public, anon, authenticated;
grant execute on function public.set_target(text, jsonb, text, text, text) to service_role, portal_control_plane;
