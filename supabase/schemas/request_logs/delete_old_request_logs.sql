create function public.delete_old_request_logs(p_days integer, p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_logs bigint;
begin
  delete from public.request_logs where ctid = any (array(
    select ctid from public.request_logs where admitted_at < v_before
    order by admitted_at limit p_limit for update skip locked));
  get diagnostics v_logs = row_count;
  -- E-mail addresses in old invitations are personal data too.
  delete from public.organization_invitations where ctid = any (array(
    select ctid from public.organization_invitations where expires_at < v_before
    order by expires_at limit p_limit for update skip locked));
  perform private.delete_old_sign_ups(p_limit);
  return jsonb_build_object('deleted', v_logs);
end $$;
comment on function public.delete_old_request_logs(integer, integer) is
  'Deletes request logs older than p_days, and invitations that expired as long ago, at most p_limit of each, and what delete_old_sign_ups deletes: {deleted}.';
revoke all on function public.delete_old_request_logs(integer, integer) from public, anon, authenticated;
grant execute on function public.delete_old_request_logs(integer, integer) to service_role, portal_usage_rollup;
