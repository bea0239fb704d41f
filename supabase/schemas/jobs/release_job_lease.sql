create function public.release_job_lease(p_job text, p_run_id uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.job_leases where job = p_job and run_id = p_run_id;
  return found;
end $$;
comment on function public.release_job_lease(text, uuid) is
  'Ends the lease of a run. Returns false if the run does not have it.';
revoke all on function public.release_job_lease(text, uuid) from public, anon, authenticated;
grant execute on function public.release_job_lease(text, uuid)
  to service_role, portal_key_upkeep, portal_usage_rollup;
