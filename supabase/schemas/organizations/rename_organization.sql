create function public.rename_organization(p_organization_id uuid, p_actor uuid, p_name text, p_request_id text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_before text;
  v_kind text;
begin
  select name, kind into v_before, v_kind from public.organizations where id = p_organization_id for update;
  if coalesce(private.member_role(p_organization_id, p_actor), '') not in ('owner', 'admin') then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_before <> p_name then
    update public.organizations set name = p_name where id = p_organization_id;
    perform private.audit('user', p_actor::text, p_organization_id, 'organization.renamed', 'organization',
      p_organization_id::text,
      -- A personal organisation is named after a person, and names could not be deleted from the log.
      case v_kind when 'team' then jsonb_build_object('name', v_before) end,
      case v_kind when 'team' then jsonb_build_object('name', p_name) end, p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.rename_organization(uuid, uuid, text, text) is
  'Renames an organisation: {outcome: done | not_permitted}.';
revoke all on function public.rename_organization(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.rename_organization(uuid, uuid, text, text) to service_role, portal_control_plane;
