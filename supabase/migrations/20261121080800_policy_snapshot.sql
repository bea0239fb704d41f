-- Everything an admission needs besides the key, as one compact document.

create function public.policy_snapshot() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'models', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'alias', m.alias, 'pool', m.pool, 'state', m.state, 'display_name', m.display_name,
        'description', m.description, 'context_tokens', m.context_tokens, 'created_at', m.created_at)
        order by m.position, m.alias), '[]')
      from public.router_pool_models m),
    'pools', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', p.name, 'state', p.state, 'targets', (
          select coalesce(jsonb_agg(jsonb_build_object('url', t.url, 'state', t.state) order by t.url), '[]')
          from public.router_targets t where t.pool = p.name)) order by p.name), '[]')
      from public.router_pools p),
    'plans', (
      select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'models', p.models) order by p.position, p.id), '[]')
      from public.plans p),
    'organization_models', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', o.organization_id, 'models', o.models)
        order by o.organization_id), '[]')
      from (select a.organization_id, array_agg(a.model order by a.model) as models
            from public.model_access_policies a group by a.organization_id) o),
    -- A suspended person's own organisation is suspended with them; a team they belong to is not.
    'suspended_organizations', (
      select coalesce(jsonb_agg(s.id order by s.id), '[]')
      from (select o.id from public.organizations o where o.suspended_at is not null
            union
            select o.id from public.users u join public.organizations o on o.created_by = u.id
            where u.suspended_at is not null and o.kind = 'personal') s),
    'over_quota_organizations', (
      select coalesce(jsonb_agg(q.organization_id order by q.organization_id), '[]')
      from (select s.organization_id
            from public.plans p
            join public.plan_subscriptions s on s.plan = p.id and s.ended_at is null
            join public.usage_hourly h on h.organization_id = s.organization_id
              and h.hour >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
            where p.monthly_tokens is not null
            group by s.organization_id, p.monthly_tokens
            having sum(h.prompt_tokens + h.completion_tokens) >= p.monthly_tokens) q),
    -- 30 minutes outlast every cache of the key service; older ones it knows by itself.
    'revoked_keys', (
      select coalesce(jsonb_agg(k.id order by k.id), '[]')
      from (select r.id from public.api_keys r where r.revoked_at > now() - interval '30 minutes'
            union all
            select d.id from public.api_keys d
            where d.status = 'disabled' and d.disabled_at > now() - interval '30 minutes') k))
$$;
comment on function public.policy_snapshot() is
  'Models, pools and targets with their states, entitlements, suspended and over-quota organisations, and keys revoked or disabled in the last 30 minutes.';
revoke all on function public.policy_snapshot() from public, anon, authenticated;
grant execute on function public.policy_snapshot() to service_role;
create index users_suspended on public.users (id) where suspended_at is not null;
