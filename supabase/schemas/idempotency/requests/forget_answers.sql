create function public.forget_answers(p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_forgotten bigint;
begin
  delete from public.idempotent_requests where ctid = any (array(
    select ctid from public.idempotent_requests where expires_at <= now() limit p_limit for update skip locked));
  get diagnostics v_forgotten = row_count;
  return jsonb_build_object('forgotten', v_forgotten);
end $$;
comment on function public.forget_answers(integer) is 'Deletes expired idempotent_requests: {forgotten}. Safe to run twice and concurrently.';
revoke all on function public.forget_answers(integer) from public, anon, authenticated;
grant execute on function public.forget_answers(integer) to service_role;
