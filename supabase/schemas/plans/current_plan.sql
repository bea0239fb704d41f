create function private.current_plan(p_organization_id uuid) returns text
language sql stable set search_path = '' as $$
  select coalesce((select s.plan from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null), 'free')
$$;
comment on function private.current_plan(uuid) is 'The current plan of an organisation: free without a subscription.';
revoke all on function private.current_plan(uuid) from public, anon, authenticated;
grant execute on function private.current_plan(uuid) to service_role;
