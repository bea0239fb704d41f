create function private.add_counts(p_one integer[], p_other integer[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_agg(coalesce(t.one, 0) + coalesce(t.other, 0) order by t.class), '{}')
  from unnest(p_one, p_other) with ordinality as t (one, other, class)
$$;
comment on function private.add_counts(integer[], integer[]) is 'Adds two rows of counts, class by class.';
revoke all on function private.add_counts(integer[], integer[]) from public, anon, authenticated;
grant execute on function private.add_counts(integer[], integer[]) to service_role;
