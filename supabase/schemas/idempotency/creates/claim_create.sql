create function public.claim_create(
  p_organization_id uuid, p_user_id uuid, p_name_hash text, p_fingerprint text, p_request_id text,
  p_running_seconds double precision
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_row public.idempotent_creates;
begin
  -- Each claim deletes up to 100 expired rows, so the table needs no other cleanup.
  delete from public.idempotent_creates where ctid = any (array(
    select ctid from public.idempotent_creates where expires_at <= now() limit 100 for update skip locked));
  insert into public.idempotent_creates as c
    (organization_id, user_id, name_hash, fingerprint, resource_id, request_id, running_until, expires_at)
  values (p_organization_id, p_user_id, p_name_hash, p_fingerprint, gen_random_uuid(), p_request_id,
          now() + make_interval(secs => p_running_seconds), now() + interval '24 hours')
  on conflict (organization_id, user_id, name_hash) do update set
    request_id = excluded.request_id, running_until = excluded.running_until
  where c.fingerprint = excluded.fingerprint and c.running_until <= now()
  returning c.* into v_row;
  if found then
    return jsonb_build_object('state', 'run', 'resource_id', v_row.resource_id);
  end if;
  select * into v_row from public.idempotent_creates
  where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash;
  return case
    when v_row.fingerprint is distinct from p_fingerprint then jsonb_build_object('state', 'other_body')
    when v_row.response is null then jsonb_build_object('state', 'running')
    else jsonb_build_object('state', 'done', 'request_id', v_row.request_id, 'response', v_row.response)
  end;
end $$;
comment on function public.claim_create(uuid, uuid, text, text, text, double precision) is
  'Claims an Idempotency-Key of a user in an organisation: {state: run, resource_id}, {state: running | other_body}, or {state: done, request_id, response}. One caller at a time gets run; a caller that takes over an expired claim gets the same resource_id. Deletes claims older than 24 hours.';
revoke all on function public.claim_create(uuid, uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function public.claim_create(uuid, uuid, text, text, text, double precision)
  to service_role, portal_control_plane;
