create function private.counted_together(p_organization_id uuid) returns setof uuid
language sql stable set search_path = '' as $$
  select p_organization_id
  union
  select o.id
  from public.organizations me
  join public.plans p on p.id = private.current_plan(me.id) and p.is_per_person
  join public.organizations o on o.allowance_id = me.allowance_id and private.current_plan(o.id) = p.id
  where me.id = p_organization_id
$$;
comment on function private.counted_together(uuid) is
  'The organisations whose usage counts in the limits of this one: itself, and on a plan that is per person all others on it with the same creator.';
revoke all on function private.counted_together(uuid) from public, anon, authenticated;
grant execute on function private.counted_together(uuid) to service_role;
