-- Who signs in with a wallet has neither name nor address: the wallet's stands in, shortened.

create or replace function private.on_auth_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_wallet text := new.raw_user_meta_data -> 'custom_claims' ->> 'address';
begin
  if tg_op = 'INSERT' then
    perform public.provision_account('supabase', new.id::text, new.email,
      coalesce(new.raw_user_meta_data ->> 'display_name', new.raw_user_meta_data ->> 'full_name',
               new.raw_user_meta_data ->> 'name', left(v_wallet, 6) || '…' || right(v_wallet, 4)));
  else
    update public.users set email = new.email
    where auth_provider = 'supabase' and auth_subject = new.id::text and email is distinct from new.email;
  end if;
  return new;
end $$;
