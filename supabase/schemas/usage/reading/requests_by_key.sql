-- For the list of API keys, which needs no full summary.
create function public.requests_by_key(p_organization_id uuid, p_from timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_object_agg(k.key_id, k.requests), '{}')
  from (select h.key_id, sum(h.requests) as requests
        from public.usage_hourly h
        where h.organization_id = p_organization_id and h.hour >= date_trunc('hour', p_from, 'UTC')
        group by h.key_id) k
$$;
comment on function public.requests_by_key(uuid, timestamptz) is
  'Requests admitted since the hour of p_from, by key: {key_id: requests}. Keys without requests are left out.';
revoke all on function public.requests_by_key(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.requests_by_key(uuid, timestamptz) to service_role, portal_control_plane;
