-- Runs whose claim another request has taken over. Only that one may be charged.

create table private.superseded_runs (
  request_id text collate "C" primary key,
  superseded_at timestamptz not null default now()
);
comment on table private.superseded_runs is
  'Runs under an Idempotency-Key whose claim another request has taken over: record_usage records an end that arrives later as a failure, which costs nothing. Kept for 30 days, longer than a queue takes to deliver an event.';
comment on column private.superseded_runs.request_id is 'Id of the request whose claim was taken over.';
comment on column private.superseded_runs.superseded_at is 'When it was taken over.';

create index superseded_runs_age on private.superseded_runs (superseded_at);

alter table private.superseded_runs enable row level security;
revoke all on table private.superseded_runs from anon, authenticated, service_role;
grant select, insert, update, delete on table private.superseded_runs to service_role;
