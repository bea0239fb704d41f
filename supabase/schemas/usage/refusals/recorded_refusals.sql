-- The ids of recorded refused events: an event that arrives again is not counted again.

create table private.recorded_refusals (
  request_id text collate "C" primary key,
  organization_id uuid not null,
  refused_at timestamptz not null
);
comment on table private.recorded_refusals is
  'Ids of the refused events that were recorded. Kept a day longer than record_refusals accepts an event.';
comment on column private.recorded_refusals.request_id is 'Id of the request, or of the first that the event counts.';
comment on column private.recorded_refusals.organization_id is 'The organisation of the key.';
comment on column private.recorded_refusals.refused_at is 'As in refused_requests.';

create index recorded_refusals_age on private.recorded_refusals (refused_at);

alter table private.recorded_refusals enable row level security;
revoke all on table private.recorded_refusals from anon, authenticated, service_role;
grant select, insert, update, delete on table private.recorded_refusals to service_role;
