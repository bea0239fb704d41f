-- Numbers of the calls of record_usage.

create sequence private.usage_batches;
comment on sequence private.usage_batches is 'Numbers the calls of record_usage, so that each knows which rows it changed.';
revoke all on sequence private.usage_batches from anon, authenticated, service_role;
grant usage on sequence private.usage_batches to service_role;
