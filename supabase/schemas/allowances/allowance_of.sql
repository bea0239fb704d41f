create function private.allowance_of(p_organization_id uuid) returns uuid
language sql stable set search_path = '' as $$
  select case when p.is_per_person then o.allowance_id else o.id end
  from public.organizations o
  join public.plans p on p.id = private.current_plan(o.id)
  where o.id = p_organization_id
$$;
comment on function private.allowance_of(uuid) is
  'What the limits of an organisation count by: its creator''s allowance on a plan that is per person, otherwise its own id.';
revoke all on function private.allowance_of(uuid) from public, anon, authenticated;
grant execute on function private.allowance_of(uuid) to service_role;
