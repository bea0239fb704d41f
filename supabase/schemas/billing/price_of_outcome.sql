-- Price by outcome of a request. layers/shared/portal/usage/pricing.py has the same table and its reasons; a test
-- compares the two.
create function private.price_of_outcome(
  p_outcome text, p_prompt_tokens bigint, p_completion_tokens bigint, p_input bigint, p_output bigint
) returns bigint
language sql immutable set search_path = '' as $$
  select case
    when p_outcome = 'ok' or (p_outcome in ('client_disconnected', 'deadline') and p_completion_tokens > 0)
    then p_prompt_tokens * p_input + p_completion_tokens * p_output
    else 0 end
$$;
comment on function private.price_of_outcome(text, bigint, bigint, bigint, bigint) is
  'Price of one request in nano-USD: prompt and completion tokens if its outcome is ok, or if the client disconnected or the deadline passed after the first token; otherwise 0.';
revoke all on function private.price_of_outcome(text, bigint, bigint, bigint, bigint) from public, anon, authenticated;
grant execute on function private.price_of_outcome(text, bigint, bigint, bigint, bigint) to service_role;
