-- What rate limits count, shared by all environments of the portal's API. Unlogged: after a crash of the database the
-- windows start again, and counting costs no write-ahead log.

create unlogged table private.rate_limit_counters (
  subject text not null,
  seconds integer not null check (seconds > 0),
  bucket bigint not null,
  current integer not null,
  previous integer not null,
  expires_at timestamptz not null,
  primary key (subject, seconds)
);
comment on table private.rate_limit_counters is
  'Counts of sliding windows, one row for each subject and window that counted something lately.';
comment on column private.rate_limit_counters.subject is 'Who is limited: a kind and an id, such as user:…:changes or organization:….';
comment on column private.rate_limit_counters.seconds is 'Length of the window.';
comment on column private.rate_limit_counters.bucket is 'Number of the current bucket: unix seconds divided by the length.';
comment on column private.rate_limit_counters.current is 'Count in that bucket.';
comment on column private.rate_limit_counters.previous is 'Count in the bucket before.';
comment on column private.rate_limit_counters.expires_at is 'When nothing in the row counts any more.';

create index rate_limit_counters_expiry on private.rate_limit_counters (expires_at);

alter table private.rate_limit_counters enable row level security;
revoke all on table private.rate_limit_counters from public, anon, authenticated;
grant select, insert, update, delete on table private.rate_limit_counters to service_role;
