create function public.roll_up_usage(p_limit integer default 10000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_days private.usage_days_to_roll_up[];
  v_rows bigint;
begin
  -- Two statements: the second must see what was committed while the first waited for locks.
  with selected as (
    select organization_id, day from private.usage_days_to_roll_up
    order by organization_id, day limit p_limit
    for update
  ), deleted as (
    delete from private.usage_days_to_roll_up d using selected
    where d.organization_id = selected.organization_id and d.day = selected.day
    returning d.*
  )
  select array_agg(t.*::private.usage_days_to_roll_up) into v_days from deleted t;

  insert into public.usage_daily as d
    (organization_id, day, model, key_id, requests, settled, abandoned, errors, client_disconnected, prompt_tokens,
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
  select h.organization_id, t.day, h.model, h.key_id, sum(h.requests), sum(h.settled), sum(h.abandoned),
         sum(h.errors), sum(h.client_disconnected), sum(h.prompt_tokens), sum(h.completion_tokens), sum(h.cost_nanousd),
         sum(h.latency_ms_sum), sum(h.ttft_ms_sum), sum(h.ttft_count),
         private.sum_counts(h.latency_counts), private.sum_counts(h.ttft_counts)
  from unnest(v_days) t
  join public.usage_hourly h on h.organization_id = t.organization_id
    and h.hour >= t.day::timestamp at time zone 'UTC' and h.hour < (t.day + 1)::timestamp at time zone 'UTC'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, day, model, key_id) do update set
    requests = excluded.requests, settled = excluded.settled, abandoned = excluded.abandoned,
    errors = excluded.errors, client_disconnected = excluded.client_disconnected, prompt_tokens = excluded.prompt_tokens,
    completion_tokens = excluded.completion_tokens, cost_nanousd = excluded.cost_nanousd,
    latency_ms_sum = excluded.latency_ms_sum, ttft_ms_sum = excluded.ttft_ms_sum,
    ttft_count = excluded.ttft_count, latency_counts = excluded.latency_counts,
    ttft_counts = excluded.ttft_counts;
  get diagnostics v_rows = row_count;
  return jsonb_build_object('days', coalesce(cardinality(v_days), 0), 'rows', v_rows);
end $$;
comment on function public.roll_up_usage(integer) is
  'Rebuilds usage_daily from usage_hourly for the days that changed since the last run, at most p_limit: {days, rows}.';
revoke all on function public.roll_up_usage(integer) from public, anon, authenticated;
grant execute on function public.roll_up_usage(integer) to service_role, portal_usage_rollup;
