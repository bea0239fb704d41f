-- Part of record_usage. The ledger's trigger updates the balance.
create function private.write_usage_entries(p_changed public.usage_events[], p_batch bigint) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
  select c.organization_id, 'usage', -c.cost_nanousd, c.request_id, c.settled_at
  from unnest(p_changed) c
  where c.settled_batch = p_batch
  order by c.request_id
  on conflict on constraint billing_ledger_once do nothing;
end $$;
comment on function private.write_usage_entries(public.usage_events[], bigint) is
  'Writes the ledger entries of the requests that a call of record_usage settled, once for each request.';
revoke all on function private.write_usage_entries(public.usage_events[], bigint) from public, anon, authenticated;
grant execute on function private.write_usage_entries(public.usage_events[], bigint) to service_role;
