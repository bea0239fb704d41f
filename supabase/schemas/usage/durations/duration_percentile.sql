create function private.duration_percentile(p_classes bigint[], p_counts bigint[], p_fraction double precision) returns double precision
language sql immutable parallel safe set search_path = '' as $$
  with running as (
    select t.class, sum(t.requests) over (order by t.class) as up_to
    from unnest(p_classes, p_counts) as t (class, requests)
  )
  -- The geometric middle of the class, so that the error is the same in both directions.
  select round((1.25 ^ (min(r.class) - 1.5))::numeric, 1)::double precision from running r
  where r.up_to > 0 and r.up_to >= p_fraction * (select max(up_to) from running)
$$;
comment on function private.duration_percentile(bigint[], bigint[], double precision) is
  'Percentile in milliseconds within ±12 %: the middle of its class. Null without requests.';
revoke all on function private.duration_percentile(bigint[], bigint[], double precision) from public, anon, authenticated;
grant execute on function private.duration_percentile(bigint[], bigint[], double precision) to service_role;
