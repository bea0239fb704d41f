-- Memberships of users in organisations.

create table public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table public.organization_members is
  'Members of organisations and their roles. If Clerk manages the organisation, a copy of what the member''s token last contained; the row counts only while the token contains the same.';
comment on column public.organization_members.organization_id is 'The organisation.';
comment on column public.organization_members.user_id is 'The user.';
comment on column public.organization_members.role is
  'owner: everything; admin: everything but ownership; member: own keys, and reading.';
comment on column public.organization_members.created_at is 'When the user became a member.';

-- The primary key finds the members of an organisation; this index finds the organisations of a user, as every policy
-- does.
create index organization_members_user on public.organization_members (user_id, organization_id);

alter table public.organization_members enable row level security;
revoke all on table public.organization_members from anon, authenticated, service_role;
grant select on table public.organization_members to authenticated;
grant select, insert, update, delete on table public.organization_members to service_role;
grant select (organization_id, user_id, role, created_at) on table public.organization_members to portal_control_plane;
create policy members_read on public.organization_members for select to authenticated
  using (organization_id in (select private.member_orgs()));
create policy control_plane_reads on public.organization_members for select to portal_control_plane using (true);
