create function public.complete_create(
  p_organization_id uuid, p_user_id uuid, p_name_hash text, p_request_id text, p_response jsonb default null
) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if p_response is null then
    delete from public.idempotent_creates
    where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash
      and request_id = p_request_id and response is null;
  else
    update public.idempotent_creates set response = p_response, running_until = null
    where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash
      and request_id = p_request_id and response is null;
  end if;
  return found;
end $$;
comment on function public.complete_create(uuid, uuid, text, text, jsonb) is
  'Completes a claim of claim_create: stores the response to replay, or without one releases the claim. Returns false if another request has taken over the claim.';
revoke all on function public.complete_create(uuid, uuid, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.complete_create(uuid, uuid, text, text, jsonb) to service_role, portal_control_plane;
