-- Usage by day, built from usage_hourly.

create table public.usage_daily (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  day date not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null default 0,
  settled bigint not null default 0,
  abandoned bigint not null default 0,
  errors bigint not null default 0,
  client_disconnected bigint not null default 0,
  prompt_tokens bigint not null default 0,
  completion_tokens bigint not null default 0,
  cost_nanousd bigint not null default 0,
  latency_ms_sum double precision not null default 0,
  ttft_ms_sum double precision not null default 0,
  ttft_count bigint not null default 0,
  latency_counts integer[] not null default '{}',
  ttft_counts integer[] not null default '{}',
  primary key (organization_id, day, model, key_id)
);
comment on table public.usage_daily is
  'Usage by day of admission (UTC), model and key; built from usage_hourly by roll_up_usage.';
comment on column public.usage_daily.organization_id is 'The organisation.';
comment on column public.usage_daily.day is 'The day (UTC).';
comment on column public.usage_daily.model is 'Alias of the model.';
comment on column public.usage_daily.key_id is 'The API key.';
comment on column public.usage_daily.requests is 'As in usage_hourly.';
comment on column public.usage_daily.settled is 'As in usage_hourly.';
comment on column public.usage_daily.abandoned is 'As in usage_hourly.';
comment on column public.usage_daily.errors is 'As in usage_hourly.';
comment on column public.usage_daily.client_disconnected is 'As in usage_hourly.';
comment on column public.usage_daily.prompt_tokens is 'As in usage_hourly.';
comment on column public.usage_daily.completion_tokens is 'As in usage_hourly.';
comment on column public.usage_daily.cost_nanousd is 'As in usage_hourly.';
comment on column public.usage_daily.latency_ms_sum is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_ms_sum is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_count is 'As in usage_hourly.';
comment on column public.usage_daily.latency_counts is 'As in usage_hourly.';
comment on column public.usage_daily.ttft_counts is 'As in usage_hourly.';

create index usage_daily_day on public.usage_daily (day);

alter table public.usage_daily enable row level security;
revoke all on table public.usage_daily from anon, authenticated, service_role;
grant select on table public.usage_daily to authenticated;
grant select, insert, update, delete on table public.usage_daily to service_role;
create policy members_read on public.usage_daily for select to authenticated
  using (organization_id in (select private.member_orgs()));
