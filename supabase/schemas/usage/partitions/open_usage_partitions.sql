-- A partition is made beside the table and then attached, which lets requests be recorded meanwhile; whoever has to wait
-- longer than 2 s for a lock gives up, and the next minute tries again. A partition inherits neither row-level security
-- nor grants, so it gets the one and none of the others: nobody reads it but through usage_events.
-- Security definer: a table is made by its owner.
create function public.open_usage_partitions(p_now timestamptz default now(), p_months integer default 3) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  v_month timestamp;
  v_name text;
  v_opened integer := 0;
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
    v_opened := v_opened + 1;
  end loop;
  return jsonb_build_object('opened', v_opened);
end $$;
comment on function public.open_usage_partitions(timestamptz, integer) is
  'Makes the partitions of usage_events for this month and p_months after it, where there is none: {opened}. Safe to run twice, late and concurrently.';
revoke all on function public.open_usage_partitions(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.open_usage_partitions(timestamptz, integer) to service_role;
