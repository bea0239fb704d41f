create function public.delete_old_pool_health(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_outcomes bigint;
  v_minutes bigint;
  v_hours bigint;
  v_days bigint;
begin
  delete from private.target_outcomes where ctid = any (array(
    select ctid from private.target_outcomes where bucket < p_now - interval '1 hour'
    order by bucket limit p_limit for update skip locked));
  get diagnostics v_outcomes = row_count;
  delete from private.pool_health_minutes where ctid = any (array(
    select ctid from private.pool_health_minutes where minute < p_now - interval '48 hours'
    order by minute limit p_limit for update skip locked));
  get diagnostics v_minutes = row_count;
  delete from private.pool_health_hours where ctid = any (array(
    select ctid from private.pool_health_hours where hour < p_now - interval '400 days'
    order by hour limit p_limit for update skip locked));
  get diagnostics v_hours = row_count;
  delete from private.pool_health_days where ctid = any (array(
    select ctid from private.pool_health_days where day < p_now - interval '400 days'
    order by day limit p_limit for update skip locked));
  get diagnostics v_days = row_count;
  return jsonb_build_object('deleted', v_outcomes + v_minutes + v_hours + v_days);
end $$;
comment on function public.delete_old_pool_health(timestamptz, integer) is
  'Deletes outcomes of targets after an hour, minutes of health after 48 hours and hours and days of health after 400 days, at most p_limit of each: {deleted}.';
revoke all on function public.delete_old_pool_health(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.delete_old_pool_health(timestamptz, integer) to service_role, portal_usage_rollup;
