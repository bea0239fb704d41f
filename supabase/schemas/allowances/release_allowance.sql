-- Part of erase_account. 31 days are longer than every window of a plan and than a month's quota.
create function private.release_allowance(p_allowance_id uuid) returns void
language sql set search_path = '' as $$
  update private.allowance_addresses set expires_at = now() + interval '31 days'
  where allowance_id = p_allowance_id and expires_at is null
    and not exists (select from public.users where allowance_id = p_allowance_id and erased_at is null)
$$;
comment on function private.release_allowance(uuid) is
  'Lets the addresses of an allowance be forgotten after 31 days, if no account has it any more.';
revoke all on function private.release_allowance(uuid) from public, anon, authenticated;
grant execute on function private.release_allowance(uuid) to service_role;
