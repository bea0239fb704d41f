-- Models of organisations whose models differ from those of their plan.

create table public.model_access_policies (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  model text not null references public.router_pool_models (alias) on update cascade on delete cascade,
  created_at timestamptz not null default now(),
  primary key (organization_id, model)
);
comment on table public.model_access_policies is
  'Models of organisations whose models differ from those of their plan: with any row here, the organisation may use exactly the models of its rows.';
comment on column public.model_access_policies.organization_id is 'The organisation.';
comment on column public.model_access_policies.model is 'Alias of a model that it may use.';
comment on column public.model_access_policies.created_at is 'When access was granted.';

create index model_access_policies_model on public.model_access_policies (model);

alter table public.model_access_policies enable row level security;
revoke all on table public.model_access_policies from anon, authenticated, service_role;
grant select on table public.model_access_policies to authenticated;
grant select, insert, update, delete on table public.model_access_policies to service_role;
create policy members_read on public.model_access_policies for select to authenticated
  using (organization_id in (select private.member_orgs()));
