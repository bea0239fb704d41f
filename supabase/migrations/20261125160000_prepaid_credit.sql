-- Prepaid credit: a balance for each organisation, what requests under way hold of it, and a plan that uses it.

insert into public.plans (id, display_name, description, requests_per_minute, concurrent_streams, charging, position) values
  ('prepaid', 'Prepaid', 'Every request is paid from a balance of credit, and no window ends it.', 120, 50, 'prepaid', 3);

create table public.credit_balances (
  organization_id uuid primary key references public.organizations (id),
  balance_nanousd bigint not null default 0,
  held_nanousd bigint not null default 0
) with (fillfactor = 70);
comment on table public.credit_balances is
  'What each organisation has, written in the transactions that write its ledger and its usage. No row: nothing of either.';
comment on column public.credit_balances.organization_id is 'Who.';
comment on column public.credit_balances.balance_nanousd is 'Sum of its ledger. May fall below 0 by what was admitted before the gateways learned that nothing was left.';
comment on column public.credit_balances.held_nanousd is 'What its admitted requests may still cost: the sum of their hold_nanousd.';
alter table public.credit_balances enable row level security;
revoke all on table public.credit_balances from anon, authenticated, service_role;
grant select, insert, update on table public.credit_balances to service_role;

insert into public.credit_balances (organization_id, balance_nanousd)
select l.organization_id, sum(l.amount_nanousd) from public.billing_ledger l
group by 1 having sum(l.amount_nanousd) <> 0;

-- Whoever writes to the ledger, the balance follows. Usage on an allowance costs nothing and touches no row.
create function private.keep_balance() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into public.credit_balances as b (organization_id, balance_nanousd)
  select a.organization_id, sum(a.amount_nanousd) from added a
  where a.amount_nanousd <> 0
  group by 1
  order by 1
  on conflict (organization_id) do update set balance_nanousd = b.balance_nanousd + excluded.balance_nanousd;
  return null;
end $$;
comment on function private.keep_balance() is 'Trigger: adds new entries of the ledger to the balances of their organisations.';
revoke all on function private.keep_balance() from public, anon, authenticated;
create trigger keep_balance after insert on public.billing_ledger referencing new table as added
  for each statement execute function private.keep_balance();

alter table public.usage_events add column hold_nanousd bigint not null default 0 check (hold_nanousd >= 0);
comment on column public.usage_events.hold_nanousd is
  'What it held of the balance from its admission until its end: its price, were the answer as long as was allowed. 0 on an allowance.';

-- Takes every row it will need in one statement, in the order of the key, those that only the ledger's trigger
-- changes too: two recordings wait for each other at most one way.
create function private.move_holds(p_organizations uuid[], p_amounts bigint[]) returns void
language sql set search_path = '' as $$
  insert into public.credit_balances as b (organization_id, held_nanousd)
  select m.organization_id, sum(m.amount)
  from unnest(p_organizations, p_amounts) as m (organization_id, amount)
  group by 1
  order by 1
  on conflict (organization_id) do update set held_nanousd = b.held_nanousd + excluded.held_nanousd
$$;
comment on function private.move_holds(uuid[], bigint[]) is 'Adds these amounts to what these organisations hold; 0 only locks the row.';
revoke all on function private.move_holds(uuid[], bigint[]) from public, anon, authenticated;
grant execute on function private.move_holds(uuid[], bigint[]) to service_role;

-- As before, with the balance as it is kept. A key share of the organisation is enough to write for it, and
-- does not wait for, or hold up, recordings of its usage.
create or replace function public.grant_credit(
  p_organization_id uuid, p_amount_nanousd bigint, p_source_id text, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_entry public.billing_ledger;
begin
  perform 1 from public.organizations where id = p_organization_id for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, actor, occurred_at)
  values (p_organization_id, 'credit', p_amount_nanousd, p_source_id, p_reason, p_actor, now())
  on conflict on constraint billing_ledger_once do nothing
  returning * into v_entry;
  if v_entry.id is not null then
    perform private.audit('admin', p_actor, p_organization_id, 'credit.granted', 'organization',
      p_organization_id::text, null, jsonb_build_object('amount_nanousd', p_amount_nanousd), p_request_id, p_reason);
  else
    select * into v_entry from public.billing_ledger where kind = 'credit' and source_id = p_source_id;
    if v_entry.organization_id <> p_organization_id or v_entry.amount_nanousd <> p_amount_nanousd then
      return jsonb_build_object('outcome', 'used_otherwise');
    end if;
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_entry.id, 'created_at', v_entry.created_at,
    'balance_nanousd', (select b.balance_nanousd from public.credit_balances b
                        where b.organization_id = p_organization_id));
end $$;

-- Tokens that count for nothing, so that a month's quota asks for what was bought.
alter table public.usage_events add column uncounted_tokens bigint not null default 0 check (uncounted_tokens >= 0);
comment on column public.usage_events.uncounted_tokens is
  'Tokens of it that count towards no quota: of failures, and of repetitions of a request that counted.';
alter table public.usage_hourly add column uncounted_tokens bigint not null default 0;
comment on column public.usage_hourly.uncounted_tokens is 'Tokens of settled requests that count towards no quota.';

-- As before, with the balance as it is kept, what is held, and the tokens that count.
create or replace function public.billing_standing(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'plan', private.current_plan(p_organization_id),
    'plan_since', (select s.started_at from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null),
    'balance_nanousd', coalesce(b.balance_nanousd, 0),
    'held_nanousd', coalesce(b.held_nanousd, 0),
    'month_tokens', (select coalesce(sum(h.prompt_tokens + h.completion_tokens - h.uncounted_tokens), 0)::bigint
                     from public.usage_hourly h
                     where h.organization_id = p_organization_id and h.hour >= m.start),
    'month_cost_nanousd', (select coalesce(sum(h.cost_nanousd), 0)::bigint from public.usage_hourly h
                           where h.organization_id = p_organization_id and h.hour >= m.start),
    'month_start', m.start)
  from (select date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' as start) m
  left join public.credit_balances b on b.organization_id = p_organization_id
$$;
comment on function public.billing_standing(uuid) is
  'Plan, since when, balance, what is held of it, and counted tokens and cost of the calendar month (UTC): {plan, plan_since, balance_nanousd, held_nanousd, month_tokens, month_cost_nanousd, month_start}.';

-- As before, with the balance as it is kept.
create or replace function public.inspect_organization(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
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
