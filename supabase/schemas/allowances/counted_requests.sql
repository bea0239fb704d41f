create function public.counted_requests(p_organization_id uuid, p_from timestamptz, p_to timestamptz) returns bigint
language sql stable security definer set search_path = '' as $$
  select coalesce(sum(h.requests), 0)::bigint
  from public.usage_hourly h
  where h.organization_id in (select private.counted_together(p_organization_id)) and h.hour >= p_from and h.hour < p_to
$$;
comment on function public.counted_requests(uuid, timestamptz, timestamptz) is
  'Requests of the hours from p_from to before p_to that count in the limits of an organisation.';
revoke all on function public.counted_requests(uuid, timestamptz, timestamptz) from public, anon, authenticated;
grant execute on function public.counted_requests(uuid, timestamptz, timestamptz) to service_role, portal_gateway;
