create function public.keys_compared(p_began_at timestamptz) returns void
language sql set search_path = '' as $$
  update private.key_comparison set began_at = greatest(began_at, least(p_began_at, now()))
$$;
comment on function public.keys_compared(timestamptz) is
  'Records that the key service has everything written before p_began_at.';
revoke all on function public.keys_compared(timestamptz) from public, anon, authenticated;
grant execute on function public.keys_compared(timestamptz) to service_role;
