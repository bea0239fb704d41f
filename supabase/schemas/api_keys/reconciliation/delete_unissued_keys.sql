create function public.delete_unissued_keys(p_before timestamptz, p_limit integer default 1000) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_deleted bigint;
begin
  delete from public.api_keys where id = any (array(
    select id from public.api_keys where masked = '' and created_at < p_before
    order by created_at limit p_limit for update skip locked));
  get diagnostics v_deleted = row_count;
  return jsonb_build_object('deleted', v_deleted);
end $$;
comment on function public.delete_unissued_keys(timestamptz, integer) is
  'Deletes keys created before p_before that were never issued, at most p_limit: {deleted}.';
revoke all on function public.delete_unissued_keys(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.delete_unissued_keys(timestamptz, integer) to service_role, portal_key_upkeep;
