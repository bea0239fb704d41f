create function public.export_account(p_user_id uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    'user', (select to_jsonb(u) - 'erased_at' - 'erased_identity' from public.users u where u.id = p_user_id),
    'organizations', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
                        'role', m.role, 'joined_at', m.created_at) order by m.created_at), '[]')
      from public.organization_members m join public.organizations o on o.id = m.organization_id
      where m.user_id = p_user_id),
    'api_keys', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'organization_id', k.organization_id,
                   'name', k.name, 'masked', k.masked, 'status', k.status, 'created_at', k.created_at,
                   'last_used_at', k.last_used_at, 'revoked_at', k.revoked_at) order by k.created_at), '[]')
      from public.api_keys k where k.created_by = p_user_id and k.masked <> ''),
    'invitations', (select coalesce(jsonb_agg(jsonb_build_object('organization_id', i.organization_id,
                      'email', i.email, 'role', i.role, 'state', i.state, 'created_at', i.created_at)
                      order by i.created_at), '[]')
      from public.organization_invitations i
      where i.invited_by = p_user_id
         or i.email = (select lower(u.email) from public.users u where u.id = p_user_id)),
    'usage_by_day', (select coalesce(jsonb_agg(d.day order by d.day ->> 'day', d.day ->> 'organization_id'), '[]') from (
        select jsonb_build_object('organization_id', h.organization_id,
                 'day', (h.hour at time zone 'UTC')::date, 'requests', sum(h.requests)::bigint,
                 'refused', sum(h.refused)::bigint,
                 'prompt_tokens', sum(h.prompt_tokens)::bigint, 'completion_tokens', sum(h.completion_tokens)::bigint,
                 'cost_nanousd', sum(h.cost_nanousd)::bigint) as day
        from (select u.organization_id, u.hour, u.requests, 0 as refused, u.prompt_tokens, u.completion_tokens, u.cost_nanousd
              from public.usage_hourly u
              union all
              select r.organization_id, r.hour, 0, r.refusals, 0, 0, 0 from public.refusals_hourly r) h
        -- The database cannot tell whether the person is still a member of an organisation that Clerk manages.
        where h.organization_id in (select m.organization_id from public.organization_members m
                                    join public.organizations o on o.id = m.organization_id
                                    where m.user_id = p_user_id and m.role = 'owner'
                                      and o.clerk_organization_id is null)
        group by h.organization_id, (h.hour at time zone 'UTC')::date) d),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('occurred_at', a.occurred_at, 'action', a.action,
                  'target_type', a.target_type,
                  -- Routers are named on operators' pages only, and the person may be no operator any more.
                  'target_id', case when a.target_type not in ('router', 'target') then a.target_id end,
                  'request_id', a.request_id)
                  order by a.id desc), '[]')
      from (select * from public.audit_log where actor = p_user_id::text order by id desc limit 1000) a))
$$;
comment on function public.export_account(uuid) is
  'All stored data about a person: {user, organizations, api_keys, invitations, usage_by_day, actions (the newest 1,000)}.';
revoke all on function public.export_account(uuid) from public, anon, authenticated;
grant execute on function public.export_account(uuid) to service_role, portal_control_plane;
