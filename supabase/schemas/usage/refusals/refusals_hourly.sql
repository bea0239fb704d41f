-- All refusals, also those that refused_requests does not store.

create table public.refusals_hourly (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  hour timestamptz not null,
  key_id uuid not null,
  model text not null,
  status smallint not null,
  error_code text not null,
  refusals bigint not null,
  primary key (organization_id, hour, key_id, model, status, error_code)
) with (fillfactor = 70);
comment on table public.refusals_hourly is
  'Requests of known API keys that were not admitted, by hour (UTC), key, model, status and error code.';
comment on column public.refusals_hourly.organization_id is 'The organisation of the key.';
comment on column public.refusals_hourly.hour is 'Start of the hour.';
comment on column public.refusals_hourly.key_id is 'The API key.';
comment on column public.refusals_hourly.model is 'Alias in the request. Empty: it named no model that exists.';
comment on column public.refusals_hourly.status is 'HTTP status sent to the client.';
comment on column public.refusals_hourly.error_code is 'The portal''s error code.';
comment on column public.refusals_hourly.refusals is 'Number of refusals.';

alter table public.refusals_hourly enable row level security;
revoke all on table public.refusals_hourly from anon, authenticated, service_role;
grant select on table public.refusals_hourly to authenticated;
grant select, insert, update, delete on table public.refusals_hourly to service_role;
create policy members_read on public.refusals_hourly for select to authenticated
  using (organization_id in (select private.member_orgs()));
