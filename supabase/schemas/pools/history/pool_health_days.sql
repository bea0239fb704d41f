-- How models and targets have served, day by day (UTC): made of pool_health_hours.

create table private.pool_health_days (
  alias text not null,
  target text not null,
  day timestamptz not null,
  up_seconds real not null,
  degraded_seconds real not null,
  down_seconds real not null,
  requests bigint not null,
  failures bigint not null,
  ttft_p50_ms double precision,
  ttft_p95_ms double precision,
  primary key (alias, target, day)
) with (fillfactor = 70);
comment on table private.pool_health_days is
  'Health of each model and of each of its targets by day (UTC), as the pool monitor saw it. Deleted after 400 days.';
comment on column private.pool_health_days.alias is 'The model.';
comment on column private.pool_health_days.target is 'Id of the target. Empty: the model as a whole.';
comment on column private.pool_health_days.day is 'Start of the day (UTC).';
comment on column private.pool_health_days.up_seconds is 'Seconds in which it served as usual.';
comment on column private.pool_health_days.degraded_seconds is 'Seconds in which it served, but slower, with more errors, or with a part of its targets.';
comment on column private.pool_health_days.down_seconds is 'Seconds in which it did not serve. The rest of the day nobody looked.';
comment on column private.pool_health_days.requests is 'Attempts of real requests.';
comment on column private.pool_health_days.failures is 'Those that failed.';
comment on column private.pool_health_days.ttft_p50_ms is
  'Median of the milliseconds to the first text, merged (private.merged_percentiles). Null: not measured.';
comment on column private.pool_health_days.ttft_p95_ms is '95th percentile of the same.';

create index pool_health_days_age on private.pool_health_days (day);

alter table private.pool_health_days enable row level security;
revoke all on table private.pool_health_days from public, anon, authenticated;
grant select, insert, update, delete on table private.pool_health_days to service_role;
