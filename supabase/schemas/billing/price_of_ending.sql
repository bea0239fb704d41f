-- What each outcome of a request costs. layers/shared/portal/usage/pricing.py has the same table, with its reasons; a test
-- holds the two equal.
create function private.price_of_ending(
  p_ending text, p_prompt_tokens bigint, p_completion_tokens bigint, p_input bigint, p_output bigint
) returns bigint
language sql immutable set search_path = '' as $$
  select case
    when p_ending = 'ok' or (p_ending = 'cancelled' and p_completion_tokens > 0)
    then p_prompt_tokens * p_input + p_completion_tokens * p_output
    else 0 end
$$;
comment on function private.price_of_ending(text, bigint, bigint, bigint, bigint) is
  'Nano-USD for one request: prompt and produced tokens when it ended ok, or its client went away after the model had begun; 0 when the client left before that, when it failed, ran into the deadline or was abandoned.';
revoke all on function private.price_of_ending(text, bigint, bigint, bigint, bigint) from public, anon, authenticated;
grant execute on function private.price_of_ending(text, bigint, bigint, bigint, bigint) to service_role;
