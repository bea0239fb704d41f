-- Under the lock on the organisation's row: a key that expires meanwhile gave its place to others, and stays expired.
create function public.change_key(
  p_organization_id uuid, p_id uuid, p_changes jsonb, p_actor uuid, p_request_id text
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_old public.api_keys;
  v_new public.api_keys;
  v_expires_at timestamptz := (p_changes ->> 'expires_at')::timestamptz;
begin
  perform 1 from public.organizations where id = p_organization_id for no key update;
  select * into v_old from public.api_keys
  where id = p_id and organization_id = p_organization_id and masked <> '' for no key update;
  if v_old.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_old.status = 'revoked' or v_old.expires_at <= clock_timestamp() then
    return jsonb_build_object('outcome', 'key_not_valid');
  end if;
  if p_changes ? 'expires_at' and v_old.rotated_at is not null
     and (v_expires_at is null or v_expires_at > v_old.expires_at) then
    return jsonb_build_object('outcome', 'later_expiry');
  end if;
  update public.api_keys
  set name = case when p_changes ? 'name' then p_changes ->> 'name' else name end,
      expires_at = case when p_changes ? 'expires_at' then v_expires_at else expires_at end,
      requests_per_minute = case when p_changes ? 'requests_per_minute'
        then (p_changes ->> 'requests_per_minute')::integer else requests_per_minute end,
      models = case when not p_changes ? 'models' then models
        when jsonb_typeof(p_changes -> 'models') = 'array'
        then array(select jsonb_array_elements_text(p_changes -> 'models')) end
  where id = p_id returning * into v_new;
  perform private.audit('user', p_actor::text, p_organization_id, 'api_key.changed', 'api_key', p_id::text,
    (select jsonb_object_agg(b.key, b.value) from jsonb_each(to_jsonb(v_old)) b where p_changes ? b.key),
    p_changes, p_request_id);
  return jsonb_build_object('outcome', 'done', 'key', to_jsonb(v_new) - 'secret_hash');
end $$;
comment on function public.change_key(uuid, uuid, jsonb, uuid, text) is
  'Changes name, expires_at, models or requests_per_minute of a key, those that p_changes has, with an audit entry: {outcome: done, key} or {outcome: not_found | key_not_valid | later_expiry}. The expiry of a rotated key is not moved to a later time.';
revoke all on function public.change_key(uuid, uuid, jsonb, uuid, text) from public, anon, authenticated;
grant execute on function public.change_key(uuid, uuid, jsonb, uuid, text) to service_role, portal_control_plane;
