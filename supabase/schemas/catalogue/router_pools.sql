-- Pools. router_pool_models assigns models to them.

create table public.router_pools (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  state text not null default 'active' check (state in ('active', 'draining', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.router_pools is
  'Managed router pools by their public name. Their router addresses are configuration, not data.';
comment on column public.router_pools.name is 'Public name, as the Cortensor envelope shows it.';
comment on column public.router_pools.state is
  'active: serves requests; draining: takes no new requests; disabled: out of service.';
comment on column public.router_pools.created_at is 'When the pool was added.';
comment on column public.router_pools.updated_at is 'When the row last changed.';

create trigger set_updated_at before update on public.router_pools for each row execute function private.set_updated_at();

alter table public.router_pools enable row level security;
revoke all on table public.router_pools from anon, authenticated, service_role;
grant select, insert, update, delete on table public.router_pools to service_role;
