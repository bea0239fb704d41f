-- Money. Nano-USD as bigint; the balance of an organisation is the sum of its entries.

create table public.billing_ledger (
  id bigint generated always as identity primary key,
  organization_id uuid not null references public.organizations (id),
  kind text not null check (kind in ('usage', 'credit', 'refund', 'adjustment')),
  amount_nanousd bigint not null,
  source_id text not null check (source_id <> ''),
  reason text not null default '',
  actor text not null default 'system',
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint billing_ledger_once unique (kind, source_id),
  constraint billing_ledger_sign check (case kind
    when 'usage' then amount_nanousd <= 0
    when 'credit' then amount_nanousd > 0
    when 'refund' then amount_nanousd >= 0
    else true end)
);
comment on table public.billing_ledger is 'Every movement of money, for ever. Append-only: a mistake is corrected by another entry.';
comment on column public.billing_ledger.id is 'Order of writing.';
comment on column public.billing_ledger.organization_id is 'Whose balance.';
comment on column public.billing_ledger.kind is 'usage: a settled request; credit: paid or granted; refund: usage given back; adjustment: by hand, either sign.';
comment on column public.billing_ledger.amount_nanousd is 'Nano-USD; negative takes from the balance.';
comment on column public.billing_ledger.source_id is 'What it is for: the request id of usage and refunds, else the id of the payment or action. Once for each kind.';
comment on column public.billing_ledger.reason is 'In words, where a person decided.';
comment on column public.billing_ledger.actor is 'Who wrote it: system, or the user id of an admin.';
comment on column public.billing_ledger.occurred_at is 'When what it is for happened.';
comment on column public.billing_ledger.created_at is 'When it was written.';
create index billing_ledger_organization on public.billing_ledger (organization_id, id desc);
create trigger append_only before update or delete on public.billing_ledger
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.billing_ledger
  for each statement execute function private.refuse_change();

alter table public.billing_ledger enable row level security;
revoke all on table public.billing_ledger from anon, authenticated, service_role;
revoke all on sequence public.billing_ledger_id_seq from anon, authenticated, service_role;
grant select on table public.billing_ledger to authenticated;
grant select, insert on table public.billing_ledger to service_role;
create policy managers_read on public.billing_ledger for select to authenticated
  using (organization_id in (select private.member_orgs(array['owner', 'admin'])));

-- Which endings cost what. A failure on our side is free, whatever was produced before it.
create function private.price_of_ending(
  p_ending text, p_prompt_tokens bigint, p_completion_tokens bigint, p_input bigint, p_output bigint
) returns bigint
language sql immutable set search_path = '' as $$
  select case when p_ending in ('ok', 'cancelled')
    then p_prompt_tokens * p_input + p_completion_tokens * p_output
    else 0 end
$$;
comment on function private.price_of_ending(text, bigint, bigint, bigint, bigint) is
  'Nano-USD for one request: prompt and produced tokens when it ended ok or its client went away, 0 when it failed or was abandoned.';
revoke all on function private.price_of_ending(text, bigint, bigint, bigint, bigint) from public, anon, authenticated;
grant execute on function private.price_of_ending(text, bigint, bigint, bigint, bigint) to service_role;
