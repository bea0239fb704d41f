-- Organisations that are kept in Clerk. Each is mirrored by one of ours, which keys, usage and plan belong to; who is in
-- it, and as what, is Clerk's to say. What a token says is written down, and counts while a token says so.

alter table public.organizations add column clerk_organization_id text
  constraint organizations_clerk_once unique
  constraint organizations_clerk_team check (clerk_organization_id is null or (clerk_organization_id <> '' and kind = 'team'));
comment on column public.organizations.clerk_organization_id is
  'The organisation at Clerk that this one mirrors: its members are managed there. Null: ours to manage.';
comment on column public.organizations.created_by is
  'The user it was made by or for. Null once that user is gone, and where it mirrors one of Clerk''s.';
comment on table public.organization_members is
  'Who belongs to which organisation, and as what. Where Clerk manages it, what a token last said: it counts while one says so.';

create function public.follow_clerk_organization(
  p_user_id uuid, p_clerk_organization_id text, p_name text, p_role text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_new constant uuid := gen_random_uuid();
  v_organization_id uuid;
  v_before text;
begin
  -- Waits for an erasure that is under way; then there is nobody left to follow.
  perform 1 from public.users where id = p_user_id and erased_at is null for share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Makes it or locks the one there is.
  insert into public.organizations as o (id, name, kind, clerk_organization_id)
  values (v_new, left(p_name, 100), 'team', p_clerk_organization_id)
  on conflict on constraint organizations_clerk_once do update set name = o.name
  returning o.id into v_organization_id;
  if v_organization_id = v_new then
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization_id, 'free');
    perform private.audit('system', 'clerk', v_organization_id, 'organization.created', 'organization',
      v_organization_id::text, null, jsonb_build_object('clerk_organization_id', p_clerk_organization_id), null);
  end if;
  v_before := private.role_in(v_organization_id, p_user_id);
  if v_before is distinct from p_role then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, p_role)
    on conflict (organization_id, user_id) do update set role = excluded.role;
    perform private.audit('system', 'clerk', v_organization_id,
      case when v_before is null then 'member.joined' else 'member.role_changed' end, 'user', p_user_id::text,
      case when v_before is not null then jsonb_build_object('role', v_before) end,
      jsonb_build_object('role', p_role), null);
  end if;
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.follow_clerk_organization(uuid, text, text, text) is
  'Writes down what a token of Clerk says: makes the organisation that mirrors Clerk''s, once and on the free plan, and the membership in it: {outcome: done, organization_id} or {outcome: not_found}.';
revoke all on function public.follow_clerk_organization(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.follow_clerk_organization(uuid, text, text, text) to service_role;

-- What a token opens to those who ask the database themselves ------------------------------------------------

create function private.token_provider() returns text
language sql stable set search_path = '' as $$
  -- Supabase Auth's issuer ends so; the embedded server names none.
  select case when coalesce(auth.jwt() ->> 'iss', '/auth/v1') like '%/auth/v1' then 'supabase' else 'clerk' end
$$;
comment on function private.token_provider() is 'Who issued the caller''s token: a subject of one provider is nobody at the other.';
revoke all on function private.token_provider() from public, anon, authenticated;
grant execute on function private.token_provider() to authenticated, service_role;

create or replace function private.member_orgs(p_roles text[] default null) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.organization_id
  from public.users u
  join public.organization_members m on m.user_id = u.id
  join public.organizations o on o.id = m.organization_id
  where u.auth_subject = (select auth.jwt() ->> 'sub')
    and u.auth_provider = (select private.token_provider())
    and u.suspended_at is null
    and (p_roles is null or m.role = any (p_roles))
    and (o.clerk_organization_id is null
      or o.clerk_organization_id = (select case when auth.jwt() ->> 'v' = '2' then auth.jwt() -> 'o' ->> 'id'
                                           else auth.jwt() ->> 'org_id' end))
$$;
comment on function private.member_orgs(text[]) is
  'Organisations the caller''s token belongs to, optionally only where they hold one of these roles; one that Clerk manages while the token names it. Empty for suspended users.';

drop policy own_row on public.users;
create policy own_row on public.users for select to authenticated
  using (auth_subject = (select auth.jwt() ->> 'sub') and auth_provider = (select private.token_provider()));

-- Erasing and exporting a person who is in one of Clerk's ------------------------------------------------------

create or replace function public.erase_account(p_user_id uuid, p_request_id text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_user public.users;
  v_closed uuid[];
  v_keys jsonb;
  v_forgotten boolean := false;
begin
  -- No stronger lock: an invitation that is being accepted holds its organisation and refers to this row.
  select * into v_user from public.users where id = p_user_id and erased_at is null for no key update;
  if v_user.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Lock every organisation they are in, in one order, as its own functions do.
  perform 1 from public.organizations o
  where o.id in (select organization_id from public.organization_members where user_id = p_user_id)
  order by o.id for update;
  if exists (select from public.organization_members m
             join public.organizations o on o.id = m.organization_id and o.clerk_organization_id is null
             where m.user_id = p_user_id and private.is_last_owner(m.organization_id, p_user_id)
               and exists (select from public.organization_members x
                           where x.organization_id = m.organization_id and x.user_id <> p_user_id)) then
    return jsonb_build_object('outcome', 'owns_teams');
  end if;
  select coalesce(array_agg(m.organization_id), '{}') into v_closed
  from public.organization_members m
  where m.user_id = p_user_id
    and not exists (select from public.organization_members x
                    where x.organization_id = m.organization_id and x.user_id <> p_user_id);

  select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'issuer_key_id', k.issuer_key_id)), '[]') into v_keys
  from public.api_keys k where k.organization_id = any (v_closed) and k.status <> 'revoked';
  update public.api_keys set status = 'revoked', name = 'erased' where organization_id = any (v_closed);
  -- Whom Clerk lets in later gets a new mirror.
  update public.organizations
  set name = 'Erased', suspended_at = coalesce(suspended_at, now()), clerk_organization_id = null
  where id = any (v_closed);
  delete from public.organization_invitations
  where organization_id = any (v_closed) or invited_by = p_user_id or email = lower(v_user.email);
  delete from public.request_logs where organization_id = any (v_closed);
  delete from public.organization_members where user_id = p_user_id;
  delete from public.platform_admins where user_id = p_user_id;
  if v_user.auth_provider = 'supabase' then
    v_forgotten := private.forget_sign_in(v_user.auth_subject);
  end if;
  update public.users
  set auth_subject = 'erased:' || id, email = null, display_name = '', suspended_at = now(), erased_at = now(),
      erased_identity = private.identity_hash(auth_provider, auth_subject)
  where id = p_user_id;
  perform private.audit('user', p_user_id::text, null, 'account.erased', 'user', p_user_id::text, null,
    jsonb_build_object('closed_organizations', v_closed, 'revoked_keys', jsonb_array_length(v_keys)), p_request_id);
  return jsonb_build_object('outcome', 'done', 'closed_organizations', v_closed, 'revoked_keys', v_keys,
    'sign_in_deleted', v_forgotten);
end $$;
comment on function public.erase_account(uuid, text) is
  'Forgets a person: {outcome: done, closed_organizations, revoked_keys: [{id, issuer_key_id}], sign_in_deleted} or {outcome: not_found | owns_teams}. Usage, ledger and audit log keep ids only.';

create or replace function public.export_account(p_user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
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
                 'prompt_tokens', sum(h.prompt_tokens)::bigint, 'completion_tokens', sum(h.completion_tokens)::bigint,
                 'cost_nanousd', sum(h.cost_nanousd)::bigint) as day
        from public.usage_hourly h
        -- Of one that Clerk manages it cannot be told here whether they still belong to it.
        where h.organization_id in (select m.organization_id from public.organization_members m
                                    join public.organizations o on o.id = m.organization_id
                                    where m.user_id = p_user_id and m.role = 'owner'
                                      and o.clerk_organization_id is null)
        group by h.organization_id, (h.hour at time zone 'UTC')::date) d),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('occurred_at', a.occurred_at, 'action', a.action,
                  'target_type', a.target_type, 'target_id', a.target_id, 'request_id', a.request_id)
                  order by a.id desc), '[]')
      from (select * from public.audit_log where actor = p_user_id::text order by id desc limit 1000) a))
$$;
comment on function public.export_account(uuid) is
  'Everything that is kept about a person: {user, organizations, api_keys, invitations, usage_by_day, actions (the newest 1,000)}.';
