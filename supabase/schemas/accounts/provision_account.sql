create function public.provision_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  v_account jsonb;
begin
  -- Tokens stay valid after their account is deleted, for less than a day.
  if exists (select from public.users
             where erased_identity = private.identity_hash(p_auth_provider, p_auth_subject)
               and erased_at > now() - interval '1 day') then
    return null;
  end if;
  v_account := private.create_account(p_auth_provider, p_auth_subject, p_email, p_display_name);
  if p_auth_provider = 'supabase' then
    perform private.copy_verification((v_account ->> 'user_id')::uuid, p_auth_subject);
  end if;
  return v_account;
end $$;
comment on function public.provision_account(text, text, text, text) is
  'Returns the account of an identity and creates it if it is new, with its personal organisation, owner membership and free plan: {user_id, organization_id}. Null for a day after the account was deleted.';
revoke all on function public.provision_account(text, text, text, text) from public, anon, authenticated;
grant execute on function public.provision_account(text, text, text, text) to service_role, portal_control_plane;
