-- Requests as support and operators look them up.

create table public.request_logs (
  request_id text collate "C" primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  key_id uuid not null,
  route text not null,
  model text not null,
  pool text not null,
  stream boolean not null,
  ending text,
  status smallint,
  error_code text,
  attempts smallint,
  client_retry smallint,
  ttft_ms double precision,
  latency_ms double precision,
  admitted_at timestamptz not null,
  ended_at timestamptz,
  fingerprint text
);
comment on table public.request_logs is
  'What support and operators look at. No prompt, no answer, no address of a client or router. Kept for a limited time.';
comment on column public.request_logs.request_id is 'Id of the request.';
comment on column public.request_logs.organization_id is 'Whose request.';
comment on column public.request_logs.key_id is 'With which key.';
comment on column public.request_logs.route is 'Public path.';
comment on column public.request_logs.model is 'Alias that was asked for.';
comment on column public.request_logs.pool is 'Public name of the pool that served it.';
comment on column public.request_logs.stream is 'Whether a stream was asked for.';
comment on column public.request_logs.ending is 'How it ended. Null: in flight.';
comment on column public.request_logs.status is 'HTTP status the client saw.';
comment on column public.request_logs.error_code is 'The portal''s error code, where it failed.';
comment on column public.request_logs.attempts is 'Router targets tried.';
comment on column public.request_logs.client_retry is 'How often the client''s SDK had tried before.';
comment on column public.request_logs.ttft_ms is 'Milliseconds to the first byte of text.';
comment on column public.request_logs.latency_ms is 'Milliseconds to the last byte.';
comment on column public.request_logs.admitted_at is 'When it was let in; retention counts from here.';
comment on column public.request_logs.ended_at is 'When it ended or was given up. Null: in flight.';
comment on column public.request_logs.fingerprint is
  'Hash of key, route and body: equal for repetitions of one request, and no way back to what it said.';

create index request_logs_organization on public.request_logs (organization_id, admitted_at desc);
create index request_logs_age on public.request_logs using brin (admitted_at);
create index request_logs_key on public.request_logs (key_id, admitted_at desc);
create index request_logs_repeats on public.request_logs (key_id, fingerprint, admitted_at);
create index request_logs_retries on public.request_logs (admitted_at) where client_retry > 0;

alter table public.request_logs enable row level security;
revoke all on table public.request_logs from anon, authenticated, service_role;
grant select, insert, update, delete on table public.request_logs to service_role;
