create function private.key_limits(p_plan text, p_requests_per_minute integer) returns jsonb
language sql stable set search_path = '' as $$
  with plan as (select l from jsonb_array_elements(private.plan_limits(p_plan)) l)
  select coalesce(jsonb_agg(k.l order by (k.l ->> 'seconds')::integer, k.l ->> 'scope'), '[]')
  from (select case when plan.l ->> 'scope' = 'key' and p_requests_per_minute < (plan.l ->> 'limit')::integer
                    then jsonb_set(plan.l, '{limit}', to_jsonb(p_requests_per_minute)) else plan.l end as l
        from plan
        union all
        select jsonb_build_object('name', 'requests per minute', 'scope', 'key', 'limit', p_requests_per_minute, 'seconds', 60)
        where p_requests_per_minute is not null and not exists (select from plan where plan.l ->> 'scope' = 'key')) k
$$;
comment on function private.key_limits(text, integer) is
  'A plan''s limits, with the key''s own requests per minute where that is smaller: [{name, scope, limit, seconds}].';
revoke all on function private.key_limits(text, integer) from public, anon, authenticated;
grant execute on function private.key_limits(text, integer) to service_role;
