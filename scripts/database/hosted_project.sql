-- Objects of a hosted Supabase project that migrations depend on.
-- Roles belong to the server, so they are created once.

do $$
begin
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin;
    create role authenticated nologin;
    create role service_role nologin bypassrls;
    create role supabase_auth_admin nologin createrole;
    -- PostgREST signs in as it, and becomes the role of each request.
    create role authenticator nologin noinherit;
    grant anon, authenticated, service_role to authenticator;
    -- Runs migrations without being a superuser.
    create role migrator nologin createrole bypassrls;
  end if;
end $$;

create schema auth authorization supabase_auth_admin;
grant usage on schema auth to anon, authenticated, service_role, migrator;

create table auth.users (
  id uuid primary key,
  email text,
  raw_user_meta_data jsonb,
  raw_app_meta_data jsonb,
  email_confirmed_at timestamptz
);
alter table auth.users owner to supabase_auth_admin;
grant all on auth.users to migrator;

create function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(nullif(current_setting('request.jwt.claim', true), ''),
                  nullif(current_setting('request.jwt.claims', true), ''))::jsonb
$$;
create function auth.uid() returns uuid language sql stable as $$
  select nullif(auth.jwt() ->> 'sub', '')::uuid
$$;

-- As in existing projects, everything new in public is granted to the API roles, so that tests find a missing revoke.
grant usage on schema public to anon, authenticated, service_role;
grant all on schema public to migrator;
alter default privileges for role migrator in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges for role migrator in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges for role migrator in schema public grant all on sequences to anon, authenticated, service_role;
