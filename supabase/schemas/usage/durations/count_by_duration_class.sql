create function private.count_by_duration_class(p_ms double precision[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  with counted as (
    select private.duration_class(m.ms) as class, count(*)::integer as requests
    from unnest(p_ms) as m (ms) where m.ms is not null group by 1
  )
  select coalesce(array_agg(coalesce(c.requests, 0) order by n.class), '{}')
  from generate_series(1, (select max(class) from counted)) as n (class) left join counted c using (class)
$$;
comment on function private.count_by_duration_class(double precision[]) is
  'Number of these durations in each class, up to the highest class that has any.';
revoke all on function private.count_by_duration_class(double precision[]) from public, anon, authenticated;
grant execute on function private.count_by_duration_class(double precision[]) to service_role;
