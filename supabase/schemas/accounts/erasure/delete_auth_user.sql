-- Security definer: the service role may not write the tables of the auth server.
create function private.delete_auth_user(p_auth_subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.users where id::text = p_auth_subject;
  return found;
exception when insufficient_privilege then
  return false;
end $$;
comment on function private.delete_auth_user(text) is
  'Deletes a user and their sign-ins at Supabase Auth. Returns whether there was one.';
revoke all on function private.delete_auth_user(text) from public, anon, authenticated;
grant execute on function private.delete_auth_user(text) to service_role;
