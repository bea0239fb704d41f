-- Part of record_usage. p_changed has the rows that the call changed; what arrived with this call has the number
-- p_batch. Rows are locked in the order of the primary key, so that concurrent calls cannot deadlock.
create function private.add_usage_hours(p_changed public.usage_events[], p_batch bigint) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.usage_hourly as h
    (organization_id, hour, model, key_id, requests, settled, abandoned, errors, client_disconnected, prompt_tokens,
     completion_tokens, uncounted_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts,
     ttft_counts)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC') as hour, c.model, c.key_id,
         count(*) filter (where coalesce(c.admitted_batch, p_batch) = p_batch
                            and coalesce(c.settled_batch, p_batch) = p_batch),
         count(*) filter (where c.settled_batch = p_batch),
         -count(*) filter (where c.settled_batch = p_batch and c.abandoned_at is not null),
         count(*) filter (where c.settled_batch = p_batch and c.outcome not in ('ok', 'client_disconnected')),
         count(*) filter (where c.settled_batch = p_batch and c.outcome = 'client_disconnected'),
         coalesce(sum(c.prompt_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.completion_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.uncounted_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.cost_nanousd) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.latency_ms) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.ttft_ms) filter (where c.settled_batch = p_batch), 0),
         count(c.ttft_ms) filter (where c.settled_batch = p_batch),
         private.count_by_duration_class(array_agg(c.latency_ms) filter (where c.settled_batch = p_batch)),
         private.count_by_duration_class(array_agg(c.ttft_ms) filter (where c.settled_batch = p_batch))
  from unnest(p_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set
    requests = h.requests + excluded.requests, settled = h.settled + excluded.settled,
    abandoned = h.abandoned + excluded.abandoned, errors = h.errors + excluded.errors,
    client_disconnected = h.client_disconnected + excluded.client_disconnected, prompt_tokens = h.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = h.completion_tokens + excluded.completion_tokens,
    uncounted_tokens = h.uncounted_tokens + excluded.uncounted_tokens,
    cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
    latency_ms_sum = h.latency_ms_sum + excluded.latency_ms_sum,
    ttft_ms_sum = h.ttft_ms_sum + excluded.ttft_ms_sum, ttft_count = h.ttft_count + excluded.ttft_count,
    latency_counts = private.add_counts(h.latency_counts, excluded.latency_counts),
    ttft_counts = private.add_counts(h.ttft_counts, excluded.ttft_counts);
end $$;
comment on function private.add_usage_hours(public.usage_events[], bigint) is
  'Adds the events that a call of record_usage changed to the hours of their admission.';
revoke all on function private.add_usage_hours(public.usage_events[], bigint) from public, anon, authenticated;
grant execute on function private.add_usage_hours(public.usage_events[], bigint) to service_role;
