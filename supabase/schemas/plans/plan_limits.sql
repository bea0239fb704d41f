create function private.plan_limits(p_plan text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'name', w.name, 'scope', w.scope, 'limit', w.allowed, 'seconds', w.seconds) order by w.seconds), '[]')
  from public.plans p
  cross join lateral (values
    ('requests per minute', case when p.is_per_person then 'organization' else 'key' end, p.requests_per_minute, 60),
    ('requests per 5 hours', 'organization', p.requests_per_5_hours, 18000),
    ('requests per week', 'organization', p.requests_per_week, 604800)) as w (name, scope, allowed, seconds)
  where p.id = p_plan and w.allowed is not null
$$;
comment on function private.plan_limits(text) is 'A plan''s limits as [{name, scope, limit, seconds}], shortest first.';
revoke all on function private.plan_limits(text) from public, anon, authenticated;
grant execute on function private.plan_limits(text) to service_role;
