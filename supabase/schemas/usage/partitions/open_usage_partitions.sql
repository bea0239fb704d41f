-- Each partition is created as a table and then attached, so that requests can be recorded meanwhile. A call that waits
-- for a lock longer than 2 s fails, and the next minute tries again. A partition does not inherit row-level security or
-- grants. It gets row-level security and no grants, so that it can only be read through usage_events.
-- Security definer: only the owner of usage_events may attach a partition.
create function public.open_usage_partitions(p_now timestamptz default now(), p_months integer default 3) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  v_month timestamp;
  v_name text;
  v_created integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('public.open_usage_partitions', 0));
  for v_month in
    select date_trunc('month', p_now at time zone 'UTC') + make_interval(months => n)
    from generate_series(0, p_months) n
  loop
    v_name := to_char(v_month, '"usage_events_"YYYY_MM');
    continue when to_regclass('private.' || v_name) is not null;
    execute format('create table private.%I (like public.usage_events including all)', v_name);
    execute format('comment on table private.%I is %L', v_name,
      'Requests of ' || to_char(v_month, 'YYYY-MM') || ' (UTC), by the time in their ids.');
    execute format('alter table private.%I enable row level security', v_name);
    execute format('revoke all on table private.%I from public, anon, authenticated, service_role', v_name);
    execute format('alter table public.usage_events attach partition private.%I for values from (%L) to (%L)', v_name,
      private.request_id_floor(v_month at time zone 'UTC'),
      private.request_id_floor((v_month + interval '1 month') at time zone 'UTC'));
    v_created := v_created + 1;
  end loop;
  return jsonb_build_object('opened', v_created);
end $$;
comment on function public.open_usage_partitions(timestamptz, integer) is
  'Creates the missing partitions of usage_events for this month and the p_months after it: {opened}. Safe to run twice, late and concurrently.';
revoke all on function public.open_usage_partitions(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.open_usage_partitions(timestamptz, integer) to service_role, portal_usage_rollup;
