-- When the key service was last compared with the database and every key matched.

create table private.key_comparison (
  only_row boolean primary key default true check (only_row),
  started_at timestamptz not null default now()
);
comment on table private.key_comparison is
  'One row: the last comparison of the key service with the database after which every key matched.';
comment on column private.key_comparison.only_row is 'Always true: allows one row only.';
comment on column private.key_comparison.started_at is
  'When that comparison started: the key service has everything written before.';

alter table private.key_comparison enable row level security;
revoke all on table private.key_comparison from public, anon, authenticated;
grant select, insert, update, delete on table private.key_comparison to service_role;
