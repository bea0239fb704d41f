create function public.delete_old_refusals(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_requests bigint;
begin
  delete from public.refused_requests where request_id in
    (select request_id from public.refused_requests where refused_at < p_now - interval '30 days' limit p_limit);
  get diagnostics v_requests = row_count;
  -- A day longer, so that no clock can bring an event back whose id is forgotten.
  delete from private.recorded_refusals where request_id in
    (select request_id from private.recorded_refusals where refused_at < p_now - interval '31 days' limit p_limit);
  return jsonb_build_object('deleted', v_requests);
end $$;
comment on function public.delete_old_refusals(timestamptz, integer) is
  'Deletes refused requests after 30 days, and the ids of recorded events after 31, at most p_limit of each: {deleted}.';
revoke all on function public.delete_old_refusals(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.delete_old_refusals(timestamptz, integer) to service_role, portal_usage_rollup;
