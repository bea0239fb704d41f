-- The same arithmetic as the key service's limiter: windows are aligned to the epoch, and the previous window counts by
-- the part of it that is still in range. Windows of whole hours start on whole hours, so the hourly rollup is enough
-- for them.
create function public.window_usage(p_organization_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  with plan as (
    select private.current_plan(p_organization_id) as id
  ), counted_ids as (
    select array(select private.counted_together(p_organization_id)) as ids
  ), limits as (
    select l.name, l.scope, l."limit", l.seconds,
           to_timestamp(floor(extract(epoch from now()) / l.seconds) * l.seconds) as started_at,
           mod(extract(epoch from now()), l.seconds) / l.seconds as elapsed
    from plan, jsonb_to_recordset(private.plan_limits(plan.id))
      as l (name text, scope text, "limit" integer, seconds integer)
  ), counted as (
    select l.*, case
      when l.scope = 'organization' and l.seconds % 3600 = 0 then (
        select floor(coalesce(sum(h.requests) filter (where h.hour >= l.started_at), 0)
                   + coalesce(sum(h.requests) filter (where h.hour < l.started_at), 0) * (1 - l.elapsed))
        from public.usage_hourly h
        where h.organization_id = any (c.ids) and h.hour >= l.started_at - make_interval(secs => l.seconds))
      when l.scope = 'organization' then (
        select floor(count(*) filter (where e.admitted_at >= l.started_at)
                   + count(*) filter (where e.admitted_at < l.started_at) * (1 - l.elapsed))
        from public.usage_events e
        where e.organization_id = any (c.ids) and e.admitted_at >= l.started_at - make_interval(secs => l.seconds))
      else (
        select coalesce(max(k.used), 0)
        from (select floor(count(*) filter (where e.admitted_at >= l.started_at)
                         + count(*) filter (where e.admitted_at < l.started_at) * (1 - l.elapsed)) as used
              from public.usage_events e
              where e.organization_id = p_organization_id
                and e.admitted_at >= l.started_at - make_interval(secs => l.seconds)
              group by e.key_id) k)
      end as used
    from limits l, counted_ids c
  )
  select jsonb_build_object(
    'plan', (select id from plan),
    'allowance_id', private.allowance_of(p_organization_id),
    'windows', coalesce((select jsonb_agg(jsonb_build_object(
      'name', c.name, 'scope', c.scope, 'limit', c."limit", 'used', c.used::bigint, 'seconds', c.seconds,
      'resets_at', c.started_at + make_interval(secs => c.seconds)) order by c.seconds) from counted c), '[]'))
$$;
comment on function public.window_usage(uuid) is
  'Use of each window of the plan: {plan, allowance_id, windows: [{name, scope, limit, used, seconds, resets_at}]}. For windows of scope key, used is that of the busiest key.';
revoke all on function public.window_usage(uuid) from public, anon, authenticated;
grant execute on function public.window_usage(uuid) to service_role, portal_control_plane;
