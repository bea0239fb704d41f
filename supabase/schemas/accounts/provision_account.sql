create function public.provision_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
begin
  -- A token outlives the account it was for; a day outlives every token.
  if exists (select from public.users
             where erased_identity = private.identity_hash(p_auth_provider, p_auth_subject)
               and erased_at > now() - interval '1 day') then
    return null;
  end if;
  return private.make_account(p_auth_provider, p_auth_subject, p_email, p_display_name);
end $$;
comment on function public.provision_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}; null for a day after its erasure.';
revoke all on function public.provision_account(text, text, text, text) from public, anon, authenticated;
grant execute on function public.provision_account(text, text, text, text) to service_role;
