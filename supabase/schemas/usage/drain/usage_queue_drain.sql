-- Up to when the usage queue has been worked off.

create table private.usage_queue_drain (
  only_row boolean primary key default true check (only_row),
  drained_until timestamptz,
  empty_at timestamptz
);
comment on table private.usage_queue_drain is
  'One row: how far the usage queue has been worked off, as observe_usage_queue concludes it. Requests are abandoned up to there.';
comment on column private.usage_queue_drain.only_row is 'Always true: allows one row only.';
comment on column private.usage_queue_drain.drained_until is
  'No message that was sent before this time is in the queue. Null: not known yet.';
comment on column private.usage_queue_drain.empty_at is
  'When the queue was last seen empty. Null: it held messages when it was last looked at.';

alter table private.usage_queue_drain enable row level security;
revoke all on table private.usage_queue_drain from public, anon, authenticated;
grant select, insert, update, delete on table private.usage_queue_drain to service_role;
