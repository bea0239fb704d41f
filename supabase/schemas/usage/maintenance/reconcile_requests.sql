-- Compares requests with their ledger entries, p_requests at a time, whatever the traffic. Both tables are read in the
-- order of the request id, by the indexes that make it unique. One statement, so that it sees only whole transactions
-- while usage is being recorded.
create function public.reconcile_requests(
  p_from timestamptz, p_after text default null, p_now timestamptz default now(), p_requests integer default 20000,
  p_limit integer default 100
) returns jsonb
language plpgsql stable security definer set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  c_after constant text collate "C" := coalesce(p_after, private.request_id_floor(p_from));
  -- What is missing may still be in the queue.
  v_drained_until timestamptz := (
    select least(p_now, d.drained_until) from private.usage_queue_drain d where d.drained_until is not null);
  v_result jsonb;
begin
  with events as (
    select e.request_id, e.organization_id, e.state, e.deadline_at, e.admitted_batch, e.settled_at, e.cost_nanousd
    from public.usage_events e where e.request_id > c_after order by e.request_id limit p_requests
  ), entries as (
    select l.source_id as request_id, l.organization_id as charged_id, l.amount_nanousd
    from public.billing_ledger l where l.kind = 'usage' and l.source_id > c_after order by l.source_id limit p_requests
  ), page as (
    -- The last id that both lists reach. Null: both are complete.
    select least((select max(e.request_id) from events e having count(*) = p_requests),
                 (select max(l.request_id) from entries l having count(*) = p_requests)) as last_id
  ), compared as (
    select request_id, case
        when e.state is null then 'entry_without_request'
        -- Without a deadline nothing ever abandons it.
        when e.state = 'admitted'
          and coalesce(e.deadline_at < v_drained_until - interval '10 minutes', e.deadline_at is null) then 'not_abandoned'
        when e.state = 'settled' and e.admitted_batch is null and e.settled_at < v_drained_until - interval '1 hour'
          then 'admission_missing'
        when e.state = 'settled' and l.amount_nanousd is null then 'not_in_ledger'
        when e.state <> 'settled' and l.amount_nanousd is not null then 'charged_without_settlement'
        when e.organization_id <> l.charged_id then 'charged_to_another'
        when e.cost_nanousd <> -coalesce(l.amount_nanousd, 0) then 'ledger_differs'
      end as difference, coalesce(e.cost_nanousd, 0) as expected, -coalesce(l.amount_nanousd, 0) as found
    from events e full join entries l using (request_id)
    where (select p.last_id from page p) is null or request_id <= (select p.last_id from page p)
  ), differences as (
    select c.* from compared c where c.difference is not null
  )
  select jsonb_build_object(
    'compared', (select count(*) from compared),
    'next', (select p.last_id from page p),
    'differences', (select count(*) from differences),
    'first', (select coalesce(jsonb_agg(to_jsonb(d) order by d.request_id), '[]')
              from (select * from differences order by request_id limit p_limit) d))
  into v_result;
  return v_result;
end $$;
comment on function public.reconcile_requests(timestamptz, text, timestamptz, integer, integer) is
  'Compares about p_requests requests whose ids are of p_from or later with the ledger, those after the id p_after: {compared, next, differences, first: [{difference: not_abandoned | admission_missing | not_in_ledger | charged_without_settlement | charged_to_another | ledger_differs | entry_without_request, request_id, expected, found}]}. Pass next as p_after for the next page; null: there is none.';
revoke all on function public.reconcile_requests(timestamptz, text, timestamptz, integer, integer) from public, anon, authenticated;
grant execute on function public.reconcile_requests(timestamptz, text, timestamptz, integer, integer)
  to service_role, portal_usage_rollup;
