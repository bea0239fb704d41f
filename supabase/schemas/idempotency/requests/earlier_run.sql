-- A request that was let in and has not settled may have ended a moment ago: its settled event takes some seconds.
create function private.earlier_run(p_request_id text, p_lease_end timestamptz) returns text
language plpgsql stable set search_path = '' as $$
declare
  c_settlement_lag constant interval := '30 seconds';
  v_event public.usage_events;
begin
  select * into v_event from public.usage_events e where e.request_id = p_request_id;
  return case
    when v_event.state = 'admitted' and p_lease_end > now() - c_settlement_lag then 'settling'
    when v_event.state = 'settled' and private.price_of_outcome(
      v_event.outcome, v_event.prompt_tokens, v_event.completion_tokens, 1, 1) > 0 then 'paid'
    else 'over'
  end;
end $$;
comment on function private.earlier_run(text, timestamptz) is
  'What became of a run whose claim expired at p_lease_end: paid; settling: it may have ended just now; over: it never began, failed, or was killed.';
revoke all on function private.earlier_run(text, timestamptz) from public, anon, authenticated;
grant execute on function private.earlier_run(text, timestamptz) to service_role;
