-- The targets of all pools: what is configured (sync_router_targets), and what operators have set (set_target). Auth keys
-- are configuration, never data.

create table public.router_targets (
  id text primary key check (id ~ '^tgt_[0-9a-f]{16}$'),
  alias text not null check (length(alias) between 1 and 64),
  url text not null check (url ~ '^https?://[^\s@?#]+$' and length(url) <= 500),
  router_id text not null check (router_id ~ '^rtr_[0-9a-f]{16}$'),
  session numeric check (session >= 0 and session = trunc(session)),
  configured_limit integer check (configured_limit > 0),
  session_limit integer check (session_limit > 0),
  weight real not null default 1 check (weight > 0 and weight <= 100),
  tier smallint not null default 0 check (tier between 0 and 99),
  state text not null default 'active' check (state in ('active', 'draining', 'disabled')),
  state_since timestamptz not null default now(),
  state_reason text,
  drain_deadline timestamptz,
  configured boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint router_targets_deadline check (drain_deadline is null or state = 'draining')
);
comment on table public.router_targets is
  'Targets: one model on one session of one router. The pool monitor writes what is configured, operators set state, weight, tier and limit.';
comment on column public.router_targets.id is 'Hash of alias, URL and session.';
comment on column public.router_targets.alias is
  'The model that it serves. Not a reference: what is configured need not be in the catalogue. Its pool is the model''s pool.';
comment on column public.router_targets.url is 'Base URL of the router, in its one spelling. Internal: never shown to customers.';
comment on column public.router_targets.router_id is 'Hash of the URL: the same for all targets of a router.';
comment on column public.router_targets.session is 'Session id at the router. Null: the router chooses.';
comment on column public.router_targets.configured_limit is
  'Concurrent requests of the session, as configured. Null: no limit.';
comment on column public.router_targets.session_limit is
  'Concurrent requests of the session, as an operator has set it. Null: as configured.';
comment on column public.router_targets.weight is 'Share of the requests relative to the other targets of its tier.';
comment on column public.router_targets.tier is 'Requests go to the lowest tier that has room.';
comment on column public.router_targets.state is
  'active: serves requests; draining: takes no new requests; disabled: out of service.';
comment on column public.router_targets.state_since is 'When an operator last changed the state, or when the row was created.';
comment on column public.router_targets.state_reason is 'Why the state was last changed. Null: never changed.';
comment on column public.router_targets.drain_deadline is
  'When a draining target counts as disabled. Null: it drains until its state is changed.';
comment on column public.router_targets.configured is
  'Whether the pool monitor''s configuration names it. What operators set stays while it does not.';
comment on column public.router_targets.created_at is 'When the target was first configured.';
comment on column public.router_targets.updated_at is 'When the row last changed.';

create index router_targets_router on public.router_targets (router_id);

create trigger set_updated_at before update on public.router_targets for each row execute function private.set_updated_at();

alter table public.router_targets enable row level security;
revoke all on table public.router_targets from anon, authenticated, service_role;
grant select, insert, update, delete on table public.router_targets to service_role;
