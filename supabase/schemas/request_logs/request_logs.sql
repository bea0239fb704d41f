-- Requests as support and operators see them.

create table public.request_logs (
  request_id text collate "C" primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  key_id uuid not null,
  route text not null,
  model text not null,
  pool text not null,
  stream boolean not null,
  outcome text,
  status smallint,
  error_code text,
  attempts smallint,
  attempted_targets jsonb,
  ttft_ms double precision,
  latency_ms double precision,
  admitted_at timestamptz not null,
  ended_at timestamptz
);
comment on table public.request_logs is
  'Requests as support and operators see them. No prompts, no responses, no addresses of clients or routers. Deleted after a limited time.';
comment on column public.request_logs.request_id is 'Id of the request.';
comment on column public.request_logs.organization_id is 'The organisation that sent the request.';
comment on column public.request_logs.key_id is 'The API key of the request.';
comment on column public.request_logs.route is 'Public path.';
comment on column public.request_logs.model is 'Alias in the request.';
comment on column public.request_logs.pool is 'Public name of the pool that served it.';
comment on column public.request_logs.stream is 'Whether the request asked for a stream.';
comment on column public.request_logs.outcome is 'Outcome of the request. Null: in flight.';
comment on column public.request_logs.status is 'HTTP status sent to the client.';
comment on column public.request_logs.error_code is 'The portal''s error code, if the request failed.';
comment on column public.request_logs.attempts is 'Number of targets tried.';
comment on column public.request_logs.attempted_targets is 'As in usage_events.';
comment on column public.request_logs.ttft_ms is 'Milliseconds to the first byte of text.';
comment on column public.request_logs.latency_ms is 'Milliseconds to the last byte.';
comment on column public.request_logs.admitted_at is 'When the request was admitted. Retention counts from here.';
comment on column public.request_logs.ended_at is 'When the request ended or was abandoned. Null: in flight.';

create index request_logs_organization on public.request_logs (organization_id, admitted_at desc);
create index request_logs_age on public.request_logs (admitted_at);
create index request_logs_key on public.request_logs (key_id, admitted_at desc);

alter table public.request_logs enable row level security;
revoke all on table public.request_logs from anon, authenticated, service_role;
grant select, insert, update, delete on table public.request_logs to service_role;
