-- Idempotency-Keys of create requests to the portal's API.

create table public.idempotent_creates (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  name_hash text not null,
  fingerprint text not null,
  resource_id uuid not null,
  request_id text collate "C" not null,
  running_until timestamptz,
  response jsonb check (length(response::text) <= 65536),
  expires_at timestamptz not null,
  primary key (organization_id, user_id, name_hash),
  constraint idempotent_creates_end check ((response is null) = (running_until is not null))
);
comment on table public.idempotent_creates is
  'Create requests of the portal''s API with an Idempotency-Key, for 24 hours. Stored responses contain no secret.';
comment on column public.idempotent_creates.organization_id is 'The organisation that the request acts for.';
comment on column public.idempotent_creates.user_id is 'The user who sent the request.';
comment on column public.idempotent_creates.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_creates.fingerprint is
  'Hash of route and body: the same Idempotency-Key with another body is rejected.';
comment on column public.idempotent_creates.resource_id is
  'Id of the resource to create. Chosen before the resource exists, so that a retry finds what an earlier run left.';
comment on column public.idempotent_creates.request_id is 'Id of the request that runs or has completed.';
comment on column public.idempotent_creates.running_until is
  'When the claim expires and another request may take over. Null: completed.';
comment on column public.idempotent_creates.response is 'Response to replay. Null: not completed.';
comment on column public.idempotent_creates.expires_at is 'When the row is deleted: 24 hours after the first request.';

create index idempotent_creates_user on public.idempotent_creates (user_id);
create index idempotent_creates_expiry on public.idempotent_creates (expires_at);

alter table public.idempotent_creates enable row level security;
revoke all on table public.idempotent_creates from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_creates to service_role;
