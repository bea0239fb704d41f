-- Percentiles cannot be added up: of each part only two points of its distribution are known. Half of a part's requests
-- count as its median, the others as its 95th percentile, and the percentiles are those of all these. That is exact
-- where the parts are alike; otherwise each result lies between the lowest and the highest of the parts, as the true one
-- does. PL/pgSQL keeps the plan.
create function private.merged_percentiles(
  p_p50 double precision[], p_p95 double precision[], p_requests bigint[]
) returns double precision[]
language plpgsql immutable parallel safe set search_path = '' as $$
declare
  v_merged double precision[];
begin
  with parts as (
    select p.p50, greatest(p.p50, p.p95) as p95, greatest(p.requests, 1) as requests
    from unnest(p_p50, p_p95, p_requests) as p (p50, p95, requests) where p.p50 is not null
  ), medians as (
    select m.p50 as ms, sum(m.requests) over (order by m.p50) as up_to from parts m
  ), halves as (
    select h.ms, sum(h.requests) over (order by h.ms) as up_to
    from (select p.p50 as ms, p.requests from parts p union all select p.p95, p.requests from parts p) h
  )
  select array[
    (select min(m.ms) from medians m where m.up_to >= 0.5 * (select max(up_to) from medians)),
    greatest((select min(p.p95) from parts p),
             (select min(h.ms) from halves h where h.up_to >= 0.95 * (select max(up_to) from halves)))]
  into v_merged;
  return v_merged;
end $$;
comment on function private.merged_percentiles(double precision[], double precision[], bigint[]) is
  'Median and 95th percentile of parts, of which these and the number of requests are known: exact for parts that are alike, otherwise between the lowest and the highest part. A part without requests counts as one; nulls without parts.';
revoke all on function private.merged_percentiles(double precision[], double precision[], bigint[]) from public, anon, authenticated;
grant execute on function private.merged_percentiles(double precision[], double precision[], bigint[]) to service_role;
