-- For the billing page.
create function public.billing_status(p_organization_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'plan', private.current_plan(p_organization_id),
    'plan_since', (select s.started_at from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null),
    'balance_nanousd', coalesce(b.balance_nanousd, 0),
    'held_nanousd', coalesce(b.held_nanousd, 0),
    'month_tokens', (select coalesce(sum(h.prompt_tokens + h.completion_tokens - h.uncounted_tokens), 0)::bigint
                     from public.usage_hourly h
                     where h.hour >= m.start and h.organization_id in (
                       select p_organization_id
                       union
                       select private.counted_together(p_organization_id)
                       from public.plans p
                       where p.id = private.current_plan(p_organization_id) and p.monthly_tokens is not null)),
    'month_cost_nanousd', (select coalesce(sum(h.cost_nanousd), 0)::bigint from public.usage_hourly h
                           where h.organization_id = p_organization_id and h.hour >= m.start),
    'month_start', m.start)
  from (select date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' as start) m
  left join public.credit_balances b on b.organization_id = p_organization_id
$$;
comment on function public.billing_status(uuid) is
  'Plan, its start, balance, holds, and counted tokens and cost of the calendar month (UTC), with a quota the tokens of all organisations that use it: {plan, plan_since, balance_nanousd, held_nanousd, month_tokens, month_cost_nanousd, month_start}.';
revoke all on function public.billing_status(uuid) from public, anon, authenticated;
grant execute on function public.billing_status(uuid) to service_role, portal_control_plane;
