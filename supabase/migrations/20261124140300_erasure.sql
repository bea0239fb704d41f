-- A person can take their data along, and be forgotten; request logs are forgotten by age.

alter table public.users add column erased_at timestamptz;
comment on column public.users.erased_at is 'When the person''s data was erased; the row stays so that usage and ledger keep a pseudonym. Null: not erased.';
alter table public.users add column erased_identity text;
comment on column public.users.erased_identity is 'Hash of provider and subject of an erased account: for a day its old tokens must not make a new one.';
create index users_erased_identity on public.users (erased_identity) where erased_identity is not null;

create function private.identity_hash(p_auth_provider text, p_auth_subject text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(p_auth_provider || ':' || p_auth_subject, 'UTF8')), 'hex')
$$;
comment on function private.identity_hash(text, text) is 'Recognises an identity without storing it.';
revoke all on function private.identity_hash(text, text) from public, anon, authenticated;
grant execute on function private.identity_hash(text, text) to service_role;

alter function public.provision_account(text, text, text, text) rename to make_account;
alter function public.make_account(text, text, text, text) set schema private;
comment on function private.make_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}.';

create function public.provision_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
begin
  -- A token outlives the account it was for; a day outlives every token.
  if exists (select from public.users
             where erased_identity = private.identity_hash(p_auth_provider, p_auth_subject)
               and erased_at > now() - interval '1 day') then
    return null;
  end if;
  return private.make_account(p_auth_provider, p_auth_subject, p_email, p_display_name);
end $$;
comment on function public.provision_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}; null for a day after its erasure.';
revoke all on function public.provision_account(text, text, text, text) from public, anon, authenticated;
grant execute on function public.provision_account(text, text, text, text) to service_role;

-- Security definer: the service may not touch the auth server's tables otherwise.
create function private.forget_sign_in(p_auth_subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.users where id::text = p_auth_subject;
  return found;
exception when insufficient_privilege then
  return false;
end $$;
comment on function private.forget_sign_in(text) is 'Deletes a user at Supabase Auth, with their sign-ins: whether there was one.';
revoke all on function private.forget_sign_in(text) from public, anon, authenticated;
grant execute on function private.forget_sign_in(text) to service_role;

create function public.erase_account(p_user_id uuid, p_request_id text) returns jsonb
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
  update public.organizations set name = 'Erased', suspended_at = coalesce(suspended_at, now()) where id = any (v_closed);
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
revoke all on function public.erase_account(uuid, text) from public, anon, authenticated;
grant execute on function public.erase_account(uuid, text) to service_role;

create function public.export_account(p_user_id uuid) returns jsonb
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
        where h.organization_id in (select m.organization_id from public.organization_members m
                                    where m.user_id = p_user_id and m.role = 'owner')
        group by h.organization_id, (h.hour at time zone 'UTC')::date) d),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('occurred_at', a.occurred_at, 'action', a.action,
                  'target_type', a.target_type, 'target_id', a.target_id, 'request_id', a.request_id)
                  order by a.id desc), '[]')
      from (select * from public.audit_log where actor = p_user_id::text order by id desc limit 1000) a))
$$;
comment on function public.export_account(uuid) is
  'Everything that is kept about a person: {user, organizations, api_keys, invitations, usage_by_day, actions (the newest 1,000)}.';
revoke all on function public.export_account(uuid) from public, anon, authenticated;
grant execute on function public.export_account(uuid) to service_role;

create index organization_invitations_age on public.organization_invitations (expires_at);

create function public.forget_request_logs(p_days integer, p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_logs bigint;
begin
  delete from public.request_logs where request_id in
    (select request_id from public.request_logs where admitted_at < v_before limit p_limit);
  get diagnostics v_logs = row_count;
  -- Addresses of people who were invited once are personal data too.
  delete from public.organization_invitations where id in
    (select id from public.organization_invitations where expires_at < v_before limit p_limit);
  return jsonb_build_object('forgotten', v_logs);
end $$;
comment on function public.forget_request_logs(integer, integer) is
  'Deletes request logs older than so many days, at most p_limit at a time, and invitations that expired as long ago: {forgotten}.';
revoke all on function public.forget_request_logs(integer, integer) from public, anon, authenticated;
grant execute on function public.forget_request_logs(integer, integer) to service_role;
