-- Every ledger entry changes the balance, whoever writes it. Usage on an allowance costs nothing and changes no row.
create function private.update_credit_balance() returns trigger
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
comment on function private.update_credit_balance() is
  'Trigger: adds new ledger entries to the balances of their organisations.';
revoke all on function private.update_credit_balance() from public, anon, authenticated;

create trigger update_credit_balance after insert on public.billing_ledger referencing new table as added
  for each statement execute function private.update_credit_balance();
