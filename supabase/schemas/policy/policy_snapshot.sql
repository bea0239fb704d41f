-- Everything that admission depends on except the API key, as one document. Every gateway reads it every two seconds, so
-- it names only what can still matter: organisations that have keys, and keys that the key service may still accept.
create function public.policy_snapshot() returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object(
    -- Usage is recorded with this clock (record_usage), because that of a gateway may differ.
    'database_time', statement_timestamp(),
    'models', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'alias', m.alias, 'pool', m.pool, 'state', m.state, 'display_name', m.display_name,
        'description', m.description, 'context_tokens', m.context_tokens, 'created_at', m.created_at,
        'family', m.family, 'answers_begin_in_reasoning', m.answers_begin_in_reasoning)
        order by m.position, m.alias), '[]')
      from public.router_pool_models m),
    'pools', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', p.name, 'state', p.state, 'targets', (
          -- Those that differ from an active target of weight 1 in the first tier. A drain ends at its deadline.
          select coalesce(jsonb_agg(jsonb_build_object(
            'id', t.id, 'weight', t.weight, 'tier', t.tier, 'session_limit', t.session_limit,
            'state', case when t.drain_deadline <= statement_timestamp() then 'disabled' else t.state end)
            order by t.id), '[]')
          from public.router_targets t left join public.router_pool_models m on m.alias = t.alias
          where coalesce(m.pool, t.alias) = p.name
            and (t.state <> 'active' or t.weight <> 1 or t.tier <> 0 or t.session_limit is not null)))
        order by p.name), '[]')
      from public.router_pools p),
    'plans', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'models', p.models, 'concurrent_streams', p.concurrent_streams,
        'monthly_tokens', p.monthly_tokens) order by p.position, p.id), '[]')
      from public.plans p),
    -- All of them, because the portal shows an organisation its models before it has a key. Operators write them.
    'organization_models', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', o.organization_id, 'models', o.models)
        order by o.organization_id), '[]')
      from (select a.organization_id, array_agg(a.model order by a.model) as models
            from public.model_access_policies a group by a.organization_id) o),
    -- A key service learns of a changed plan with a delay. The first plan of an organisation is not a change.
    'changed_plans', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', s.organization_id, 'plan', s.plan,
        'allowance_id', private.allowance_of(s.organization_id)) order by s.organization_id), '[]')
      from public.plan_subscriptions s
      where s.ended_at is null and private.has_keys(s.organization_id) and s.organization_id in (
        select e.organization_id from public.plan_subscriptions e where e.ended_at > private.key_service_lag_start())),
    -- A suspended person's personal organisation is suspended too; their teams are not.
    'suspended_organizations', (
      select coalesce(jsonb_agg(s.id order by s.id), '[]')
      from (select o.id from public.organizations o where o.suspended_at is not null
            union
            select o.id from public.users u join public.organizations o on o.created_by = u.id
            where u.suspended_at is not null and o.kind = 'personal') s
      where private.has_keys(s.id)),
    -- Organisations of one allowance use one quota, those without keys too.
    'over_quota_allowances', (
      select coalesce(jsonb_agg(q.allowance_id order by q.allowance_id), '[]')
      from (select case when p.is_per_person then o.allowance_id else o.id end as allowance_id
            from public.plans p
            join public.plan_subscriptions s on s.plan = p.id and s.ended_at is null
            join public.organizations o on o.id = s.organization_id
            join public.usage_hourly h on h.organization_id = s.organization_id
              and h.hour >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
            where p.monthly_tokens is not null
            group by 1, p.monthly_tokens
            having sum(h.prompt_tokens + h.completion_tokens - h.uncounted_tokens) >= p.monthly_tokens) q
      where exists (select from public.organizations o
                    where (o.id = q.allowance_id or o.allowance_id = q.allowance_id)
                      and private.allowance_of(o.id) = q.allowance_id and private.has_keys(o.id))),
    -- The balance is used up or held. An organisation without a row never had credit.
    'out_of_credit', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', s.organization_id,
        'balance_nanousd', coalesce(b.balance_nanousd, 0), 'held_nanousd', coalesce(b.held_nanousd, 0))
        order by s.organization_id), '[]')
      from public.plans p
      join public.plan_subscriptions s on s.plan = p.id and s.ended_at is null
      left join public.credit_balances b on b.organization_id = s.organization_id
      where p.charging = 'prepaid' and coalesce(b.balance_nanousd - b.held_nanousd, 0) <= 0
        and private.has_keys(s.organization_id)),
    -- Recorded streams in flight. A stream without a settled event counts until its deadline.
    'at_stream_limit', (
      select coalesce(jsonb_agg(c.allowance_id order by c.allowance_id), '[]')
      from (select case when p.is_per_person then o.allowance_id else o.id end as allowance_id
            from (select u.organization_id, count(*) as streams
                  from public.usage_events u
                  where u.state = 'admitted' and u.stream and u.deadline_at > now()
                  group by u.organization_id) s
            join public.organizations o on o.id = s.organization_id
            join public.plans p on p.id = private.current_plan(o.id)
            group by 1, p.concurrent_streams
            having sum(s.streams) >= p.concurrent_streams) c),
    'blocked_keys', (select coalesce(jsonb_agg(k.id order by k.id), '[]') from private.blocked_keys() k (id)))
$$;
comment on function public.policy_snapshot() is
  'The policy snapshot: the time of the database, models and pools with their states, targets for which operators have set something, entitlements, stream limits and quotas of plans, organisations that are suspended or out of credit, allowances over quota or at their stream limit, and recent changes that the key service may not have: changed plans, and keys revoked, disabled or expired. Organisations without keys are named by their models only.';
revoke all on function public.policy_snapshot() from public, anon, authenticated;
grant execute on function public.policy_snapshot() to service_role, portal_gateway, portal_control_plane, portal_pool_monitor;
