-- Which allowance a mailbox or wallet has, so that deleting an account or changing its address begins no new one.

create table private.allowance_addresses (
  address_hash text primary key,
  allowance_id uuid not null,
  expires_at timestamptz
);
comment on table private.allowance_addresses is
  'Allowances by the hash of every address that was verified for them. Kept after an account is deleted until its limits would be empty again.';
comment on column private.allowance_addresses.address_hash is 'Hash of the mailbox or wallet (private.address_hash).';
comment on column private.allowance_addresses.allowance_id is 'The allowance (users.allowance_id).';
comment on column private.allowance_addresses.expires_at is
  'When it is forgotten: 31 days after the last account with this allowance was deleted. Null: an account has it.';

create index allowance_addresses_allowance on private.allowance_addresses (allowance_id);
create index allowance_addresses_expires_at on private.allowance_addresses (expires_at) where expires_at is not null;

alter table private.allowance_addresses enable row level security;
revoke all on table private.allowance_addresses from public, anon, authenticated;
grant select, insert, update, delete on table private.allowance_addresses to service_role;
