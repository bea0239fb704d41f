-- Current and past plans of organisations.

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
  constraint plan_subscriptions_range check (ended_at is null or ended_at >= started_at)
);
comment on table public.plan_subscriptions is 'Current and past plans of organisations. At most one has not ended.';
comment on column public.plan_subscriptions.id is 'Id of the subscription.';
comment on column public.plan_subscriptions.organization_id is 'The organisation.';
comment on column public.plan_subscriptions.plan is 'The plan.';
comment on column public.plan_subscriptions.status is 'active; past_due: active, payment is late; ended: a past plan.';
comment on column public.plan_subscriptions.started_at is 'Start of the plan.';
comment on column public.plan_subscriptions.ended_at is 'End of the plan. Null: current.';
comment on column public.plan_subscriptions.created_at is 'When the row was created.';
comment on column public.plan_subscriptions.updated_at is 'When the row last changed.';

create unique index plan_subscriptions_current on public.plan_subscriptions (organization_id) where ended_at is null;
create index plan_subscriptions_history on public.plan_subscriptions (organization_id, started_at desc);
create index plan_subscriptions_plan on public.plan_subscriptions (plan) where ended_at is null;
create index plan_subscriptions_ended_at on public.plan_subscriptions (ended_at) where ended_at is not null;

create trigger set_updated_at before update on public.plan_subscriptions for each row execute function private.set_updated_at();

alter table public.plan_subscriptions enable row level security;
revoke all on table public.plan_subscriptions from anon, authenticated, service_role;
grant select on table public.plan_subscriptions to authenticated;
grant select, insert, update, delete on table public.plan_subscriptions to service_role;
create policy members_read on public.plan_subscriptions for select to authenticated
  using (organization_id in (select private.member_orgs()));
