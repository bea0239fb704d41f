-- What `supabase db push` has recorded, for `make doctor`, which compares it with the migrations of a checkout.
-- Security definer: no role of the Data API may read the schema of that record.
create function public.applied_migrations() returns text[]
language plpgsql stable security definer set search_path = '' as $$
declare
  v_versions text[];
begin
  if to_regclass('supabase_migrations.schema_migrations') is null then
    return null;
  end if;
  execute 'select array_agg(version::text order by version) from supabase_migrations.schema_migrations' into v_versions;
  return coalesce(v_versions, '{}');
end $$;
comment on function public.applied_migrations() is
  'Versions of the applied migrations in order; null if the project keeps no record of them.';
revoke all on function public.applied_migrations() from public, anon, authenticated;
grant execute on function public.applied_migrations()
  to service_role, portal_gateway, portal_control_plane, portal_key_upkeep, portal_pool_monitor, portal_usage_ingest, portal_usage_rollup;
