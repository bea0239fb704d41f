-- One row for each admitted request.
--
-- A request id is "req_" and a ULID, which begins with its time; with the C collation ids are compared byte by byte. So a
-- range of ids is a range of time: the table is partitioned by month, and its primary key is the request id alone,
-- unique over all partitions. usage/partitions has the partitions.

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
  hold_nanousd bigint not null default 0 check (hold_nanousd >= 0),
  uncounted_tokens bigint not null default 0 check (uncounted_tokens >= 0),
  estimated_tokens bigint check (estimated_tokens >= 0),
  constraint usage_events_key foreign key (key_id, organization_id)
    references public.api_keys (id, organization_id),
  constraint usage_events_said check (coalesce(admitted_batch, settled_batch) is not null),
  constraint usage_events_settled check ((state = 'settled') = (settled_at is not null)),
  constraint usage_events_ended check ((state = 'admitted') = (ending is null)),
  constraint usage_events_abandoned check (state <> 'abandoned' or (ending = 'abandoned' and abandoned_at is not null))
) partition by range (request_id);
comment on table public.usage_events is
  'Every request that was let in, once. Partitioned by month of its id; the partitions are in the schema private.';
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
comment on column public.usage_events.cost_nanousd is
  'Price of the request in nano-USD, less what was refunded; 0 on an allowance. Its entries in the ledger add up to the same, negative.';
comment on column public.usage_events.ttft_ms is 'Milliseconds from admission to the first byte of text. Null: no text reached the client.';
comment on column public.usage_events.latency_ms is 'Milliseconds from admission to the last byte.';
comment on column public.usage_events.admitted_at is 'When it was let in; decides the hour, day and price it counts to.';
comment on column public.usage_events.deadline_at is 'When the reaper may give up on it. Null: its admission has not been told (yet).';
comment on column public.usage_events.settled_at is 'When it ended. Null unless settled.';
comment on column public.usage_events.abandoned_at is 'When the reaper gave up; stays if the end is told later after all.';
comment on column public.usage_events.admitted_batch is 'Number of the recording that brought the admission. Null: not told.';
comment on column public.usage_events.settled_batch is 'Number of the recording that brought the end. Null: not told.';
comment on column public.usage_events.hold_nanousd is
  'What it held of the balance from its admission until its end: its price, were the answer as long as was allowed. 0 on an allowance.';
comment on column public.usage_events.uncounted_tokens is
  'Tokens of it that count towards no quota: of failures, and of repetitions of a request that counted.';
comment on column public.usage_events.estimated_tokens is
  'Prompt and completion tokens as we estimate them, whatever the router counted. Null: in flight, abandoned, or told by an older gateway.';

create index usage_events_page on public.usage_events (organization_id, admitted_at desc, request_id desc);
create index usage_events_key_page on public.usage_events (key_id, admitted_at desc);
create index usage_events_in_flight on public.usage_events (deadline_at) where state = 'admitted';
create index usage_events_age on public.usage_events using brin (admitted_at);
create index usage_events_holds on public.usage_events (organization_id) include (hold_nanousd)
  where state = 'admitted' and hold_nanousd > 0;

alter table public.usage_events enable row level security;
revoke all on table public.usage_events from anon, authenticated, service_role;
grant select on table public.usage_events to authenticated;
grant select, insert, update, delete on table public.usage_events to service_role;
create policy members_read on public.usage_events for select to authenticated
  using (organization_id in (select private.member_orgs()));
