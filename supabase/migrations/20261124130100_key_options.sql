-- A limit of a key's own, and rotation: a key that takes another's place.

alter table public.api_keys
  add column requests_per_minute integer check (requests_per_minute > 0),
  add column replaces uuid references public.api_keys (id) on delete set null;
comment on column public.api_keys.requests_per_minute is 'A limit of its own; the plan''s holds as well, the smaller one counts. Null: the plan''s.';
comment on column public.api_keys.replaces is 'The key whose place it takes since a rotation. Null: none. A key is replaced once.';
create unique index api_keys_replaces on public.api_keys (replaces) where replaces is not null;
create index api_keys_not_issued on public.api_keys (created_at) where masked = '';
grant select (requests_per_minute, replaces) on table public.api_keys to authenticated;

create function private.key_limits(p_plan text, p_own integer) returns jsonb
language sql stable set search_path = '' as $$
  with plan as (select l from jsonb_array_elements(private.plan_limits(p_plan)) l)
  select coalesce(jsonb_agg(k.l order by (k.l ->> 'seconds')::integer), '[]')
  from (select case when plan.l ->> 'scope' = 'key' and p_own < (plan.l ->> 'limit')::integer
                    then jsonb_set(plan.l, '{limit}', to_jsonb(p_own)) else plan.l end as l
        from plan
        union all
        select jsonb_build_object('name', 'requests per minute', 'scope', 'key', 'limit', p_own, 'seconds', 60)
        where p_own is not null and not exists (select from plan where plan.l ->> 'scope' = 'key')) k
$$;
comment on function private.key_limits(text, integer) is
  'A plan''s limits with the key''s own requests per minute, where that is smaller: [{name, scope, limit, seconds}].';
revoke all on function private.key_limits(text, integer) from public, anon, authenticated;
grant execute on function private.key_limits(text, integer) to service_role;

create or replace function public.find_key(p_secret_hash text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'key_id', k.id, 'organization_id', k.organization_id, 'plan', plan.id, 'models', k.models,
    'status', k.status, 'expires_at', k.expires_at, 'limits', private.key_limits(plan.id, k.requests_per_minute))
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.secret_hash = p_secret_hash
$$;
