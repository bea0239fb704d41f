-- The expected state that the keys of the key service are compared with.
create function public.keys_to_reconcile(p_ids uuid[]) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', k.id, 'organization_id', k.organization_id,
    'allowance_id', private.allowance_of(k.organization_id), 'issued', k.masked <> '', 'issuer_key_id', k.issuer_key_id,
    'name', k.name, 'status', k.status, 'models', k.models, 'expires_at', k.expires_at,
    'requests_per_minute', k.requests_per_minute, 'plan', plan.id, 'limits', private.plan_limits(plan.id))), '[]')
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.id = any (p_ids)
$$;
comment on function public.keys_to_reconcile(uuid[]) is
  'Keys as the key service should have them: [{id, organization_id, allowance_id, issued, issuer_key_id, name, status, models, expires_at, requests_per_minute, plan, limits}]. Unknown ids are left out.';
revoke all on function public.keys_to_reconcile(uuid[]) from public, anon, authenticated;
grant execute on function public.keys_to_reconcile(uuid[]) to service_role, portal_control_plane, portal_key_upkeep;
