-- Numbers for the calls of record_usage.

create sequence private.usage_batches;
comment on sequence private.usage_batches is
  'Numbers the calls of record_usage, so that each call knows the rows that it changed.';
revoke all on sequence private.usage_batches from anon, authenticated, service_role;
grant usage on sequence private.usage_batches to service_role;
