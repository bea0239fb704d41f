create function public.verify_address(p_user_id uuid, p_address text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_user public.users;
  v_allowance uuid;
begin
  -- No stronger lock: accepting an invitation locks its organisation and references this row.
  select * into v_user from public.users where id = p_user_id and erased_at is null for no key update;
  if v_user.id is null then
    return;
  end if;
  insert into private.allowance_addresses as a (address_hash, allowance_id)
  values (private.address_hash(p_address), v_user.allowance_id)
  on conflict (address_hash) do update
    set allowance_id = case when a.expires_at <= now() then excluded.allowance_id else a.allowance_id end,
        expires_at = null
  returning a.allowance_id into v_allowance;
  -- Until now the account made no keys, so its allowance was never used. A verified account keeps the one it has.
  if v_user.verified_at is null and v_allowance <> v_user.allowance_id then
    perform 1 from public.organizations where allowance_id = v_user.allowance_id order by id for update;
    update public.organizations set allowance_id = v_allowance where allowance_id = v_user.allowance_id;
    update public.users set allowance_id = v_allowance where id = p_user_id;
  end if;
  update public.users set verified_at = now() where id = p_user_id and verified_at is null;
end $$;
comment on function public.verify_address(uuid, text) is
  'Records that a person proved an e-mail address or a wallet. A new account gets the allowance of an earlier account with that address.';
revoke all on function public.verify_address(uuid, text) from public, anon, authenticated;
grant execute on function public.verify_address(uuid, text) to service_role, portal_control_plane;
