-- A call takes as many days as have about c_hours rows of hours, a second or two of work, so that it ends whatever the
-- number of organisations.
create function public.roll_up_usage(p_limit integer default 1000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_hours constant integer := 50000;
  v_days private.usage_days_to_roll_up[];
  v_rows bigint;
begin
  -- Two statements: the second must see what was committed while the first waited for locks.
  with candidates as (
    select c.organization_id, c.day,
           sum(c.hours) over (order by c.organization_id, c.day) - c.hours as hours_before
    from (select d.organization_id, d.day, (
            select count(*) from public.usage_hourly h
            where h.organization_id = d.organization_id and h.hour >= d.day::timestamp at time zone 'UTC'
              and h.hour < (d.day + 1)::timestamp at time zone 'UTC') as hours
          from private.usage_days_to_roll_up d
          order by d.organization_id, d.day limit p_limit) c
  ), selected as (
    select d.organization_id, d.day
    from private.usage_days_to_roll_up d join candidates c using (organization_id, day)
    where c.hours_before < c_hours
    order by d.organization_id, d.day
    for update of d
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
  'Rebuilds usage_daily from usage_hourly for the days that changed since the last run, at most p_limit and no more than a call can do: {days, rows}. Call it until it returns no days.';
revoke all on function public.roll_up_usage(integer) from public, anon, authenticated;
grant execute on function public.roll_up_usage(integer) to service_role, portal_usage_rollup;
