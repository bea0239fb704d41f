create function public.request_logs_page(
  p_organization_id uuid default null, p_key_id uuid default null, p_request_id text default null,
  p_before timestamptz default null, p_before_id text default null, p_limit integer default 50
) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with admitted as (
    select l.admitted_at as at, l.request_id, to_jsonb(l) || jsonb_build_object('error_param', null) as entry
    from public.request_logs l
    where (p_organization_id is null or l.organization_id = p_organization_id)
      and (p_key_id is null or l.key_id = p_key_id)
      and (p_request_id is null or l.request_id = p_request_id)
      and (p_before is null or (l.admitted_at, l.request_id) < (p_before, coalesce(p_before_id, '')))
    order by l.admitted_at desc, l.request_id desc
    limit v_size + 1
  ), refused as (
    select r.refused_at as at, r.request_id, to_jsonb(r) - 'refused_at' || jsonb_build_object(
      'outcome', 'refused', 'admitted_at', r.refused_at, 'ended_at', r.refused_at, 'pool', null, 'attempts', null,
      'attempted_targets', null, 'ttft_ms', null, 'latency_ms', null) as entry
    from public.refused_requests r
    where (p_organization_id is null or r.organization_id = p_organization_id)
      and (p_key_id is null or r.key_id = p_key_id)
      and (p_request_id is null or r.request_id = p_request_id)
      and (p_before is null or (r.refused_at, r.request_id) < (p_before, coalesce(p_before_id, '')))
    order by r.refused_at desc, r.request_id desc
    limit v_size + 1
  ), found as (
    select b.*, row_number() over (order by b.at desc, b.request_id desc) as n
    from (select a.* from admitted a union all select r.* from refused r) b
    order by b.at desc, b.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'logs', coalesce(jsonb_agg(
      f.entry || jsonb_build_object('attempted_targets', private.attempts_with_routers(f.entry -> 'attempted_targets'))
      order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f;
  return v_page;
end $$;
comment on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) is
  'Request logs and refused requests of an organisation, a key or one request, newest first: {logs: […], next: {before, before_id} or null}. Pass next as p_before and p_before_id for the next page.';
revoke all on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) from public, anon, authenticated;
grant execute on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer)
  to service_role, portal_control_plane;
