-- When the key service was last found to know what the database says of every key.

create table private.key_comparison (
  only_row boolean primary key default true check (only_row),
  began_at timestamptz not null default now()
);
comment on table private.key_comparison is
  'One row: the last comparison of the key service with our database in which every key was found or brought in line.';
comment on column private.key_comparison.only_row is 'True: there is no second row.';
comment on column private.key_comparison.began_at is 'When it began: what was written before, the key service knows.';

alter table private.key_comparison enable row level security;
revoke all on table private.key_comparison from public, anon, authenticated;
grant select, insert, update, delete on table private.key_comparison to service_role;
