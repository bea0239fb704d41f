-- People, as an auth provider identifies them.

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
comment on column public.users.erased_at is 'When the person''s data was erased; the row stays so that usage and ledger keep a pseudonym. Null: not erased.';
comment on column public.users.erased_identity is 'Hash of provider and subject of an erased account: for a day its old tokens must not make a new one.';

create index users_email on public.users (lower(email));
create index users_suspended on public.users (id) where suspended_at is not null;
create index users_auth_subject on public.users (auth_subject);
create index users_erased_identity on public.users (erased_identity) where erased_identity is not null;

create trigger touch before update on public.users for each row execute function private.touch();

alter table public.users enable row level security;
revoke all on table public.users from anon, authenticated, service_role;
grant select on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;
create policy own_row on public.users for select to authenticated
  using (auth_subject = (select auth.jwt() ->> 'sub') and auth_provider = (select private.token_provider()));
