create function public.delete_expired_responses(p_limit integer default 5000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_deleted bigint;
begin
  delete from public.idempotent_requests where ctid = any (array(
    select ctid from public.idempotent_requests where expires_at <= now()
    order by expires_at limit p_limit for update skip locked));
  get diagnostics v_deleted = row_count;
  delete from private.superseded_runs where ctid = any (array(
    select ctid from private.superseded_runs where superseded_at <= now() - interval '30 days'
    order by superseded_at limit p_limit for update skip locked));
  return jsonb_build_object('deleted', v_deleted);
end $$;
comment on function public.delete_expired_responses(integer) is
  'Deletes expired idempotent_requests, and superseded_runs of more than 30 days ago, at most p_limit of each: {deleted} counts the former. Safe to run twice and concurrently.';
revoke all on function public.delete_expired_responses(integer) from public, anon, authenticated;
grant execute on function public.delete_expired_responses(integer) to service_role, portal_usage_rollup;
