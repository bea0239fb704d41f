-- The upsert locks the rows in one order, and the decision is taken under the locks: concurrent calls count one after the
-- other, and two calls cannot wait for each other.
create function public.count_within_limits(p_limits jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_now double precision;
  v_full jsonb;
begin
  insert into private.rate_limit_counters as c (subject, seconds, bucket, current, previous, expires_at)
  select l.subject, l.seconds, 0, 0, 0, clock_timestamp() + make_interval(secs => 2 * l.seconds)
  from jsonb_to_recordset(p_limits) as l (subject text, seconds integer)
  order by l.subject, l.seconds
  on conflict (subject, seconds) do update set expires_at = c.expires_at;

  v_now := extract(epoch from clock_timestamp());
  -- Windows slide: of the previous bucket counts the part that is younger than the window.
  select jsonb_build_object('outcome', 'limited', 'name', f.name, 'limit', f.allowed, 'retry_after', f.retry_after)
  into v_full
  from (select w.name, w.allowed, 0.001 + w.seconds * case
                 when w.current >= w.allowed then 1 - w.fraction
                 else 1 - (w.allowed - w.current)::double precision / w.previous - w.fraction end as retry_after
        from (select l.name, l.seconds, l.allowed, b.fraction,
                     case when c.bucket >= b.bucket then c.current else 0 end as current,
                     case when c.bucket >= b.bucket then c.previous
                          when c.bucket = b.bucket - 1 then c.current else 0 end as previous
              from jsonb_to_recordset(p_limits) as l (name text, subject text, seconds integer, allowed integer)
              join private.rate_limit_counters c on c.subject = l.subject and c.seconds = l.seconds
              cross join lateral (select floor(v_now / l.seconds)::bigint as bucket,
                                         v_now / l.seconds - floor(v_now / l.seconds) as fraction) b) w
        where w.current + floor(w.previous * (1 - w.fraction)) >= w.allowed) f
  order by f.retry_after desc limit 1;
  if v_full is not null then
    return v_full;
  end if;

  update private.rate_limit_counters c
  set current = case when c.bucket >= b.bucket then c.current else 0 end + 1,
      previous = case when c.bucket >= b.bucket then c.previous when c.bucket = b.bucket - 1 then c.current else 0 end,
      bucket = greatest(c.bucket, b.bucket), expires_at = to_timestamp((b.bucket + 2) * c.seconds)
  from jsonb_to_recordset(p_limits) as l (subject text, seconds integer)
  cross join lateral (select floor(v_now / l.seconds)::bigint as bucket) b
  where c.subject = l.subject and c.seconds = l.seconds;
  -- Each call deletes a few expired rows, so the table needs no other cleanup. Last: it waits for nothing, and neither
  -- does anything after it, so it cannot be part of a deadlock.
  delete from private.rate_limit_counters where ctid = any (array(
    select ctid from private.rate_limit_counters where expires_at <= now() limit 20 for update skip locked));
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.count_within_limits(jsonb) is
  'Counts one event in every window of p_limits [{name, subject, seconds, allowed}], or in none if one is full: {outcome: done} or {outcome: limited, name, limit, retry_after} of the window that is full the longest; retry_after in seconds.';
revoke all on function public.count_within_limits(jsonb) from public, anon, authenticated;
grant execute on function public.count_within_limits(jsonb) to service_role, portal_control_plane;
