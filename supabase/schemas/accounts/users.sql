-- Persons, as an auth provider identifies them.

create table public.users (
  id uuid primary key default gen_random_uuid(),
  auth_provider text not null check (auth_provider in ('supabase', 'clerk')),
  auth_subject text not null check (auth_subject <> ''),
  email text,
  display_name text not null default '' check (length(display_name) <= 200),
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  erased_at timestamptz,
  erased_identity text,
  allowance_id uuid not null default gen_random_uuid(),
  verified_at timestamptz,
  sign_up_counted_at timestamptz,
  constraint users_identity unique (auth_provider, auth_subject)
);
comment on table public.users is 'Persons, one row for each identity at an auth provider.';
comment on column public.users.id is 'The portal''s own id of the person. Not shared with other systems.';
comment on column public.users.auth_provider is 'The auth provider: supabase or clerk.';
comment on column public.users.auth_subject is
  'The provider''s id of the person (the sub claim). Text, because Clerk''s ids are not uuids.';
comment on column public.users.email is
  'E-mail address as the provider last reported it. Null for wallets and deleted accounts.';
comment on column public.users.display_name is 'Name shown in the portal; may be empty.';
comment on column public.users.suspended_at is 'When the person was suspended. Null: not suspended.';
comment on column public.users.created_at is 'When the account was created.';
comment on column public.users.updated_at is 'When the row last changed.';
comment on column public.users.erased_at is
  'When the person''s data was deleted; the row stays as a pseudonym for usage and ledger. Null: not deleted.';
comment on column public.users.erased_identity is
  'Hash of provider and subject of a deleted account: for a day, tokens issued before must not create a new account.';
comment on column public.users.allowance_id is
  'Allowance of the organisations that the person creates: on a plan that is per person they count by it together. The same for a person who deletes an account and signs up again, and for aliases of one address.';
comment on column public.users.verified_at is
  'When the person proved their e-mail address, or signed with a wallet. Null: not yet; the account makes no keys and no teams, and invites nobody.';
comment on column public.users.sign_up_counted_at is
  'When the sign-up was counted against the limit of its network. Null: not yet; the first request of the account counts it.';

create index users_email on public.users (lower(email));
create index users_suspended on public.users (id) where suspended_at is not null;
create index users_auth_subject on public.users (auth_subject);
create index users_erased_identity on public.users (erased_identity) where erased_identity is not null;

create trigger set_updated_at before update on public.users for each row execute function private.set_updated_at();

alter table public.users enable row level security;
revoke all on table public.users from anon, authenticated, service_role;
grant select on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;
grant select (id, auth_provider, auth_subject, email, display_name, suspended_at, created_at, verified_at,
              sign_up_counted_at) on table public.users to portal_control_plane;
grant update (email, display_name) on table public.users to portal_control_plane;
create policy own_row on public.users for select to authenticated
  using (auth_subject = (select auth.jwt() ->> 'sub') and auth_provider = (select private.token_provider()));
create policy control_plane_reads on public.users for select to portal_control_plane using (true);
create policy control_plane_changes on public.users for update to portal_control_plane using (true) with check (true);
