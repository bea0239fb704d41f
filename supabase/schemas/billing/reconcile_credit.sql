-- One statement, so that it sees only whole transactions while usage is being recorded.
create function public.reconcile_credit(p_after uuid default null, p_limit integer default 100) returns jsonb
language sql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
  with page as (
    select o.id as organization_id from public.organizations o
    where p_after is null or o.id > p_after
    order by o.id limit p_limit
  ), compared as (
    select p.organization_id,
           coalesce((select b.balance_nanousd from public.credit_balances b
                     where b.organization_id = p.organization_id), 0) as balance,
           coalesce((select b.held_nanousd from public.credit_balances b
                     where b.organization_id = p.organization_id), 0) as held,
           (select coalesce(sum(l.amount_nanousd), 0)::bigint from public.billing_ledger l
            where l.organization_id = p.organization_id and l.amount_nanousd <> 0) as entries,
           (select coalesce(sum(e.hold_nanousd), 0)::bigint from public.usage_events e
            where e.organization_id = p.organization_id and e.state = 'admitted' and e.hold_nanousd > 0) as holds
    from page p
  ), differences as (
    select c.organization_id, 'balance_differs' as difference, c.entries as expected, c.balance as found
    from compared c where c.entries <> c.balance
    union all
    select c.organization_id, 'hold_differs', c.holds, c.held from compared c where c.holds <> c.held
  )
  select jsonb_build_object(
    'organizations', count(*),
    'balance_nanousd', coalesce(sum(c.balance), 0), 'held_nanousd', coalesce(sum(c.held), 0),
    'next', case when count(*) = p_limit then (select max(p.organization_id::text) from page p) end,
    'differences', (select coalesce(jsonb_agg(to_jsonb(d)), '[]') from differences d))
  from compared c
$$;
comment on function public.reconcile_credit(uuid, integer) is
  'Compares the balances of p_limit organisations after p_after with the ledger, and their holds with requests in flight: {organizations, balance_nanousd, held_nanousd, next, differences: [{difference: balance_differs | hold_differs, organization_id, expected, found}]}. Pass next as p_after for the next page.';
revoke all on function public.reconcile_credit(uuid, integer) from public, anon, authenticated;
grant execute on function public.reconcile_credit(uuid, integer) to service_role, portal_usage_rollup;
