create function public.delete_old_refusals(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_requests bigint;
begin
  delete from public.refused_requests where ctid = any (array(
    select ctid from public.refused_requests where refused_at < p_now - interval '30 days'
    order by refused_at limit p_limit for update skip locked));
  get diagnostics v_requests = row_count;
  -- A day longer, so that no clock can bring an event back whose id is forgotten.
  delete from private.recorded_refusals where ctid = any (array(
    select ctid from private.recorded_refusals where refused_at < p_now - interval '31 days'
    order by refused_at limit p_limit for update skip locked));
  return jsonb_build_object('deleted', v_requests);
end $$;
comment on function public.delete_old_refusals(timestamptz, integer) is
  'Deletes refused requests after 30 days, and the ids of recorded events after 31, at most p_limit of each: {deleted}.';
revoke all on function public.delete_old_refusals(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.delete_old_refusals(timestamptz, integer) to service_role, portal_usage_rollup;
