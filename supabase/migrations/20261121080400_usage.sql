-- Usage: one row for each request, its log line, and the rollups.

-- A request id is "req_" + ULID, which sorts by time. With the C collation a later migration can attach this
-- table as the first of monthly partitions by range of request_id, and the primary key stays unique over all.
create table public.usage_events (
  request_id text collate "C" primary key check (length(request_id) between 5 and 64),
  organization_id uuid not null,
  key_id uuid not null,
  model text not null,
  route text not null,
  stream boolean not null,
  state text not null check (state in ('admitted', 'settled', 'abandoned')),
  ending text check (ending in ('ok', 'cancelled', 'failed_before_first_byte', 'failed_after_first_byte',
                                'deadline', 'abandoned')),
  status smallint check (status between 100 and 599),
  error_code text,
  prompt_tokens integer not null default 0 check (prompt_tokens >= 0),
  completion_tokens integer not null default 0 check (completion_tokens >= 0),
  total_tokens bigint generated always as (prompt_tokens::bigint + completion_tokens) stored,
  token_source text not null default 'estimated' check (token_source in ('router', 'estimated')),
  cost_nanousd bigint not null default 0 check (cost_nanousd >= 0),
  ttft_ms double precision check (ttft_ms >= 0),
  latency_ms double precision check (latency_ms >= 0),
  admitted_at timestamptz not null,
  deadline_at timestamptz,
  settled_at timestamptz,
  abandoned_at timestamptz,
  admitted_batch bigint,
  settled_batch bigint,
  constraint usage_events_key foreign key (key_id, organization_id)
    references public.api_keys (id, organization_id),
  constraint usage_events_said check (coalesce(admitted_batch, settled_batch) is not null),
  constraint usage_events_settled check ((state = 'settled') = (settled_at is not null)),
  constraint usage_events_ended check ((state = 'admitted') = (ending is null)),
  constraint usage_events_abandoned check (state <> 'abandoned' or (ending = 'abandoned' and abandoned_at is not null))
);
comment on table public.usage_events is
  'Metering: one row for each admitted request. admitted = settled + abandoned once nothing is in flight.';
comment on column public.usage_events.request_id is 'req_ + ULID, the id in headers, logs and answers.';
comment on column public.usage_events.organization_id is 'Who is metered.';
comment on column public.usage_events.key_id is 'With which key.';
comment on column public.usage_events.model is 'Alias that was asked for (as it was then, so no reference).';
comment on column public.usage_events.route is 'Public path, such as /v1/messages.';
comment on column public.usage_events.stream is 'Whether a stream was asked for.';
comment on column public.usage_events.state is 'admitted: in flight; settled: its end was told; abandoned: nobody told its end by the deadline.';
comment on column public.usage_events.ending is 'How it ended. Null: in flight.';
comment on column public.usage_events.status is 'HTTP status the client saw. Null: in flight or abandoned.';
comment on column public.usage_events.error_code is 'The portal''s error code, where it failed.';
comment on column public.usage_events.prompt_tokens is 'Prompt tokens; estimated until settled.';
comment on column public.usage_events.completion_tokens is 'Completion tokens produced.';
comment on column public.usage_events.total_tokens is 'Both together.';
comment on column public.usage_events.token_source is 'router: as the router counted; estimated: by our estimator.';
comment on column public.usage_events.cost_nanousd is 'Price of the request in nano-USD; 0 on an allowance. The ledger has the same amount, negative.';
comment on column public.usage_events.ttft_ms is 'Milliseconds from admission to the first byte of text. Null: no text reached the client.';
comment on column public.usage_events.latency_ms is 'Milliseconds from admission to the last byte.';
comment on column public.usage_events.admitted_at is 'When it was let in; decides the hour, day and price it counts to.';
comment on column public.usage_events.deadline_at is 'When the reaper may give up on it. Null: its admission has not been told (yet).';
comment on column public.usage_events.settled_at is 'When it ended. Null unless settled.';
comment on column public.usage_events.abandoned_at is 'When the reaper gave up; stays if the end is told later after all.';
comment on column public.usage_events.admitted_batch is 'Number of the recording that brought the admission. Null: not told.';
comment on column public.usage_events.settled_batch is 'Number of the recording that brought the end. Null: not told.';
create index usage_events_page on public.usage_events (organization_id, admitted_at desc, request_id desc);
create index usage_events_key_page on public.usage_events (key_id, admitted_at desc);
create index usage_events_in_flight on public.usage_events (deadline_at) where state = 'admitted';

alter table public.usage_events enable row level security;
revoke all on table public.usage_events from anon, authenticated, service_role;
grant select on table public.usage_events to authenticated;
grant select, insert, update, delete on table public.usage_events to service_role;
create policy members_read on public.usage_events for select to authenticated
  using (organization_id in (select private.member_orgs()));

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
  ended_at timestamptz
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
create index request_logs_organization on public.request_logs (organization_id, admitted_at desc);
create index request_logs_age on public.request_logs using brin (admitted_at);

alter table public.request_logs enable row level security;
revoke all on table public.request_logs from anon, authenticated, service_role;
grant select, insert, update, delete on table public.request_logs to service_role;

-- Rollups. Rows are updated in place many times: room on the page keeps those updates off the index.
create table public.usage_hourly (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  hour timestamptz not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null default 0,
  settled bigint not null default 0,
  abandoned bigint not null default 0,
  errors bigint not null default 0,
  cancelled bigint not null default 0,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_nanousd bigint not null default 0,
  latency_ms_sum double precision not null default 0,
  ttft_ms_sum double precision not null default 0,
  ttft_count bigint not null default 0,
  primary key (organization_id, hour, model, key_id)
) with (fillfactor = 70);
comment on table public.usage_hourly is 'Usage by hour of admission (UTC), model and key; written with the events themselves.';
comment on column public.usage_hourly.organization_id is 'Who.';
comment on column public.usage_hourly.hour is 'Start of the hour.';
comment on column public.usage_hourly.model is 'Model alias.';
comment on column public.usage_hourly.key_id is 'Key.';
comment on column public.usage_hourly.requests is 'Requests let in: settled, abandoned and in flight.';
comment on column public.usage_hourly.settled is 'Requests whose end was told.';
comment on column public.usage_hourly.abandoned is 'Requests whose end nobody told.';
comment on column public.usage_hourly.errors is 'Settled requests that failed (before or after the first byte, or at the deadline).';
comment on column public.usage_hourly.cancelled is 'Settled requests whose client went away.';
comment on column public.usage_hourly.prompt_tokens is 'Prompt tokens of settled requests.';
comment on column public.usage_hourly.completion_tokens is 'Completion tokens of settled requests.';
comment on column public.usage_hourly.cost_nanousd is 'Their price in nano-USD.';
comment on column public.usage_hourly.latency_ms_sum is 'Sum of latencies of settled requests, in milliseconds.';
comment on column public.usage_hourly.ttft_ms_sum is 'Sum of times to first byte, in milliseconds.';
comment on column public.usage_hourly.ttft_count is 'Requests in that sum.';

alter table public.usage_hourly enable row level security;
revoke all on table public.usage_hourly from anon, authenticated, service_role;
grant select on table public.usage_hourly to authenticated;
grant select, insert, update, delete on table public.usage_hourly to service_role;
create policy members_read on public.usage_hourly for select to authenticated
  using (organization_id in (select private.member_orgs()));

create table public.usage_daily (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  day date not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null default 0,
  settled bigint not null default 0,
  abandoned bigint not null default 0,
  errors bigint not null default 0,
  cancelled bigint not null default 0,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_nanousd bigint not null default 0,
  latency_ms_sum double precision not null default 0,
  ttft_ms_sum double precision not null default 0,
  ttft_count bigint not null default 0,
  primary key (organization_id, day, model, key_id)
);
comment on table public.usage_daily is 'Usage by day of admission (UTC), model and key; made from usage_hourly by roll_up_usage.';
comment on column public.usage_daily.organization_id is 'Who.';
comment on column public.usage_daily.day is 'The day.';
comment on column public.usage_daily.model is 'Model alias.';
comment on column public.usage_daily.key_id is 'Key.';
comment on column public.usage_daily.requests is 'As in usage_hourly.';
comment on column public.usage_daily.settled is 'As in usage_hourly.';
comment on column public.usage_daily.abandoned is 'As in usage_hourly.';
comment on column public.usage_daily.errors is 'As in usage_hourly.';
comment on column public.usage_daily.cancelled is 'As in usage_hourly.';
comment on column public.usage_daily.prompt_tokens is 'As in usage_hourly.';
comment on column public.usage_daily.completion_tokens is 'As in usage_hourly.';
comment on column public.usage_daily.cost_nanousd is 'As in usage_hourly.';
comment on column public.usage_daily.latency_ms_sum is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_ms_sum is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_count is 'As in usage_hourly.';

alter table public.usage_daily enable row level security;
revoke all on table public.usage_daily from anon, authenticated, service_role;
grant select on table public.usage_daily to authenticated;
grant select, insert, update, delete on table public.usage_daily to service_role;
create policy members_read on public.usage_daily for select to authenticated
  using (organization_id in (select private.member_orgs()));

create table private.usage_days_to_roll_up (
  organization_id uuid not null,
  day date not null,
  touched_at timestamptz not null,
  primary key (organization_id, day)
);
comment on table private.usage_days_to_roll_up is 'Days whose hours changed since usage_daily was made from them; readers take these from usage_hourly.';
comment on column private.usage_days_to_roll_up.organization_id is 'Who.';
comment on column private.usage_days_to_roll_up.day is 'Which day (UTC).';
comment on column private.usage_days_to_roll_up.touched_at is 'When an hour of it last changed.';
revoke all on table private.usage_days_to_roll_up from anon, authenticated, service_role;
alter table private.usage_days_to_roll_up enable row level security;
grant select, insert, update, delete on table private.usage_days_to_roll_up to service_role;

create sequence private.usage_batches;
comment on sequence private.usage_batches is 'Numbers the calls of record_usage, so that each knows which rows it changed.';
revoke all on sequence private.usage_batches from anon, authenticated, service_role;
grant usage on sequence private.usage_batches to service_role;
