-- How attempts at each target ended, as settled events tell it: what the pool monitor learns from real requests.

create table private.target_outcomes (
  bucket timestamptz not null,
  target text not null,
  ok integer not null,
  unreachable integer not null,
  rejected integer not null,
  busy integer not null,
  timed_out integer not null,
  interrupted integer not null,
  cancelled integer not null,
  no_text integer not null,
  ttft_ms real[] not null,
  primary key (bucket, target)
) with (fillfactor = 70);
comment on table private.target_outcomes is
  'Attempts at targets by 5 seconds of the end of their requests. Deleted after an hour.';
comment on column private.target_outcomes.bucket is 'Start of the 5 seconds, by the clock of the database.';
comment on column private.target_outcomes.target is 'Id of the target, configured or not.';
comment on column private.target_outcomes.ok is 'Attempts that ended well.';
comment on column private.target_outcomes.unreachable is 'Attempts without a connection.';
comment on column private.target_outcomes.rejected is 'Attempts that the router answered with an error, other than for lack of capacity.';
comment on column private.target_outcomes.busy is 'Attempts that the router refused for lack of capacity.';
comment on column private.target_outcomes.timed_out is 'Attempts without text within their bound.';
comment on column private.target_outcomes.interrupted is 'Attempts whose answer broke off after its first text.';
comment on column private.target_outcomes.cancelled is 'Attempts that ended because the client left or another attempt was faster.';
comment on column private.target_outcomes.no_text is 'Attempts that ended without text.';
comment on column private.target_outcomes.ttft_ms is 'Milliseconds to the first text of up to 50 of these attempts.';

alter table private.target_outcomes enable row level security;
revoke all on table private.target_outcomes from public, anon, authenticated;
grant select, insert, update, delete on table private.target_outcomes to service_role;
