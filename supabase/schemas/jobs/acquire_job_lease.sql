-- One statement decides, so of concurrent calls one gets the lease.
create function public.acquire_job_lease(p_job text, p_run_id uuid, p_seconds double precision) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.job_leases as l (job, run_id, expires_at)
  values (p_job, p_run_id, clock_timestamp() + make_interval(secs => p_seconds))
  on conflict (job) do update set run_id = excluded.run_id, expires_at = excluded.expires_at
  where l.run_id = excluded.run_id or l.expires_at <= clock_timestamp();
  return found;
end $$;
comment on function public.acquire_job_lease(text, uuid, double precision) is
  'Gives a run the lease of its job for p_seconds from now, or extends it. Returns false if another run has it.';
revoke all on function public.acquire_job_lease(text, uuid, double precision) from public, anon, authenticated;
grant execute on function public.acquire_job_lease(text, uuid, double precision)
  to service_role, portal_key_upkeep, portal_usage_rollup;
