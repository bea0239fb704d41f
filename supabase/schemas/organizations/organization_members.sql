-- Who belongs to which organisation.

create table public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table public.organization_members is
  'Who belongs to which organisation, and as what. Where Clerk manages it, what a token last said: it counts while one says so.';
comment on column public.organization_members.organization_id is 'The organisation.';
comment on column public.organization_members.user_id is 'The member.';
comment on column public.organization_members.role is 'owner: everything; admin: all but ownership; member: own keys and reading.';
comment on column public.organization_members.created_at is 'Since when.';

-- The primary key serves "who is in this organisation"; this one serves every policy's "where am I a member".
create index organization_members_user on public.organization_members (user_id, organization_id);

alter table public.organization_members enable row level security;
revoke all on table public.organization_members from anon, authenticated, service_role;
grant select on table public.organization_members to authenticated;
grant select, insert, update, delete on table public.organization_members to service_role;
create policy members_read on public.organization_members for select to authenticated
  using (organization_id in (select private.member_orgs()));
