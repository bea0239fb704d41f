-- What each ending costs, and what the launch catalogue costs.

-- The same table as portal/usage/pricing.py, where its reasons are; a test holds the two equal.
create or replace function private.price_of_ending(
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

-- A change of price is another row with a later effective_from: what was admitted before it keeps its price.
insert into public.model_prices (model, effective_from, input_nanousd_per_token, output_nanousd_per_token) values
  ('oss-20b', '2026-11-24 00:00+00', 50, 200),
  ('oss-120b', '2026-11-24 00:00+00', 150, 600),
  ('gemma-4-26b', '2026-11-24 00:00+00', 100, 300),
  ('qwen-3.5-9b', '2026-11-24 00:00+00', 50, 150);
