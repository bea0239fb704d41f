-- Decides and writes under the lock on the organisation's row: of concurrent calls exactly as many pass as keys are left.
create function public.reserve_key(
  p_id uuid, p_organization_id uuid, p_user_id uuid, p_name text, p_models text[], p_expires_at timestamptz,
  p_requests_per_minute integer, p_issuer text, p_max_count integer, p_replaces uuid default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_max_blocked_keys constant integer := 20000;
  v_suspended_at timestamptz;
  v_outcome text;
  v_used integer;
begin
  select suspended_at into v_suspended_at from public.organizations where id = p_organization_id for no key update;
  -- Somebody may have removed the member since the caller read the membership: whoever removes them revokes their keys
  -- under the same lock.
  if not found or private.member_role(p_organization_id, p_user_id) is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_suspended_at is not null then
    return jsonb_build_object('outcome', 'suspended');
  end if;
  if p_replaces is not null then
    v_outcome := private.rotation_refusal(p_organization_id, p_replaces);
    if v_outcome is not null then
      return jsonb_build_object('outcome', v_outcome);
    end if;
  end if;
  v_used := private.keys_in_force(p_organization_id);
  if v_used >= p_max_count then
    return jsonb_build_object('outcome', 'too_many_keys', 'used', v_used);
  end if;
  -- Every blocked key was a key: while there are no new ones, what every gateway reads every two seconds cannot grow
  -- beyond the keys that exist, and no revocation has to be refused or left out.
  if (select count(*) from (select from private.blocked_keys() limit c_max_blocked_keys) b) >= c_max_blocked_keys then
    return jsonb_build_object('outcome', 'too_many_blocked_keys');
  end if;
  insert into public.api_keys (id, organization_id, created_by, name, masked, issuer, models, expires_at,
                               requests_per_minute, created_at)
  values (p_id, p_organization_id, p_user_id, p_name, '', p_issuer, p_models, p_expires_at, p_requests_per_minute,
          clock_timestamp());
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.reserve_key(uuid, uuid, uuid, text, text[], timestamptz, integer, text, integer, uuid) is
  'Writes the row of a key that is about to be issued, as the replacement of p_replaces if that is given: {outcome: done}, {outcome: too_many_keys, used} at p_max_count keys, or {outcome: not_found | suspended | key_not_valid | rotated | too_many_blocked_keys}. not_found: p_user_id is no member, or p_replaces no key, of the organisation.';
revoke all on function public.reserve_key(uuid, uuid, uuid, text, text[], timestamptz, integer, text, integer, uuid)
  from public, anon, authenticated;
grant execute on function public.reserve_key(uuid, uuid, uuid, text, text[], timestamptz, integer, text, integer, uuid)
  to service_role, portal_control_plane;
