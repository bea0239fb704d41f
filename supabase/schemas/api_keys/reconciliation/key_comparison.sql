-- When the key service was compared with the database and every key matched.

create table private.key_comparison (
  only_row boolean primary key default true check (only_row),
  started_at timestamptz not null default now(),
  newer_started_at timestamptz,
  newer_ended_at timestamptz,
  constraint key_comparison_newer check ((newer_started_at is null) = (newer_ended_at is null))
);
comment on table private.key_comparison is
  'One row: the last comparisons of the key service with the database after which every key matched.';
comment on column private.key_comparison.only_row is 'Always true: allows one row only.';
comment on column private.key_comparison.started_at is
  'When a comparison started: key service and its caches have everything written before.';
comment on column private.key_comparison.newer_started_at is
  'When a newer comparison started: the key service has everything written before, its caches may not. Null: none.';
comment on column private.key_comparison.newer_ended_at is
  'When the newer comparison ended: caches from before it end a while later. Null: none.';

alter table private.key_comparison enable row level security;
revoke all on table private.key_comparison from public, anon, authenticated;
grant select, insert, update, delete on table private.key_comparison to service_role;
