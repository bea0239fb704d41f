create function public.inspect_organization(p_organization_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'id', o.id, 'name', o.name, 'kind', o.kind, 'suspended_at', o.suspended_at, 'created_at', o.created_at,
    'plan', private.current_plan(o.id),
    'balance_nanousd', coalesce((select b.balance_nanousd from public.credit_balances b
                                  where b.organization_id = o.id), 0),
    'models', (select array_agg(a.model order by a.model) from public.model_access_policies a
               where a.organization_id = o.id),
    'members', (select coalesce(jsonb_agg(jsonb_build_object(
        'user_id', u.id, 'email', u.email, 'display_name', u.display_name, 'role', m.role,
        'suspended', u.suspended_at is not null) order by m.created_at, u.id), '[]')
      from public.organization_members m join public.users u on u.id = m.user_id where m.organization_id = o.id),
    'keys', (select coalesce(jsonb_object_agg(k.status, k.n), '{}') from (
      select status, count(*) as n from public.api_keys
      where organization_id = o.id and masked <> '' group by status) k))
  from public.organizations o where o.id = p_organization_id
$$;
comment on function public.inspect_organization(uuid) is
  'An organisation as operators see it: its row, plan, balance, own models, members, and number of keys by status. Null if it does not exist.';
revoke all on function public.inspect_organization(uuid) from public, anon, authenticated;
grant execute on function public.inspect_organization(uuid) to service_role, portal_control_plane;
