-- Idempotency-Keys of the portal's API: what was made under each, for a day.

create table public.idempotent_creates (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  name_hash text not null,
  fingerprint text not null,
  resource_id uuid not null,
  request_id text not null,
  running_until timestamptz,
  answer jsonb check (length(answer::text) <= 65536),
  expires_at timestamptz not null,
  primary key (organization_id, user_id, name_hash),
  constraint idempotent_creates_end check ((answer is null) = (running_until is not null))
);
comment on table public.idempotent_creates is
  'Creates of the portal''s API that carried an Idempotency-Key, for 24 hours. Answers hold no secret.';
comment on column public.idempotent_creates.organization_id is 'For which organisation.';
comment on column public.idempotent_creates.user_id is 'By whom.';
comment on column public.idempotent_creates.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_creates.fingerprint is 'Hash of route and body: another body under the same name is refused.';
comment on column public.idempotent_creates.resource_id is 'Id of what is made: chosen before it is, so that a second try finds what the first left.';
comment on column public.idempotent_creates.request_id is 'The request that runs, or that made it.';
comment on column public.idempotent_creates.running_until is 'Until when it may be running; later, another try may take over. Null: it has been made.';
comment on column public.idempotent_creates.answer is 'What to answer again. Null: nothing yet.';
comment on column public.idempotent_creates.expires_at is 'When it is forgotten: 24 hours after the first try.';

create index idempotent_creates_user on public.idempotent_creates (user_id);
create index idempotent_creates_expiry on public.idempotent_creates (expires_at);

alter table public.idempotent_creates enable row level security;
revoke all on table public.idempotent_creates from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_creates to service_role;
