create function public.complete_idempotent_request(
  p_key_id uuid, p_name_hash text, p_request_id text, p_content_type text default null, p_sealed_response text default null
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.idempotent_requests
  set running_until = null, content_type = p_content_type, sealed_response = p_sealed_response
  where key_id = p_key_id and name_hash = p_name_hash and request_id = p_request_id;
  return found;
end $$;
comment on function public.complete_idempotent_request(uuid, text, text, text, text) is
  'Completes a claim of claim_idempotency_key with the response to replay, or without one if it is too large. Returns false if another request has taken the claim over. Safe to repeat.';
revoke all on function public.complete_idempotent_request(uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.complete_idempotent_request(uuid, text, text, text, text)
  to service_role, portal_gateway;
