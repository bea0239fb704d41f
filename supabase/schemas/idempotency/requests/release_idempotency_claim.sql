create function public.release_idempotency_claim(p_key_id uuid, p_name_hash text, p_request_id text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.idempotent_requests
  where key_id = p_key_id and name_hash = p_name_hash and request_id = p_request_id and running_until is not null;
  return found;
end $$;
comment on function public.release_idempotency_claim(uuid, text, text) is
  'Ends a claim of claim_idempotency_key whose request cost nothing: the next request with the key runs. Returns false if the claim is no longer this request''s.';
revoke all on function public.release_idempotency_claim(uuid, text, text) from public, anon, authenticated;
grant execute on function public.release_idempotency_claim(uuid, text, text) to service_role, portal_gateway;
