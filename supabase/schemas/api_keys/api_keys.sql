-- API keys. The secret is not stored, only what recognises and names it.

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
  rotated_at timestamptz,
  expiry_changed_at timestamptz,
  revocation_confirmed_at timestamptz,
  constraint api_keys_tenant unique (id, organization_id),
  constraint api_keys_revoked check ((status = 'revoked') = (revoked_at is not null)),
  constraint api_keys_disabled check (status <> 'disabled' or disabled_at is not null),
  constraint api_keys_issuer check (issuer <> 'local' or issuer_key_id is null),
  constraint api_keys_rotated check (rotated_at is null or expires_at is not null),
  constraint api_keys_confirmed check (revocation_confirmed_at is null or status = 'revoked')
);
comment on table public.api_keys is 'API keys of customers: metadata, status and, for the local issuer, a keyed hash.';
comment on column public.api_keys.id is 'The portal''s id of the key; usage refers to it.';
comment on column public.api_keys.organization_id is 'The organisation that owns it.';
comment on column public.api_keys.created_by is 'The user who created it. Null if that user was deleted.';
comment on column public.api_keys.name is 'Name given by its owner.';
comment on column public.api_keys.masked is
  'Masked key: prefix, first and last characters. Empty until the key is issued.';
comment on column public.api_keys.secret_hash is
  'Keyed hash of the secret, for keys that are verified from this table. Null for other issuers.';
comment on column public.api_keys.issuer is 'Key service that verifies it: local or unkey.';
comment on column public.api_keys.issuer_key_id is 'The issuer''s own id of the key. Null for the local issuer.';
comment on column public.api_keys.status is 'active; disabled: can be enabled again; revoked: final.';
comment on column public.api_keys.models is 'Aliases that this key may use. Null: every model of its organisation.';
comment on column public.api_keys.created_at is 'When it was created.';
comment on column public.api_keys.updated_at is 'When the row last changed.';
comment on column public.api_keys.last_used_at is 'Time of the newest admission recorded for it.';
comment on column public.api_keys.expires_at is 'When it expires. Null: never.';
comment on column public.api_keys.disabled_at is 'When it was disabled. Null unless disabled.';
comment on column public.api_keys.revoked_at is 'When it was revoked. Null unless revoked.';
comment on column public.api_keys.requests_per_minute is
  'Requests per minute of this key; the smaller of this and the plan''s applies. Null: the plan''s.';
comment on column public.api_keys.replaces is
  'The key that this one replaces after a rotation. Null: none. A key is replaced once.';
comment on column public.api_keys.rotated_at is
  'When another key replaced it. Since then its expiry can be moved earlier, never later. Null: not replaced.';
comment on column public.api_keys.expiry_changed_at is
  'When its expiry last changed after its creation. Null: never, so the key service has known it from the start.';
comment on column public.api_keys.revocation_confirmed_at is
  'When the key service was known to have its revocation. Null: not revoked, or not known yet.';

create index api_keys_organization on public.api_keys (organization_id, created_at desc);
create index api_keys_not_revoked on public.api_keys (organization_id) where status <> 'revoked';
create index api_keys_not_confirmed on public.api_keys (revoked_at)
  where status = 'revoked' and revocation_confirmed_at is null;
create index api_keys_confirmed_at on public.api_keys (revocation_confirmed_at) where revocation_confirmed_at is not null;
create index api_keys_disabled_at on public.api_keys (disabled_at) where status = 'disabled';
create index api_keys_expiry_changed_at on public.api_keys (expiry_changed_at)
  where status = 'active' and expiry_changed_at is not null;
create unique index api_keys_replaces on public.api_keys (replaces) where replaces is not null;
create index api_keys_not_issued on public.api_keys (created_at) where masked = '';
create index api_keys_masked on public.api_keys (masked text_pattern_ops);

alter table public.api_keys enable row level security;
revoke all on table public.api_keys from anon, authenticated, service_role;
grant select (id, organization_id, created_by, name, masked, status, models, created_at, updated_at, last_used_at,
              expires_at, disabled_at, revoked_at, requests_per_minute, replaces, rotated_at) on table public.api_keys to authenticated;
grant select, insert, update, delete on table public.api_keys to service_role;
grant select (id, organization_id, created_by, name, masked, issuer, issuer_key_id, status, models, created_at,
              last_used_at, expires_at, disabled_at, revoked_at, requests_per_minute, replaces, rotated_at)
  on table public.api_keys to portal_control_plane;
grant delete on table public.api_keys to portal_control_plane;
create policy members_read on public.api_keys for select to authenticated
  using (organization_id in (select private.member_orgs()));
create policy control_plane_reads on public.api_keys for select to portal_control_plane using (true);
-- A key that was never issued, or whose secret was never delivered: the latter is revoked first (discard_key).
create policy control_plane_deletes on public.api_keys for delete to portal_control_plane
  using (masked = '' or status = 'revoked');
