create function public.search_platform(p_query text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  c_limit constant integer := 20;
  v_id uuid := case when p_query ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
               then p_query::uuid end;
  -- Compare at most the eight characters that lists show. Comparing more would let a whole secret find its key.
  v_key text := case when length(p_query) >= 5 then left(p_query, 8) end;
  v_prefix text := replace(replace(replace(lower(p_query), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  return jsonb_build_object(
    'users', (select coalesce(jsonb_agg(u.found), '[]') from (
      select jsonb_build_object('id', u.id, 'email', u.email, 'display_name', u.display_name,
                                'suspended', u.suspended_at is not null) as found
      from public.users u
      where u.id = v_id or u.auth_subject = p_query or lower(u.email) = lower(p_query)
      order by u.created_at limit c_limit) u),
    'organizations', (select coalesce(jsonb_agg(o.found), '[]') from (
      select jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
                                'suspended', o.suspended_at is not null) as found
      from public.organizations o
      where o.id = v_id or lower(o.name) like v_prefix
         or o.id in (select m.organization_id from public.organization_members m
                     join public.users u on u.id = m.user_id
                     where u.id = v_id or lower(u.email) = lower(p_query))
      order by o.created_at limit c_limit) o),
    'keys', (select coalesce(jsonb_agg(k.found), '[]') from (
      select jsonb_build_object('id', k.id, 'organization_id', k.organization_id, 'name', k.name, 'masked', k.masked,
                                'status', k.status) as found
      from public.api_keys k
      where k.masked <> '' and (k.id = v_id or k.organization_id = v_id
        or (v_key is not null and k.masked like replace(replace(replace(v_key, '\', '\\'), '%', '\%'), '_', '\_') || '%'))
      order by k.created_at desc limit c_limit) k),
    'requests', (select coalesce(jsonb_agg(e.found), '[]') from (
      select jsonb_build_object('request_id', e.request_id, 'organization_id', e.organization_id, 'key_id', e.key_id,
                                'state', e.state, 'outcome', e.outcome) as found
      from public.usage_events e where e.request_id = p_query
      union all
      select jsonb_build_object('request_id', r.request_id, 'organization_id', r.organization_id, 'key_id', r.key_id,
                                'state', 'refused', 'outcome', 'refused')
      from public.refused_requests r where r.request_id = p_query) e));
end $$;
comment on function public.search_platform(text) is
  'Finds users, organisations, keys and requests by id, e-mail address, or start of a name or key: {users, organizations, keys, requests}, at most 20 of each.';
revoke all on function public.search_platform(text) from public, anon, authenticated;
grant execute on function public.search_platform(text) to service_role, portal_control_plane;
