-- What operators of the platform may do. Every action is one function that changes, and writes who did it and why.

create table public.platform_admins (
  user_id uuid primary key references public.users (id) on delete cascade,
  granted_by text not null,
  reason text not null default '',
  created_at timestamptz not null default now()
);
comment on table public.platform_admins is 'Users who operate the platform. Only the service writes here: no claim that a user can change counts.';
comment on column public.platform_admins.user_id is 'Who.';
comment on column public.platform_admins.granted_by is 'Who made them one: a user id, or system.';
comment on column public.platform_admins.reason is 'Why, in words.';
comment on column public.platform_admins.created_at is 'Since when.';

alter table public.platform_admins enable row level security;
revoke all on table public.platform_admins from anon, authenticated, service_role;
grant select, insert, update, delete on table public.platform_admins to service_role;

create index users_auth_subject on public.users (auth_subject);
create index api_keys_masked on public.api_keys (masked text_pattern_ops);
create index organizations_name on public.organizations (lower(name) text_pattern_ops);
create index audit_log_actor on public.audit_log (actor, id desc);
create index request_logs_key on public.request_logs (key_id, admitted_at desc);

create function public.set_platform_admin(
  p_user_id uuid, p_is_admin boolean, p_actor text, p_reason text, p_request_id text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_was boolean;
begin
  perform 1 from public.users where id = p_user_id for update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  v_was := exists (select from public.platform_admins where user_id = p_user_id);
  if v_was <> p_is_admin then
    if p_is_admin then
      insert into public.platform_admins (user_id, granted_by, reason) values (p_user_id, p_actor, p_reason);
    else
      delete from public.platform_admins where user_id = p_user_id;
    end if;
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, null,
      case when p_is_admin then 'platform_admin.granted' else 'platform_admin.withdrawn' end, 'user', p_user_id::text,
      jsonb_build_object('platform_admin', v_was), jsonb_build_object('platform_admin', p_is_admin), p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.set_platform_admin(uuid, boolean, text, text, text) is
  'Makes a user an operator of the platform, or no longer one: {outcome: done | not_found}.';
revoke all on function public.set_platform_admin(uuid, boolean, text, text, text) from public, anon, authenticated;
grant execute on function public.set_platform_admin(uuid, boolean, text, text, text) to service_role;

create function public.set_state(
  p_kind text, p_id text, p_state text, p_actor text, p_reason text, p_request_id text, p_pool text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_organization_id uuid;
begin
  case p_kind
    when 'user' then
      select case when suspended_at is null then 'active' else 'suspended' end into v_before
      from public.users where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.users set suspended_at = case when p_state = 'suspended' then now() end where id = p_id::uuid;
      end if;
    when 'organization' then
      select case when suspended_at is null then 'active' else 'suspended' end, id into v_before, v_organization_id
      from public.organizations where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.organizations set suspended_at = case when p_state = 'suspended' then now() end
        where id = p_id::uuid;
      end if;
    when 'api_key' then
      select status, organization_id into v_before, v_organization_id
      from public.api_keys where id = p_id::uuid and masked <> '' for update;
      if v_before = 'revoked' then
        return jsonb_build_object('outcome', 'revoked');
      end if;
      if v_before is not null and v_before <> p_state then
        update public.api_keys set status = p_state where id = p_id::uuid;
      end if;
    when 'model' then
      select state into v_before from public.router_pool_models where alias = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pool_models set state = p_state where alias = p_id;
      end if;
    when 'pool' then
      select state into v_before from public.router_pools where name = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pools set state = p_state where name = p_id;
      end if;
    when 'target' then
      -- A router without a row is active within its pool.
      perform 1 from public.router_pools where name = p_pool for update;
      if found then
        select coalesce((select t.state from public.router_targets t where t.pool = p_pool and t.url = p_id), 'active')
        into v_before;
        if v_before <> p_state then
          insert into public.router_targets (pool, url, state) values (p_pool, p_id, p_state)
          on conflict (pool, url) do update set state = excluded.state;
        end if;
      end if;
    else
      raise exception 'there is no state of a %', p_kind using errcode = 'invalid_parameter_value';
  end case;
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_before <> p_state then
    perform private.audit('admin', p_actor, v_organization_id, p_kind || '.state_changed', p_kind,
      case when p_kind = 'target' then p_pool || ' ' || p_id else p_id end, jsonb_build_object('state', v_before),
      jsonb_build_object('state', p_state), p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done', 'before', v_before, 'after', p_state);
end $$;
comment on function public.set_state(text, text, text, text, text, text, text) is
  'Puts a user, organization, api_key, model, pool or target (its URL, with p_pool) into a state, with an audit entry where that changes it: {outcome: done, before, after} or {outcome: not_found | revoked}.';
revoke all on function public.set_state(text, text, text, text, text, text, text) from public, anon, authenticated;
grant execute on function public.set_state(text, text, text, text, text, text, text) to service_role;

create function public.grant_credit(
  p_organization_id uuid, p_amount_nanousd bigint, p_source_id text, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_entry public.billing_ledger;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, actor, occurred_at)
  values (p_organization_id, 'credit', p_amount_nanousd, p_source_id, p_reason, p_actor, now())
  on conflict on constraint billing_ledger_once do nothing
  returning * into v_entry;
  if v_entry.id is not null then
    perform private.audit('admin', p_actor, p_organization_id, 'credit.granted', 'organization',
      p_organization_id::text, null, jsonb_build_object('amount_nanousd', p_amount_nanousd), p_request_id, p_reason);
  else
    select * into v_entry from public.billing_ledger where kind = 'credit' and source_id = p_source_id;
    if v_entry.organization_id <> p_organization_id or v_entry.amount_nanousd <> p_amount_nanousd then
      return jsonb_build_object('outcome', 'used_otherwise');
    end if;
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_entry.id, 'created_at', v_entry.created_at,
    'balance_nanousd', (select sum(l.amount_nanousd)::bigint from public.billing_ledger l
                        where l.organization_id = p_organization_id));
end $$;
comment on function public.grant_credit(uuid, bigint, text, text, text, text) is
  'A ledger entry that adds to a balance, once for each p_source_id: {outcome: done, id, created_at, balance_nanousd} or {outcome: not_found | used_otherwise}.';
revoke all on function public.grant_credit(uuid, bigint, text, text, text, text) from public, anon, authenticated;
grant execute on function public.grant_credit(uuid, bigint, text, text, text, text) to service_role;

create function public.find_anything(p_query text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  c_most constant integer := 20;
  v_id uuid := case when p_query ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
               then p_query::uuid end;
  -- Lists show eight characters of a key, so no more of it is compared: the whole secret would find it too.
  v_key text := case when length(p_query) >= 5 then left(p_query, 8) end;
  v_begin text := replace(replace(replace(lower(p_query), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  return jsonb_build_object(
    'users', (select coalesce(jsonb_agg(u.found), '[]') from (
      select jsonb_build_object('id', u.id, 'email', u.email, 'display_name', u.display_name,
                                'suspended', u.suspended_at is not null) as found
      from public.users u
      where u.id = v_id or u.auth_subject = p_query or lower(u.email) = lower(p_query)
      order by u.created_at limit c_most) u),
    'organizations', (select coalesce(jsonb_agg(o.found), '[]') from (
      select jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
                                'suspended', o.suspended_at is not null) as found
      from public.organizations o
      where o.id = v_id or lower(o.name) like v_begin
         or o.id in (select m.organization_id from public.organization_members m
                     join public.users u on u.id = m.user_id
                     where u.id = v_id or lower(u.email) = lower(p_query))
      order by o.created_at limit c_most) o),
    'keys', (select coalesce(jsonb_agg(k.found), '[]') from (
      select jsonb_build_object('id', k.id, 'organization_id', k.organization_id, 'name', k.name, 'masked', k.masked,
                                'status', k.status) as found
      from public.api_keys k
      where k.masked <> '' and (k.id = v_id or k.organization_id = v_id
        or (v_key is not null and k.masked like replace(replace(replace(v_key, '\', '\\'), '%', '\%'), '_', '\_') || '%'))
      order by k.created_at desc limit c_most) k),
    'requests', (select coalesce(jsonb_agg(e.found), '[]') from (
      select jsonb_build_object('request_id', e.request_id, 'organization_id', e.organization_id, 'key_id', e.key_id,
                                'state', e.state, 'ending', e.ending) as found
      from public.usage_events e where e.request_id = p_query) e));
end $$;
comment on function public.find_anything(text) is
  'Users, organisations, keys and requests by id, e-mail address, begin of a name or of a key: {users, organizations, keys, requests}, at most 20 of each.';
revoke all on function public.find_anything(text) from public, anon, authenticated;
grant execute on function public.find_anything(text) to service_role;

create function public.inspect_organization(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', o.id, 'name', o.name, 'kind', o.kind, 'suspended_at', o.suspended_at, 'created_at', o.created_at,
    'plan', private.current_plan(o.id),
    'balance_nanousd', (select coalesce(sum(l.amount_nanousd), 0)::bigint from public.billing_ledger l
                        where l.organization_id = o.id),
    'models', (select array_agg(a.model order by a.model) from public.model_access_policies a
               where a.organization_id = o.id),
    'members', (select coalesce(jsonb_agg(jsonb_build_object(
        'user_id', u.id, 'email', u.email, 'display_name', u.display_name, 'role', m.role,
        'suspended', u.suspended_at is not null) order by m.created_at, u.id), '[]')
      from public.organization_members m join public.users u on u.id = m.user_id where m.organization_id = o.id),
    'keys', (select coalesce(jsonb_object_agg(k.status, k.n), '{}') from (
      select status, count(*) as n from public.api_keys
      where organization_id = o.id and masked <> '' group by status) k))
  from public.organizations o where o.id = p_organization_id
$$;
comment on function public.inspect_organization(uuid) is
  'An organisation as operators see it: itself, plan, balance, own models, members and keys by status; null where there is none.';
revoke all on function public.inspect_organization(uuid) from public, anon, authenticated;
grant execute on function public.inspect_organization(uuid) to service_role;

create function public.request_logs_page(
  p_organization_id uuid default null, p_key_id uuid default null, p_request_id text default null,
  p_before timestamptz default null, p_before_id text default null, p_limit integer default 50
) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with found as (
    select r.*, row_number() over (order by r.admitted_at desc, r.request_id desc) as n
    from public.request_logs r
    where (p_organization_id is null or r.organization_id = p_organization_id)
      and (p_key_id is null or r.key_id = p_key_id)
      and (p_request_id is null or r.request_id = p_request_id)
      and (p_before is null or (r.admitted_at, r.request_id) < (p_before, coalesce(p_before_id, '')))
    order by r.admitted_at desc, r.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'logs', coalesce(jsonb_agg(to_jsonb(f) - 'n' order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.admitted_at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f;
  return v_page;
end $$;
comment on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) is
  'Request logs of an organisation, a key or one request, newest first: {logs: […], next: {before, before_id} or null}.';
revoke all on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) from public, anon, authenticated;
grant execute on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) to service_role;

-- change_plan tells which request of the portal asked for it.
drop function public.change_plan(uuid, text, text, text);
create function public.change_plan(p_organization_id uuid, p_plan text, p_actor text default 'system',
                                   p_reason text default '', p_request_id text default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_now timestamptz;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  if not found then
    raise exception 'unknown organisation' using errcode = 'foreign_key_violation';
  end if;
  v_before := private.current_plan(p_organization_id);
  v_now := clock_timestamp();  -- not when the transaction began: it may have waited for another change
  if v_before is distinct from p_plan then
    update public.plan_subscriptions set status = 'ended', ended_at = v_now
    where organization_id = p_organization_id and ended_at is null;
    insert into public.plan_subscriptions (organization_id, plan, started_at)
    values (p_organization_id, p_plan, v_now);
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, p_organization_id,
      'plan.changed', 'organization', p_organization_id::text, jsonb_build_object('plan', v_before),
      jsonb_build_object('plan', p_plan), p_request_id, p_reason);
  end if;
  return jsonb_build_object('organization_id', p_organization_id, 'plan', p_plan, 'before', v_before);
end $$;
comment on function public.change_plan(uuid, text, text, text, text) is
  'Ends the plan in force and begins another, with an audit entry. Changing to the same plan does nothing.';
revoke all on function public.change_plan(uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.change_plan(uuid, text, text, text, text) to service_role;
