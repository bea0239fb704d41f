-- Users who operate the platform.

create table public.platform_admins (
  user_id uuid primary key references public.users (id) on delete cascade,
  granted_by text not null,
  reason text not null default '',
  created_at timestamptz not null default now()
);
comment on table public.platform_admins is 'Users who operate the platform. Only the service writes here: no claim that a user can change counts.';
comment on column public.platform_admins.user_id is 'Who.';
comment on column public.platform_admins.granted_by is 'Who made them one: a user id, or system.';
comment on column public.platform_admins.reason is 'Why, in words.';
comment on column public.platform_admins.created_at is 'Since when.';

alter table public.platform_admins enable row level security;
revoke all on table public.platform_admins from anon, authenticated, service_role;
grant select, insert, update, delete on table public.platform_admins to service_role;
