-- Plans, who is on which, and entitlement that differs from the plan's.

create table public.plans (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,30}$'),
  display_name text not null,
  description text not null default '',
  requests_per_minute integer check (requests_per_minute > 0),
  requests_per_5_hours integer check (requests_per_5_hours > 0),
  requests_per_week integer check (requests_per_week > 0),
  monthly_tokens bigint check (monthly_tokens > 0),
  models text[],
  charging text not null default 'allowance' check (charging in ('allowance', 'prepaid')),
  is_offered boolean not null default true,
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.plans is 'What an organisation may use. Every number of a limit is here and nowhere in code.';
comment on column public.plans.id is 'Name in code and in key metadata.';
comment on column public.plans.display_name is 'What pages call it.';
comment on column public.plans.description is 'One sentence for customers.';
comment on column public.plans.requests_per_minute is 'Requests in any 60 s, for each key. Null: no such limit.';
comment on column public.plans.requests_per_5_hours is 'Requests in any 18,000 s, for the organisation. Null: no such limit.';
comment on column public.plans.requests_per_week is 'Requests in any 604,800 s, for the organisation. Null: no such limit.';
comment on column public.plans.monthly_tokens is 'Prompt and completion tokens in a calendar month (UTC). Null: no quota.';
comment on column public.plans.models is 'Aliases that may be used. Null: every model.';
comment on column public.plans.charging is 'allowance: usage costs nothing within the limits; prepaid: each request takes its price from the balance.';
comment on column public.plans.is_offered is 'Whether the plan is shown to customers who are not on it.';
comment on column public.plans.position is 'Order in lists, smallest first.';
comment on column public.plans.created_at is 'When the plan was made.';
comment on column public.plans.updated_at is 'When the row last changed.';
create trigger touch before update on public.plans for each row execute function private.touch();

alter table public.plans enable row level security;
revoke all on table public.plans from anon, authenticated, service_role;
grant select on table public.plans to authenticated;
grant select, insert, update, delete on table public.plans to service_role;
create policy everyone_signed_in_reads on public.plans for select to authenticated using (true);

insert into public.plans
  (id, display_name, description, requests_per_minute, requests_per_5_hours, requests_per_week, position) values
  ('free', 'Free', 'Try every model, at no cost.', 20, 100, 1000, 1),
  ('pro', 'Pro', 'More requests for products in use.', 120, 5000, 50000, 2);

create table public.plan_subscriptions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  plan text not null references public.plans (id) on update cascade,
  status text not null default 'active' check (status in ('active', 'past_due', 'ended')),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint plan_subscriptions_end check ((status = 'ended') = (ended_at is not null)),
  constraint plan_subscriptions_span check (ended_at is null or ended_at >= started_at)
);
comment on table public.plan_subscriptions is 'Which plan an organisation is and was on. At most one has not ended.';
comment on column public.plan_subscriptions.id is 'Id of the subscription.';
comment on column public.plan_subscriptions.organization_id is 'Who.';
comment on column public.plan_subscriptions.plan is 'Which plan.';
comment on column public.plan_subscriptions.status is 'active; past_due: in force, payment is late; ended: history.';
comment on column public.plan_subscriptions.started_at is 'From when.';
comment on column public.plan_subscriptions.ended_at is 'Until when. Null: in force.';
comment on column public.plan_subscriptions.created_at is 'When the row was written.';
comment on column public.plan_subscriptions.updated_at is 'When the row last changed.';
create unique index plan_subscriptions_current on public.plan_subscriptions (organization_id) where ended_at is null;
create index plan_subscriptions_history on public.plan_subscriptions (organization_id, started_at desc);
create index plan_subscriptions_plan on public.plan_subscriptions (plan) where ended_at is null;
create trigger touch before update on public.plan_subscriptions for each row execute function private.touch();

alter table public.plan_subscriptions enable row level security;
revoke all on table public.plan_subscriptions from anon, authenticated, service_role;
grant select on table public.plan_subscriptions to authenticated;
grant select, insert, update, delete on table public.plan_subscriptions to service_role;
create policy members_read on public.plan_subscriptions for select to authenticated
  using (organization_id in (select private.member_orgs()));

create table public.model_access_policies (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  model text not null references public.router_pool_models (alias) on update cascade on delete cascade,
  created_at timestamptz not null default now(),
  primary key (organization_id, model)
);
comment on table public.model_access_policies is
  'Organisations whose models differ from their plan''s: with any row here, exactly these models are theirs.';
comment on column public.model_access_policies.organization_id is 'Who.';
comment on column public.model_access_policies.model is 'One model they may use.';
comment on column public.model_access_policies.created_at is 'Since when.';
create index model_access_policies_model on public.model_access_policies (model);

alter table public.model_access_policies enable row level security;
revoke all on table public.model_access_policies from anon, authenticated, service_role;
grant select on table public.model_access_policies to authenticated;
grant select, insert, update, delete on table public.model_access_policies to service_role;
create policy members_read on public.model_access_policies for select to authenticated
  using (organization_id in (select private.member_orgs()));

create function private.current_plan(p_organization_id uuid) returns text
language sql stable set search_path = '' as $$
  select coalesce((select s.plan from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null), 'free')
$$;
comment on function private.current_plan(uuid) is 'The plan in force. An organisation without a subscription is on free.';
revoke all on function private.current_plan(uuid) from public, anon, authenticated;
grant execute on function private.current_plan(uuid) to service_role;

create function private.plan_limits(p_plan text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'name', w.name, 'scope', w.scope, 'limit', w.allowed, 'seconds', w.seconds) order by w.seconds), '[]')
  from public.plans p
  cross join lateral (values
    ('requests per minute', 'key', p.requests_per_minute, 60),
    ('requests per 5 hours', 'organization', p.requests_per_5_hours, 18000),
    ('requests per week', 'organization', p.requests_per_week, 604800)) as w (name, scope, allowed, seconds)
  where p.id = p_plan and w.allowed is not null
$$;
comment on function private.plan_limits(text) is 'A plan''s limits as [{name, scope, limit, seconds}], shortest first.';
revoke all on function private.plan_limits(text) from public, anon, authenticated;
grant execute on function private.plan_limits(text) to service_role;
