-- A sign-up at Supabase Auth creates an account. A wallet has no name: its shortened address is used.
-- Security definer: the auth server signs people up under its own role, which cannot read the tables of the portal.
create function private.on_auth_user() returns trigger
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
comment on function private.on_auth_user() is
  'Trigger on auth.users: a sign-up creates the account, and a changed e-mail address is copied to it.';
revoke all on function private.on_auth_user() from public, anon, authenticated;

create trigger provision_account after insert on auth.users
  for each row execute function private.on_auth_user();
create trigger copy_email after update of email on auth.users
  for each row execute function private.on_auth_user();
