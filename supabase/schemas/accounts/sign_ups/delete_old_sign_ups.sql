create function private.delete_old_sign_ups(p_limit integer) returns void
language sql set search_path = '' as $$
  delete from private.sign_ups where ctid = any (array(
    select ctid from private.sign_ups where started_at < now() - interval '1 day'
    order by started_at limit p_limit for update skip locked));
  delete from private.allowance_addresses where ctid = any (array(
    select ctid from private.allowance_addresses where expires_at < now()
    order by expires_at limit p_limit for update skip locked));
$$;
comment on function private.delete_old_sign_ups(integer) is
  'Deletes counts of sign-ups after a day, and addresses of allowances when they expire, at most p_limit of each.';
revoke all on function private.delete_old_sign_ups(integer) from public, anon, authenticated;
grant execute on function private.delete_old_sign_ups(integer) to service_role;
