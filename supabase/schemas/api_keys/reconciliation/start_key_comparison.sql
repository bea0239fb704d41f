create function public.start_key_comparison() returns timestamptz
language sql stable security definer set search_path = '' as $$
  select now()
$$;
comment on function public.start_key_comparison() is
  'The start of a comparison of the key service with the database, by the clock that dates the changes of keys.';
revoke all on function public.start_key_comparison() from public, anon, authenticated;
grant execute on function public.start_key_comparison() to service_role, portal_key_upkeep;
