-- The configuration is the base: a target that it names is there. What operators have set is not its business.
create function public.sync_router_targets(p_targets jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c_most constant integer := 5000;
  v_counts jsonb;
begin
  if jsonb_typeof(p_targets) is distinct from 'array' or jsonb_array_length(p_targets) > c_most then
    raise exception 'p_targets must be an array of at most % targets', c_most using errcode = 'invalid_parameter_value';
  end if;
  perform private.lock_router_targets();
  with given as (
    select distinct on (g.id) g.*
    from jsonb_to_recordset(p_targets) as g (
      id text, alias text, url text, router_id text, session numeric, configured_limit integer)
    order by g.id
  ), written as (
    insert into public.router_targets as t (id, alias, url, router_id, session, configured_limit)
    select g.id, g.alias, g.url, g.router_id, g.session, g.configured_limit from given g
    on conflict (id) do update set
      alias = excluded.alias, url = excluded.url, router_id = excluded.router_id, session = excluded.session,
      configured_limit = excluded.configured_limit, configured = true
    where (t.alias, t.url, t.router_id, t.session, t.configured_limit, t.configured)
      is distinct from (excluded.alias, excluded.url, excluded.router_id, excluded.session, excluded.configured_limit, true)
    returning 1
  ), removed as (
    update public.router_targets t set configured = false
    where t.configured and not exists (select from given g where g.id = t.id)
    returning 1
  )
  select jsonb_build_object('configured', (select count(*) from given), 'written', (select count(*) from written),
                            'removed', (select count(*) from removed))
  into v_counts;
  return v_counts;
end $$;
comment on function public.sync_router_targets(jsonb) is
  'Writes the configured targets [{id, alias, url, router_id, session, configured_limit}] and marks all others as not configured: {configured, written, removed}. State, weight, tier and session_limit stay as they are. Safe to repeat.';
revoke all on function public.sync_router_targets(jsonb) from public, anon, authenticated;
grant execute on function public.sync_router_targets(jsonb) to service_role, portal_pool_monitor;
