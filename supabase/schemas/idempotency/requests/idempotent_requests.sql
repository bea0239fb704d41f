-- Idempotency-Keys of requests to models: what ran under each, and its stored response, for a day.

create table public.idempotent_requests (
  key_id uuid not null references public.api_keys (id) on delete cascade,
  name_hash text not null,
  organization_id uuid not null,
  fingerprint text not null,
  request_id text not null,
  tries integer not null default 1,
  running_until timestamptz,
  content_type text,
  sealed_answer text check (length(sealed_answer) <= 2000000),
  expires_at timestamptz not null,
  primary key (key_id, name_hash)
);
comment on table public.idempotent_requests is
  'Requests that carried an Idempotency-Key, for 24 hours. Answers are sealed with the caller''s API key, of which only a hash is known here: nobody else can open them.';
comment on column public.idempotent_requests.key_id is 'With which API key.';
comment on column public.idempotent_requests.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_requests.organization_id is 'Whose.';
comment on column public.idempotent_requests.fingerprint is 'Hash of route and body: another body under the same name is refused.';
comment on column public.idempotent_requests.request_id is 'The latest request that ran under it.';
comment on column public.idempotent_requests.tries is 'How many ran under it; only what could not be replayed runs again.';
comment on column public.idempotent_requests.running_until is 'Until when it may be running. Null: it has ended.';
comment on column public.idempotent_requests.content_type is 'Type of the answer.';
comment on column public.idempotent_requests.sealed_answer is 'The whole answer, compressed, AES-256-GCM under a key made of the API key. Null: there is none to replay.';
comment on column public.idempotent_requests.expires_at is 'When it is forgotten: 24 hours after the first try.';

create index idempotent_requests_expiry on public.idempotent_requests (expires_at);

alter table public.idempotent_requests enable row level security;
revoke all on table public.idempotent_requests from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_requests to service_role;
