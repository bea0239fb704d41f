create function private.rotation_refusal(p_organization_id uuid, p_id uuid) returns text
language plpgsql set search_path = '' as $$
declare
  v_key public.api_keys;
begin
  select * into v_key from public.api_keys
  where id = p_id and organization_id = p_organization_id and masked <> '' for no key update;
  return case
    when v_key.id is null then 'not_found'
    when v_key.rotated_at is not null then 'rotated'
    when v_key.status = 'revoked' or v_key.expires_at <= clock_timestamp() then 'key_not_valid'
  end;
end $$;
comment on function private.rotation_refusal(uuid, uuid) is
  'Locks a key and returns why it cannot be rotated: not_found, rotated or key_not_valid. Null: it can.';
revoke all on function private.rotation_refusal(uuid, uuid) from public, anon, authenticated;
grant execute on function private.rotation_refusal(uuid, uuid) to service_role;
