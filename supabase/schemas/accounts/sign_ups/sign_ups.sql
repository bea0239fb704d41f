-- How many accounts came from each network on its current day.

create table private.sign_ups (
  network text primary key check (length(network) between 1 and 64),
  started_at timestamptz not null default now(),
  accounts integer not null
);
comment on table private.sign_ups is 'Sign-ups by network: at most a number in 24 hours. Rows are deleted a day later.';
comment on column private.sign_ups.network is 'An IPv4 address, or the first 64 bits of an IPv6 address.';
comment on column private.sign_ups.started_at is 'When the 24 hours started: with the first sign-up.';
comment on column private.sign_ups.accounts is 'Accounts in these 24 hours.';

create index sign_ups_started_at on private.sign_ups (started_at);

alter table private.sign_ups enable row level security;
revoke all on table private.sign_ups from public, anon, authenticated;
grant select, insert, update, delete on table private.sign_ups to service_role;
