create function public.renew_idempotency_claim(
  p_key_id uuid, p_name_hash text, p_request_id text, p_lease_seconds double precision
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.idempotent_requests set running_until = now() + make_interval(secs => p_lease_seconds)
  where key_id = p_key_id and name_hash = p_name_hash and request_id = p_request_id and running_until is not null;
  return found;
end $$;
comment on function public.renew_idempotency_claim(uuid, text, text, double precision) is
  'Extends a claim of claim_idempotency_key to p_lease_seconds from now. Returns false if the claim is no longer this request''s.';
revoke all on function public.renew_idempotency_claim(uuid, text, text, double precision) from public, anon, authenticated;
grant execute on function public.renew_idempotency_claim(uuid, text, text, double precision)
  to service_role, portal_gateway;
