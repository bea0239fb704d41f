-- Admitted and refused requests together, in one order. Planned for each call: unused filters drop out of the plan, and one request or one key is found by its own index.
create function public.usage_events_page(
  p_organization_id uuid, p_before timestamptz default null, p_before_id text default null,
  p_limit integer default 50, p_from timestamptz default null, p_to timestamptz default null,
  p_model text default null, p_key_id uuid default null, p_outcome text default null,
  p_request_id text default null
) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  -- Columns that only recording and maintenance use. Every other column of usage_events is returned.
  c_internal constant text[] := array['organization_id', 'deadline_at', 'abandoned_at', 'admitted_batch',
    'settled_batch', 'hold_nanousd', 'uncounted_tokens', 'estimated_tokens', 'attempted_targets'];
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with admitted as (
    select e.admitted_at as at, e.request_id, e.key_id,
           to_jsonb(e) - c_internal || jsonb_build_object('error_param', null) as entry
    from public.usage_events e
    where e.organization_id = p_organization_id
      and (p_before is null or (e.admitted_at, e.request_id) < (p_before, coalesce(p_before_id, '')))
      and (p_from is null or e.admitted_at >= p_from)
      and (p_to is null or e.admitted_at < p_to)
      and (p_model is null or e.model = p_model)
      and (p_key_id is null or e.key_id = p_key_id)
      and (p_outcome is null or e.outcome = p_outcome)
      and (p_request_id is null or e.request_id = p_request_id)
    order by e.admitted_at desc, e.request_id desc
    limit v_size + 1
  ), refused as (
    select r.refused_at as at, r.request_id, r.key_id, jsonb_build_object(
      'request_id', r.request_id, 'key_id', r.key_id, 'model', r.model, 'route', r.route, 'stream', r.stream,
      'state', 'refused', 'outcome', 'refused', 'status', r.status, 'error_code', r.error_code,
      'error_param', r.error_param, 'prompt_tokens', 0, 'completion_tokens', 0, 'total_tokens', 0,
      'token_source', 'estimated', 'cost_nanousd', 0, 'ttft_ms', null, 'latency_ms', null,
      'admitted_at', r.refused_at, 'settled_at', r.refused_at) as entry
    from public.refused_requests r
    where r.organization_id = p_organization_id
      and (p_before is null or (r.refused_at, r.request_id) < (p_before, coalesce(p_before_id, '')))
      and (p_from is null or r.refused_at >= p_from)
      and (p_to is null or r.refused_at < p_to)
      and (p_model is null or r.model = p_model)
      and (p_key_id is null or r.key_id = p_key_id)
      and (p_outcome is null or p_outcome = 'refused')
      and (p_request_id is null or r.request_id = p_request_id)
    order by r.refused_at desc, r.request_id desc
    limit v_size + 1
  ), found as (
    select b.*, row_number() over (order by b.at desc, b.request_id desc) as n
    from (select a.* from admitted a union all select r.* from refused r) b
    order by b.at desc, b.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'events', coalesce(jsonb_agg(
      f.entry || jsonb_build_object('key_name', k.name) order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f join public.api_keys k on k.id = f.key_id;
  return v_page;
end $$;
comment on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text) is
  'Admitted and refused requests of an organisation, newest first: {events: […], next: {before, before_id} or null}. Pass next as p_before and p_before_id for the next page.';
revoke all on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  from public, anon, authenticated;
grant execute on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  to service_role, portal_control_plane;
