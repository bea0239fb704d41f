-- An event of the earlier run may arrive later, however late: a queue holds events while the database is down. It must
-- not be charged besides the run that takes over. So the two are put in an order: record_usage holds the lock shared.
create function private.take_over_claim(
  p_key_id uuid, p_name_hash text, p_fingerprint text, p_request_id text, p_lease_seconds double precision
) returns boolean
language plpgsql set search_path = '' as $$
declare
  v_earlier text;
begin
  perform pg_advisory_xact_lock(private.usage_recording_lock());
  select r.request_id into v_earlier from public.idempotent_requests r
  where r.key_id = p_key_id and r.name_hash = p_name_hash and r.fingerprint = p_fingerprint and r.running_until <= now()
    and private.earlier_run(r.request_id, r.running_until) = 'over'
  for update;
  if not found then
    return false;
  end if;
  insert into private.superseded_runs (request_id) values (v_earlier) on conflict do nothing;
  update public.idempotent_requests
  set request_id = p_request_id, running_until = now() + make_interval(secs => p_lease_seconds)
  where key_id = p_key_id and name_hash = p_name_hash;
  return true;
end $$;
comment on function private.take_over_claim(uuid, text, text, text, double precision) is
  'Gives an expired claim whose run is over to another request. Returns false if it has not expired, or its run was paid for or may still settle.';
revoke all on function private.take_over_claim(uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function private.take_over_claim(uuid, text, text, text, double precision) to service_role;
