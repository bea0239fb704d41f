create function public.delete_old_request_logs(p_days integer, p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_logs bigint;
begin
  delete from public.request_logs where request_id in
    (select request_id from public.request_logs where admitted_at < v_before limit p_limit);
  get diagnostics v_logs = row_count;
  -- E-mail addresses in old invitations are personal data too.
  delete from public.organization_invitations where id in
    (select id from public.organization_invitations where expires_at < v_before limit p_limit);
  perform private.delete_old_sign_ups(p_limit);
  return jsonb_build_object('deleted', v_logs);
end $$;
comment on function public.delete_old_request_logs(integer, integer) is
  'Deletes request logs older than p_days, and invitations that expired as long ago, at most p_limit of each, and what delete_old_sign_ups deletes: {deleted}.';
revoke all on function public.delete_old_request_logs(integer, integer) from public, anon, authenticated;
grant execute on function public.delete_old_request_logs(integer, integer) to service_role, portal_usage_rollup;
