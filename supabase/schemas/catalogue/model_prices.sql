-- Prices of tokens. Money is bigint nano-USD everywhere: 1 USD = 1,000,000,000. A price is nano-USD per token, so costs
-- are exact integers; the smallest step is 0.001 USD per million tokens.

create table public.model_prices (
  model text not null references public.router_pool_models (alias) on update cascade on delete cascade,
  effective_from timestamptz not null,
  input_nanousd_per_token bigint not null check (input_nanousd_per_token >= 0),
  output_nanousd_per_token bigint not null check (output_nanousd_per_token >= 0),
  created_at timestamptz not null default now(),
  primary key (model, effective_from)
);
comment on table public.model_prices is
  'Prices of tokens by effective date: the newest row not after a request''s admission applies; before the first one, the first.';
comment on column public.model_prices.model is 'The model.';
comment on column public.model_prices.effective_from is 'Start of the price, compared with the time of admission by the clock of the database.';
comment on column public.model_prices.input_nanousd_per_token is
  'Nano-USD per prompt token (1,000 nano-USD per token = 1 USD per million tokens).';
comment on column public.model_prices.output_nanousd_per_token is 'Nano-USD per completion token.';
comment on column public.model_prices.created_at is 'When the row was created.';

alter table public.model_prices enable row level security;
revoke all on table public.model_prices from anon, authenticated, service_role;
grant select on table public.model_prices to authenticated;
grant select, insert, update, delete on table public.model_prices to service_role;
grant select (model, effective_from, input_nanousd_per_token, output_nanousd_per_token)
  on table public.model_prices to portal_control_plane;
create policy everyone_signed_in_reads on public.model_prices for select to authenticated using (true);
create policy control_plane_reads on public.model_prices for select to portal_control_plane using (true);
