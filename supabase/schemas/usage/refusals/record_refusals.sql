-- Every event is counted once, also if it is repeated, reordered or sent by several callers at once. The first hundred of
-- a key and hour to be recorded are stored with their ids. A refusal in the future (by a clock that is ahead) happens now.
create function public.record_refusals(p_events jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_uuid constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  c_kept constant integer := 100;
  c_days constant interval := interval '30 days';
  v_new jsonb;
  v_rejected jsonb;
  v_recorded bigint;
begin
  with received as (
    select e.request_id, e.status, e.error_code, e.error_param, e.route, e.model, coalesce(e.stream, false) as stream,
           least(e.refused_at, now()) as refused_at,
           least(greatest(coalesce(e.count, 1), 1), 2147483647)::bigint as refusals,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization_id,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key_id
    from jsonb_to_recordset(p_events) as e (
      request_id text, organization_id text, key_id text, refused_at timestamptz, status smallint, error_code text,
      error_param text, route text, model text, stream boolean, count numeric)
  ), checked as (
    select t.*,
           case when k.id is null then 'unknown_key'
                when k.organization_id is distinct from t.organization_id then 'key_of_another_organization'
                when t.refused_at is null or t.refused_at < now() - c_days then 'too_old'
           end as rejection
    from received t left join public.api_keys k on k.id = t.key_id
  ), valid as (
    select distinct on (c.request_id) c.* from checked c where c.rejection is null order by c.request_id, c.refused_at
  ), added as (
    insert into private.recorded_refusals as r (request_id, organization_id, refused_at)
    select v.request_id, v.organization_id, v.refused_at from valid v order by v.request_id
    on conflict (request_id) do nothing
    returning r.request_id
  )
  select (select jsonb_agg(to_jsonb(v) || jsonb_build_object('hour', date_trunc('hour', v.refused_at, 'UTC')))
          from valid v join added a using (request_id)),
         (select coalesce(jsonb_agg(jsonb_build_object('request_id', c.request_id, 'reason', c.rejection)), '[]')
          from checked c where c.rejection is not null),
         (select count(*) from added)
  into v_new, v_rejected, v_recorded;

  -- One call at a time decides for a key and hour. It reads the rows of those before it, because each statement sees what
  -- was committed when it started.
  perform pg_advisory_xact_lock(h.lock)
  from (select distinct hashtextextended('record_refusals ' || n.key_id || extract(epoch from n.hour), 0) as lock
        from jsonb_to_recordset(v_new) as n (key_id text, hour timestamptz) order by 1) h;

  with numbered as (
    select e.*, row_number() over (partition by e.key_id, e.hour order by e.refused_at, e.request_id) as number
    from jsonb_to_recordset(v_new) as e (
      request_id text, organization_id uuid, key_id uuid, status smallint, error_code text, error_param text,
      route text, model text, stream boolean, refused_at timestamptz, hour timestamptz)
  ), stored as (
    select d.key_id, d.hour, (
      select count(*) from public.refused_requests r
      where r.key_id = d.key_id and r.refused_at >= d.hour and r.refused_at < d.hour + interval '1 hour') as requests
    from (select distinct n.key_id, n.hour from numbered n) d
  )
  insert into public.refused_requests
    (request_id, organization_id, key_id, status, error_code, error_param, route, model, stream, refused_at)
  select n.request_id, n.organization_id, n.key_id, n.status, n.error_code, n.error_param, n.route, n.model, n.stream,
         n.refused_at
  from numbered n join stored s using (key_id, hour)
  where s.requests + n.number <= c_kept
  order by n.request_id;

  insert into public.refusals_hourly as h (organization_id, hour, key_id, model, status, error_code, refusals)
  select n.organization_id, n.hour, n.key_id, coalesce(n.model, ''), n.status, n.error_code, sum(n.refusals)
  from jsonb_to_recordset(v_new) as n (
    organization_id uuid, hour timestamptz, key_id uuid, model text, status smallint, error_code text, refusals bigint)
  group by 1, 2, 3, 4, 5, 6
  order by 1, 2, 3, 4, 5, 6
  on conflict (organization_id, hour, key_id, model, status, error_code)
  do update set refusals = h.refusals + excluded.refusals;

  return jsonb_build_object(
    'recorded', v_recorded,
    'duplicates', jsonb_array_length(p_events) - jsonb_array_length(v_rejected) - v_recorded,
    'rejected', v_rejected);
end $$;
comment on function public.record_refusals(jsonb) is
  'Records an array of refused events: {recorded, duplicates, rejected: [{request_id, reason}]}. Counts each once, and stores the first hundred of a key and hour with their ids. Events of over 30 days ago are rejected.';
revoke all on function public.record_refusals(jsonb) from public, anon, authenticated;
grant execute on function public.record_refusals(jsonb) to service_role, portal_usage_ingest;
