-- Nobody has its secret: what its issuance changed is undone. The organisation has no more keys afterwards than before,
-- because the key that works again takes the place of the revoked one.
create function public.discard_key(p_organization_id uuid, p_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_key public.api_keys;
begin
  perform 1 from public.organizations where id = p_organization_id for no key update;
  select * into v_key from public.api_keys
  where id = p_id and organization_id = p_organization_id and status <> 'revoked' for no key update;
  update public.api_keys set status = 'revoked', replaces = null where id = v_key.id;
  update public.api_keys
  set rotated_at = null,
      -- Its owner may have given it an earlier expiry since.
      expires_at = case when expiry_changed_at = rotated_at then v_key.expires_at else expires_at end
  where id = v_key.replaces and rotated_at is not null and status <> 'revoked';
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.discard_key(uuid, uuid) is
  'Revokes a key whose secret was never delivered and undoes the rotation that made it, if one did: {outcome: done}.';
revoke all on function public.discard_key(uuid, uuid) from public, anon, authenticated;
grant execute on function public.discard_key(uuid, uuid) to service_role, portal_control_plane;
