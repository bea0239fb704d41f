-- The partitions of a new database: one for the current month and everything before, then the following months. The
-- first is named after its month, because open_usage_partitions looks for that name.
do $$
declare
  v_month timestamp := date_trunc('month', now() at time zone 'UTC');
  v_name text := to_char(v_month, '"usage_events_"YYYY_MM');
begin
  execute format('create table private.%I (like public.usage_events including all)', v_name);
  execute format('comment on table private.%I is %L', v_name,
    'Requests of ' || to_char(v_month, 'YYYY-MM') || ' (UTC) and before, by the time in their ids.');
  execute format('alter table private.%I enable row level security', v_name);
  execute format('revoke all on table private.%I from public, anon, authenticated, service_role', v_name);
  execute format('alter table public.usage_events attach partition private.%I for values from (minvalue) to (%L)', v_name,
    private.request_id_floor((v_month + interval '1 month') at time zone 'UTC'));
end $$;

select public.open_usage_partitions();
