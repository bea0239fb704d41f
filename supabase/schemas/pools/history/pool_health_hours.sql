-- How models and targets have served, hour by hour: made of pool_health_minutes.

create table private.pool_health_hours (
  alias text not null,
  target text not null,
  hour timestamptz not null,
  up_seconds real not null,
  degraded_seconds real not null,
  down_seconds real not null,
  requests bigint not null,
  failures bigint not null,
  ttft_p50_ms double precision,
  ttft_p95_ms double precision,
  primary key (alias, target, hour)
) with (fillfactor = 70);
comment on table private.pool_health_hours is
  'Health of each model and of each of its targets by hour, as the pool monitor saw it. Deleted after 400 days.';
comment on column private.pool_health_hours.alias is 'The model.';
comment on column private.pool_health_hours.target is 'Id of the target. Empty: the model as a whole.';
comment on column private.pool_health_hours.hour is 'Start of the hour.';
comment on column private.pool_health_hours.up_seconds is 'Seconds in which it served as usual.';
comment on column private.pool_health_hours.degraded_seconds is 'Seconds in which it served, but slower, with more errors, or with a part of its targets.';
comment on column private.pool_health_hours.down_seconds is 'Seconds in which it did not serve. The rest of the hour nobody looked.';
comment on column private.pool_health_hours.requests is 'Attempts of real requests.';
comment on column private.pool_health_hours.failures is 'Those that failed.';
comment on column private.pool_health_hours.ttft_p50_ms is
  'Median of the milliseconds to the first text, merged (private.merged_percentiles). Null: not measured.';
comment on column private.pool_health_hours.ttft_p95_ms is '95th percentile of the same.';

create index pool_health_hours_age on private.pool_health_hours (hour);

alter table private.pool_health_hours enable row level security;
revoke all on table private.pool_health_hours from public, anon, authenticated;
grant select, insert, update, delete on table private.pool_health_hours to service_role;
