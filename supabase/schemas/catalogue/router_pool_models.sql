-- The model catalogue.

create table public.router_pool_models (
  alias text primary key check (alias ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  pool text not null references public.router_pools (name) on update cascade,
  state text not null default 'active' check (state in ('active', 'disabled')),
  display_name text not null,
  description text not null default '',
  context_tokens integer check (context_tokens > 0),
  family text check (family in ('gpt-oss', 'gemma-3', 'gemma-4', 'qwen', 'llama-3', 'mistral', 'deepseek')),
  answers_begin_in_reasoning boolean not null default false,
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.router_pool_models is
  'The model catalogue: the aliases that customers request, and the pool that serves each.';
comment on column public.router_pool_models.alias is 'Public name of the model, as in a request''s model field.';
comment on column public.router_pool_models.pool is 'The pool that serves it.';
comment on column public.router_pool_models.state is 'active: offered; disabled: rejected with model_unavailable.';
comment on column public.router_pool_models.display_name is 'Name shown in the portal.';
comment on column public.router_pool_models.description is 'One sentence for customers.';
comment on column public.router_pool_models.context_tokens is
  'Maximum of prompt and completion tokens together. Null: not published.';
comment on column public.router_pool_models.family is
  'Family of the model, which decides on its control tokens (docs/protocols/model-families.md). Null: unknown; then those of all families count.';
comment on column public.router_pool_models.answers_begin_in_reasoning is
  'Whether the model''s template opens the reasoning, so that an answer begins inside it: its text is then held back until the reasoning ends.';
comment on column public.router_pool_models.position is 'Order in lists, lowest first.';
comment on column public.router_pool_models.created_at is 'When the model was added, as /v1/models shows it.';
comment on column public.router_pool_models.updated_at is 'When the row last changed.';

create index router_pool_models_pool on public.router_pool_models (pool);

create trigger set_updated_at before update on public.router_pool_models for each row execute function private.set_updated_at();

alter table public.router_pool_models enable row level security;
revoke all on table public.router_pool_models from anon, authenticated, service_role;
grant select on table public.router_pool_models to authenticated;
grant select, insert, update, delete on table public.router_pool_models to service_role;
grant select (alias, pool, state, display_name, position) on table public.router_pool_models to portal_control_plane;
create policy everyone_signed_in_reads on public.router_pool_models for select to authenticated using (true);
create policy control_plane_reads on public.router_pool_models for select to portal_control_plane using (true);
