-- The schema of what only policies, functions and triggers use. PostgREST serves the schema public alone.

create schema if not exists private;
comment on schema private is 'Functions that policies and RPCs stand on. Never exposed by the Data API.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;
