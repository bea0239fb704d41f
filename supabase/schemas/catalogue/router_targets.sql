-- States of single targets.

create table public.router_targets (
  id uuid primary key default gen_random_uuid(),
  pool text not null references public.router_pools (name) on update cascade on delete cascade,
  url text not null check (url ~ '^https?://'),
  state text not null default 'active' check (state in ('active', 'draining', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (pool, url)
);
comment on table public.router_targets is 'States of single targets of a pool. A target without a row has the state of its pool.';
comment on column public.router_targets.id is 'Id of the row.';
comment on column public.router_targets.pool is 'The pool that it belongs to.';
comment on column public.router_targets.url is
  'Base URL, as configured for the gateway. Internal: never shown to customers.';
comment on column public.router_targets.state is 'active, draining or disabled, as for pools.';
comment on column public.router_targets.created_at is 'When the row was created.';
comment on column public.router_targets.updated_at is 'When the row last changed.';

create trigger set_updated_at before update on public.router_targets for each row execute function private.set_updated_at();

alter table public.router_targets enable row level security;
revoke all on table public.router_targets from anon, authenticated, service_role;
grant select, insert, update, delete on table public.router_targets to service_role;
grant select (pool, url, state) on table public.router_targets to portal_control_plane;
create policy control_plane_reads on public.router_targets for select to portal_control_plane using (true);
