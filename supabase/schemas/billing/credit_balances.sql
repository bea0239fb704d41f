-- Balances, and what admitted requests hold of them until they settle.

create table public.credit_balances (
  organization_id uuid primary key references public.organizations (id),
  balance_nanousd bigint not null default 0,
  held_nanousd bigint not null default 0
) with (fillfactor = 70);
comment on table public.credit_balances is
  'Balance and holds of each organisation, written in the transactions that write its ledger and its usage. No row: both are 0.';
comment on column public.credit_balances.organization_id is 'The organisation.';
comment on column public.credit_balances.balance_nanousd is
  'Sum of its ledger entries. May fall below 0 by the cost of requests admitted before the gateways learned that the credit was used up.';
comment on column public.credit_balances.held_nanousd is 'Sum of the holds (hold_nanousd) of its requests in flight.';

alter table public.credit_balances enable row level security;
revoke all on table public.credit_balances from anon, authenticated, service_role;
grant select, insert, update on table public.credit_balances to service_role;
