-- What the key service is compared with, and the rows of keys that were never issued.

create function public.keys_to_reconcile(p_ids uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', k.id, 'organization_id', k.organization_id, 'issued', k.masked <> '', 'issuer_key_id', k.issuer_key_id,
    'name', k.name, 'status', k.status, 'models', k.models, 'expires_at', k.expires_at,
    'requests_per_minute', k.requests_per_minute, 'plan', plan.id, 'limits', private.plan_limits(plan.id))), '[]')
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.id = any (p_ids)
$$;
comment on function public.keys_to_reconcile(uuid[]) is
  'Keys as they should be at the key service: [{id, organization_id, issued, issuer_key_id, name, status, models, expires_at, requests_per_minute, plan, limits}]. Ids that are nobody''s are left out.';
revoke all on function public.keys_to_reconcile(uuid[]) from public, anon, authenticated;
grant execute on function public.keys_to_reconcile(uuid[]) to service_role;

create function public.sweep_unissued_keys(p_before timestamptz, p_limit integer default 1000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_swept bigint;
begin
  delete from public.api_keys where id = any (array(
    select id from public.api_keys where masked = '' and created_at < p_before
    order by created_at limit p_limit for update skip locked));
  get diagnostics v_swept = row_count;
  return jsonb_build_object('swept', v_swept);
end $$;
comment on function public.sweep_unissued_keys(timestamptz, integer) is
  'Deletes rows of keys whose making began before p_before and never ended: {swept}.';
revoke all on function public.sweep_unissued_keys(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.sweep_unissued_keys(timestamptz, integer) to service_role;
