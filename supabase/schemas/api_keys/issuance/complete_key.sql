-- The key works from here on. The end of the key that it replaces, and the audit entry, are in the same transaction: no
-- step of it has to be undone.
create function public.complete_key(
  p_organization_id uuid, p_id uuid, p_masked text, p_secret_hash text, p_issuer_key_id text, p_request_id text,
  p_replaces uuid default null, p_grace_seconds double precision default 0
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_suspended_at timestamptz;
  v_key public.api_keys;
  v_old public.api_keys;
  v_replaced public.api_keys;
  v_outcome text;
begin
  select suspended_at into v_suspended_at from public.organizations where id = p_organization_id for no key update;
  select * into v_key from public.api_keys where id = p_id and organization_id = p_organization_id for no key update;
  if v_suspended_at is not null then
    return jsonb_build_object('outcome', 'suspended');
  end if;
  if v_key.id is null or v_key.masked <> '' or v_key.status <> 'active'
     or v_key.created_at <= private.reservation_start() then
    return jsonb_build_object('outcome', 'reservation_ended');
  end if;
  -- Who was removed meanwhile, or deleted their account, gets no key of the organisation.
  if private.member_role(p_organization_id, v_key.created_by) is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if p_replaces is not null then
    v_outcome := private.rotation_refusal(p_organization_id, p_replaces);
    if v_outcome is not null then
      return jsonb_build_object('outcome', v_outcome);
    end if;
    select * into v_old from public.api_keys where id = p_replaces;
    -- least() ignores null: a key that expires earlier anyway keeps its expiry.
    update public.api_keys
    set rotated_at = clock_timestamp(),
        expires_at = least(expires_at, clock_timestamp() + make_interval(secs => p_grace_seconds))
    where id = p_replaces returning * into v_replaced;
  end if;
  update public.api_keys
  set masked = p_masked, secret_hash = p_secret_hash, issuer_key_id = p_issuer_key_id, replaces = p_replaces
  where id = p_id returning * into v_key;
  if p_replaces is null then
    perform private.audit('user', v_key.created_by::text, p_organization_id, 'api_key.created', 'api_key', p_id::text, null,
      jsonb_build_object('name', v_key.name, 'masked', v_key.masked, 'status', v_key.status), p_request_id);
    return jsonb_build_object('outcome', 'done', 'key', to_jsonb(v_key) - 'secret_hash', 'replaced', null);
  end if;
  perform private.audit('user', v_key.created_by::text, p_organization_id, 'api_key.rotated', 'api_key', p_replaces::text,
    jsonb_build_object('expires_at', v_old.expires_at),
    jsonb_build_object('expires_at', v_replaced.expires_at, 'replaced_by', p_id), p_request_id);
  return jsonb_build_object('outcome', 'done', 'key', to_jsonb(v_key) - 'secret_hash',
                            'replaced', to_jsonb(v_replaced) - 'secret_hash');
end $$;
comment on function public.complete_key(uuid, uuid, text, text, text, text, uuid, double precision) is
  'Writes what the key service returned for a reserved key, which works from then on; lets the key that it replaces expire after the grace period; writes the audit entry: {outcome: done, key, replaced} or {outcome: suspended | reservation_ended | not_found | key_not_valid | rotated}.';
revoke all on function public.complete_key(uuid, uuid, text, text, text, text, uuid, double precision)
  from public, anon, authenticated;
grant execute on function public.complete_key(uuid, uuid, text, text, text, text, uuid, double precision)
  to service_role, portal_control_plane;
