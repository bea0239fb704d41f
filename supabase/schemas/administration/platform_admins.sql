-- Operators of the platform.

create table public.platform_admins (
  user_id uuid primary key references public.users (id) on delete cascade,
  granted_by text not null,
  reason text not null default '',
  created_at timestamptz not null default now()
);
comment on table public.platform_admins is
  'Operators: users who may call the portal''s admin API. Only the service role writes here, so nothing a user can change grants it.';
comment on column public.platform_admins.user_id is 'The user.';
comment on column public.platform_admins.granted_by is 'Who granted it: a user id, or system.';
comment on column public.platform_admins.reason is 'Reason given when it was granted.';
comment on column public.platform_admins.created_at is 'When it was granted.';

alter table public.platform_admins enable row level security;
revoke all on table public.platform_admins from anon, authenticated, service_role;
grant select, insert, update, delete on table public.platform_admins to service_role;
grant select (user_id) on table public.platform_admins to portal_control_plane;
create policy control_plane_reads on public.platform_admins for select to portal_control_plane using (true);
