-- What was seen of the usage queue, minute by minute.

create table private.usage_queue_minutes (
  minute timestamptz primary key,
  recorded bigint not null default 0,
  oldest_sent_at timestamptz,
  waiting bigint
);
comment on table private.usage_queue_minutes is
  'What ingest and maintenance saw of the usage queue in each minute: what observe_usage_queue concludes from. Deleted after a day.';
comment on column private.usage_queue_minutes.minute is 'Start of the minute.';
comment on column private.usage_queue_minutes.recorded is 'Messages that the ingest was done with.';
comment on column private.usage_queue_minutes.oldest_sent_at is
  'When the oldest message that the ingest received was sent, whether it could be recorded or not. Null: none was received.';
comment on column private.usage_queue_minutes.waiting is
  'Messages that waited to be received, the most that was counted. Null: nobody counted.';

alter table private.usage_queue_minutes enable row level security;
revoke all on table private.usage_queue_minutes from public, anon, authenticated;
grant select, insert, update, delete on table private.usage_queue_minutes to service_role;
