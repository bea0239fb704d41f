-- What each organisation has, and what admitted requests hold of it until they settle.

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
