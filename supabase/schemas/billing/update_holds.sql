-- Locks all rows that the transaction changes in one statement, in the order of the key, including those that only the
-- ledger's trigger changes: concurrent calls cannot deadlock.
create function private.update_holds(p_organizations uuid[], p_amounts bigint[]) returns void
language sql set search_path = '' as $$
  insert into public.credit_balances as b (organization_id, held_nanousd)
  select m.organization_id, sum(m.amount)
  from unnest(p_organizations, p_amounts) as m (organization_id, amount)
  group by 1
  order by 1
  on conflict (organization_id) do update set held_nanousd = b.held_nanousd + excluded.held_nanousd
$$;
comment on function private.update_holds(uuid[], bigint[]) is
  'Adds these amounts to the holds of these organisations; an amount of 0 only locks the row.';
revoke all on function private.update_holds(uuid[], bigint[]) from public, anon, authenticated;
grant execute on function private.update_holds(uuid[], bigint[]) to service_role;
