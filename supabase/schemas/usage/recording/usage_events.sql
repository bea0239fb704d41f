-- Admitted requests.
--
-- A request id is "req_" and a ULID, which starts with its time. With the C collation ids are compared byte by byte, so
-- a range of ids is a range of time. The table is therefore partitioned by month, and its primary key is the request id
-- alone, unique over all partitions. The partitions are created in usage/partitions.

-- usage_events_page returns every column that its c_internal does not list: name a new internal column there.
create table public.usage_events (
  request_id text collate "C" primary key check (length(request_id) between 5 and 64),
  organization_id uuid not null,
  key_id uuid not null,
  model text not null,
  route text not null,
  stream boolean not null,
  state text not null check (state in ('admitted', 'settled', 'abandoned')),
  outcome text check (outcome in ('ok', 'client_disconnected', 'failed_before_first_byte', 'failed_after_first_byte',
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
  attempted_targets jsonb check (jsonb_typeof(attempted_targets) = 'array' and jsonb_array_length(attempted_targets) <= 8),
  constraint usage_events_key foreign key (key_id, organization_id)
    references public.api_keys (id, organization_id),
  constraint usage_events_recorded check (coalesce(admitted_batch, settled_batch) is not null),
  constraint usage_events_settled check ((state = 'settled') = (settled_at is not null)),
  constraint usage_events_ended check ((state = 'admitted') = (outcome is null)),
  constraint usage_events_abandoned check (state <> 'abandoned' or (outcome = 'abandoned' and abandoned_at is not null))
) partition by range (request_id);
comment on table public.usage_events is
  'Admitted requests, one row each. Partitioned by month of request_id; the partitions are in the schema private.';
comment on column public.usage_events.request_id is 'req_ + ULID: the id in headers, logs and responses.';
comment on column public.usage_events.organization_id is 'The organisation that is metered.';
comment on column public.usage_events.key_id is 'The API key of the request.';
comment on column public.usage_events.model is
  'Alias in the request. Not a reference, because aliases may change later.';
comment on column public.usage_events.route is 'Public path, such as /v1/messages.';
comment on column public.usage_events.stream is 'Whether the request asked for a stream.';
comment on column public.usage_events.state is
  'admitted: in flight; settled: the settled event arrived; abandoned: no settled event before the deadline.';
comment on column public.usage_events.outcome is 'Outcome of the request. Null: in flight.';
comment on column public.usage_events.status is 'HTTP status sent to the client. Null: in flight or abandoned.';
comment on column public.usage_events.error_code is 'The portal''s error code, if the request failed.';
comment on column public.usage_events.prompt_tokens is 'Prompt tokens; estimated until settled.';
comment on column public.usage_events.completion_tokens is 'Completion tokens.';
comment on column public.usage_events.total_tokens is 'Prompt and completion tokens together.';
comment on column public.usage_events.token_source is
  'router: counted by the router; estimated: counted by the gateway''s estimator.';
comment on column public.usage_events.cost_nanousd is
  'Price of the request in nano-USD; 0 on an allowance. Equal to its negative ledger entry.';
comment on column public.usage_events.ttft_ms is
  'Milliseconds from admission to the first byte of text. Null: no text was sent.';
comment on column public.usage_events.latency_ms is 'Milliseconds from admission to the last byte.';
comment on column public.usage_events.admitted_at is 'When the request was admitted, by the clock of the database. Decides its hour, day and month.';
comment on column public.usage_events.deadline_at is
  'When the request may be abandoned, counted from the recording of its admission. Null: its admitted event has not arrived.';
comment on column public.usage_events.settled_at is 'When the request ended, by the clock of the database. Null unless settled.';
comment on column public.usage_events.abandoned_at is
  'When the request was abandoned. Stays if the settled event arrives later.';
comment on column public.usage_events.admitted_batch is
  'Number of the record_usage call with the admitted event. Null: not arrived.';
comment on column public.usage_events.settled_batch is
  'Number of the record_usage call with the settled event. Null: not arrived.';
comment on column public.usage_events.hold_nanousd is
  'Hold on the balance from admission until settled or abandoned: the price of the longest response that the request allows. 0 on an allowance.';
comment on column public.usage_events.uncounted_tokens is
  'Tokens that do not count towards the quota: those of failed requests.';
comment on column public.usage_events.estimated_tokens is
  'Prompt and completion tokens by the gateway''s estimator, also where the router counted. Null: in flight, abandoned, or recorded by a gateway that did not send it.';
comment on column public.usage_events.attempted_targets is
  'The attempts at targets, in order: [{id, outcome, ttft_ms, duration_ms}]. Null: none, in flight or abandoned. Only for operators: members cannot read it.';

create index usage_events_page on public.usage_events (organization_id, admitted_at desc, request_id desc);
create index usage_events_key_page on public.usage_events (key_id, admitted_at desc);
create index usage_events_in_flight on public.usage_events (deadline_at) where state = 'admitted';
-- Rows are never deleted, so time and place on disk go together. Without autosummarize every query would read all that
-- was recorded since the last vacuum.
create index usage_events_age on public.usage_events using brin (admitted_at) with (autosummarize = on);
create index usage_events_holds on public.usage_events (organization_id) include (hold_nanousd)
  where state = 'admitted' and hold_nanousd > 0;

alter table public.usage_events enable row level security;
revoke all on table public.usage_events from anon, authenticated, service_role;
-- Not attempted_targets: members must not learn which targets there are.
grant select (request_id, organization_id, key_id, model, route, stream, state, outcome, status, error_code,
              prompt_tokens, completion_tokens, total_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
              admitted_at, deadline_at, settled_at, abandoned_at, admitted_batch, settled_batch, hold_nanousd,
              uncounted_tokens, estimated_tokens) on table public.usage_events to authenticated;
grant select, insert, update, delete on table public.usage_events to service_role;
grant select (request_id, organization_id) on table public.usage_events to portal_control_plane;
create policy members_read on public.usage_events for select to authenticated
  using (organization_id in (select private.member_orgs()));
create policy control_plane_reads on public.usage_events for select to portal_control_plane using (true);
