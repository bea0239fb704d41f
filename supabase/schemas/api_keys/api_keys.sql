-- API keys. The secret itself is not stored: only what is needed to recognise or name it.

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  created_by uuid references public.users (id) on delete set null,
  name text not null check (length(name) between 1 and 100),
  masked text not null,
  secret_hash text unique,
  issuer text not null check (issuer in ('local', 'unkey')),
  issuer_key_id text unique,
  status text not null default 'active' check (status in ('active', 'disabled', 'revoked')),
  models text[],
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  disabled_at timestamptz,
  revoked_at timestamptz,
  requests_per_minute integer check (requests_per_minute > 0),
  replaces uuid references public.api_keys (id) on delete set null,
  constraint api_keys_tenant unique (id, organization_id),
  constraint api_keys_revoked check ((status = 'revoked') = (revoked_at is not null)),
  constraint api_keys_disabled check (status <> 'disabled' or disabled_at is not null),
  constraint api_keys_issuer check (issuer <> 'local' or issuer_key_id is null)
);
comment on table public.api_keys is 'Customer keys: metadata, status and, for the local issuer, a keyed hash.';
comment on column public.api_keys.id is 'The portal''s id of the key; usage refers to it.';
comment on column public.api_keys.organization_id is 'Whose requests it makes.';
comment on column public.api_keys.created_by is 'Who made it. Null once that user is gone.';
comment on column public.api_keys.name is 'What its owner calls it.';
comment on column public.api_keys.masked is 'What lists show: prefix, first and last characters.';
comment on column public.api_keys.secret_hash is 'Keyed hash of the secret, for keys verified from this table. Null for other issuers.';
comment on column public.api_keys.issuer is 'Who verifies it: local or unkey.';
comment on column public.api_keys.issuer_key_id is 'The issuer''s own id of the key. Null for the local issuer.';
comment on column public.api_keys.status is 'active; disabled: can be enabled again; revoked: for ever.';
comment on column public.api_keys.models is 'Aliases this key may use. Null: whatever its organisation may.';
comment on column public.api_keys.created_at is 'When it was made.';
comment on column public.api_keys.updated_at is 'When the row last changed.';
comment on column public.api_keys.last_used_at is 'Newest admission recorded for it.';
comment on column public.api_keys.expires_at is 'From when it is refused. Null: never.';
comment on column public.api_keys.disabled_at is 'When it was last disabled; set while disabled.';
comment on column public.api_keys.revoked_at is 'When it was revoked; set when revoked.';
comment on column public.api_keys.requests_per_minute is 'A limit of its own; the plan''s holds as well, the smaller one counts. Null: the plan''s.';
comment on column public.api_keys.replaces is 'The key whose place it takes since a rotation. Null: none. A key is replaced once.';

create index api_keys_organization on public.api_keys (organization_id, created_at desc);
create index api_keys_revoked_at on public.api_keys (revoked_at) where revoked_at is not null;
create index api_keys_disabled_at on public.api_keys (disabled_at) where status = 'disabled';
create index api_keys_expires_at on public.api_keys (expires_at) where expires_at is not null;
create unique index api_keys_replaces on public.api_keys (replaces) where replaces is not null;
create index api_keys_not_issued on public.api_keys (created_at) where masked = '';
create index api_keys_masked on public.api_keys (masked text_pattern_ops);

alter table public.api_keys enable row level security;
revoke all on table public.api_keys from anon, authenticated, service_role;
grant select (id, organization_id, created_by, name, masked, status, models, created_at, updated_at, last_used_at,
              expires_at, disabled_at, revoked_at, requests_per_minute, replaces) on table public.api_keys to authenticated;
grant select, insert, update, delete on table public.api_keys to service_role;
create policy members_read on public.api_keys for select to authenticated
  using (organization_id in (select private.member_orgs()));
