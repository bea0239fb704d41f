create function public.find_key(p_secret_hash text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'key_id', k.id, 'organization_id', k.organization_id, 'allowance_id', private.allowance_of(k.organization_id),
    'plan', plan.id, 'models', k.models,
    'status', k.status, 'expires_at', k.expires_at, 'limits', private.key_limits(plan.id, k.requests_per_minute))
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.secret_hash = p_secret_hash
$$;
comment on function public.find_key(text) is
  'Returns the key with this hash: {key_id, organization_id, allowance_id, plan, models, status, expires_at, limits}, or null.';
revoke all on function public.find_key(text) from public, anon, authenticated;
grant execute on function public.find_key(text) to service_role, portal_gateway;
