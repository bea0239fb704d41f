-- Days for the next rollup.

create table private.usage_days_to_roll_up (
  organization_id uuid not null,
  day date not null,
  changed_at timestamptz not null,
  primary key (organization_id, day)
);
comment on table private.usage_days_to_roll_up is
  'Days whose hours changed since the last rollup; until the next, summaries read these days from usage_hourly.';
comment on column private.usage_days_to_roll_up.organization_id is 'The organisation.';
comment on column private.usage_days_to_roll_up.day is 'The day (UTC).';
comment on column private.usage_days_to_roll_up.changed_at is 'When an hour of the day last changed.';

alter table private.usage_days_to_roll_up enable row level security;
revoke all on table private.usage_days_to_roll_up from anon, authenticated, service_role;
grant select, insert, update, delete on table private.usage_days_to_roll_up to service_role;
