-- Tenants.

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  kind text not null default 'team' check (kind in ('personal', 'team')),
  created_by uuid references public.users (id) on delete set null,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  clerk_organization_id text,
  allowance_id uuid not null,
  constraint organizations_clerk_once unique (clerk_organization_id),
  constraint organizations_clerk_team check (clerk_organization_id is null or (clerk_organization_id <> '' and kind = 'team'))
);
comment on table public.organizations is 'Tenants: keys, usage, limits and payments belong to one.';
comment on column public.organizations.id is 'Id of the organisation.';
comment on column public.organizations.name is 'Name shown to its members.';
comment on column public.organizations.kind is
  'personal: created at sign-up, one for each user; team: created by a member.';
comment on column public.organizations.created_by is
  'The user who created it, or for whom it was created. Null if that user was deleted, and for organisations that Clerk manages.';
comment on column public.organizations.suspended_at is
  'When it was suspended; its keys are rejected. Null: not suspended.';
comment on column public.organizations.created_at is 'When it was created.';
comment on column public.organizations.updated_at is 'When the row last changed.';
comment on column public.organizations.clerk_organization_id is
  'Id of the Clerk organisation that manages its members. Null: the portal manages them.';
comment on column public.organizations.allowance_id is
  'Allowance of the person who created it (users.allowance_id). It stays when the team is handed over, when its creator leaves it, and when their account is deleted.';

create unique index organizations_one_personal on public.organizations (created_by) where kind = 'personal';
create index organizations_suspended on public.organizations (id) where suspended_at is not null;
create index organizations_allowance on public.organizations (allowance_id);
create index organizations_name on public.organizations (lower(name) text_pattern_ops);

create trigger set_updated_at before update on public.organizations for each row execute function private.set_updated_at();

alter table public.organizations enable row level security;
revoke all on table public.organizations from anon, authenticated, service_role;
-- Not allowance_id: members must not learn which teams one person created.
grant select (id, name, kind, created_by, suspended_at, created_at, updated_at, clerk_organization_id)
  on table public.organizations to authenticated;
grant select, insert, update, delete on table public.organizations to service_role;
grant select (id, name, kind, suspended_at, created_at, clerk_organization_id)
  on table public.organizations to portal_control_plane;
create policy members_read on public.organizations for select to authenticated
  using (id in (select private.member_orgs()));
create policy control_plane_reads on public.organizations for select to portal_control_plane using (true);
