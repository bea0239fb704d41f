create function private.delete_old_sign_ups(p_limit integer) returns void
language sql set search_path = '' as $$
  delete from private.sign_ups where network in
    (select network from private.sign_ups where started_at < now() - interval '1 day' limit p_limit);
  delete from private.allowance_addresses where address_hash in
    (select address_hash from private.allowance_addresses where expires_at < now() limit p_limit);
$$;
comment on function private.delete_old_sign_ups(integer) is
  'Deletes counts of sign-ups after a day, and addresses of allowances when they expire, at most p_limit of each.';
revoke all on function private.delete_old_sign_ups(integer) from public, anon, authenticated;
grant execute on function private.delete_old_sign_ups(integer) to service_role;
