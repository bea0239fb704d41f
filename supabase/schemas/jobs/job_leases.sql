-- Which scheduled jobs run.

create table private.job_leases (
  job text primary key check (length(job) between 1 and 64),
  run_id uuid not null,
  expires_at timestamptz not null
);
comment on table private.job_leases is
  'Scheduled jobs that run: at most one run of each at a time, from a schedule or by hand. A run that was killed leaves a row, which expires.';
comment on column private.job_leases.job is 'Name of the job.';
comment on column private.job_leases.run_id is 'The run that holds the lease.';
comment on column private.job_leases.expires_at is 'When the lease ends unless the run extends it.';

alter table private.job_leases enable row level security;
revoke all on table private.job_leases from public, anon, authenticated;
grant select, insert, update, delete on table private.job_leases to service_role;
