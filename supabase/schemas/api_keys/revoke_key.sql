create function public.revoke_key(p_organization_id uuid, p_id uuid, p_actor uuid, p_request_id text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_old public.api_keys;
  v_new public.api_keys;
begin
  select * into v_old from public.api_keys
  where id = p_id and organization_id = p_organization_id and masked <> '' for no key update;
  if v_old.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  v_new := v_old;
  if v_old.status <> 'revoked' then
    update public.api_keys set status = 'revoked' where id = p_id returning * into v_new;
    perform private.audit('user', p_actor::text, p_organization_id, 'api_key.revoked', 'api_key', p_id::text,
      jsonb_build_object('status', v_old.status), jsonb_build_object('status', 'revoked'), p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done', 'key', to_jsonb(v_new) - 'secret_hash');
end $$;
comment on function public.revoke_key(uuid, uuid, uuid, text) is
  'Revokes a key, with an audit entry if it was not revoked: {outcome: done, key} or {outcome: not_found}.';
revoke all on function public.revoke_key(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.revoke_key(uuid, uuid, uuid, text) to service_role, portal_control_plane;
