-- A sign-up at Supabase Auth creates an account. A wallet has no name: its shortened address is used.
-- Security definer: the auth server signs people up under its own role, which cannot read the tables of the portal.
create function private.on_auth_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_wallet text := new.raw_user_meta_data -> 'custom_claims' ->> 'address';
  v_user_id uuid;
begin
  if tg_op = 'INSERT' then
    v_user_id := public.provision_account('supabase', new.id::text, new.email,
      coalesce(new.raw_user_meta_data ->> 'display_name', new.raw_user_meta_data ->> 'full_name',
               new.raw_user_meta_data ->> 'name', left(v_wallet, 6) || '…' || right(v_wallet, 4))) ->> 'user_id';
  else
    select id into v_user_id from public.users where auth_provider = 'supabase' and auth_subject = new.id::text;
    update public.users set email = new.email where id = v_user_id and email is distinct from new.email;
  end if;
  perform private.copy_verification(v_user_id, new.id::text);
  return new;
end $$;
comment on function private.on_auth_user() is
  'Trigger on auth.users: a sign-up creates the account; a changed e-mail address and its confirmation are copied to it.';
revoke all on function private.on_auth_user() from public, anon, authenticated;

create trigger provision_account after insert on auth.users
  for each row execute function private.on_auth_user();
create trigger copy_email after update of email, email_confirmed_at on auth.users
  for each row execute function private.on_auth_user();
