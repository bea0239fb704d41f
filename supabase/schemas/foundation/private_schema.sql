-- Schema for objects that only policies, functions and triggers use. PostgREST serves only the schema public.

create schema if not exists private;
comment on schema private is 'Tables, functions and partitions for internal use. The Data API does not expose it.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;
