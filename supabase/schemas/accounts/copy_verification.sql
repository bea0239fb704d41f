-- Reads columns that only the auth server writes: users write their metadata, and with it user_metadata.email_verified.
-- Security definer: the service role cannot read the tables of the auth server.
create function private.copy_verification(p_user_id uuid, p_auth_subject text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  v_address text;
begin
  select case
      when nullif(a.email, '') is not null then case when a.email_confirmed_at is not null then a.email end
      -- The auth server makes such a user only after it has checked the wallet's signature.
      when a.raw_app_meta_data ->> 'provider' = 'web3' then
        coalesce(a.raw_user_meta_data -> 'custom_claims' ->> 'address', a.id::text)
    end into v_address
  from auth.users a where a.id::text = p_auth_subject;
  if v_address is not null then
    perform public.verify_address(p_user_id, v_address);
  end if;
end $$;
comment on function private.copy_verification(uuid, text) is
  'Records that the address of a person is verified, if Supabase Auth says so.';
revoke all on function private.copy_verification(uuid, text) from public, anon, authenticated;
grant execute on function private.copy_verification(uuid, text) to service_role;
