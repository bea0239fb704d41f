-- The roles of the functions, one for each. PostgREST acts as the role that a request's token names: it signs in as
-- `authenticator` and may only become roles that were granted to it. None of them signs in itself, none inherits, and none
-- passes row-level security. What each may do is granted beside the object; a role may do nothing else.
--
-- A statement may take as long as its function waits for it, and a moment more: a statement whose caller has given up is
-- work for nobody. Without these settings, `authenticator`'s 8 s would apply.
--
-- Roles belong to the server and not to one database of it, so they may be there already.
do $$
declare
  v_role record;
begin
  for v_role in
    select * from (values
      ('portal_gateway', '2s'),
      ('portal_control_plane', '4s'),
      ('portal_key_upkeep', '4s'),
      ('portal_pool_monitor', '4s'),
      ('portal_usage_ingest', '6s'),
      ('portal_usage_rollup', '20s')) r (name, statement_timeout)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = v_role.name) then
      execute format('create role %I nologin noinherit', v_role.name);
    end if;
    execute format('alter role %I set statement_timeout = %L', v_role.name, v_role.statement_timeout);
    -- The embedded server of one machine has no such role: it may become every role.
    if exists (select from pg_catalog.pg_roles where rolname = 'authenticator') then
      execute format('grant %I to authenticator', v_role.name);
    end if;
    execute format('grant usage on schema public to %I', v_role.name);
  end loop;
end $$;
notify pgrst, 'reload config';
