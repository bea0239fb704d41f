-- Accounts: users, organisations and who belongs to which.

create schema if not exists private;
comment on schema private is 'Functions that policies and RPCs stand on. Never exposed by the Data API.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

create function private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.touch() is 'Trigger: keeps updated_at true.';
revoke all on function private.touch() from public, anon, authenticated;

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'rows of %.% are never changed or removed: write a new row that corrects the old one',
    tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function private.refuse_change() is 'Trigger: makes a table append-only for every role.';
revoke all on function private.refuse_change() from public, anon, authenticated;

-- users -------------------------------------------------------------------------------------------------

create table public.users (
  id uuid primary key default gen_random_uuid(),
  auth_provider text not null check (auth_provider in ('supabase', 'clerk')),
  auth_subject text not null check (auth_subject <> ''),
  email text,
  display_name text not null default '' check (length(display_name) <= 200),
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_identity unique (auth_provider, auth_subject)
);
comment on table public.users is 'A person, as one auth provider identifies them.';
comment on column public.users.id is 'The portal''s own id; nothing outside the portal knows it.';
comment on column public.users.auth_provider is 'Who signs the person in: supabase or clerk.';
comment on column public.users.auth_subject is 'The provider''s id of the person (the sub claim). Text: Clerk''s are not uuids.';
comment on column public.users.email is 'Address as the provider last told it. Null for wallets and erased accounts.';
comment on column public.users.display_name is 'What the portal calls the person; may be empty.';
comment on column public.users.suspended_at is 'Since when the person is locked out. Null: not suspended.';
comment on column public.users.created_at is 'When the account was provisioned.';
comment on column public.users.updated_at is 'When the row last changed.';
create index users_email on public.users (lower(email));
create trigger touch before update on public.users for each row execute function private.touch();

alter table public.users enable row level security;
revoke all on table public.users from anon, authenticated, service_role;
grant select on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;

-- organizations -----------------------------------------------------------------------------------------

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  kind text not null default 'team' check (kind in ('personal', 'team')),
  created_by uuid references public.users (id) on delete set null,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.organizations is 'The tenant: everything that is used, limited or paid for belongs to one.';
comment on column public.organizations.id is 'Id of the organisation.';
comment on column public.organizations.name is 'What its members read.';
comment on column public.organizations.kind is 'personal: made at sign-up, one for each user; team: made by a member.';
comment on column public.organizations.created_by is 'The user it was made by or for. Null once that user is gone.';
comment on column public.organizations.suspended_at is 'Since when its keys are refused. Null: not suspended.';
comment on column public.organizations.created_at is 'When it was made.';
comment on column public.organizations.updated_at is 'When the row last changed.';
create unique index organizations_one_personal on public.organizations (created_by) where kind = 'personal';
create index organizations_suspended on public.organizations (id) where suspended_at is not null;
create trigger touch before update on public.organizations for each row execute function private.touch();

alter table public.organizations enable row level security;
revoke all on table public.organizations from anon, authenticated, service_role;
grant select on table public.organizations to authenticated;
grant select, insert, update, delete on table public.organizations to service_role;

-- organization_members ----------------------------------------------------------------------------------

create table public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table public.organization_members is 'Who belongs to which organisation, and as what.';
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

-- policies ----------------------------------------------------------------------------------------------

-- The subject is compared as text, so a Clerk token (third-party auth) reads the same rows auth.uid() cannot.
-- Security definer: it must see memberships before the policy on memberships can be answered.
create function private.member_orgs(p_roles text[] default null) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select m.organization_id
  from public.users u
  join public.organization_members m on m.user_id = u.id
  where u.auth_subject = (select auth.jwt() ->> 'sub')
    and u.suspended_at is null
    and (p_roles is null or m.role = any (p_roles))
$$;
comment on function private.member_orgs(text[]) is
  'Organisations the caller''s token belongs to, optionally only where they hold one of these roles. Empty for suspended users.';
revoke all on function private.member_orgs(text[]) from public, anon, authenticated;
grant execute on function private.member_orgs(text[]) to authenticated, service_role;

create policy own_row on public.users for select to authenticated
  using (auth_subject = (select auth.jwt() ->> 'sub'));
create policy members_read on public.organizations for select to authenticated
  using (id in (select private.member_orgs()));
create policy members_read on public.organization_members for select to authenticated
  using (organization_id in (select private.member_orgs()));
