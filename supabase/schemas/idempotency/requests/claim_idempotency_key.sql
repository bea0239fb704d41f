-- A claim lasts as long as its request renews it. The next request takes it over when it has expired, unless the usage
-- events know more of the earlier run: it was paid for without its response being stored, or it may still settle.
create function public.claim_idempotency_key(
  p_key_id uuid, p_organization_id uuid, p_name_hash text, p_fingerprint text, p_request_id text,
  p_lease_seconds double precision
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_row public.idempotent_requests;
begin
  loop
    insert into public.idempotent_requests as r
      (key_id, name_hash, organization_id, fingerprint, request_id, running_until, expires_at)
    values (p_key_id, p_name_hash, p_organization_id, p_fingerprint, p_request_id,
            now() + make_interval(secs => p_lease_seconds), now() + interval '24 hours')
    on conflict (key_id, name_hash) do update set
      fingerprint = excluded.fingerprint, request_id = excluded.request_id, running_until = excluded.running_until,
      content_type = null, sealed_response = null, expires_at = excluded.expires_at
    where r.expires_at <= now()
    returning r.* into v_row;
    if found then
      return jsonb_build_object('state', 'run');
    end if;
    select * into v_row from public.idempotent_requests where key_id = p_key_id and name_hash = p_name_hash;
    -- Not found: the claim was released meanwhile.
    exit when found;
  end loop;
  if v_row.running_until <= now()
    and private.take_over_claim(p_key_id, p_name_hash, p_fingerprint, p_request_id, p_lease_seconds) then
    return jsonb_build_object('state', 'run');
  end if;
  return case
    when v_row.fingerprint is distinct from p_fingerprint then jsonb_build_object('state', 'other_body')
    when v_row.sealed_response is not null then jsonb_build_object('state', 'done', 'request_id', v_row.request_id,
      'content_type', v_row.content_type, 'sealed_response', v_row.sealed_response)
    when v_row.running_until is null
      or (v_row.running_until <= now() and private.earlier_run(v_row.request_id, v_row.running_until) = 'paid')
      then jsonb_build_object('state', 'not_stored', 'request_id', v_row.request_id)
    else jsonb_build_object('state', 'running')
  end;
end $$;
comment on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision) is
  'Claims an Idempotency-Key of an API key: {state: run | running | other_body}, {state: not_stored, request_id} if an earlier run was paid for and has no stored response, or {state: done, request_id, content_type, sealed_response}. One caller at a time gets run, for p_lease_seconds from then or from each renewal.';
revoke all on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision)
  to service_role, portal_gateway;
