-- A key share lock on the organisation is enough to write its ledger. It does not conflict with record_usage.
create function public.grant_credit(
  p_organization_id uuid, p_amount_nanousd bigint, p_source_id text, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
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
comment on function public.grant_credit(uuid, bigint, text, text, text, text) is
  'Writes a ledger entry that adds to a balance, once for each p_source_id: {outcome: done, id, created_at, balance_nanousd} or {outcome: not_found | used_otherwise}.';
revoke all on function public.grant_credit(uuid, bigint, text, text, text, text) from public, anon, authenticated;
grant execute on function public.grant_credit(uuid, bigint, text, text, text, text)
  to service_role, portal_control_plane;
