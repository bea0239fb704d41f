-- Invitations to organisations.

create table public.organization_invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('owner', 'admin', 'member')),
  token_hash text not null unique,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  invited_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  answered_at timestamptz,
  constraint organization_invitations_answered check ((state = 'open') = (answered_at is null))
);
comment on table public.organization_invitations is
  'Invitations to organisations. The token of an invitation is shown once and works once.';
comment on column public.organization_invitations.id is 'Id of the invitation.';
comment on column public.organization_invitations.organization_id is 'The organisation that invites.';
comment on column public.organization_invitations.email is
  'E-mail address invited, in lower case. Only an account with this address may accept.';
comment on column public.organization_invitations.role is 'Role that the new member gets.';
comment on column public.organization_invitations.token_hash is 'SHA-256 of the token. The token itself is not stored.';
comment on column public.organization_invitations.state is
  'open, accepted, declined, or withdrawn by the organisation.';
comment on column public.organization_invitations.invited_by is
  'The user who sent the invitation. Null if that user was deleted.';
comment on column public.organization_invitations.created_at is 'When it was created.';
comment on column public.organization_invitations.expires_at is 'When the token expires.';
comment on column public.organization_invitations.answered_at is
  'When it was accepted, declined or withdrawn. Null: open.';

create unique index organization_invitations_open on public.organization_invitations (organization_id, email)
  where state = 'open';
create index organization_invitations_organization on public.organization_invitations (organization_id, created_at desc);
create index organization_invitations_invited_by on public.organization_invitations (invited_by);
create index organization_invitations_email on public.organization_invitations (email);
create index organization_invitations_age on public.organization_invitations (expires_at);

alter table public.organization_invitations enable row level security;
revoke all on table public.organization_invitations from anon, authenticated, service_role;
grant select, insert, update, delete on table public.organization_invitations to service_role;
grant select (id, organization_id, email, role, state, token_hash, created_at, expires_at)
  on table public.organization_invitations to portal_control_plane;
create policy control_plane_reads on public.organization_invitations for select to portal_control_plane using (true);
