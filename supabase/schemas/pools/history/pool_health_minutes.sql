-- How models and targets have served, minute by minute.

create table private.pool_health_minutes (
  alias text not null,
  target text not null,
  minute timestamptz not null,
  up_seconds real not null,
  degraded_seconds real not null,
  down_seconds real not null,
  requests bigint not null,
  failures bigint not null,
  ttft_p50_ms double precision,
  ttft_p95_ms double precision,
  primary key (alias, target, minute)
);
comment on table private.pool_health_minutes is
  'Health of each model and of each of its targets by minute, as the pool monitor saw it. Deleted after 48 hours.';
comment on column private.pool_health_minutes.alias is 'The model.';
comment on column private.pool_health_minutes.target is 'Id of the target. Empty: the model as a whole.';
comment on column private.pool_health_minutes.minute is 'Start of the minute.';
comment on column private.pool_health_minutes.up_seconds is 'Seconds in which it served as usual.';
comment on column private.pool_health_minutes.degraded_seconds is 'Seconds in which it served, but slower, with more errors, or with a part of its targets.';
comment on column private.pool_health_minutes.down_seconds is 'Seconds in which it did not serve. The rest of the minute nobody looked.';
comment on column private.pool_health_minutes.requests is 'Attempts of real requests.';
comment on column private.pool_health_minutes.failures is 'Those that failed.';
comment on column private.pool_health_minutes.ttft_p50_ms is
  'Median of the milliseconds to the first text. Null: not measured.';
comment on column private.pool_health_minutes.ttft_p95_ms is '95th percentile of the same.';

create index pool_health_minutes_age on private.pool_health_minutes (minute);

alter table private.pool_health_minutes enable row level security;
revoke all on table private.pool_health_minutes from public, anon, authenticated;
grant select, insert, update, delete on table private.pool_health_minutes to service_role;
