create function public.claim_idempotency_key(
  p_key_id uuid, p_organization_id uuid, p_name_hash text, p_fingerprint text, p_request_id text,
  p_running_seconds double precision
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_row public.idempotent_requests;
begin
  insert into public.idempotent_requests as r
    (key_id, name_hash, organization_id, fingerprint, request_id, running_until, expires_at)
  values (p_key_id, p_name_hash, p_organization_id, p_fingerprint, p_request_id,
          now() + make_interval(secs => p_running_seconds), now() + interval '24 hours')
  on conflict (key_id, name_hash) do update set
    fingerprint = excluded.fingerprint, request_id = excluded.request_id, running_until = excluded.running_until,
    content_type = null, sealed_response = null,
    runs = case when r.expires_at <= now() then 1 else r.runs + 1 end,
    expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
  where r.expires_at <= now()
    or (r.fingerprint = excluded.fingerprint and r.sealed_response is null
        and (r.running_until is null or r.running_until <= now()))
  returning r.* into v_row;
  if found then
    return jsonb_build_object('state', 'run', 'previous_runs', v_row.runs - 1);
  end if;
  select * into v_row from public.idempotent_requests where key_id = p_key_id and name_hash = p_name_hash;
  return case
    when v_row.fingerprint is distinct from p_fingerprint then jsonb_build_object('state', 'other_body')
    when v_row.sealed_response is null then jsonb_build_object('state', 'running')
    else jsonb_build_object('state', 'done', 'request_id', v_row.request_id,
      'content_type', v_row.content_type, 'sealed_response', v_row.sealed_response)
  end;
end $$;
comment on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision) is
  'Claims an Idempotency-Key of an API key: {state: run, previous_runs}, {state: running | other_body}, or {state: done, request_id, content_type, sealed_response}. One caller at a time gets run; previous_runs is the number of runs before it.';
revoke all on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function public.claim_idempotency_key(uuid, uuid, text, text, text, double precision) to service_role;
