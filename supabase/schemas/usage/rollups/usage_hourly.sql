-- Usage by hour. Rows are updated in place many times: the fillfactor leaves free space on each page, so that these
-- updates do not touch the indexes.

create table public.usage_hourly (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  hour timestamptz not null,
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
  uncounted_tokens bigint not null default 0,
  primary key (organization_id, hour, model, key_id)
) with (fillfactor = 70);
comment on table public.usage_hourly is
  'Usage by hour of admission (UTC), model and key; written in the transactions that write the events.';
comment on column public.usage_hourly.organization_id is 'The organisation.';
comment on column public.usage_hourly.hour is 'Start of the hour.';
comment on column public.usage_hourly.model is 'Alias of the model.';
comment on column public.usage_hourly.key_id is 'The API key.';
comment on column public.usage_hourly.requests is 'Admitted requests: settled, abandoned and in flight.';
comment on column public.usage_hourly.settled is 'Requests whose settled event arrived.';
comment on column public.usage_hourly.abandoned is 'Requests without a settled event after their deadline.';
comment on column public.usage_hourly.errors is
  'Settled requests that failed: before or after the first byte, or at the deadline.';
comment on column public.usage_hourly.client_disconnected is 'Settled requests whose client disconnected.';
comment on column public.usage_hourly.prompt_tokens is 'Prompt tokens of settled requests.';
comment on column public.usage_hourly.completion_tokens is 'Completion tokens of settled requests.';
comment on column public.usage_hourly.cost_nanousd is 'Price of settled requests in nano-USD.';
comment on column public.usage_hourly.latency_ms_sum is 'Sum of the latencies of settled requests, in milliseconds.';
comment on column public.usage_hourly.ttft_ms_sum is
  'Sum of the times to first byte of settled requests, in milliseconds.';
comment on column public.usage_hourly.ttft_count is 'Number of requests in ttft_ms_sum.';
comment on column public.usage_hourly.latency_counts is
  'Settled requests by class of latency (private.duration_class).';
comment on column public.usage_hourly.ttft_counts is 'Requests by class of time to first byte.';
comment on column public.usage_hourly.uncounted_tokens is
  'Tokens of settled requests that do not count towards the quota.';

create index usage_hourly_hour on public.usage_hourly (hour);

alter table public.usage_hourly enable row level security;
revoke all on table public.usage_hourly from anon, authenticated, service_role;
grant select on table public.usage_hourly to authenticated;
grant select, insert, update, delete on table public.usage_hourly to service_role;
create policy members_read on public.usage_hourly for select to authenticated
  using (organization_id in (select private.member_orgs()));
