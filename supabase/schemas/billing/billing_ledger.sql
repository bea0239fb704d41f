-- Every movement of money. The balance of an organisation is the sum of its entries.

create table public.billing_ledger (
  id bigint generated always as identity primary key,
  organization_id uuid not null references public.organizations (id),
  kind text not null check (kind in ('usage', 'credit', 'adjustment')),
  amount_nanousd bigint not null,
  source_id text collate "C" not null check (source_id <> ''),
  reason text not null default '',
  actor text not null default 'system',
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint billing_ledger_once unique (kind, source_id),
  constraint billing_ledger_sign check (case kind
    when 'usage' then amount_nanousd <= 0
    when 'credit' then amount_nanousd > 0
    else true end)
);
comment on table public.billing_ledger is
  'Every movement of money. Append-only: a mistake is corrected by another entry.';
comment on column public.billing_ledger.id is 'Number of the entry, in order of writing.';
comment on column public.billing_ledger.organization_id is 'The organisation whose balance changes.';
comment on column public.billing_ledger.kind is
  'usage: a settled request; credit: paid or granted; adjustment: by hand, either sign.';
comment on column public.billing_ledger.amount_nanousd is 'Amount in nano-USD; negative amounts reduce the balance.';
comment on column public.billing_ledger.source_id is
  'What the entry is for: of usage the request id; else the id of the payment or action. Unique for each kind.';
comment on column public.billing_ledger.reason is 'Reason given by the person who wrote it; may be empty.';
comment on column public.billing_ledger.actor is 'The author: system, or the user id of an operator.';
comment on column public.billing_ledger.occurred_at is 'When the event that caused the entry happened.';
comment on column public.billing_ledger.created_at is 'When the entry was written.';

create index billing_ledger_organization on public.billing_ledger (organization_id, id desc);
-- Entries of 0 do not change a balance, and are most of the ledger where plans are allowances.
create index billing_ledger_amounts on public.billing_ledger (organization_id) include (amount_nanousd)
  where amount_nanousd <> 0;

create trigger append_only before update or delete on public.billing_ledger
  for each row execute function private.reject_change();
create trigger append_only_truncate before truncate on public.billing_ledger
  for each statement execute function private.reject_change();

alter table public.billing_ledger enable row level security;
revoke all on table public.billing_ledger from anon, authenticated, service_role;
revoke all on sequence public.billing_ledger_id_seq from anon, authenticated, service_role;
grant select on table public.billing_ledger to authenticated;
grant select, insert on table public.billing_ledger to service_role;
grant select (id, organization_id, kind, amount_nanousd, source_id, reason, occurred_at, created_at)
  on table public.billing_ledger to portal_control_plane;
create policy managers_read on public.billing_ledger for select to authenticated
  using (organization_id in (select private.member_orgs(array['owner', 'admin'])));
create policy control_plane_reads on public.billing_ledger for select to portal_control_plane using (true);
