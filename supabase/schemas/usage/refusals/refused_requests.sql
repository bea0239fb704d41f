-- Refused requests with their ids. record_refusals stores the first hundred of each key and hour.

create table public.refused_requests (
  request_id text collate "C" primary key check (length(request_id) between 5 and 64),
  organization_id uuid not null,
  key_id uuid not null,
  status smallint not null check (status between 400 and 599),
  error_code text not null check (length(error_code) between 1 and 64),
  error_param text check (length(error_param) <= 128),
  route text check (length(route) <= 128),
  model text check (length(model) <= 128),
  stream boolean not null,
  refused_at timestamptz not null,
  constraint refused_requests_key foreign key (key_id, organization_id)
    references public.api_keys (id, organization_id)
);
comment on table public.refused_requests is
  'Requests of known API keys that were not admitted, the first hundred of each key and hour. Deleted after 30 days.';
comment on column public.refused_requests.request_id is 'Id of the request.';
comment on column public.refused_requests.organization_id is 'The organisation of the key.';
comment on column public.refused_requests.key_id is 'The API key of the request, in force or not.';
comment on column public.refused_requests.status is 'HTTP status sent to the client.';
comment on column public.refused_requests.error_code is 'The portal''s error code.';
comment on column public.refused_requests.error_param is 'Field or header at fault. Null: none.';
comment on column public.refused_requests.route is 'Public path. Null: there is no such path.';
comment on column public.refused_requests.model is 'Alias in the request. Null: it named no model that exists.';
comment on column public.refused_requests.stream is 'Whether the request asked for a stream.';
comment on column public.refused_requests.refused_at is
  'When it was refused, by the gateway''s clock; never later than its recording. Decides its hour.';

create index refused_requests_page on public.refused_requests (organization_id, refused_at desc, request_id desc);
create index refused_requests_key_page on public.refused_requests (key_id, refused_at desc, request_id desc);
create index refused_requests_age on public.refused_requests (refused_at);

alter table public.refused_requests enable row level security;
revoke all on table public.refused_requests from anon, authenticated, service_role;
grant select on table public.refused_requests to authenticated;
grant select, insert, update, delete on table public.refused_requests to service_role;
grant select (request_id, organization_id) on table public.refused_requests to portal_control_plane;
create policy members_read on public.refused_requests for select to authenticated
  using (organization_id in (select private.member_orgs()));
create policy control_plane_reads on public.refused_requests for select to portal_control_plane using (true);
