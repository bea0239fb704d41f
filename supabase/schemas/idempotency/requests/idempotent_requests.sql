-- Idempotency-Keys of model requests, and the stored responses.

create table public.idempotent_requests (
  key_id uuid not null references public.api_keys (id) on delete cascade,
  name_hash text not null,
  organization_id uuid not null,
  fingerprint text not null,
  request_id text collate "C" not null,
  running_until timestamptz,
  content_type text,
  sealed_response text check (length(sealed_response) <= 2000000),
  expires_at timestamptz not null,
  primary key (key_id, name_hash)
);
comment on table public.idempotent_requests is
  'Model requests with an Idempotency-Key, for 24 hours. Stored responses are encrypted with a key derived from the caller''s API key, of which only a hash is stored: nobody else can decrypt them.';
comment on column public.idempotent_requests.key_id is 'The API key of the request.';
comment on column public.idempotent_requests.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_requests.organization_id is 'The organisation that owns the key.';
comment on column public.idempotent_requests.fingerprint is
  'Hash of route and body: the same Idempotency-Key with another body is rejected.';
comment on column public.idempotent_requests.request_id is 'Id of the latest request that ran.';
comment on column public.idempotent_requests.running_until is 'When the claim expires unless it is renewed. Null: completed.';
comment on column public.idempotent_requests.content_type is 'Content type of the stored response.';
comment on column public.idempotent_requests.sealed_response is
  'The whole response, compressed and encrypted with AES-256-GCM under a key derived from the API key. Null: the request runs, or its response is too large to be stored.';
comment on column public.idempotent_requests.expires_at is 'When the row is deleted: 24 hours after the first request.';

create index idempotent_requests_expiry on public.idempotent_requests (expires_at);

alter table public.idempotent_requests enable row level security;
revoke all on table public.idempotent_requests from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_requests to service_role;
