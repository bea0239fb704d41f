-- usage_events in partitions by month. A request id begins with its time and is compared byte by byte, so a
-- range of ids is a range of time, and the primary key is the request id alone, unique over all partitions.

create function private.request_id_floor(p_at timestamptz) returns text
language sql immutable set search_path = '' as $$
  select 'req_' || string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((m.ms >> (5 * place)) & 31)::integer + 1, 1), '' order by place desc)
  from (select (extract(epoch from p_at) * 1000)::bigint as ms) m, generate_series(0, 9) as place
$$;
comment on function private.request_id_floor(timestamptz) is 'What every request id of that moment and later is not before.';
revoke all on function private.request_id_floor(timestamptz) from public, anon, authenticated;

-- What was one table becomes the partition of this month and of everything before it. No row moves. Its name is
-- that of its month, as open_usage_partitions looks for it.
do $$
declare
  v_name text := to_char(now() at time zone 'UTC', '"usage_events_"YYYY_MM');
begin
  alter table public.usage_events rename constraint usage_events_pkey to usage_events_first_pkey;
  alter index public.usage_events_page rename to usage_events_first_page;
  alter index public.usage_events_key_page rename to usage_events_first_key_page;
  alter index public.usage_events_in_flight rename to usage_events_first_in_flight;
  alter index public.usage_events_age rename to usage_events_first_age;
  alter index public.usage_events_holds rename to usage_events_first_holds;
  execute format('alter table public.usage_events rename to %I', v_name);
  execute format('drop policy members_read on public.%I', v_name);
  execute format('revoke all on table public.%I from anon, authenticated, service_role', v_name);
  execute format('create table public.usage_events (like public.%I including all excluding indexes)'
    ' partition by range (request_id)', v_name);
  execute format('alter table public.%I set schema private', v_name);
end $$;

comment on table public.usage_events is
  'Every request that was let in, once. Partitioned by month of its id; the partitions are in the schema private.';
alter table public.usage_events enable row level security;
revoke all on table public.usage_events from anon, authenticated, service_role;
grant select on table public.usage_events to authenticated;
grant select, insert, update, delete on table public.usage_events to service_role;
create policy members_read on public.usage_events for select to authenticated
  using (organization_id in (select private.member_orgs()));

alter table public.usage_events add primary key (request_id);
create index usage_events_page on public.usage_events (organization_id, admitted_at desc, request_id desc);
create index usage_events_key_page on public.usage_events (key_id, admitted_at desc);
create index usage_events_in_flight on public.usage_events (deadline_at) where state = 'admitted';
create index usage_events_age on public.usage_events using brin (admitted_at);
create index usage_events_holds on public.usage_events (organization_id) include (hold_nanousd)
  where state = 'admitted' and hold_nanousd > 0;
alter table public.usage_events add constraint usage_events_key foreign key (key_id, organization_id)
  references public.api_keys (id, organization_id);

-- The indexes and the reference that it has become those of the whole.
do $$
declare
  v_month timestamp := date_trunc('month', now() at time zone 'UTC');
begin
  execute format('alter table public.usage_events attach partition private.%I for values from (minvalue) to (%L)',
    to_char(v_month, '"usage_events_"YYYY_MM'),
    private.request_id_floor((v_month + interval '1 month') at time zone 'UTC'));
end $$;

-- The type of a row is another one now.
drop function private.mark_usage_days;
create function private.mark_usage_days(p_changed public.usage_events[]) returns void
language sql set search_path = '' as $$
  insert into private.usage_days_to_roll_up as d (organization_id, day, touched_at)
  select distinct c.organization_id, (c.admitted_at at time zone 'UTC')::date, now()
  from unnest(p_changed) c
  order by 1, 2
  on conflict (organization_id, day) do update set touched_at = excluded.touched_at
$$;
comment on function private.mark_usage_days(public.usage_events[]) is 'Marks the days of these events as to be rolled up.';
revoke all on function private.mark_usage_days(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.mark_usage_days(public.usage_events[]) to service_role;
-- Sessions that have these compiled with the old type compile them again.
alter function public.record_usage(jsonb) set search_path = '';
alter function public.reap_usage(timestamptz, integer) set search_path = '';

-- Security definer: a table is made by its owner. It is made beside and then attached, which lets requests be
-- recorded meanwhile; whoever has to wait longer than 2 s for a lock gives up, and the next minute tries again.
-- A partition inherits neither row-level security nor grants, so it gets the one and none of the others:
-- nobody reads it but through usage_events.
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

select public.open_usage_partitions();
