-- Plans and their limits.

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
  updated_at timestamptz not null default now(),
  concurrent_streams integer check (concurrent_streams > 0),
  is_per_person boolean not null default false
);
comment on table public.plans is
  'Plans: the models and limits of organisations. Every limit of a plan is a number here and nowhere in code.';
comment on column public.plans.id is 'Name used in code and in key metadata.';
comment on column public.plans.display_name is 'Name shown in the portal.';
comment on column public.plans.description is 'One sentence for customers.';
comment on column public.plans.requests_per_minute is 'Requests in any 60 s: per key, or per person on a plan that is per person. Null: no limit.';
comment on column public.plans.requests_per_5_hours is 'Requests per organisation in any 18,000 s. Null: no limit.';
comment on column public.plans.requests_per_week is 'Requests per organisation in any 604,800 s. Null: no limit.';
comment on column public.plans.monthly_tokens is
  'Quota of prompt and completion tokens per calendar month (UTC). Null: no quota.';
comment on column public.plans.models is 'Aliases that the plan includes. Null: every model.';
comment on column public.plans.charging is
  'allowance: usage within the limits costs nothing; prepaid: each request is charged to the balance.';
comment on column public.plans.is_offered is 'Whether the plan is shown to customers who are not on it.';
comment on column public.plans.position is 'Order in lists, lowest first.';
comment on column public.plans.created_at is 'When the plan was created.';
comment on column public.plans.updated_at is 'When the row last changed.';
comment on column public.plans.concurrent_streams is 'Concurrent streams per organisation. Null: no limit.';
comment on column public.plans.is_per_person is
  'Whether every limit counts all organisations of the plan together that one person created. At most one plan does.';

-- Organisations that count together share one identity at the key service, which has the limits of one plan.
create unique index plans_one_per_person on public.plans (is_per_person) where is_per_person;

create trigger set_updated_at before update on public.plans for each row execute function private.set_updated_at();

alter table public.plans enable row level security;
revoke all on table public.plans from anon, authenticated, service_role;
grant select on table public.plans to authenticated;
grant select, insert, update, delete on table public.plans to service_role;
grant select (id, display_name, description, requests_per_minute, requests_per_5_hours, requests_per_week,
              monthly_tokens, concurrent_streams, models, charging, is_offered, is_per_person, position)
  on table public.plans to portal_control_plane;
create policy everyone_signed_in_reads on public.plans for select to authenticated using (true);
create policy control_plane_reads on public.plans for select to portal_control_plane using (true);
