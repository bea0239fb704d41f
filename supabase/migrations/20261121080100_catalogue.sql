-- The catalogue: pools, the models they serve, their targets, and prices.

create table public.router_pools (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  state text not null default 'active' check (state in ('active', 'draining', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.router_pools is 'Managed router pools by their public name. Where they are is configuration, not data.';
comment on column public.router_pools.name is 'Public name, as the Cortensor envelope shows it.';
comment on column public.router_pools.state is 'active: serves; draining: no new requests; disabled: out of service.';
comment on column public.router_pools.created_at is 'When the pool was added.';
comment on column public.router_pools.updated_at is 'When the row last changed.';
create trigger touch before update on public.router_pools for each row execute function private.touch();

alter table public.router_pools enable row level security;
revoke all on table public.router_pools from anon, authenticated, service_role;
grant select, insert, update, delete on table public.router_pools to service_role;

create table public.router_pool_models (
  alias text primary key check (alias ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  pool text not null references public.router_pools (name) on update cascade,
  state text not null default 'active' check (state in ('active', 'disabled')),
  display_name text not null,
  description text not null default '',
  context_tokens integer check (context_tokens > 0),
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.router_pool_models is 'The model catalogue: what customers ask for, and the pool that answers.';
comment on column public.router_pool_models.alias is 'The stable product name, as in a request''s model field.';
comment on column public.router_pool_models.pool is 'The pool that serves it.';
comment on column public.router_pool_models.state is 'active: offered; disabled: refused with model_unavailable.';
comment on column public.router_pool_models.display_name is 'What pages call it.';
comment on column public.router_pool_models.description is 'One sentence for customers.';
comment on column public.router_pool_models.context_tokens is 'Prompt and answer together, in tokens. Null: not promised.';
comment on column public.router_pool_models.position is 'Order in lists, smallest first.';
comment on column public.router_pool_models.created_at is 'When it was first offered; /v1/models shows it.';
comment on column public.router_pool_models.updated_at is 'When the row last changed.';
create index router_pool_models_pool on public.router_pool_models (pool);
create trigger touch before update on public.router_pool_models for each row execute function private.touch();

alter table public.router_pool_models enable row level security;
revoke all on table public.router_pool_models from anon, authenticated, service_role;
grant select on table public.router_pool_models to authenticated;
grant select, insert, update, delete on table public.router_pool_models to service_role;
create policy everyone_signed_in_reads on public.router_pool_models for select to authenticated using (true);

create table public.router_targets (
  id uuid primary key default gen_random_uuid(),
  pool text not null references public.router_pools (name) on update cascade on delete cascade,
  url text not null check (url ~ '^https?://'),
  state text not null default 'active' check (state in ('active', 'draining', 'disabled')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (pool, url)
);
comment on table public.router_targets is 'States of single routers within a pool. A router without a row has its pool''s state.';
comment on column public.router_targets.id is 'Id for admin actions.';
comment on column public.router_targets.pool is 'The pool it belongs to.';
comment on column public.router_targets.url is 'Base URL, as configured at the gateway. Internal: never shown to a customer.';
comment on column public.router_targets.state is 'active, draining or disabled, as for pools.';
comment on column public.router_targets.created_at is 'When the row was made.';
comment on column public.router_targets.updated_at is 'When the row last changed.';
create trigger touch before update on public.router_targets for each row execute function private.touch();

alter table public.router_targets enable row level security;
revoke all on table public.router_targets from anon, authenticated, service_role;
grant select, insert, update, delete on table public.router_targets to service_role;

-- Money is bigint nano-USD everywhere: 1 USD = 1,000,000,000. A price is nano-USD for one token, so costs are
-- exact integers that add up; the smallest step is 0.001 USD per million tokens.
create table public.model_prices (
  model text not null references public.router_pool_models (alias) on update cascade on delete cascade,
  effective_from timestamptz not null,
  input_nanousd_per_token bigint not null check (input_nanousd_per_token >= 0),
  output_nanousd_per_token bigint not null check (output_nanousd_per_token >= 0),
  created_at timestamptz not null default now(),
  primary key (model, effective_from)
);
comment on table public.model_prices is 'What a token costs, effective-dated: the newest row not after a request''s admission holds.';
comment on column public.model_prices.model is 'The model.';
comment on column public.model_prices.effective_from is 'From when, compared with the time of admission.';
comment on column public.model_prices.input_nanousd_per_token is 'Nano-USD for each prompt token (1,000 nano-USD a token = 1 USD per million).';
comment on column public.model_prices.output_nanousd_per_token is 'Nano-USD for each completion token.';
comment on column public.model_prices.created_at is 'When the price was written down.';

alter table public.model_prices enable row level security;
revoke all on table public.model_prices from anon, authenticated, service_role;
grant select on table public.model_prices to authenticated;
grant select, insert, update, delete on table public.model_prices to service_role;
create policy everyone_signed_in_reads on public.model_prices for select to authenticated using (true);

-- The launch catalogue is product data, so a migration carries it.
insert into public.router_pools (name) values ('oss-20b'), ('oss-120b'), ('gemma4'), ('qwen');
insert into public.router_pool_models (alias, pool, display_name, description, position) values
  ('oss-20b', 'oss-20b', 'OSS 20B', 'Open-weight model for fast everyday text: summaries, drafts, extraction.', 1),
  ('oss-120b', 'oss-120b', 'OSS 120B', 'Larger open-weight model for harder reasoning and longer answers.', 2),
  ('gemma-4-26b', 'gemma4', 'Gemma 4 26B', 'Mid-sized open-weight model for general chat and writing.', 3),
  ('qwen-3.5-9b', 'qwen', 'Qwen 3.5 9B', 'Small multilingual open-weight model for quick, inexpensive answers.', 4);
