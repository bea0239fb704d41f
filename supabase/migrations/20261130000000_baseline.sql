-- The whole database as it is first deployed: the files of supabase/schemas in load order, made by
-- `make baseline`. Change supabase/schemas, then run `make migration NAME=...`.

-- schemas/foundation/private_schema.sql

-- The schema of what only policies, functions and triggers use. PostgREST serves the schema public alone.

create schema if not exists private;
comment on schema private is 'Functions that policies and RPCs stand on. Never exposed by the Data API.';
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- schemas/foundation/refuse_change.sql

create function private.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'rows of %.% are never changed or removed: write a new row that corrects the old one',
    tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function private.refuse_change() is 'Trigger: makes a table append-only for every role.';
revoke all on function private.refuse_change() from public, anon, authenticated;

-- schemas/foundation/touch.sql

create function private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.touch() is 'Trigger: keeps updated_at true.';
revoke all on function private.touch() from public, anon, authenticated;

-- schemas/access/member_orgs.sql

-- Policies call this. The token's subject is compared as text: Clerk's are not uuids, which auth.uid() would demand. In an
-- organisation that Clerk manages, a membership counts only while the token says the same of it.
-- Security definer: it must see memberships before the policy on memberships can be answered.
--
-- The tables' policies need this function, and it reads those tables: it is made before them, its body unchecked.
set check_function_bodies = off;
create function private.member_orgs(p_roles text[] default null) returns setof uuid
language sql stable security definer set search_path = '' as $$
  with token as (
    select auth.jwt() ->> 'sub' as subject, private.token_provider() as provider, c.organization_id,
           case when c.role in ('admin', 'org:admin') then 'owner' else 'member' end as role
    from (select case when auth.jwt() ->> 'v' = '2' then auth.jwt() -> 'o' ->> 'id'
                 else auth.jwt() ->> 'org_id' end as organization_id,
                 case when auth.jwt() ->> 'v' = '2' then auth.jwt() -> 'o' ->> 'rol'
                 else auth.jwt() ->> 'org_role' end as role) c
  )
  select m.organization_id
  from token t
  join public.users u on u.auth_subject = t.subject and u.auth_provider = t.provider
  join public.organization_members m on m.user_id = u.id
  join public.organizations o on o.id = m.organization_id
  where u.suspended_at is null
    and (p_roles is null or m.role = any (p_roles))
    and (o.clerk_organization_id is null or (o.clerk_organization_id = t.organization_id and m.role = t.role))
$$;
comment on function private.member_orgs(text[]) is
  'Organisations the caller''s token belongs to, optionally only where they hold one of these roles; one that Clerk manages while the token says the same of them. Empty for suspended users.';
revoke all on function private.member_orgs(text[]) from public, anon, authenticated;
grant execute on function private.member_orgs(text[]) to authenticated, service_role;
reset check_function_bodies;

-- schemas/access/token_provider.sql

-- Policies call this: the same subject may be another person at another provider.
create function private.token_provider() returns text
language sql stable set search_path = '' as $$
  -- Supabase Auth's issuer ends so; the embedded server names none.
  select case when coalesce(auth.jwt() ->> 'iss', '/auth/v1') like '%/auth/v1' then 'supabase' else 'clerk' end
$$;
comment on function private.token_provider() is 'Who issued the caller''s token: a subject of one provider is nobody at the other.';
revoke all on function private.token_provider() from public, anon, authenticated;
grant execute on function private.token_provider() to authenticated, service_role;

-- schemas/accounts/users.sql

-- People, as an auth provider identifies them.

create table public.users (
  id uuid primary key default gen_random_uuid(),
  auth_provider text not null check (auth_provider in ('supabase', 'clerk')),
  auth_subject text not null check (auth_subject <> ''),
  email text,
  display_name text not null default '' check (length(display_name) <= 200),
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  erased_at timestamptz,
  erased_identity text,
  constraint users_identity unique (auth_provider, auth_subject)
);
comment on table public.users is 'A person, as one auth provider identifies them.';
comment on column public.users.id is 'The portal''s own id; nothing outside the portal knows it.';
comment on column public.users.auth_provider is 'Who signs the person in: supabase or clerk.';
comment on column public.users.auth_subject is 'The provider''s id of the person (the sub claim). Text: Clerk''s are not uuids.';
comment on column public.users.email is 'Address as the provider last told it. Null for wallets and erased accounts.';
comment on column public.users.display_name is 'What the portal calls the person; may be empty.';
comment on column public.users.suspended_at is 'Since when the person is locked out. Null: not suspended.';
comment on column public.users.created_at is 'When the account was provisioned.';
comment on column public.users.updated_at is 'When the row last changed.';
comment on column public.users.erased_at is 'When the person''s data was erased; the row stays so that usage and ledger keep a pseudonym. Null: not erased.';
comment on column public.users.erased_identity is 'Hash of provider and subject of an erased account: for a day its old tokens must not make a new one.';

create index users_email on public.users (lower(email));
create index users_suspended on public.users (id) where suspended_at is not null;
create index users_auth_subject on public.users (auth_subject);
create index users_erased_identity on public.users (erased_identity) where erased_identity is not null;

create trigger touch before update on public.users for each row execute function private.touch();

alter table public.users enable row level security;
revoke all on table public.users from anon, authenticated, service_role;
grant select on table public.users to authenticated;
grant select, insert, update, delete on table public.users to service_role;
create policy own_row on public.users for select to authenticated
  using (auth_subject = (select auth.jwt() ->> 'sub') and auth_provider = (select private.token_provider()));

-- schemas/organizations/organizations.sql

-- The tenants.

create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) between 1 and 100),
  kind text not null default 'team' check (kind in ('personal', 'team')),
  created_by uuid references public.users (id) on delete set null,
  suspended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  clerk_organization_id text,
  constraint organizations_clerk_once unique (clerk_organization_id),
  constraint organizations_clerk_team check (clerk_organization_id is null or (clerk_organization_id <> '' and kind = 'team'))
);
comment on table public.organizations is 'The tenant: everything that is used, limited or paid for belongs to one.';
comment on column public.organizations.id is 'Id of the organisation.';
comment on column public.organizations.name is 'What its members read.';
comment on column public.organizations.kind is 'personal: made at sign-up, one for each user; team: made by a member.';
comment on column public.organizations.created_by is
  'The user it was made by or for. Null once that user is gone, and where it mirrors one of Clerk''s.';
comment on column public.organizations.suspended_at is 'Since when its keys are refused. Null: not suspended.';
comment on column public.organizations.created_at is 'When it was made.';
comment on column public.organizations.updated_at is 'When the row last changed.';
comment on column public.organizations.clerk_organization_id is
  'The organisation at Clerk that this one mirrors: its members are managed there. Null: ours to manage.';

create unique index organizations_one_personal on public.organizations (created_by) where kind = 'personal';
create index organizations_suspended on public.organizations (id) where suspended_at is not null;
create index organizations_name on public.organizations (lower(name) text_pattern_ops);

create trigger touch before update on public.organizations for each row execute function private.touch();

alter table public.organizations enable row level security;
revoke all on table public.organizations from anon, authenticated, service_role;
grant select on table public.organizations to authenticated;
grant select, insert, update, delete on table public.organizations to service_role;
create policy members_read on public.organizations for select to authenticated
  using (id in (select private.member_orgs()));

-- schemas/organizations/organization_members.sql

-- Who belongs to which organisation.

create table public.organization_members (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);
comment on table public.organization_members is
  'Who belongs to which organisation, and as what. Where Clerk manages it, what a token last said: it counts while one says so.';
comment on column public.organization_members.organization_id is 'The organisation.';
comment on column public.organization_members.user_id is 'The member.';
comment on column public.organization_members.role is 'owner: everything; admin: all but ownership; member: own keys and reading.';
comment on column public.organization_members.created_at is 'Since when.';

-- The primary key serves "who is in this organisation"; this one serves every policy's "where am I a member".
create index organization_members_user on public.organization_members (user_id, organization_id);

alter table public.organization_members enable row level security;
revoke all on table public.organization_members from anon, authenticated, service_role;
grant select on table public.organization_members to authenticated;
grant select, insert, update, delete on table public.organization_members to service_role;
create policy members_read on public.organization_members for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/organizations/invitations/organization_invitations.sql

-- Invitations into organisations.

create table public.organization_invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  role text not null check (role in ('owner', 'admin', 'member')),
  token_hash text not null unique,
  state text not null default 'open' check (state in ('open', 'accepted', 'declined', 'withdrawn')),
  invited_by uuid references public.users (id) on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  answered_at timestamptz,
  constraint organization_invitations_answered check ((state = 'open') = (answered_at is null))
);
comment on table public.organization_invitations is 'Invitations into organisations. Their tokens are shown once and work once.';
comment on column public.organization_invitations.id is 'Id of the invitation.';
comment on column public.organization_invitations.organization_id is 'Into which organisation.';
comment on column public.organization_invitations.email is 'Whom: only an account with this address may accept. Lower case.';
comment on column public.organization_invitations.role is 'As what.';
comment on column public.organization_invitations.token_hash is 'SHA-256 of the token; the token itself is nowhere.';
comment on column public.organization_invitations.state is 'open until answered: accepted, declined, or withdrawn by the organisation.';
comment on column public.organization_invitations.invited_by is 'Who invited. Null once that user is gone.';
comment on column public.organization_invitations.created_at is 'When.';
comment on column public.organization_invitations.expires_at is 'From when the token no longer works.';
comment on column public.organization_invitations.answered_at is 'When it was accepted, declined or withdrawn. Null: open.';

create unique index organization_invitations_open on public.organization_invitations (organization_id, email)
  where state = 'open';
create index organization_invitations_organization on public.organization_invitations (organization_id, created_at desc);
create index organization_invitations_invited_by on public.organization_invitations (invited_by);
create index organization_invitations_email on public.organization_invitations (email);
create index organization_invitations_age on public.organization_invitations (expires_at);

alter table public.organization_invitations enable row level security;
revoke all on table public.organization_invitations from anon, authenticated, service_role;
grant select, insert, update, delete on table public.organization_invitations to service_role;

-- schemas/catalogue/router_pools.sql

-- Pools of routers. Which pool answers for a model is in router_pool_models.

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

-- schemas/catalogue/router_pool_models.sql

-- The models that customers ask for.

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

-- schemas/catalogue/model_prices.sql

-- Prices. Money is bigint nano-USD everywhere: 1 USD = 1,000,000,000. A price is nano-USD for one token, so costs are
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

-- schemas/catalogue/catalogue_seed.sql

-- The models of the launch, their pools and their prices: product data, the same in every deployment.

insert into public.router_pools (name) values ('oss-20b'), ('oss-120b'), ('gemma4'), ('qwen');
insert into public.router_pool_models (alias, pool, display_name, description, position) values
  ('oss-20b', 'oss-20b', 'OSS 20B', 'Open-weight model for fast everyday text: summaries, drafts, extraction.', 1),
  ('oss-120b', 'oss-120b', 'OSS 120B', 'Larger open-weight model for harder reasoning and longer answers.', 2),
  ('gemma-4-26b', 'gemma4', 'Gemma 4 26B', 'Mid-sized open-weight model for general chat and writing.', 3),
  ('qwen-3.5-9b', 'qwen', 'Qwen 3.5 9B', 'Small multilingual open-weight model for quick, inexpensive answers.', 4);

-- A change of price is another row with a later effective_from: what was admitted before it keeps its price.
insert into public.model_prices (model, effective_from, input_nanousd_per_token, output_nanousd_per_token) values
  ('oss-20b', '2026-11-24 00:00+00', 50, 200),
  ('oss-120b', '2026-11-24 00:00+00', 150, 600),
  ('gemma-4-26b', '2026-11-24 00:00+00', 100, 300),
  ('qwen-3.5-9b', '2026-11-24 00:00+00', 50, 150);

-- schemas/catalogue/router_targets.sql

-- States of single routers.

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

-- schemas/plans/plans.sql

-- What an organisation may use: every number of a limit is in this table.

create table public.plans (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{0,30}$'),
  display_name text not null,
  description text not null default '',
  requests_per_minute integer check (requests_per_minute > 0),
  requests_per_5_hours integer check (requests_per_5_hours > 0),
  requests_per_week integer check (requests_per_week > 0),
  monthly_tokens bigint check (monthly_tokens > 0),
  models text[],
  charging text not null default 'allowance' check (charging in ('allowance', 'prepaid')),
  is_offered boolean not null default true,
  position smallint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  concurrent_streams integer check (concurrent_streams > 0)
);
comment on table public.plans is 'What an organisation may use. Every number of a limit is here and nowhere in code.';
comment on column public.plans.id is 'Name in code and in key metadata.';
comment on column public.plans.display_name is 'What pages call it.';
comment on column public.plans.description is 'One sentence for customers.';
comment on column public.plans.requests_per_minute is 'Requests in any 60 s, for each key. Null: no such limit.';
comment on column public.plans.requests_per_5_hours is 'Requests in any 18,000 s, for the organisation. Null: no such limit.';
comment on column public.plans.requests_per_week is 'Requests in any 604,800 s, for the organisation. Null: no such limit.';
comment on column public.plans.monthly_tokens is 'Prompt and completion tokens in a calendar month (UTC). Null: no quota.';
comment on column public.plans.models is 'Aliases that may be used. Null: every model.';
comment on column public.plans.charging is 'allowance: usage costs nothing within the limits; prepaid: each request takes its price from the balance.';
comment on column public.plans.is_offered is 'Whether the plan is shown to customers who are not on it.';
comment on column public.plans.position is 'Order in lists, smallest first.';
comment on column public.plans.created_at is 'When the plan was made.';
comment on column public.plans.updated_at is 'When the row last changed.';
comment on column public.plans.concurrent_streams is 'Streams of one organisation at a time. Null: no such limit.';

create trigger touch before update on public.plans for each row execute function private.touch();

alter table public.plans enable row level security;
revoke all on table public.plans from anon, authenticated, service_role;
grant select on table public.plans to authenticated;
grant select, insert, update, delete on table public.plans to service_role;
create policy everyone_signed_in_reads on public.plans for select to authenticated using (true);

-- schemas/plans/plan_subscriptions.sql

-- Which plan an organisation is and was on.

create table public.plan_subscriptions (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  plan text not null references public.plans (id) on update cascade,
  status text not null default 'active' check (status in ('active', 'past_due', 'ended')),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint plan_subscriptions_end check ((status = 'ended') = (ended_at is not null)),
  constraint plan_subscriptions_span check (ended_at is null or ended_at >= started_at)
);
comment on table public.plan_subscriptions is 'Which plan an organisation is and was on. At most one has not ended.';
comment on column public.plan_subscriptions.id is 'Id of the subscription.';
comment on column public.plan_subscriptions.organization_id is 'Who.';
comment on column public.plan_subscriptions.plan is 'Which plan.';
comment on column public.plan_subscriptions.status is 'active; past_due: in force, payment is late; ended: history.';
comment on column public.plan_subscriptions.started_at is 'From when.';
comment on column public.plan_subscriptions.ended_at is 'Until when. Null: in force.';
comment on column public.plan_subscriptions.created_at is 'When the row was written.';
comment on column public.plan_subscriptions.updated_at is 'When the row last changed.';

create unique index plan_subscriptions_current on public.plan_subscriptions (organization_id) where ended_at is null;
create index plan_subscriptions_history on public.plan_subscriptions (organization_id, started_at desc);
create index plan_subscriptions_plan on public.plan_subscriptions (plan) where ended_at is null;
create index plan_subscriptions_ended_at on public.plan_subscriptions (ended_at) where ended_at is not null;

create trigger touch before update on public.plan_subscriptions for each row execute function private.touch();

alter table public.plan_subscriptions enable row level security;
revoke all on table public.plan_subscriptions from anon, authenticated, service_role;
grant select on table public.plan_subscriptions to authenticated;
grant select, insert, update, delete on table public.plan_subscriptions to service_role;
create policy members_read on public.plan_subscriptions for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/api_keys/api_keys.sql

-- API keys. The secret itself is not stored: only what is needed to recognise or name it.

create table public.api_keys (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id),
  created_by uuid references public.users (id) on delete set null,
  name text not null check (length(name) between 1 and 100),
  masked text not null,
  secret_hash text unique,
  issuer text not null check (issuer in ('local', 'unkey')),
  issuer_key_id text unique,
  status text not null default 'active' check (status in ('active', 'disabled', 'revoked')),
  models text[],
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  disabled_at timestamptz,
  revoked_at timestamptz,
  requests_per_minute integer check (requests_per_minute > 0),
  replaces uuid references public.api_keys (id) on delete set null,
  constraint api_keys_tenant unique (id, organization_id),
  constraint api_keys_revoked check ((status = 'revoked') = (revoked_at is not null)),
  constraint api_keys_disabled check (status <> 'disabled' or disabled_at is not null),
  constraint api_keys_issuer check (issuer <> 'local' or issuer_key_id is null)
);
comment on table public.api_keys is 'Customer keys: metadata, status and, for the local issuer, a keyed hash.';
comment on column public.api_keys.id is 'The portal''s id of the key; usage refers to it.';
comment on column public.api_keys.organization_id is 'Whose requests it makes.';
comment on column public.api_keys.created_by is 'Who made it. Null once that user is gone.';
comment on column public.api_keys.name is 'What its owner calls it.';
comment on column public.api_keys.masked is 'What lists show: prefix, first and last characters.';
comment on column public.api_keys.secret_hash is 'Keyed hash of the secret, for keys verified from this table. Null for other issuers.';
comment on column public.api_keys.issuer is 'Who verifies it: local or unkey.';
comment on column public.api_keys.issuer_key_id is 'The issuer''s own id of the key. Null for the local issuer.';
comment on column public.api_keys.status is 'active; disabled: can be enabled again; revoked: for ever.';
comment on column public.api_keys.models is 'Aliases this key may use. Null: whatever its organisation may.';
comment on column public.api_keys.created_at is 'When it was made.';
comment on column public.api_keys.updated_at is 'When the row last changed.';
comment on column public.api_keys.last_used_at is 'Newest admission recorded for it.';
comment on column public.api_keys.expires_at is 'From when it is refused. Null: never.';
comment on column public.api_keys.disabled_at is 'When it was last disabled; set while disabled.';
comment on column public.api_keys.revoked_at is 'When it was revoked; set when revoked.';
comment on column public.api_keys.requests_per_minute is 'A limit of its own; the plan''s holds as well, the smaller one counts. Null: the plan''s.';
comment on column public.api_keys.replaces is 'The key whose place it takes since a rotation. Null: none. A key is replaced once.';

create index api_keys_organization on public.api_keys (organization_id, created_at desc);
create index api_keys_revoked_at on public.api_keys (revoked_at) where revoked_at is not null;
create index api_keys_disabled_at on public.api_keys (disabled_at) where status = 'disabled';
create index api_keys_expires_at on public.api_keys (expires_at) where expires_at is not null;
create unique index api_keys_replaces on public.api_keys (replaces) where replaces is not null;
create index api_keys_not_issued on public.api_keys (created_at) where masked = '';
create index api_keys_masked on public.api_keys (masked text_pattern_ops);

alter table public.api_keys enable row level security;
revoke all on table public.api_keys from anon, authenticated, service_role;
grant select (id, organization_id, created_by, name, masked, status, models, created_at, updated_at, last_used_at,
              expires_at, disabled_at, revoked_at, requests_per_minute, replaces) on table public.api_keys to authenticated;
grant select, insert, update, delete on table public.api_keys to service_role;
create policy members_read on public.api_keys for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/api_keys/reconciliation/key_comparison.sql

-- When the key service was last found to know what the database says of every key.

create table private.key_comparison (
  only_row boolean primary key default true check (only_row),
  began_at timestamptz not null default now()
);
comment on table private.key_comparison is
  'One row: the last comparison of the key service with our database in which every key was found or brought in line.';
comment on column private.key_comparison.only_row is 'True: there is no second row.';
comment on column private.key_comparison.began_at is 'When it began: what was written before, the key service knows.';

alter table private.key_comparison enable row level security;
revoke all on table private.key_comparison from public, anon, authenticated;
grant select, insert, update, delete on table private.key_comparison to service_role;

-- schemas/usage/recording/usage_events.sql

-- One row for each admitted request.
--
-- A request id is "req_" and a ULID, which begins with its time; with the C collation ids are compared byte by byte. So a
-- range of ids is a range of time: the table is partitioned by month, and its primary key is the request id alone,
-- unique over all partitions. usage/partitions has the partitions.

create table public.usage_events (
  request_id text collate "C" primary key check (length(request_id) between 5 and 64),
  organization_id uuid not null,
  key_id uuid not null,
  model text not null,
  route text not null,
  stream boolean not null,
  state text not null check (state in ('admitted', 'settled', 'abandoned')),
  ending text check (ending in ('ok', 'cancelled', 'failed_before_first_byte', 'failed_after_first_byte',
                                'deadline', 'abandoned')),
  status smallint check (status between 100 and 599),
  error_code text,
  prompt_tokens integer not null default 0 check (prompt_tokens >= 0),
  completion_tokens integer not null default 0 check (completion_tokens >= 0),
  total_tokens bigint generated always as (prompt_tokens::bigint + completion_tokens) stored,
  token_source text not null default 'estimated' check (token_source in ('router', 'estimated')),
  cost_nanousd bigint not null default 0 check (cost_nanousd >= 0),
  ttft_ms double precision check (ttft_ms >= 0),
  latency_ms double precision check (latency_ms >= 0),
  admitted_at timestamptz not null,
  deadline_at timestamptz,
  settled_at timestamptz,
  abandoned_at timestamptz,
  admitted_batch bigint,
  settled_batch bigint,
  hold_nanousd bigint not null default 0 check (hold_nanousd >= 0),
  uncounted_tokens bigint not null default 0 check (uncounted_tokens >= 0),
  estimated_tokens bigint check (estimated_tokens >= 0),
  constraint usage_events_key foreign key (key_id, organization_id)
    references public.api_keys (id, organization_id),
  constraint usage_events_said check (coalesce(admitted_batch, settled_batch) is not null),
  constraint usage_events_settled check ((state = 'settled') = (settled_at is not null)),
  constraint usage_events_ended check ((state = 'admitted') = (ending is null)),
  constraint usage_events_abandoned check (state <> 'abandoned' or (ending = 'abandoned' and abandoned_at is not null))
) partition by range (request_id);
comment on table public.usage_events is
  'Every request that was let in, once. Partitioned by month of its id; the partitions are in the schema private.';
comment on column public.usage_events.request_id is 'req_ + ULID, the id in headers, logs and answers.';
comment on column public.usage_events.organization_id is 'Who is metered.';
comment on column public.usage_events.key_id is 'With which key.';
comment on column public.usage_events.model is 'Alias that was asked for (as it was then, so no reference).';
comment on column public.usage_events.route is 'Public path, such as /v1/messages.';
comment on column public.usage_events.stream is 'Whether a stream was asked for.';
comment on column public.usage_events.state is 'admitted: in flight; settled: its end was told; abandoned: nobody told its end by the deadline.';
comment on column public.usage_events.ending is 'How it ended. Null: in flight.';
comment on column public.usage_events.status is 'HTTP status the client saw. Null: in flight or abandoned.';
comment on column public.usage_events.error_code is 'The portal''s error code, where it failed.';
comment on column public.usage_events.prompt_tokens is 'Prompt tokens; estimated until settled.';
comment on column public.usage_events.completion_tokens is 'Completion tokens produced.';
comment on column public.usage_events.total_tokens is 'Both together.';
comment on column public.usage_events.token_source is 'router: as the router counted; estimated: by our estimator.';
comment on column public.usage_events.cost_nanousd is
  'Price of the request in nano-USD, less what was refunded; 0 on an allowance. Its entries in the ledger add up to the same, negative.';
comment on column public.usage_events.ttft_ms is 'Milliseconds from admission to the first byte of text. Null: no text reached the client.';
comment on column public.usage_events.latency_ms is 'Milliseconds from admission to the last byte.';
comment on column public.usage_events.admitted_at is 'When it was let in; decides the hour, day and price it counts to.';
comment on column public.usage_events.deadline_at is 'When the reaper may give up on it. Null: its admission has not been told (yet).';
comment on column public.usage_events.settled_at is 'When it ended. Null unless settled.';
comment on column public.usage_events.abandoned_at is 'When the reaper gave up; stays if the end is told later after all.';
comment on column public.usage_events.admitted_batch is 'Number of the recording that brought the admission. Null: not told.';
comment on column public.usage_events.settled_batch is 'Number of the recording that brought the end. Null: not told.';
comment on column public.usage_events.hold_nanousd is
  'What it held of the balance from its admission until its end: its price, were the answer as long as was allowed. 0 on an allowance.';
comment on column public.usage_events.uncounted_tokens is
  'Tokens of it that count towards no quota: of failures, and of repetitions of a request that counted.';
comment on column public.usage_events.estimated_tokens is
  'Prompt and completion tokens as we estimate them, whatever the router counted. Null: in flight, abandoned, or told by an older gateway.';

create index usage_events_page on public.usage_events (organization_id, admitted_at desc, request_id desc);
create index usage_events_key_page on public.usage_events (key_id, admitted_at desc);
create index usage_events_in_flight on public.usage_events (deadline_at) where state = 'admitted';
create index usage_events_age on public.usage_events using brin (admitted_at);
create index usage_events_holds on public.usage_events (organization_id) include (hold_nanousd)
  where state = 'admitted' and hold_nanousd > 0;

alter table public.usage_events enable row level security;
revoke all on table public.usage_events from anon, authenticated, service_role;
grant select on table public.usage_events to authenticated;
grant select, insert, update, delete on table public.usage_events to service_role;
create policy members_read on public.usage_events for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/usage/rollups/usage_daily.sql

-- Usage by day, made from usage_hourly.

create table public.usage_daily (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  day date not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null default 0,
  settled bigint not null default 0,
  abandoned bigint not null default 0,
  errors bigint not null default 0,
  cancelled bigint not null default 0,
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
comment on table public.usage_daily is 'Usage by day of admission (UTC), model and key; made from usage_hourly by roll_up_usage.';
comment on column public.usage_daily.organization_id is 'Who.';
comment on column public.usage_daily.day is 'The day.';
comment on column public.usage_daily.model is 'Model alias.';
comment on column public.usage_daily.key_id is 'Key.';
comment on column public.usage_daily.requests is 'As in usage_hourly.';
comment on column public.usage_daily.settled is 'As in usage_hourly.';
comment on column public.usage_daily.abandoned is 'As in usage_hourly.';
comment on column public.usage_daily.errors is 'As in usage_hourly.';
comment on column public.usage_daily.cancelled is 'As in usage_hourly.';
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

-- schemas/usage/rollups/usage_days_to_roll_up.sql

-- Days that usage_daily has yet to take from usage_hourly.

create table private.usage_days_to_roll_up (
  organization_id uuid not null,
  day date not null,
  touched_at timestamptz not null,
  primary key (organization_id, day)
);
comment on table private.usage_days_to_roll_up is 'Days whose hours changed since usage_daily was made from them; readers take these from usage_hourly.';
comment on column private.usage_days_to_roll_up.organization_id is 'Who.';
comment on column private.usage_days_to_roll_up.day is 'Which day (UTC).';
comment on column private.usage_days_to_roll_up.touched_at is 'When an hour of it last changed.';

alter table private.usage_days_to_roll_up enable row level security;
revoke all on table private.usage_days_to_roll_up from anon, authenticated, service_role;
grant select, insert, update, delete on table private.usage_days_to_roll_up to service_role;

-- schemas/usage/rollups/usage_hourly.sql

-- Usage by hour. Rows are updated in place many times: the fillfactor leaves room on the page, which keeps those updates
-- off the indexes.

create table public.usage_hourly (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  hour timestamptz not null,
  model text not null,
  key_id uuid not null,
  requests bigint not null default 0,
  settled bigint not null default 0,
  abandoned bigint not null default 0,
  errors bigint not null default 0,
  cancelled bigint not null default 0,
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
comment on table public.usage_hourly is 'Usage by hour of admission (UTC), model and key; written with the events themselves.';
comment on column public.usage_hourly.organization_id is 'Who.';
comment on column public.usage_hourly.hour is 'Start of the hour.';
comment on column public.usage_hourly.model is 'Model alias.';
comment on column public.usage_hourly.key_id is 'Key.';
comment on column public.usage_hourly.requests is 'Requests let in: settled, abandoned and in flight.';
comment on column public.usage_hourly.settled is 'Requests whose end was told.';
comment on column public.usage_hourly.abandoned is 'Requests whose end nobody told.';
comment on column public.usage_hourly.errors is 'Settled requests that failed (before or after the first byte, or at the deadline).';
comment on column public.usage_hourly.cancelled is 'Settled requests whose client went away.';
comment on column public.usage_hourly.prompt_tokens is 'Prompt tokens of settled requests.';
comment on column public.usage_hourly.completion_tokens is 'Completion tokens of settled requests.';
comment on column public.usage_hourly.cost_nanousd is 'Their price in nano-USD.';
comment on column public.usage_hourly.latency_ms_sum is 'Sum of latencies of settled requests, in milliseconds.';
comment on column public.usage_hourly.ttft_ms_sum is 'Sum of times to first byte, in milliseconds.';
comment on column public.usage_hourly.ttft_count is 'Requests in that sum.';
comment on column public.usage_hourly.latency_counts is 'Settled requests by class of latency (private.duration_class).';
comment on column public.usage_hourly.ttft_counts is 'Requests by class of time to first byte.';
comment on column public.usage_hourly.uncounted_tokens is 'Tokens of settled requests that count towards no quota.';

create index usage_hourly_hour on public.usage_hourly (hour);

alter table public.usage_hourly enable row level security;
revoke all on table public.usage_hourly from anon, authenticated, service_role;
grant select on table public.usage_hourly to authenticated;
grant select, insert, update, delete on table public.usage_hourly to service_role;
create policy members_read on public.usage_hourly for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/request_logs/request_logs.sql

-- Requests as support and operators look them up.

create table public.request_logs (
  request_id text collate "C" primary key,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  key_id uuid not null,
  route text not null,
  model text not null,
  pool text not null,
  stream boolean not null,
  ending text,
  status smallint,
  error_code text,
  attempts smallint,
  client_retry smallint,
  ttft_ms double precision,
  latency_ms double precision,
  admitted_at timestamptz not null,
  ended_at timestamptz,
  fingerprint text
);
comment on table public.request_logs is
  'What support and operators look at. No prompt, no answer, no address of a client or router. Kept for a limited time.';
comment on column public.request_logs.request_id is 'Id of the request.';
comment on column public.request_logs.organization_id is 'Whose request.';
comment on column public.request_logs.key_id is 'With which key.';
comment on column public.request_logs.route is 'Public path.';
comment on column public.request_logs.model is 'Alias that was asked for.';
comment on column public.request_logs.pool is 'Public name of the pool that served it.';
comment on column public.request_logs.stream is 'Whether a stream was asked for.';
comment on column public.request_logs.ending is 'How it ended. Null: in flight.';
comment on column public.request_logs.status is 'HTTP status the client saw.';
comment on column public.request_logs.error_code is 'The portal''s error code, where it failed.';
comment on column public.request_logs.attempts is 'Router targets tried.';
comment on column public.request_logs.client_retry is 'How often the client''s SDK had tried before.';
comment on column public.request_logs.ttft_ms is 'Milliseconds to the first byte of text.';
comment on column public.request_logs.latency_ms is 'Milliseconds to the last byte.';
comment on column public.request_logs.admitted_at is 'When it was let in; retention counts from here.';
comment on column public.request_logs.ended_at is 'When it ended or was given up. Null: in flight.';
comment on column public.request_logs.fingerprint is
  'Hash of key, route and body: equal for repetitions of one request, and no way back to what it said.';

create index request_logs_organization on public.request_logs (organization_id, admitted_at desc);
create index request_logs_age on public.request_logs using brin (admitted_at);
create index request_logs_key on public.request_logs (key_id, admitted_at desc);
create index request_logs_repeats on public.request_logs (key_id, fingerprint, admitted_at);
create index request_logs_retries on public.request_logs (admitted_at) where client_retry > 0;

alter table public.request_logs enable row level security;
revoke all on table public.request_logs from anon, authenticated, service_role;
grant select, insert, update, delete on table public.request_logs to service_role;

-- schemas/billing/billing_ledger.sql

-- Every movement of money. The balance of an organisation is the sum of its entries.

create table public.billing_ledger (
  id bigint generated always as identity primary key,
  organization_id uuid not null references public.organizations (id),
  kind text not null check (kind in ('usage', 'credit', 'refund', 'adjustment')),
  amount_nanousd bigint not null,
  source_id text not null check (source_id <> ''),
  reason text not null default '',
  actor text not null default 'system',
  occurred_at timestamptz not null,
  created_at timestamptz not null default now(),
  constraint billing_ledger_once unique (kind, source_id),
  constraint billing_ledger_sign check (case kind
    when 'usage' then amount_nanousd <= 0
    when 'credit' then amount_nanousd > 0
    when 'refund' then amount_nanousd >= 0
    else true end)
);
comment on table public.billing_ledger is 'Every movement of money, for ever. Append-only: a mistake is corrected by another entry.';
comment on column public.billing_ledger.id is 'Order of writing.';
comment on column public.billing_ledger.organization_id is 'Whose balance.';
comment on column public.billing_ledger.kind is 'usage: a settled request; credit: paid or granted; refund: usage given back; adjustment: by hand, either sign.';
comment on column public.billing_ledger.amount_nanousd is 'Nano-USD; negative takes from the balance.';
comment on column public.billing_ledger.source_id is
  'What it is for: the request id of usage, request id "/" amount refunded in all of repetitions, else the id of the payment or action. Once for each kind.';
comment on column public.billing_ledger.reason is 'In words, where a person decided.';
comment on column public.billing_ledger.actor is 'Who wrote it: system, or the user id of an admin.';
comment on column public.billing_ledger.occurred_at is 'When what it is for happened.';
comment on column public.billing_ledger.created_at is 'When it was written.';

create index billing_ledger_organization on public.billing_ledger (organization_id, id desc);
create index billing_ledger_refunds on public.billing_ledger (source_id collate "C") where kind = 'refund';
create index billing_ledger_age on public.billing_ledger using brin (occurred_at);
-- What moved no money has no part in a balance, and is most of the ledger where plans are allowances.
create index billing_ledger_amounts on public.billing_ledger (organization_id) include (amount_nanousd)
  where amount_nanousd <> 0;

create trigger append_only before update or delete on public.billing_ledger
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.billing_ledger
  for each statement execute function private.refuse_change();

alter table public.billing_ledger enable row level security;
revoke all on table public.billing_ledger from anon, authenticated, service_role;
revoke all on sequence public.billing_ledger_id_seq from anon, authenticated, service_role;
grant select on table public.billing_ledger to authenticated;
grant select, insert on table public.billing_ledger to service_role;
create policy managers_read on public.billing_ledger for select to authenticated
  using (organization_id in (select private.member_orgs(array['owner', 'admin'])));

-- schemas/billing/credit_balances.sql

-- What each organisation has, and what admitted requests hold of it until they settle.

create table public.credit_balances (
  organization_id uuid primary key references public.organizations (id),
  balance_nanousd bigint not null default 0,
  held_nanousd bigint not null default 0
) with (fillfactor = 70);
comment on table public.credit_balances is
  'What each organisation has, written in the transactions that write its ledger and its usage. No row: nothing of either.';
comment on column public.credit_balances.organization_id is 'Who.';
comment on column public.credit_balances.balance_nanousd is 'Sum of its ledger. May fall below 0 by what was admitted before the gateways learned that nothing was left.';
comment on column public.credit_balances.held_nanousd is 'What its admitted requests may still cost: the sum of their hold_nanousd.';

alter table public.credit_balances enable row level security;
revoke all on table public.credit_balances from anon, authenticated, service_role;
grant select, insert, update on table public.credit_balances to service_role;

-- schemas/audit/audit_log.sql

-- Who did what to which organisation, user, key or plan.

create table public.audit_log (
  id bigint generated always as identity primary key,
  occurred_at timestamptz not null default now(),
  actor_type text not null check (actor_type in ('user', 'admin', 'system')),
  actor text not null default '',
  organization_id uuid references public.organizations (id),
  action text not null check (action ~ '^[a-z_]+\.[a-z_]+$'),
  target_type text not null,
  target_id text not null,
  reason text not null default '',
  before jsonb,
  after jsonb,
  request_id text
);
comment on table public.audit_log is 'Every admin and key action. Append-only. No secrets, no prompts.';
comment on column public.audit_log.id is 'Order of writing.';
comment on column public.audit_log.occurred_at is 'When.';
comment on column public.audit_log.actor_type is 'user: a member on their own organisation; admin: of the platform; system: a job.';
comment on column public.audit_log.actor is 'User id, or the name of the job.';
comment on column public.audit_log.organization_id is 'The organisation concerned. Null: the platform.';
comment on column public.audit_log.action is 'subject.verb, such as api_key.revoked.';
comment on column public.audit_log.target_type is 'What was acted on: api_key, organization, pool and so on.';
comment on column public.audit_log.target_id is 'Which one.';
comment on column public.audit_log.reason is 'In words, where a person decided.';
comment on column public.audit_log.before is 'The changed fields as they were.';
comment on column public.audit_log.after is 'The changed fields as they are.';
comment on column public.audit_log.request_id is 'The request of the portal API that did it.';

create index audit_log_organization on public.audit_log (organization_id, id desc);
create index audit_log_target on public.audit_log (target_type, target_id, id desc);
create index audit_log_actor on public.audit_log (actor, id desc);

create trigger append_only before update or delete on public.audit_log
  for each row execute function private.refuse_change();
create trigger append_only_truncate before truncate on public.audit_log
  for each statement execute function private.refuse_change();

alter table public.audit_log enable row level security;
revoke all on table public.audit_log from anon, authenticated, service_role;
revoke all on sequence public.audit_log_id_seq from anon, authenticated, service_role;
grant select, insert on table public.audit_log to service_role;

-- schemas/administration/platform_admins.sql

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

-- schemas/idempotency/creates/idempotent_creates.sql

-- Idempotency-Keys of the portal's API: what was made under each, for a day.

create table public.idempotent_creates (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references public.users (id) on delete cascade,
  name_hash text not null,
  fingerprint text not null,
  resource_id uuid not null,
  request_id text not null,
  running_until timestamptz,
  answer jsonb check (length(answer::text) <= 65536),
  expires_at timestamptz not null,
  primary key (organization_id, user_id, name_hash),
  constraint idempotent_creates_end check ((answer is null) = (running_until is not null))
);
comment on table public.idempotent_creates is
  'Creates of the portal''s API that carried an Idempotency-Key, for 24 hours. Answers hold no secret.';
comment on column public.idempotent_creates.organization_id is 'For which organisation.';
comment on column public.idempotent_creates.user_id is 'By whom.';
comment on column public.idempotent_creates.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_creates.fingerprint is 'Hash of route and body: another body under the same name is refused.';
comment on column public.idempotent_creates.resource_id is 'Id of what is made: chosen before it is, so that a second try finds what the first left.';
comment on column public.idempotent_creates.request_id is 'The request that runs, or that made it.';
comment on column public.idempotent_creates.running_until is 'Until when it may be running; later, another try may take over. Null: it has been made.';
comment on column public.idempotent_creates.answer is 'What to answer again. Null: nothing yet.';
comment on column public.idempotent_creates.expires_at is 'When it is forgotten: 24 hours after the first try.';

create index idempotent_creates_user on public.idempotent_creates (user_id);
create index idempotent_creates_expiry on public.idempotent_creates (expires_at);

alter table public.idempotent_creates enable row level security;
revoke all on table public.idempotent_creates from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_creates to service_role;

-- schemas/idempotency/requests/idempotent_requests.sql

-- Idempotency-Keys of requests to models: what ran under each, and its stored response, for a day.

create table public.idempotent_requests (
  key_id uuid not null references public.api_keys (id) on delete cascade,
  name_hash text not null,
  organization_id uuid not null,
  fingerprint text not null,
  request_id text not null,
  tries integer not null default 1,
  running_until timestamptz,
  content_type text,
  sealed_answer text check (length(sealed_answer) <= 2000000),
  expires_at timestamptz not null,
  primary key (key_id, name_hash)
);
comment on table public.idempotent_requests is
  'Requests that carried an Idempotency-Key, for 24 hours. Answers are sealed with the caller''s API key, of which only a hash is known here: nobody else can open them.';
comment on column public.idempotent_requests.key_id is 'With which API key.';
comment on column public.idempotent_requests.name_hash is 'Hash of the Idempotency-Key.';
comment on column public.idempotent_requests.organization_id is 'Whose.';
comment on column public.idempotent_requests.fingerprint is 'Hash of route and body: another body under the same name is refused.';
comment on column public.idempotent_requests.request_id is 'The latest request that ran under it.';
comment on column public.idempotent_requests.tries is 'How many ran under it; only what could not be replayed runs again.';
comment on column public.idempotent_requests.running_until is 'Until when it may be running. Null: it has ended.';
comment on column public.idempotent_requests.content_type is 'Type of the answer.';
comment on column public.idempotent_requests.sealed_answer is 'The whole answer, compressed, AES-256-GCM under a key made of the API key. Null: there is none to replay.';
comment on column public.idempotent_requests.expires_at is 'When it is forgotten: 24 hours after the first try.';

create index idempotent_requests_expiry on public.idempotent_requests (expires_at);

alter table public.idempotent_requests enable row level security;
revoke all on table public.idempotent_requests from anon, authenticated, service_role;
grant select, insert, update, delete on table public.idempotent_requests to service_role;

-- schemas/plans/change_plan.sql

create function public.change_plan(p_organization_id uuid, p_plan text, p_actor text default 'system',
                                   p_reason text default '', p_request_id text default null) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_now timestamptz;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  if not found then
    raise exception 'unknown organisation' using errcode = 'foreign_key_violation';
  end if;
  v_before := private.current_plan(p_organization_id);
  v_now := clock_timestamp();  -- not when the transaction began: it may have waited for another change
  if v_before is distinct from p_plan then
    update public.plan_subscriptions set status = 'ended', ended_at = v_now
    where organization_id = p_organization_id and ended_at is null;
    insert into public.plan_subscriptions (organization_id, plan, started_at)
    values (p_organization_id, p_plan, v_now);
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, p_organization_id,
      'plan.changed', 'organization', p_organization_id::text, jsonb_build_object('plan', v_before),
      jsonb_build_object('plan', p_plan), p_request_id, p_reason);
  end if;
  return jsonb_build_object('organization_id', p_organization_id, 'plan', p_plan, 'before', v_before);
end $$;
comment on function public.change_plan(uuid, text, text, text, text) is
  'Ends the plan in force and begins another, with an audit entry. Changing to the same plan does nothing.';
revoke all on function public.change_plan(uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.change_plan(uuid, text, text, text, text) to service_role;

-- schemas/plans/current_plan.sql

create function private.current_plan(p_organization_id uuid) returns text
language sql stable set search_path = '' as $$
  select coalesce((select s.plan from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null), 'free')
$$;
comment on function private.current_plan(uuid) is 'The plan in force. An organisation without a subscription is on free.';
revoke all on function private.current_plan(uuid) from public, anon, authenticated;
grant execute on function private.current_plan(uuid) to service_role;

-- schemas/plans/model_access_policies.sql

-- Models of organisations whose models differ from those of their plan.

create table public.model_access_policies (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  model text not null references public.router_pool_models (alias) on update cascade on delete cascade,
  created_at timestamptz not null default now(),
  primary key (organization_id, model)
);
comment on table public.model_access_policies is
  'Organisations whose models differ from their plan''s: with any row here, exactly these models are theirs.';
comment on column public.model_access_policies.organization_id is 'Who.';
comment on column public.model_access_policies.model is 'One model they may use.';
comment on column public.model_access_policies.created_at is 'Since when.';

create index model_access_policies_model on public.model_access_policies (model);

alter table public.model_access_policies enable row level security;
revoke all on table public.model_access_policies from anon, authenticated, service_role;
grant select on table public.model_access_policies to authenticated;
grant select, insert, update, delete on table public.model_access_policies to service_role;
create policy members_read on public.model_access_policies for select to authenticated
  using (organization_id in (select private.member_orgs()));

-- schemas/plans/plan_limits.sql

create function private.plan_limits(p_plan text) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
           'name', w.name, 'scope', w.scope, 'limit', w.allowed, 'seconds', w.seconds) order by w.seconds), '[]')
  from public.plans p
  cross join lateral (values
    ('requests per minute', 'key', p.requests_per_minute, 60),
    ('requests per 5 hours', 'organization', p.requests_per_5_hours, 18000),
    ('requests per week', 'organization', p.requests_per_week, 604800)) as w (name, scope, allowed, seconds)
  where p.id = p_plan and w.allowed is not null
$$;
comment on function private.plan_limits(text) is 'A plan''s limits as [{name, scope, limit, seconds}], shortest first.';
revoke all on function private.plan_limits(text) from public, anon, authenticated;
grant execute on function private.plan_limits(text) to service_role;

-- schemas/plans/plans_seed.sql

-- The plans that customers are offered. What each number limits is told in the comments of the table.

insert into public.plans
  (id, display_name, description, requests_per_minute, requests_per_5_hours, requests_per_week, concurrent_streams,
   charging, position) values
  ('free', 'Free', 'Try every model, at no cost.', 20, 100, 1000, 5, 'allowance', 1),
  ('pro', 'Pro', 'More requests for products in use.', 120, 5000, 50000, 50, 'allowance', 2),
  ('prepaid', 'Prepaid', 'Every request is paid from a balance of credit, and no window ends it.', 120, null, null, 50,
   'prepaid', 3);

-- schemas/api_keys/key_limits.sql

create function private.key_limits(p_plan text, p_own integer) returns jsonb
language sql stable set search_path = '' as $$
  with plan as (select l from jsonb_array_elements(private.plan_limits(p_plan)) l)
  select coalesce(jsonb_agg(k.l order by (k.l ->> 'seconds')::integer), '[]')
  from (select case when plan.l ->> 'scope' = 'key' and p_own < (plan.l ->> 'limit')::integer
                    then jsonb_set(plan.l, '{limit}', to_jsonb(p_own)) else plan.l end as l
        from plan
        union all
        select jsonb_build_object('name', 'requests per minute', 'scope', 'key', 'limit', p_own, 'seconds', 60)
        where p_own is not null and not exists (select from plan where plan.l ->> 'scope' = 'key')) k
$$;
comment on function private.key_limits(text, integer) is
  'A plan''s limits with the key''s own requests per minute, where that is smaller: [{name, scope, limit, seconds}].';
revoke all on function private.key_limits(text, integer) from public, anon, authenticated;
grant execute on function private.key_limits(text, integer) to service_role;

-- schemas/usage/durations/duration_class.sql

-- Durations are counted by class, each class a quarter longer than the one before it. Counts add up over any rows, which
-- percentiles do not.
create function private.duration_class(p_ms double precision) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select least(greatest(ceil(ln(greatest(p_ms, 1)) / ln(1.25)), 0), 63)::integer + 1
$$;
comment on function private.duration_class(double precision) is
  'Class of a duration in milliseconds, 1 to 64: class n reaches to 1.25^(n-1) ms, the last from 21 minutes on.';
revoke all on function private.duration_class(double precision) from public, anon, authenticated;
grant execute on function private.duration_class(double precision) to service_role;

-- schemas/accounts/erasure/erase_account.sql

create function public.erase_account(p_user_id uuid, p_request_id text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_user public.users;
  v_closed uuid[];
  v_keys jsonb;
  v_forgotten boolean := false;
begin
  -- No stronger lock: an invitation that is being accepted holds its organisation and refers to this row.
  select * into v_user from public.users where id = p_user_id and erased_at is null for no key update;
  if v_user.id is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Lock every organisation they are in, in one order, as its own functions do.
  perform 1 from public.organizations o
  where o.id in (select organization_id from public.organization_members where user_id = p_user_id)
  order by o.id for update;
  if exists (select from public.organization_members m
             join public.organizations o on o.id = m.organization_id and o.clerk_organization_id is null
             where m.user_id = p_user_id and private.is_last_owner(m.organization_id, p_user_id)
               and exists (select from public.organization_members x
                           where x.organization_id = m.organization_id and x.user_id <> p_user_id)) then
    return jsonb_build_object('outcome', 'owns_teams');
  end if;
  select coalesce(array_agg(m.organization_id), '{}') into v_closed
  from public.organization_members m
  where m.user_id = p_user_id
    and not exists (select from public.organization_members x
                    where x.organization_id = m.organization_id and x.user_id <> p_user_id);

  select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'issuer_key_id', k.issuer_key_id)), '[]') into v_keys
  from public.api_keys k where k.organization_id = any (v_closed) and k.status <> 'revoked';
  update public.api_keys set status = 'revoked', name = 'erased' where organization_id = any (v_closed);
  -- Whom Clerk lets in later gets a new mirror.
  update public.organizations
  set name = 'Erased', suspended_at = coalesce(suspended_at, now()), clerk_organization_id = null
  where id = any (v_closed);
  delete from public.organization_invitations
  where organization_id = any (v_closed) or invited_by = p_user_id or email = lower(v_user.email);
  delete from public.request_logs where organization_id = any (v_closed);
  delete from public.organization_members where user_id = p_user_id;
  delete from public.platform_admins where user_id = p_user_id;
  if v_user.auth_provider = 'supabase' then
    v_forgotten := private.forget_sign_in(v_user.auth_subject);
  end if;
  update public.users
  set auth_subject = 'erased:' || id, email = null, display_name = '', suspended_at = now(), erased_at = now(),
      erased_identity = private.identity_hash(auth_provider, auth_subject)
  where id = p_user_id;
  perform private.audit('user', p_user_id::text, null, 'account.erased', 'user', p_user_id::text, null,
    jsonb_build_object('closed_organizations', v_closed, 'revoked_keys', jsonb_array_length(v_keys)), p_request_id);
  return jsonb_build_object('outcome', 'done', 'closed_organizations', v_closed, 'revoked_keys', v_keys,
    'sign_in_deleted', v_forgotten);
end $$;
comment on function public.erase_account(uuid, text) is
  'Forgets a person: {outcome: done, closed_organizations, revoked_keys: [{id, issuer_key_id}], sign_in_deleted} or {outcome: not_found | owns_teams}. Usage, ledger and audit log keep ids only.';
revoke all on function public.erase_account(uuid, text) from public, anon, authenticated;
grant execute on function public.erase_account(uuid, text) to service_role;

-- schemas/accounts/erasure/export_account.sql

create function public.export_account(p_user_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'user', (select to_jsonb(u) - 'erased_at' - 'erased_identity' from public.users u where u.id = p_user_id),
    'organizations', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
                        'role', m.role, 'joined_at', m.created_at) order by m.created_at), '[]')
      from public.organization_members m join public.organizations o on o.id = m.organization_id
      where m.user_id = p_user_id),
    'api_keys', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'organization_id', k.organization_id,
                   'name', k.name, 'masked', k.masked, 'status', k.status, 'created_at', k.created_at,
                   'last_used_at', k.last_used_at, 'revoked_at', k.revoked_at) order by k.created_at), '[]')
      from public.api_keys k where k.created_by = p_user_id and k.masked <> ''),
    'invitations', (select coalesce(jsonb_agg(jsonb_build_object('organization_id', i.organization_id,
                      'email', i.email, 'role', i.role, 'state', i.state, 'created_at', i.created_at)
                      order by i.created_at), '[]')
      from public.organization_invitations i
      where i.invited_by = p_user_id
         or i.email = (select lower(u.email) from public.users u where u.id = p_user_id)),
    'usage_by_day', (select coalesce(jsonb_agg(d.day order by d.day ->> 'day', d.day ->> 'organization_id'), '[]') from (
        select jsonb_build_object('organization_id', h.organization_id,
                 'day', (h.hour at time zone 'UTC')::date, 'requests', sum(h.requests)::bigint,
                 'prompt_tokens', sum(h.prompt_tokens)::bigint, 'completion_tokens', sum(h.completion_tokens)::bigint,
                 'cost_nanousd', sum(h.cost_nanousd)::bigint) as day
        from public.usage_hourly h
        -- Of one that Clerk manages it cannot be told here whether they still belong to it.
        where h.organization_id in (select m.organization_id from public.organization_members m
                                    join public.organizations o on o.id = m.organization_id
                                    where m.user_id = p_user_id and m.role = 'owner'
                                      and o.clerk_organization_id is null)
        group by h.organization_id, (h.hour at time zone 'UTC')::date) d),
    'actions', (select coalesce(jsonb_agg(jsonb_build_object('occurred_at', a.occurred_at, 'action', a.action,
                  'target_type', a.target_type, 'target_id', a.target_id, 'request_id', a.request_id)
                  order by a.id desc), '[]')
      from (select * from public.audit_log where actor = p_user_id::text order by id desc limit 1000) a))
$$;
comment on function public.export_account(uuid) is
  'Everything that is kept about a person: {user, organizations, api_keys, invitations, usage_by_day, actions (the newest 1,000)}.';
revoke all on function public.export_account(uuid) from public, anon, authenticated;
grant execute on function public.export_account(uuid) to service_role;

-- schemas/accounts/erasure/forget_sign_in.sql

-- Security definer: the service may not touch the auth server's tables otherwise.
create function private.forget_sign_in(p_auth_subject text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from auth.users where id::text = p_auth_subject;
  return found;
exception when insufficient_privilege then
  return false;
end $$;
comment on function private.forget_sign_in(text) is 'Deletes a user at Supabase Auth, with their sign-ins: whether there was one.';
revoke all on function private.forget_sign_in(text) from public, anon, authenticated;
grant execute on function private.forget_sign_in(text) to service_role;

-- schemas/api_keys/reconciliation/key_comparison_seed.sql

-- The one row: nothing that was written before the database was made has to be told to the key service.

insert into private.key_comparison default values;

-- schemas/api_keys/reconciliation/key_service_lags_since.sql

create function private.key_service_lags_since() returns timestamptz
language sql stable set search_path = '' as $$
  -- 30 minutes outlast every cache of the key service. Where no comparison succeeds for a week, its alarm has rung for
  -- a week, and the policy snapshot must not grow for ever.
  select greatest((select c.began_at from private.key_comparison c) - interval '30 minutes',
                  now() - interval '7 days')
$$;
comment on function private.key_service_lags_since() is
  'What was written since then, the key service may not go by yet: 30 minutes before the last comparison, at most a week.';
revoke all on function private.key_service_lags_since() from public, anon, authenticated;
grant execute on function private.key_service_lags_since() to service_role;

-- schemas/api_keys/reconciliation/keys_compared.sql

create function public.keys_compared(p_began_at timestamptz) returns void
language sql set search_path = '' as $$
  update private.key_comparison set began_at = greatest(began_at, least(p_began_at, now()))
$$;
comment on function public.keys_compared(timestamptz) is
  'Notes that the key service has been told all that was written before p_began_at.';
revoke all on function public.keys_compared(timestamptz) from public, anon, authenticated;
grant execute on function public.keys_compared(timestamptz) to service_role;

-- schemas/api_keys/reconciliation/keys_to_reconcile.sql

-- What the key service's keys are compared with.
create function public.keys_to_reconcile(p_ids uuid[]) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'id', k.id, 'organization_id', k.organization_id, 'issued', k.masked <> '', 'issuer_key_id', k.issuer_key_id,
    'name', k.name, 'status', k.status, 'models', k.models, 'expires_at', k.expires_at,
    'requests_per_minute', k.requests_per_minute, 'plan', plan.id, 'limits', private.plan_limits(plan.id))), '[]')
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.id = any (p_ids)
$$;
comment on function public.keys_to_reconcile(uuid[]) is
  'Keys as they should be at the key service: [{id, organization_id, issued, issuer_key_id, name, status, models, expires_at, requests_per_minute, plan, limits}]. Ids that are nobody''s are left out.';
revoke all on function public.keys_to_reconcile(uuid[]) from public, anon, authenticated;
grant execute on function public.keys_to_reconcile(uuid[]) to service_role;

-- schemas/api_keys/reconciliation/sweep_unissued_keys.sql

create function public.sweep_unissued_keys(p_before timestamptz, p_limit integer default 1000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_swept bigint;
begin
  delete from public.api_keys where id = any (array(
    select id from public.api_keys where masked = '' and created_at < p_before
    order by created_at limit p_limit for update skip locked));
  get diagnostics v_swept = row_count;
  return jsonb_build_object('swept', v_swept);
end $$;
comment on function public.sweep_unissued_keys(timestamptz, integer) is
  'Deletes rows of keys whose making began before p_before and never ended: {swept}.';
revoke all on function public.sweep_unissued_keys(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.sweep_unissued_keys(timestamptz, integer) to service_role;

-- schemas/idempotency/creates/begin_create.sql

create function public.begin_create(
  p_organization_id uuid, p_user_id uuid, p_name_hash text, p_fingerprint text, p_request_id text,
  p_running_seconds double precision
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_row public.idempotent_creates;
begin
  -- Each claim sweeps a few that are over, so the table needs nobody else to keep it small.
  delete from public.idempotent_creates where ctid = any (array(
    select ctid from public.idempotent_creates where expires_at <= now() limit 100 for update skip locked));
  insert into public.idempotent_creates as c
    (organization_id, user_id, name_hash, fingerprint, resource_id, request_id, running_until, expires_at)
  values (p_organization_id, p_user_id, p_name_hash, p_fingerprint, gen_random_uuid(), p_request_id,
          now() + make_interval(secs => p_running_seconds), now() + interval '24 hours')
  on conflict (organization_id, user_id, name_hash) do update set
    request_id = excluded.request_id, running_until = excluded.running_until
  where c.fingerprint = excluded.fingerprint and c.running_until <= now()
  returning c.* into v_row;
  if found then
    return jsonb_build_object('state', 'run', 'resource_id', v_row.resource_id);
  end if;
  select * into v_row from public.idempotent_creates
  where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash;
  return case
    when v_row.fingerprint is distinct from p_fingerprint then jsonb_build_object('state', 'other_body')
    when v_row.answer is null then jsonb_build_object('state', 'running')
    else jsonb_build_object('state', 'done', 'request_id', v_row.request_id, 'answer', v_row.answer)
  end;
end $$;
comment on function public.begin_create(uuid, uuid, text, text, text, double precision) is
  'Claims an Idempotency-Key of a user in an organisation: {state: run, resource_id}, or {state: running | other_body}, or {state: done, request_id, answer}. One caller is told to run at a time; who takes over from one that never ended is given the same resource_id. Forgets what is older than 24 hours.';
revoke all on function public.begin_create(uuid, uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function public.begin_create(uuid, uuid, text, text, text, double precision) to service_role;

-- schemas/idempotency/creates/finish_create.sql

create function public.finish_create(
  p_organization_id uuid, p_user_id uuid, p_name_hash text, p_request_id text, p_answer jsonb default null
) returns boolean
language plpgsql set search_path = '' as $$
begin
  if p_answer is null then
    delete from public.idempotent_creates
    where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash
      and request_id = p_request_id and answer is null;
  else
    update public.idempotent_creates set answer = p_answer, running_until = null
    where organization_id = p_organization_id and user_id = p_user_id and name_hash = p_name_hash
      and request_id = p_request_id and answer is null;
  end if;
  return found;
end $$;
comment on function public.finish_create(uuid, uuid, text, text, jsonb) is
  'Ends what begin_create told to run: with the answer to give again, or without one, then the next try starts anew. False: another try has taken over.';
revoke all on function public.finish_create(uuid, uuid, text, text, jsonb) from public, anon, authenticated;
grant execute on function public.finish_create(uuid, uuid, text, text, jsonb) to service_role;

-- schemas/idempotency/requests/begin_idempotent.sql

create function public.begin_idempotent(
  p_key_id uuid, p_organization_id uuid, p_name_hash text, p_fingerprint text, p_request_id text,
  p_running_seconds double precision
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_row public.idempotent_requests;
begin
  insert into public.idempotent_requests as r
    (key_id, name_hash, organization_id, fingerprint, request_id, running_until, expires_at)
  values (p_key_id, p_name_hash, p_organization_id, p_fingerprint, p_request_id,
          now() + make_interval(secs => p_running_seconds), now() + interval '24 hours')
  on conflict (key_id, name_hash) do update set
    fingerprint = excluded.fingerprint, request_id = excluded.request_id, running_until = excluded.running_until,
    content_type = null, sealed_answer = null,
    tries = case when r.expires_at <= now() then 1 else r.tries + 1 end,
    expires_at = case when r.expires_at <= now() then excluded.expires_at else r.expires_at end
  where r.expires_at <= now()
    or (r.fingerprint = excluded.fingerprint and r.sealed_answer is null
        and (r.running_until is null or r.running_until <= now()))
  returning r.* into v_row;
  if found then
    return jsonb_build_object('state', 'run', 'earlier', v_row.tries - 1);
  end if;
  select * into v_row from public.idempotent_requests where key_id = p_key_id and name_hash = p_name_hash;
  return case
    when v_row.fingerprint is distinct from p_fingerprint then jsonb_build_object('state', 'other_body')
    when v_row.sealed_answer is null then jsonb_build_object('state', 'running')
    else jsonb_build_object('state', 'done', 'request_id', v_row.request_id,
      'content_type', v_row.content_type, 'sealed_answer', v_row.sealed_answer)
  end;
end $$;
comment on function public.begin_idempotent(uuid, uuid, text, text, text, double precision) is
  'Claims an Idempotency-Key of an API key: {state: run, earlier}, or {state: running | other_body}, or {state: done, request_id, content_type, sealed_answer}. One caller is told to run at a time.';
revoke all on function public.begin_idempotent(uuid, uuid, text, text, text, double precision) from public, anon, authenticated;
grant execute on function public.begin_idempotent(uuid, uuid, text, text, text, double precision) to service_role;

-- schemas/idempotency/requests/finish_idempotent.sql

create function public.finish_idempotent(
  p_key_id uuid, p_name_hash text, p_request_id text, p_content_type text default null, p_sealed_answer text default null
) returns boolean
language plpgsql set search_path = '' as $$
begin
  update public.idempotent_requests
  set running_until = null, content_type = p_content_type, sealed_answer = p_sealed_answer
  where key_id = p_key_id and name_hash = p_name_hash and request_id = p_request_id and running_until is not null;
  return found;
end $$;
comment on function public.finish_idempotent(uuid, text, text, text, text) is
  'Ends what begin_idempotent told to run, with the answer to replay or without one: the next try runs. False: it was no longer this request''s.';
revoke all on function public.finish_idempotent(uuid, text, text, text, text) from public, anon, authenticated;
grant execute on function public.finish_idempotent(uuid, text, text, text, text) to service_role;

-- schemas/idempotency/requests/forget_answers.sql

create function public.forget_answers(p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_forgotten bigint;
begin
  delete from public.idempotent_requests where ctid = any (array(
    select ctid from public.idempotent_requests where expires_at <= now() limit p_limit for update skip locked));
  get diagnostics v_forgotten = row_count;
  return jsonb_build_object('forgotten', v_forgotten);
end $$;
comment on function public.forget_answers(integer) is 'Deletes expired idempotent_requests: {forgotten}. Safe to run twice and concurrently.';
revoke all on function public.forget_answers(integer) from public, anon, authenticated;
grant execute on function public.forget_answers(integer) to service_role;

-- schemas/organizations/invitations/answer_invitation.sql

create function public.answer_invitation(p_token_hash text, p_user_id uuid, p_accept boolean, p_request_id text)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_organization_id uuid;
  v_invitation public.organization_invitations;
  v_state text := case when p_accept then 'accepted' else 'declined' end;
begin
  -- The organisation is locked first, as everywhere; then the invitation is read as it is now.
  select organization_id into v_organization_id from public.organization_invitations where token_hash = p_token_hash;
  perform 1 from public.organizations where id = v_organization_id for update;
  select * into v_invitation from public.organization_invitations where token_hash = p_token_hash;
  if v_invitation.state is distinct from 'open' or v_invitation.expires_at <= now() then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_invitation.email is distinct from (select lower(email) from public.users where id = p_user_id) then
    return jsonb_build_object('outcome', 'other_address');
  end if;
  update public.organization_invitations set state = v_state, answered_at = now() where id = v_invitation.id;
  if p_accept then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, v_invitation.role) on conflict do nothing;
  end if;
  perform private.audit('user', p_user_id::text, v_organization_id, 'invitation.' || v_state, 'invitation',
    v_invitation.id::text, jsonb_build_object('state', 'open'),
    jsonb_build_object('state', v_state, 'role', v_invitation.role), p_request_id);
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.answer_invitation(text, uuid, boolean, text) is
  'Accepts or declines an invitation, once: {outcome: done, organization_id} or {outcome: not_found | other_address}.';
revoke all on function public.answer_invitation(text, uuid, boolean, text) from public, anon, authenticated;
grant execute on function public.answer_invitation(text, uuid, boolean, text) to service_role;

-- schemas/organizations/invitations/invite_member.sql

create function public.invite_member(
  p_id uuid, p_organization_id uuid, p_actor uuid, p_email text, p_role text, p_token_hash text, p_expires_at timestamptz,
  p_most integer, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_organization public.organizations;
  v_by text;
  v_invitation public.organization_invitations;
  v_left_behind boolean;
begin
  select * into v_organization from public.organizations where id = p_organization_id for update;
  v_by := private.role_in(p_organization_id, p_actor);
  if v_by is null or v_by = 'member' or (v_by = 'admin' and p_role = 'owner') then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_organization.kind = 'personal' then
    return jsonb_build_object('outcome', 'personal');
  end if;
  if v_organization.suspended_at is not null then
    return jsonb_build_object('outcome', 'suspended');
  end if;
  if exists (select from public.organization_members m join public.users u on u.id = m.user_id
             where m.organization_id = p_organization_id and lower(u.email) = p_email) then
    return jsonb_build_object('outcome', 'already_member');
  end if;
  -- A try with this id that died has told nobody its token.
  delete from public.organization_invitations where id = p_id and organization_id = p_organization_id;
  v_left_behind := found;
  -- Inviting again replaces: the token before stops working.
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and email = p_email and state = 'open';
  if (select count(*) from public.organization_members where organization_id = p_organization_id)
     + (select count(*) from public.organization_invitations
        where organization_id = p_organization_id and state = 'open' and expires_at > now()) >= p_most then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  insert into public.organization_invitations (id, organization_id, email, role, token_hash, invited_by, expires_at)
  values (p_id, p_organization_id, p_email, p_role, p_token_hash, p_actor, p_expires_at)
  returning * into v_invitation;
  if not v_left_behind then
    -- Not the address: it could not be erased from the log.
    perform private.audit('user', p_actor::text, p_organization_id, 'invitation.created', 'invitation',
      v_invitation.id::text, null, jsonb_build_object('role', p_role), p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_invitation.id, 'created_at', v_invitation.created_at);
end $$;
comment on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text) is
  'Invites an address into a team, once for each p_id: {outcome: done, id, created_at} or {outcome: not_permitted | personal | suspended | already_member | too_many}.';
revoke all on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text)
  from public, anon, authenticated;
grant execute on function public.invite_member(uuid, uuid, uuid, text, text, text, timestamptz, integer, text) to service_role;

-- schemas/organizations/invitations/withdraw_invitation.sql

create function public.withdraw_invitation(p_organization_id uuid, p_actor uuid, p_invitation_id uuid, p_request_id text)
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_by text;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  v_by := private.role_in(p_organization_id, p_actor);
  if v_by is null or v_by = 'member' then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where id = p_invitation_id and organization_id = p_organization_id and state = 'open';
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  perform private.audit('user', p_actor::text, p_organization_id, 'invitation.withdrawn', 'invitation',
    p_invitation_id::text, jsonb_build_object('state', 'open'), jsonb_build_object('state', 'withdrawn'), p_request_id);
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.withdraw_invitation(uuid, uuid, uuid, text) is
  'Ends an open invitation: {outcome: done | not_found | not_permitted}.';
revoke all on function public.withdraw_invitation(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.withdraw_invitation(uuid, uuid, uuid, text) to service_role;

-- schemas/organizations/invitations/withdraw_invitations_by.sql

create function private.withdraw_invitations_by(p_organization_id uuid, p_user_id uuid) returns void
language sql set search_path = '' as $$
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and invited_by = p_user_id and state = 'open'
$$;
comment on function private.withdraw_invitations_by(uuid, uuid) is
  'Ends open invitations of somebody who may no longer invite.';
revoke all on function private.withdraw_invitations_by(uuid, uuid) from public, anon, authenticated;
grant execute on function private.withdraw_invitations_by(uuid, uuid) to service_role;

-- schemas/usage/durations/add_counts.sql

create function private.add_counts(p_one integer[], p_other integer[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(array_agg(coalesce(t.one, 0) + coalesce(t.other, 0) order by t.class), '{}')
  from unnest(p_one, p_other) with ordinality as t (one, other, class)
$$;
comment on function private.add_counts(integer[], integer[]) is 'The sums of two rows of counts, class by class.';
revoke all on function private.add_counts(integer[], integer[]) from public, anon, authenticated;
grant execute on function private.add_counts(integer[], integer[]) to service_role;

-- schemas/usage/durations/counts_of.sql

create function private.counts_of(p_ms double precision[]) returns integer[]
language sql immutable parallel safe set search_path = '' as $$
  with counted as (
    select private.duration_class(m.ms) as class, count(*)::integer as requests
    from unnest(p_ms) as m (ms) where m.ms is not null group by 1
  )
  select coalesce(array_agg(coalesce(c.requests, 0) order by n.class), '{}')
  from generate_series(1, (select max(class) from counted)) as n (class) left join counted c using (class)
$$;
comment on function private.counts_of(double precision[]) is
  'How many of these durations are in each class; as long as the highest class that has any.';
revoke all on function private.counts_of(double precision[]) from public, anon, authenticated;
grant execute on function private.counts_of(double precision[]) to service_role;

-- schemas/usage/durations/percentile_of.sql

create function private.percentile_of(p_classes bigint[], p_counts bigint[], p_share double precision) returns double precision
language sql immutable parallel safe set search_path = '' as $$
  with running as (
    select t.class, sum(t.requests) over (order by t.class) as up_to
    from unnest(p_classes, p_counts) as t (class, requests)
  )
  -- The geometric middle of the class, so that neither end is favoured.
  select round((1.25 ^ (min(r.class) - 1.5))::numeric, 1)::double precision from running r
  where r.up_to > 0 and r.up_to >= p_share * (select max(up_to) from running)
$$;
comment on function private.percentile_of(bigint[], bigint[], double precision) is
  'Milliseconds within which the share of requests ended, to 12 %: the middle of its class. Null without requests.';
revoke all on function private.percentile_of(bigint[], bigint[], double precision) from public, anon, authenticated;
grant execute on function private.percentile_of(bigint[], bigint[], double precision) to service_role;

-- schemas/usage/durations/sum_counts.sql

create aggregate private.sum_counts(integer[]) (sfunc = private.add_counts, stype = integer[], initcond = '{}');
comment on aggregate private.sum_counts(integer[]) is 'The sum of rows of counts, class by class.';
revoke all on function private.sum_counts(integer[]) from public, anon, authenticated;
grant execute on function private.sum_counts(integer[]) to service_role;

-- schemas/usage/maintenance/reap_usage.sql

-- A request whose end nobody sent by its deadline is abandoned: it costs nothing, and what it held is released.
create function public.reap_usage(p_now timestamptz default now(), p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_changed public.usage_events[];
begin
  with due as (
    select request_id from public.usage_events
    where state = 'admitted' and deadline_at < p_now
    order by deadline_at limit p_limit
    for update skip locked
  ), changed as (
    update public.usage_events u set state = 'abandoned', ending = 'abandoned', abandoned_at = p_now
    from due where u.request_id = due.request_id
    returning u.*
  ), logged as (
    update public.request_logs l set ending = 'abandoned', ended_at = p_now
    from changed c where l.request_id = c.request_id
  )
  select array_agg(c.*::public.usage_events) into v_changed from changed c;

  insert into public.usage_hourly as h (organization_id, hour, model, key_id, abandoned)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC'), c.model, c.key_id, count(*)
  from unnest(v_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set abandoned = h.abandoned + excluded.abandoned;

  perform private.mark_usage_days(v_changed);

  perform private.move_holds(array_agg(c.organization_id), array_agg(-c.hold_nanousd))
  from unnest(v_changed) c where c.hold_nanousd > 0
  having count(*) > 0;

  return jsonb_build_object('abandoned', coalesce(cardinality(v_changed), 0));
end $$;
comment on function public.reap_usage(timestamptz, integer) is
  'Turns at most p_limit admitted requests whose deadline is past into abandoned ones: {abandoned}. Safe to run twice and concurrently.';
revoke all on function public.reap_usage(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reap_usage(timestamptz, integer) to service_role;

-- schemas/usage/maintenance/reconcile_usage.sql

-- Compares events, ledger and rollups, an hour at a time.
create function public.reconcile_usage(p_hour timestamptz, p_now timestamptz default now(), p_limit integer default 100)
returns jsonb
language sql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
  with span as (
    select date_trunc('hour', p_hour, 'UTC') as from_hour,
           date_trunc('hour', p_hour, 'UTC') + interval '1 hour' as to_hour,
           (p_hour at time zone 'UTC')::date as day
  ), events as (
    select e.* from span, public.usage_events e where e.admitted_at >= span.from_hour and e.admitted_at < span.to_hour
  ), billed as (
    select e.request_id,
           (select u.amount_nanousd from public.billing_ledger u
            where u.kind = 'usage' and u.source_id = e.request_id) as charged,
           (select coalesce(sum(r.amount_nanousd), 0) from public.billing_ledger r
            -- '0' follows '/': everything that was refunded for this request
            where r.kind = 'refund' and r.source_id collate "C" > e.request_id || '/'
              and r.source_id collate "C" < e.request_id || '0') as refunded
    from events e
  ), of_requests as (
    select e.request_id, case
        when e.state = 'admitted' and e.deadline_at < p_now - interval '10 minutes' then 'forgotten'
        when e.state = 'settled' and e.admitted_batch is null and e.settled_at < p_now - interval '1 hour'
          then 'admission_never_told'
        when e.state = 'settled' and b.charged is null then 'not_in_ledger'
        when e.state <> 'settled' and b.charged is not null then 'charged_without_end'
        when e.cost_nanousd <> -coalesce(b.charged, 0) - b.refunded then 'ledger_differs'
      end as difference, e.cost_nanousd as expected, -coalesce(b.charged, 0) - b.refunded as found
    from events e join billed b using (request_id)
  ), summed as (
    select e.organization_id, e.model, e.key_id, count(*) as requests,
           count(*) filter (where e.state = 'settled') as settled,
           count(*) filter (where e.state = 'abandoned') as abandoned,
           coalesce(sum(e.prompt_tokens) filter (where e.state = 'settled'), 0) as prompt_tokens,
           coalesce(sum(e.completion_tokens) filter (where e.state = 'settled'), 0) as completion_tokens,
           coalesce(sum(e.cost_nanousd), 0) as cost_nanousd,
           coalesce(sum(e.uncounted_tokens) filter (where e.state = 'settled'), 0) as uncounted_tokens
    from events e group by 1, 2, 3
  ), of_hours as (
    select 'hour_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd,
             s.uncounted_tokens]::bigint[]) as expected,
           to_jsonb(array[h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd,
             h.uncounted_tokens]) as found
    from summed s
    full join (select h.* from span, public.usage_hourly h where h.hour = span.from_hour) h
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd, s.uncounted_tokens)
      is distinct from (h.requests, h.settled, h.abandoned, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.uncounted_tokens)
  ), days as (
    select h.organization_id, h.model, h.key_id, sum(h.requests) as requests, sum(h.settled) as settled,
           sum(h.abandoned) as abandoned, sum(h.prompt_tokens) as prompt_tokens,
           sum(h.completion_tokens) as completion_tokens, sum(h.cost_nanousd) as cost_nanousd
    from span, public.usage_hourly h
    -- Once a day, with its last hour.
    where extract(hour from span.from_hour at time zone 'UTC') = 23
      and h.hour >= span.day::timestamp at time zone 'UTC' and h.hour < span.to_hour
    group by 1, 2, 3
  ), of_days as (
    select 'day_differs' as difference, organization_id, model, key_id,
           to_jsonb(array[s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd]::bigint[]) as expected,
           to_jsonb(array[d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd]) as found
    from days s
    full join (select d.* from span, public.usage_daily d
               where d.day = span.day and extract(hour from span.from_hour at time zone 'UTC') = 23) d
      using (organization_id, model, key_id)
    where (s.requests, s.settled, s.abandoned, s.prompt_tokens, s.completion_tokens, s.cost_nanousd)
      is distinct from (d.requests, d.settled, d.abandoned, d.prompt_tokens, d.completion_tokens, d.cost_nanousd)
      and not exists (select from private.usage_days_to_roll_up r, span
                      where r.organization_id = coalesce(s.organization_id, d.organization_id) and r.day = span.day)
  ), of_ledger as (
    -- An entry without its request: a request id begins with its time, so those of the hour are found by it.
    select l.source_id as request_id
    from span, public.billing_ledger l
    where l.kind = 'usage' and l.occurred_at >= span.from_hour and l.occurred_at < span.to_hour
      and not exists (select from public.usage_events e where e.request_id = l.source_id)
  ), differences as (
    select jsonb_build_object('difference', r.difference, 'request_id', r.request_id,
                              'expected', r.expected, 'found', r.found) as told
    from of_requests r where r.difference is not null
    union all
    select jsonb_build_object('difference', 'entry_without_request', 'request_id', l.request_id) from of_ledger l
    union all
    select jsonb_build_object('difference', o.difference, 'organization_id', o.organization_id, 'model', o.model,
                              'key_id', o.key_id, 'expected', o.expected, 'found', o.found) from of_hours o
    union all
    select jsonb_build_object('difference', o.difference, 'organization_id', o.organization_id, 'model', o.model,
                              'key_id', o.key_id, 'expected', o.expected, 'found', o.found) from of_days o
  )
  select jsonb_build_object(
    'hour', (select from_hour from span),
    'requests', count(*), 'settled', count(*) filter (where e.state = 'settled'),
    'abandoned', count(*) filter (where e.state = 'abandoned'),
    'in_flight', count(*) filter (where e.state = 'admitted'),
    'router_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'estimated_tokens', coalesce(sum(e.total_tokens) filter (where e.state = 'settled' and e.token_source = 'estimated'), 0),
    'router_tokens_estimated', coalesce(sum(e.estimated_tokens)
      filter (where e.state = 'settled' and e.token_source = 'router'), 0),
    'cost_nanousd', coalesce(sum(e.cost_nanousd), 0),
    'differences', (select count(*) from differences),
    'first', (select coalesce(jsonb_agg(d.told), '[]') from (select told from differences limit p_limit) d))
  from events e
$$;
comment on function public.reconcile_usage(timestamptz, timestamptz, integer) is
  'Compares requests admitted in one hour with ledger, hour and (with hour 23) day: {hour, requests, settled, abandoned, in_flight, router_tokens, router_tokens_estimated, estimated_tokens, cost_nanousd, differences, first: [{difference, request_id | organization_id, model, key_id, expected, found}]}. Rollups as [requests, settled, abandoned, prompt, completion, cost], of hours also the uncounted tokens.';
revoke all on function public.reconcile_usage(timestamptz, timestamptz, integer) from public, anon, authenticated;
grant execute on function public.reconcile_usage(timestamptz, timestamptz, integer) to service_role;

-- schemas/usage/partitions/open_usage_partitions.sql

-- A partition is made beside the table and then attached, which lets requests be recorded meanwhile; whoever has to wait
-- longer than 2 s for a lock gives up, and the next minute tries again. A partition inherits neither row-level security
-- nor grants, so it gets the one and none of the others: nobody reads it but through usage_events.
-- Security definer: a table is made by its owner.
create function public.open_usage_partitions(p_now timestamptz default now(), p_months integer default 3) returns jsonb
language plpgsql security definer set search_path = '' set lock_timeout = '2s' as $$
declare
  v_month timestamp;
  v_name text;
  v_opened integer := 0;
begin
  perform pg_advisory_xact_lock(hashtextextended('public.open_usage_partitions', 0));
  for v_month in
    select date_trunc('month', p_now at time zone 'UTC') + make_interval(months => n)
    from generate_series(0, p_months) n
  loop
    v_name := to_char(v_month, '"usage_events_"YYYY_MM');
    continue when to_regclass('private.' || v_name) is not null;
    execute format('create table private.%I (like public.usage_events including all)', v_name);
    execute format('comment on table private.%I is %L', v_name,
      'Requests of ' || to_char(v_month, 'YYYY-MM') || ' (UTC), by the time in their ids.');
    execute format('alter table private.%I enable row level security', v_name);
    execute format('revoke all on table private.%I from public, anon, authenticated, service_role', v_name);
    execute format('alter table public.usage_events attach partition private.%I for values from (%L) to (%L)', v_name,
      private.request_id_floor(v_month at time zone 'UTC'),
      private.request_id_floor((v_month + interval '1 month') at time zone 'UTC'));
    v_opened := v_opened + 1;
  end loop;
  return jsonb_build_object('opened', v_opened);
end $$;
comment on function public.open_usage_partitions(timestamptz, integer) is
  'Makes the partitions of usage_events for this month and p_months after it, where there is none: {opened}. Safe to run twice, late and concurrently.';
revoke all on function public.open_usage_partitions(timestamptz, integer) from public, anon, authenticated;
grant execute on function public.open_usage_partitions(timestamptz, integer) to service_role;

-- schemas/usage/partitions/request_id_floor.sql

-- The bounds of usage_events' partitions: request ids begin with their time.
create function private.request_id_floor(p_at timestamptz) returns text
language sql immutable set search_path = '' as $$
  select 'req_' || string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((m.ms >> (5 * place)) & 31)::integer + 1, 1), '' order by place desc)
  from (select (extract(epoch from p_at) * 1000)::bigint as ms) m, generate_series(0, 9) as place
$$;
comment on function private.request_id_floor(timestamptz) is 'What every request id of that moment and later is not before.';
revoke all on function private.request_id_floor(timestamptz) from public, anon, authenticated;

-- schemas/usage/partitions/usage_events_partitions.sql

-- The partitions that a new database begins with: the month in which it is made together with everything before it, and
-- the months after it. The first is named for its month, as open_usage_partitions looks for it.
do $$
declare
  v_month timestamp := date_trunc('month', now() at time zone 'UTC');
  v_name text := to_char(v_month, '"usage_events_"YYYY_MM');
begin
  execute format('create table private.%I (like public.usage_events including all)', v_name);
  execute format('comment on table private.%I is %L', v_name,
    'Requests of ' || to_char(v_month, 'YYYY-MM') || ' (UTC) and before, by the time in their ids.');
  execute format('alter table private.%I enable row level security', v_name);
  execute format('revoke all on table private.%I from public, anon, authenticated, service_role', v_name);
  execute format('alter table public.usage_events attach partition private.%I for values from (minvalue) to (%L)', v_name,
    private.request_id_floor((v_month + interval '1 month') at time zone 'UTC'));
end $$;

select public.open_usage_partitions();

-- schemas/usage/reading/requests_by_key.sql

-- What the list of API keys says about each, without a summary of their usage.
create function public.requests_by_key(p_organization_id uuid, p_from timestamptz) returns jsonb
language sql stable set search_path = '' as $$
  select coalesce(jsonb_object_agg(k.key_id, k.requests), '{}')
  from (select h.key_id, sum(h.requests) as requests
        from public.usage_hourly h
        where h.organization_id = p_organization_id and h.hour >= date_trunc('hour', p_from, 'UTC')
        group by h.key_id) k
$$;
comment on function public.requests_by_key(uuid, timestamptz) is
  'Requests let in since the hour of p_from, by key: {key_id: requests}. Keys without any are left out.';
revoke all on function public.requests_by_key(uuid, timestamptz) from public, anon, authenticated;
grant execute on function public.requests_by_key(uuid, timestamptz) to service_role;

-- schemas/usage/reading/usage_events_page.sql

-- Planned anew for each call: filters that are not asked for vanish, and one request or one key is found by its own index.
create function public.usage_events_page(
  p_organization_id uuid, p_before timestamptz default null, p_before_id text default null,
  p_limit integer default 50, p_from timestamptz default null, p_to timestamptz default null,
  p_model text default null, p_key_id uuid default null, p_ending text default null,
  p_request_id text default null
) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with found as (
    select e.*, row_number() over (order by e.admitted_at desc, e.request_id desc) as n
    from public.usage_events e
    where e.organization_id = p_organization_id
      and (p_before is null or (e.admitted_at, e.request_id) < (p_before, coalesce(p_before_id, '')))
      and (p_from is null or e.admitted_at >= p_from)
      and (p_to is null or e.admitted_at < p_to)
      and (p_model is null or e.model = p_model)
      and (p_key_id is null or e.key_id = p_key_id)
      and (p_ending is null or e.ending = p_ending)
      and (p_request_id is null or e.request_id = p_request_id)
    order by e.admitted_at desc, e.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'events', coalesce(jsonb_agg(jsonb_build_object(
      'request_id', f.request_id, 'key_id', f.key_id, 'key_name', k.name, 'model', f.model, 'route', f.route,
      'stream', f.stream, 'state', f.state, 'ending', f.ending, 'status', f.status, 'error_code', f.error_code,
      'prompt_tokens', f.prompt_tokens, 'completion_tokens', f.completion_tokens,
      'total_tokens', f.total_tokens, 'token_source', f.token_source, 'cost_nanousd', f.cost_nanousd,
      'ttft_ms', f.ttft_ms, 'latency_ms', f.latency_ms, 'admitted_at', f.admitted_at,
      'settled_at', f.settled_at) order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.admitted_at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f join public.api_keys k on k.id = f.key_id;
  return v_page;
end $$;
comment on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text) is
  'Requests of an organisation, newest first: {events: […], next: {before, before_id} or null}. Pass next back as p_before and p_before_id.';
revoke all on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  from public, anon, authenticated;
grant execute on function public.usage_events_page(uuid, timestamptz, text, integer, timestamptz, timestamptz, text, uuid, text, text)
  to service_role;

-- schemas/usage/reading/usage_summary.sql

-- One query over rollups, planned anew for each call so that filters that are not asked for vanish. Percentiles are taken
-- from counts of duration classes, unnested once by model and only where a request is in the class: unnesting every class
-- of every hour, twice, was most of the time that a summary took.
create function public.usage_summary(
  p_organization_id uuid, p_from timestamptz, p_to timestamptz, p_model text default null, p_key_id uuid default null,
  p_by_hour boolean default false
) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_summary jsonb;
begin
  with span as (
    select date_trunc('hour', p_from, 'UTC') as from_hour,
           ((date_trunc('hour', p_from, 'UTC') + interval '1 day' - interval '1 microsecond')
             at time zone 'UTC')::date as first_whole_day,
           (p_to at time zone 'UTC')::date as end_of_whole_days
  ), facts as (
    select d.day, null::timestamptz as hour, d.model, d.key_id, d.requests, d.settled, d.abandoned, d.errors, d.cancelled,
           d.prompt_tokens, d.completion_tokens, d.cost_nanousd, d.latency_ms_sum, d.ttft_ms_sum, d.ttft_count,
           d.latency_counts, d.ttft_counts
    from span, public.usage_daily d
    where d.organization_id = p_organization_id and not p_by_hour
      and (p_model is null or d.model = p_model) and (p_key_id is null or d.key_id = p_key_id)
      and d.day >= span.first_whole_day and d.day < span.end_of_whole_days
      and not exists (select from private.usage_days_to_roll_up r
                      where r.organization_id = p_organization_id and r.day = d.day)
    union all
    select (h.hour at time zone 'UTC')::date, h.hour, h.model, h.key_id, h.requests, h.settled, h.abandoned, h.errors,
           h.cancelled, h.prompt_tokens, h.completion_tokens, h.cost_nanousd, h.latency_ms_sum, h.ttft_ms_sum,
           h.ttft_count, h.latency_counts, h.ttft_counts
    from span, public.usage_hourly h
    where h.organization_id = p_organization_id and h.hour >= span.from_hour and h.hour < p_to
      and (p_model is null or h.model = p_model) and (p_key_id is null or h.key_id = p_key_id)
      and (p_by_hour or (h.hour at time zone 'UTC')::date < span.first_whole_day
        or (h.hour at time zone 'UTC')::date >= span.end_of_whole_days
        or exists (select from private.usage_days_to_roll_up r
                   where r.organization_id = p_organization_id
                     and r.day = (h.hour at time zone 'UTC')::date))
  ), sums as (
    select grouping(f.model, f.day, f.key_id, f.hour) as missing, f.model, f.day, f.key_id, f.hour,
           coalesce(sum(f.requests), 0) as requests,
           coalesce(sum(f.prompt_tokens + f.completion_tokens), 0) as total_tokens,
           jsonb_build_object(
             'requests', coalesce(sum(f.requests), 0), 'settled', coalesce(sum(f.settled), 0),
             'abandoned', coalesce(sum(f.abandoned), 0),
             'in_flight', coalesce(sum(f.requests - f.settled - f.abandoned), 0),
             'errors', coalesce(sum(f.errors), 0), 'cancelled', coalesce(sum(f.cancelled), 0),
             'prompt_tokens', coalesce(sum(f.prompt_tokens), 0),
             'completion_tokens', coalesce(sum(f.completion_tokens), 0),
             'total_tokens', coalesce(sum(f.prompt_tokens + f.completion_tokens), 0),
             'cost_nanousd', coalesce(sum(f.cost_nanousd), 0),
             'latency_ms_mean', round((sum(f.latency_ms_sum) / nullif(sum(f.settled), 0))::numeric, 1),
             'ttft_ms_mean', round((sum(f.ttft_ms_sum) / nullif(sum(f.ttft_count), 0))::numeric, 1)) as counts
    from facts f
    group by grouping sets ((), (f.model), (f.day), (f.key_id), (f.hour), (f.day, f.model), (f.day, f.key_id),
                            (f.hour, f.model), (f.hour, f.key_id))
  ), parts as (
    select s.day, s.hour, jsonb_build_object(
      'models', jsonb_agg(jsonb_build_object('model', s.model, 'requests', s.requests, 'total_tokens', s.total_tokens)
                          order by s.requests desc, s.model) filter (where s.missing in (3, 6)),
      'keys', jsonb_agg(jsonb_build_object('key_id', s.key_id, 'requests', s.requests, 'total_tokens', s.total_tokens)
                        order by s.requests desc, s.key_id) filter (where s.missing in (9, 12))) as parts
    from sums s where s.missing in (3, 6, 9, 12) group by s.day, s.hour
  ), classes as (
    select f.model, t.measure, t.class, sum(t.requests)::bigint as requests
    from facts f cross join lateral (
      select 'latency_ms' as measure, l.class, l.requests
      from unnest(f.latency_counts) with ordinality as l (requests, class) where l.requests > 0
      union all
      select 'ttft_ms', b.class, b.requests
      from unnest(f.ttft_counts) with ordinality as b (requests, class) where b.requests > 0) t
    group by f.model, t.measure, t.class
  ), of_all as (
    select grouping(c.model) as missing, c.model, c.measure, c.class, sum(c.requests) as requests
    from classes c group by grouping sets ((c.measure, c.class), (c.model, c.measure, c.class))
  ), counted as (
    select r.missing, r.model, r.measure, array_agg(r.class order by r.class) as classes,
           array_agg(r.requests::bigint order by r.class) as requests
    from of_all r group by 1, 2, 3
  ), speeds as (
    select c.missing, c.model, jsonb_object_agg(c.measure, jsonb_build_object(
             'p50', private.percentile_of(c.classes, c.requests, 0.5),
             'p95', private.percentile_of(c.classes, c.requests, 0.95),
             'p99', private.percentile_of(c.classes, c.requests, 0.99))) as speed
    from counted c group by 1, 2
  )
  select jsonb_build_object(
    'totals', (select s.counts from sums s where s.missing = 15),
    'speed', coalesce((select v.speed from speeds v where v.missing = 1), '{}'),
    'by_model', coalesce((select jsonb_agg(jsonb_build_object('model', s.model, 'speed', coalesce(v.speed, '{}')) || s.counts
                                           order by s.requests desc, s.model)
                          from sums s left join speeds v on v.missing = 0 and v.model = s.model
                          where s.missing = 7), '[]'),
    'by_day', coalesce((select jsonb_agg(jsonb_build_object('day', s.day) || s.counts || p.parts order by s.day)
                        from sums s join parts p on p.day = s.day where s.missing = 11), '[]'),
    'by_key', coalesce((select jsonb_agg(jsonb_build_object('key_id', s.key_id, 'name', k.name) || s.counts
                                         order by s.requests desc, s.key_id)
                        from sums s join public.api_keys k on k.id = s.key_id where s.missing = 13), '[]'),
    'by_hour', case when p_by_hour then
      coalesce((select jsonb_agg(jsonb_build_object('hour', s.hour) || s.counts || p.parts order by s.hour)
                from sums s join parts p on p.hour = s.hour where s.missing = 14), '[]')
      else '[]' end)
  into v_summary;
  return v_summary;
end $$;
comment on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean) is
  'Sums of usage admitted in [p_from, p_to), in whole hours, of all models and keys or of one: {totals, speed: {latency_ms, ttft_ms: {p50, p95, p99}}, by_model, by_day, by_key, by_hour}; days and hours with their models and keys. Days, hours and keys without usage are left out; by_hour is filled when asked for.';
revoke all on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean) from public, anon, authenticated;
grant execute on function public.usage_summary(uuid, timestamptz, timestamptz, text, uuid, boolean) to service_role;

-- schemas/usage/reading/window_usage.sql

-- The same arithmetic as the key service's limiter: windows are aligned to the epoch, and what remains of the
-- previous one counts in part. Long windows begin on whole hours, so the hourly rollup answers them.
create function public.window_usage(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  with plan as (
    select private.current_plan(p_organization_id) as id
  ), limits as (
    select l.name, l.scope, l."limit", l.seconds,
           to_timestamp(floor(extract(epoch from now()) / l.seconds) * l.seconds) as began,
           mod(extract(epoch from now()), l.seconds) / l.seconds as elapsed
    from plan, jsonb_to_recordset(private.plan_limits(plan.id))
      as l (name text, scope text, "limit" integer, seconds integer)
  ), counted as (
    select l.*, case l.scope
      when 'organization' then (
        select floor(coalesce(sum(h.requests) filter (where h.hour >= l.began), 0)
                   + coalesce(sum(h.requests) filter (where h.hour < l.began), 0) * (1 - l.elapsed))
        from public.usage_hourly h
        where h.organization_id = p_organization_id and h.hour >= l.began - make_interval(secs => l.seconds))
      else (
        select coalesce(max(k.used), 0)
        from (select floor(count(*) filter (where e.admitted_at >= l.began)
                         + count(*) filter (where e.admitted_at < l.began) * (1 - l.elapsed)) as used
              from public.usage_events e
              where e.organization_id = p_organization_id
                and e.admitted_at >= l.began - make_interval(secs => l.seconds)
              group by e.key_id) k)
      end as used
    from limits l
  )
  select jsonb_build_object(
    'plan', (select id from plan),
    'windows', coalesce((select jsonb_agg(jsonb_build_object(
      'name', c.name, 'scope', c.scope, 'limit', c."limit", 'used', c.used::bigint, 'seconds', c.seconds,
      'resets_at', c.began + make_interval(secs => c.seconds)) order by c.seconds) from counted c), '[]'))
$$;
comment on function public.window_usage(uuid) is
  'Where each limit of the plan stands: {plan, windows: [{name, scope, limit, used, seconds, resets_at}]}. For limits of scope key, used is the busiest key''s.';
revoke all on function public.window_usage(uuid) from public, anon, authenticated;
grant execute on function public.window_usage(uuid) to service_role;

-- schemas/usage/recording/record_usage.sql

-- Every event is recorded once, whatever is repeated, reordered or sent by several callers at once. An admission holds
-- the price of the longest answer that the request allows, of at most c_held_tokens.
create function public.record_usage(p_events jsonb) returns jsonb
language plpgsql set search_path = '' as $$
declare
  c_uuid constant text := '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
  c_held_tokens constant integer := 4096;
  v_batch bigint := nextval('private.usage_batches');
  v_changed public.usage_events[];
  v_rejected jsonb;
  v_recorded bigint;
begin
  -- One statement: read the events, join what both kinds say of one request, and write the difference.
  -- The row of usage_events is the lock and the gate: only rows this call changed go any further.
  with told as (
    select e.kind, e.request_id, e.fingerprint, e.model, e.pool, e.route, e.stream, e.admitted_at, e.deadline_at, e.settled_at,
           e.ending, e.status, e.error_code, e.token_source, e.ttft_ms, e.latency_ms,
           -- Numbers a client or a router can make up are cut to what the columns hold, rather than refused.
           -- Not one that nobody told: it is null, which least would pass over.
           case when e.prompt_tokens is not null then least(e.prompt_tokens, 2147483647)::integer end as prompt_tokens,
           case when e.completion_tokens is not null then least(e.completion_tokens, 2147483647)::integer end
             as completion_tokens,
           case when e.estimated_tokens is not null then least(e.estimated_tokens, 4294967294)::bigint end
             as estimated_tokens,
           -- Clients often allow more than a model ever writes; null is what none of them said, and the same.
           least(e.max_tokens, c_held_tokens)::bigint as held_tokens,
           case when e.client_retry is not null then least(e.client_retry, 32767)::smallint end as client_retry,
           case when e.attempts is not null then least(e.attempts, 32767)::smallint end as attempts,
           case when e.organization_id ~* c_uuid then e.organization_id::uuid end as organization,
           case when e.key_id ~* c_uuid then e.key_id::uuid end as key
    from jsonb_to_recordset(p_events) as e (
      kind text, request_id text, fingerprint text, organization_id text, key_id text, model text, pool text, route text,
      stream boolean, admitted_at timestamptz, deadline_at timestamptz, client_retry numeric,
      settled_at timestamptz, ending text, status smallint, error_code text, prompt_tokens numeric,
      completion_tokens numeric, token_source text, ttft_ms double precision, latency_ms double precision,
      attempts numeric, max_tokens numeric, estimated_tokens numeric)
  ), judged as (
    select t.*,
           case when t.kind is null or t.kind not in ('admitted', 'settled') then 'unknown_kind'
                when k.id is null then 'unknown_key'
                when k.organization_id is distinct from t.organization then 'key_of_another_organization'
           end as refusal
    from told t left join public.api_keys k on k.id = t.key
  ), a as (
    select distinct on (request_id) * from judged where refusal is null and kind = 'admitted'
    order by request_id, admitted_at
  ), s as (
    select distinct on (request_id) * from judged where refusal is null and kind = 'settled'
    order by request_id, settled_at
  ), merged as (
    select request_id,
           coalesce(s.organization, a.organization) as organization_id, coalesce(s.key, a.key) as key_id,
           coalesce(s.model, a.model) as model, coalesce(s.pool, a.pool) as pool,
           coalesce(s.route, a.route) as route, coalesce(s.stream, a.stream) as stream,
           coalesce(a.admitted_at, s.admitted_at) as admitted_at, a.deadline_at, a.client_retry, a.fingerprint,
           a.held_tokens, s.estimated_tokens,
           s.settled_at, s.ending, s.status, s.error_code, s.attempts, s.ttft_ms, s.latency_ms,
           coalesce(s.prompt_tokens, a.prompt_tokens) as prompt_tokens,
           coalesce(s.completion_tokens, 0) as completion_tokens,
           coalesce(s.token_source, 'estimated') as token_source,
           case when a.kind is not null then v_batch end as admitted_batch,
           case when s.kind is not null then v_batch end as settled_batch
    from a full join s using (request_id)
  ), priced as (
    select m.*,
           case when m.settled_batch is null then 'admitted' else 'settled' end as state,
           coalesce(private.price_of_ending(m.ending, m.prompt_tokens, m.completion_tokens,
                      price.input_nanousd_per_token, price.output_nanousd_per_token), 0) as cost_nanousd,
           -- The admission is the hold; a request that is told of with its end needs none.
           case when m.settled_batch is null then
             coalesce(private.price_of_ending('ok', m.prompt_tokens, m.held_tokens,
                        price.input_nanousd_per_token, price.output_nanousd_per_token), 0)
             else 0 end as hold_nanousd,
           -- What costs nothing whatever a token costs, counts for nothing.
           case when m.settled_batch is null then 0
             else m.prompt_tokens::bigint + m.completion_tokens
               - private.price_of_ending(m.ending, m.prompt_tokens, m.completion_tokens, 1, 1)
             end as uncounted_tokens
    from merged m
    left join lateral (
      select p.charging from public.plan_subscriptions ps join public.plans p on p.id = ps.plan
      where ps.organization_id = m.organization_id and ps.started_at <= m.admitted_at
        and (ps.ended_at is null or ps.ended_at > m.admitted_at)
      order by ps.started_at desc limit 1) plan on true
    left join lateral (
      select mp.input_nanousd_per_token, mp.output_nanousd_per_token from public.model_prices mp
      where mp.model = m.model and mp.effective_from <= m.admitted_at
      order by mp.effective_from desc limit 1) price on plan.charging = 'prepaid'
  ), changed as (
    insert into public.usage_events as u
      (request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
       prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
       admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
       estimated_tokens)
    select request_id, organization_id, key_id, model, route, stream, state, ending, status, error_code,
           prompt_tokens, completion_tokens, token_source, cost_nanousd, ttft_ms, latency_ms,
           admitted_at, deadline_at, settled_at, admitted_batch, settled_batch, hold_nanousd, uncounted_tokens,
           estimated_tokens
    from priced
    order by request_id
    on conflict (request_id) do update set
      (deadline_at, admitted_batch) = (
        select coalesce(u.deadline_at, excluded.deadline_at), coalesce(u.admitted_batch, excluded.admitted_batch)),
      -- What settles first stands; until then whatever the row says of the end is provisional.
      (state, ending, status, error_code, prompt_tokens, completion_tokens, token_source, cost_nanousd,
       ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens, estimated_tokens) = (
        select r.state, r.ending, r.status, r.error_code, r.prompt_tokens, r.completion_tokens, r.token_source,
               r.cost_nanousd, r.ttft_ms, r.latency_ms, r.settled_at, r.settled_batch, r.uncounted_tokens,
               r.estimated_tokens
        from (values
          (true, excluded.state, excluded.ending, excluded.status, excluded.error_code, excluded.prompt_tokens,
           excluded.completion_tokens, excluded.token_source, excluded.cost_nanousd, excluded.ttft_ms,
           excluded.latency_ms, excluded.settled_at, excluded.settled_batch, excluded.uncounted_tokens,
           excluded.estimated_tokens),
          (false, u.state, u.ending, u.status, u.error_code, u.prompt_tokens, u.completion_tokens, u.token_source,
           u.cost_nanousd, u.ttft_ms, u.latency_ms, u.settled_at, u.settled_batch, u.uncounted_tokens, u.estimated_tokens)
        ) as r (is_told, state, ending, status, error_code, prompt_tokens, completion_tokens, token_source,
                cost_nanousd, ttft_ms, latency_ms, settled_at, settled_batch, uncounted_tokens,
                estimated_tokens)
        where r.is_told = (u.settled_batch is null and excluded.settled_batch is not null))
    where u.organization_id = excluded.organization_id
      and ((u.admitted_batch is null and excluded.admitted_batch is not null)
        or (u.settled_batch is null and excluded.settled_batch is not null))
    returning u.*
  ), logged as (
    insert into public.request_logs as l
      (request_id, organization_id, key_id, route, model, pool, stream, ending, status, error_code, attempts,
       client_retry, fingerprint, ttft_ms, latency_ms, admitted_at, ended_at)
    select c.request_id, c.organization_id, c.key_id, c.route, c.model, m.pool, c.stream, c.ending, c.status,
           c.error_code, m.attempts, m.client_retry, m.fingerprint, c.ttft_ms, c.latency_ms, c.admitted_at,
           coalesce(c.settled_at, c.abandoned_at)
    from changed c join merged m using (request_id)
    order by c.request_id
    on conflict (request_id) do update set
      pool = case when excluded.attempts is null then l.pool else excluded.pool end,
      ending = excluded.ending, status = excluded.status, error_code = excluded.error_code,
      attempts = coalesce(excluded.attempts, l.attempts),
      client_retry = coalesce(excluded.client_retry, l.client_retry),
      fingerprint = coalesce(excluded.fingerprint, l.fingerprint),
      ttft_ms = excluded.ttft_ms, latency_ms = excluded.latency_ms, ended_at = excluded.ended_at
  )
  select (select array_agg(c.*::public.usage_events order by c.request_id) from changed c),
         (select coalesce(jsonb_agg(jsonb_build_object('request_id', j.request_id, 'reason', j.refusal)), '[]')
          from judged j where j.refusal is not null)
  into v_changed, v_rejected;

  -- From here on every statement takes its locks in the order of a key, so concurrent calls queue up
  -- behind each other and never wait in a circle.
  perform private.add_usage_hours(v_changed, v_batch);
  perform private.mark_usage_days(v_changed);

  -- An admission holds; the end lets go of it, once, unless giving up has done so.
  perform private.move_holds(array_agg(c.organization_id), array_agg(case
            when c.state = 'admitted' then c.hold_nanousd
            when c.abandoned_at is null then -c.hold_nanousd
            else 0 end))
  from unnest(v_changed) c
  where c.hold_nanousd > 0 or c.cost_nanousd > 0
  having count(*) > 0;

  perform private.write_usage_entries(v_changed, v_batch);
  perform private.update_last_used(v_changed);

  select count(*) filter (where c.admitted_batch = v_batch) + count(*) filter (where c.settled_batch = v_batch)
  into v_recorded from unnest(v_changed) c;
  return jsonb_build_object(
    'recorded', v_recorded,
    'duplicates', jsonb_array_length(p_events) - jsonb_array_length(v_rejected) - v_recorded,
    'rejected', v_rejected);
end $$;
comment on function public.record_usage(jsonb) is
  'Records an array of admitted and settled events with log line, hourly rollup, ledger entry and last use of the key: {recorded, duplicates, rejected: [{request_id, reason}]}. Idempotent for each request and kind, in any order.';
revoke all on function public.record_usage(jsonb) from public, anon, authenticated;
grant execute on function public.record_usage(jsonb) to service_role;

-- schemas/usage/recording/usage_batches.sql

-- Numbers of the calls of record_usage.

create sequence private.usage_batches;
comment on sequence private.usage_batches is 'Numbers the calls of record_usage, so that each knows which rows it changed.';
revoke all on sequence private.usage_batches from anon, authenticated, service_role;
grant usage on sequence private.usage_batches to service_role;

-- schemas/usage/rollups/add_usage_hours.sql

-- A part of record_usage. Events are those that its call changed; what the call itself brought has its number. Rows are
-- locked in the order of the primary key, so concurrent calls queue up behind each other.
create function private.add_usage_hours(p_changed public.usage_events[], p_batch bigint) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.usage_hourly as h
    (organization_id, hour, model, key_id, requests, settled, abandoned, errors, cancelled, prompt_tokens,
     completion_tokens, uncounted_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts,
     ttft_counts)
  select c.organization_id, date_trunc('hour', c.admitted_at, 'UTC') as hour, c.model, c.key_id,
         count(*) filter (where coalesce(c.admitted_batch, p_batch) = p_batch
                            and coalesce(c.settled_batch, p_batch) = p_batch),
         count(*) filter (where c.settled_batch = p_batch),
         -count(*) filter (where c.settled_batch = p_batch and c.abandoned_at is not null),
         count(*) filter (where c.settled_batch = p_batch and c.ending not in ('ok', 'cancelled')),
         count(*) filter (where c.settled_batch = p_batch and c.ending = 'cancelled'),
         coalesce(sum(c.prompt_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.completion_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.uncounted_tokens) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.cost_nanousd) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.latency_ms) filter (where c.settled_batch = p_batch), 0),
         coalesce(sum(c.ttft_ms) filter (where c.settled_batch = p_batch), 0),
         count(c.ttft_ms) filter (where c.settled_batch = p_batch),
         private.counts_of(array_agg(c.latency_ms) filter (where c.settled_batch = p_batch)),
         private.counts_of(array_agg(c.ttft_ms) filter (where c.settled_batch = p_batch))
  from unnest(p_changed) c
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update set
    requests = h.requests + excluded.requests, settled = h.settled + excluded.settled,
    abandoned = h.abandoned + excluded.abandoned, errors = h.errors + excluded.errors,
    cancelled = h.cancelled + excluded.cancelled, prompt_tokens = h.prompt_tokens + excluded.prompt_tokens,
    completion_tokens = h.completion_tokens + excluded.completion_tokens,
    uncounted_tokens = h.uncounted_tokens + excluded.uncounted_tokens,
    cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
    latency_ms_sum = h.latency_ms_sum + excluded.latency_ms_sum,
    ttft_ms_sum = h.ttft_ms_sum + excluded.ttft_ms_sum, ttft_count = h.ttft_count + excluded.ttft_count,
    latency_counts = private.add_counts(h.latency_counts, excluded.latency_counts),
    ttft_counts = private.add_counts(h.ttft_counts, excluded.ttft_counts);
end $$;
comment on function private.add_usage_hours(public.usage_events[], bigint) is
  'Adds what a call of record_usage changed to the hours of admission.';
revoke all on function private.add_usage_hours(public.usage_events[], bigint) from public, anon, authenticated;
grant execute on function private.add_usage_hours(public.usage_events[], bigint) to service_role;

-- schemas/usage/rollups/mark_usage_days.sql

-- A day that is already marked is updated rather than left alone: so the rollup that removes the mark waits for this
-- transaction, and cannot remove it without seeing what it stands for.
create function private.mark_usage_days(p_changed public.usage_events[]) returns void
language sql set search_path = '' as $$
  insert into private.usage_days_to_roll_up as d (organization_id, day, touched_at)
  select distinct c.organization_id, (c.admitted_at at time zone 'UTC')::date, now()
  from unnest(p_changed) c
  order by 1, 2
  on conflict (organization_id, day) do update set touched_at = excluded.touched_at
$$;
comment on function private.mark_usage_days(public.usage_events[]) is 'Marks the days of these events as to be rolled up.';
revoke all on function private.mark_usage_days(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.mark_usage_days(public.usage_events[]) to service_role;

-- schemas/usage/rollups/roll_up_usage.sql

create function public.roll_up_usage(p_limit integer default 10000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_days private.usage_days_to_roll_up[];
  v_rows bigint;
begin
  -- Two statements, because the second must see what the transactions the first waited for have written.
  with due as (
    select organization_id, day from private.usage_days_to_roll_up
    order by organization_id, day limit p_limit
    for update
  ), taken as (
    delete from private.usage_days_to_roll_up d using due
    where d.organization_id = due.organization_id and d.day = due.day
    returning d.*
  )
  select array_agg(t.*::private.usage_days_to_roll_up) into v_days from taken t;

  insert into public.usage_daily as d
    (organization_id, day, model, key_id, requests, settled, abandoned, errors, cancelled, prompt_tokens,
     completion_tokens, cost_nanousd, latency_ms_sum, ttft_ms_sum, ttft_count, latency_counts, ttft_counts)
  select h.organization_id, t.day, h.model, h.key_id, sum(h.requests), sum(h.settled), sum(h.abandoned),
         sum(h.errors), sum(h.cancelled), sum(h.prompt_tokens), sum(h.completion_tokens), sum(h.cost_nanousd),
         sum(h.latency_ms_sum), sum(h.ttft_ms_sum), sum(h.ttft_count),
         private.sum_counts(h.latency_counts), private.sum_counts(h.ttft_counts)
  from unnest(v_days) t
  join public.usage_hourly h on h.organization_id = t.organization_id
    and h.hour >= t.day::timestamp at time zone 'UTC' and h.hour < (t.day + 1)::timestamp at time zone 'UTC'
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, day, model, key_id) do update set
    requests = excluded.requests, settled = excluded.settled, abandoned = excluded.abandoned,
    errors = excluded.errors, cancelled = excluded.cancelled, prompt_tokens = excluded.prompt_tokens,
    completion_tokens = excluded.completion_tokens, cost_nanousd = excluded.cost_nanousd,
    latency_ms_sum = excluded.latency_ms_sum, ttft_ms_sum = excluded.ttft_ms_sum,
    ttft_count = excluded.ttft_count, latency_counts = excluded.latency_counts,
    ttft_counts = excluded.ttft_counts;
  get diagnostics v_rows = row_count;
  return jsonb_build_object('days', coalesce(cardinality(v_days), 0), 'rows', v_rows);
end $$;
comment on function public.roll_up_usage(integer) is
  'Makes usage_daily from usage_hourly for every day that changed since it last ran: {days, rows}.';
revoke all on function public.roll_up_usage(integer) from public, anon, authenticated;
grant execute on function public.roll_up_usage(integer) to service_role;

-- schemas/accounts/identity_hash.sql

create function private.identity_hash(p_auth_provider text, p_auth_subject text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(p_auth_provider || ':' || p_auth_subject, 'UTF8')), 'hex')
$$;
comment on function private.identity_hash(text, text) is 'Recognises an identity without storing it.';
revoke all on function private.identity_hash(text, text) from public, anon, authenticated;
grant execute on function private.identity_hash(text, text) to service_role;

-- schemas/accounts/make_account.sql

create function private.make_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_name text := left(coalesce(p_display_name, ''), 200);
  v_user uuid;
  v_organization uuid;
begin
  -- Each step either makes its row or waits for the call that is making it, so concurrent first requests
  -- end with the same ids.
  insert into public.users (auth_provider, auth_subject, email, display_name)
  values (p_auth_provider, p_auth_subject, p_email, v_name)
  on conflict on constraint users_identity do nothing
  returning id into v_user;
  if v_user is null then
    select id into strict v_user from public.users
    where auth_provider = p_auth_provider and auth_subject = p_auth_subject;
  end if;

  select id into v_organization from public.organizations where created_by = v_user and kind = 'personal';
  if v_organization is null then
    insert into public.organizations (name, kind, created_by)
    values (left(coalesce(nullif(v_name, ''), nullif(split_part(p_email, '@', 1), ''), 'Personal'), 100),
            'personal', v_user)
    on conflict (created_by) where kind = 'personal' do nothing
    returning id into v_organization;
    if v_organization is null then
      select id into strict v_organization from public.organizations
      where created_by = v_user and kind = 'personal';
    else
      insert into public.organization_members (organization_id, user_id, role)
      values (v_organization, v_user, 'owner');
      insert into public.plan_subscriptions (organization_id, plan) values (v_organization, 'free');
    end if;
  end if;
  return jsonb_build_object('user_id', v_user, 'organization_id', v_organization);
end $$;
comment on function private.make_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}.';
revoke all on function private.make_account(text, text, text, text) from public, anon, authenticated;
grant execute on function private.make_account(text, text, text, text) to service_role;

-- schemas/accounts/on_auth_user.sql

-- A sign-up at Supabase Auth becomes an account. A wallet has neither name nor address: its own, shortened, stands in.
-- Security definer: the auth server signs people up under a role of its own that sees none of our tables.
create function private.on_auth_user() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  v_wallet text := new.raw_user_meta_data -> 'custom_claims' ->> 'address';
begin
  if tg_op = 'INSERT' then
    perform public.provision_account('supabase', new.id::text, new.email,
      coalesce(new.raw_user_meta_data ->> 'display_name', new.raw_user_meta_data ->> 'full_name',
               new.raw_user_meta_data ->> 'name', left(v_wallet, 6) || '…' || right(v_wallet, 4)));
  else
    update public.users set email = new.email
    where auth_provider = 'supabase' and auth_subject = new.id::text and email is distinct from new.email;
  end if;
  return new;
end $$;
comment on function private.on_auth_user() is 'Trigger on auth.users: sign-up makes the account, a changed address follows.';
revoke all on function private.on_auth_user() from public, anon, authenticated;

create trigger provision_account after insert on auth.users
  for each row execute function private.on_auth_user();
create trigger follow_email after update of email on auth.users
  for each row execute function private.on_auth_user();

-- schemas/accounts/provision_account.sql

create function public.provision_account(
  p_auth_provider text, p_auth_subject text, p_email text default null, p_display_name text default null
) returns jsonb
language plpgsql set search_path = '' as $$
begin
  -- A token outlives the account it was for; a day outlives every token.
  if exists (select from public.users
             where erased_identity = private.identity_hash(p_auth_provider, p_auth_subject)
               and erased_at > now() - interval '1 day') then
    return null;
  end if;
  return private.make_account(p_auth_provider, p_auth_subject, p_email, p_display_name);
end $$;
comment on function public.provision_account(text, text, text, text) is
  'The account of an identity, made with its personal organisation, owner membership and free plan if it is new: {user_id, organization_id}; null for a day after its erasure.';
revoke all on function public.provision_account(text, text, text, text) from public, anon, authenticated;
grant execute on function public.provision_account(text, text, text, text) to service_role;

-- schemas/administration/find_anything.sql

create function public.find_anything(p_query text) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  c_most constant integer := 20;
  v_id uuid := case when p_query ~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
               then p_query::uuid end;
  -- Lists show eight characters of a key, so no more of it is compared: the whole secret would find it too.
  v_key text := case when length(p_query) >= 5 then left(p_query, 8) end;
  v_begin text := replace(replace(replace(lower(p_query), '\', '\\'), '%', '\%'), '_', '\_') || '%';
begin
  return jsonb_build_object(
    'users', (select coalesce(jsonb_agg(u.found), '[]') from (
      select jsonb_build_object('id', u.id, 'email', u.email, 'display_name', u.display_name,
                                'suspended', u.suspended_at is not null) as found
      from public.users u
      where u.id = v_id or u.auth_subject = p_query or lower(u.email) = lower(p_query)
      order by u.created_at limit c_most) u),
    'organizations', (select coalesce(jsonb_agg(o.found), '[]') from (
      select jsonb_build_object('id', o.id, 'name', o.name, 'kind', o.kind,
                                'suspended', o.suspended_at is not null) as found
      from public.organizations o
      where o.id = v_id or lower(o.name) like v_begin
         or o.id in (select m.organization_id from public.organization_members m
                     join public.users u on u.id = m.user_id
                     where u.id = v_id or lower(u.email) = lower(p_query))
      order by o.created_at limit c_most) o),
    'keys', (select coalesce(jsonb_agg(k.found), '[]') from (
      select jsonb_build_object('id', k.id, 'organization_id', k.organization_id, 'name', k.name, 'masked', k.masked,
                                'status', k.status) as found
      from public.api_keys k
      where k.masked <> '' and (k.id = v_id or k.organization_id = v_id
        or (v_key is not null and k.masked like replace(replace(replace(v_key, '\', '\\'), '%', '\%'), '_', '\_') || '%'))
      order by k.created_at desc limit c_most) k),
    'requests', (select coalesce(jsonb_agg(e.found), '[]') from (
      select jsonb_build_object('request_id', e.request_id, 'organization_id', e.organization_id, 'key_id', e.key_id,
                                'state', e.state, 'ending', e.ending) as found
      from public.usage_events e where e.request_id = p_query) e));
end $$;
comment on function public.find_anything(text) is
  'Users, organisations, keys and requests by id, e-mail address, begin of a name or of a key: {users, organizations, keys, requests}, at most 20 of each.';
revoke all on function public.find_anything(text) from public, anon, authenticated;
grant execute on function public.find_anything(text) to service_role;

-- schemas/administration/inspect_organization.sql

create function public.inspect_organization(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', o.id, 'name', o.name, 'kind', o.kind, 'suspended_at', o.suspended_at, 'created_at', o.created_at,
    'plan', private.current_plan(o.id),
    'balance_nanousd', coalesce((select b.balance_nanousd from public.credit_balances b
                                  where b.organization_id = o.id), 0),
    'models', (select array_agg(a.model order by a.model) from public.model_access_policies a
               where a.organization_id = o.id),
    'members', (select coalesce(jsonb_agg(jsonb_build_object(
        'user_id', u.id, 'email', u.email, 'display_name', u.display_name, 'role', m.role,
        'suspended', u.suspended_at is not null) order by m.created_at, u.id), '[]')
      from public.organization_members m join public.users u on u.id = m.user_id where m.organization_id = o.id),
    'keys', (select coalesce(jsonb_object_agg(k.status, k.n), '{}') from (
      select status, count(*) as n from public.api_keys
      where organization_id = o.id and masked <> '' group by status) k))
  from public.organizations o where o.id = p_organization_id
$$;
comment on function public.inspect_organization(uuid) is
  'An organisation as operators see it: itself, plan, balance, own models, members and keys by status; null where there is none.';
revoke all on function public.inspect_organization(uuid) from public, anon, authenticated;
grant execute on function public.inspect_organization(uuid) to service_role;

-- schemas/administration/set_platform_admin.sql

create function public.set_platform_admin(
  p_user_id uuid, p_is_admin boolean, p_actor text, p_reason text, p_request_id text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_was boolean;
begin
  perform 1 from public.users where id = p_user_id for update;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  v_was := exists (select from public.platform_admins where user_id = p_user_id);
  if v_was <> p_is_admin then
    if p_is_admin then
      insert into public.platform_admins (user_id, granted_by, reason) values (p_user_id, p_actor, p_reason);
    else
      delete from public.platform_admins where user_id = p_user_id;
    end if;
    perform private.audit(case when p_actor = 'system' then 'system' else 'admin' end, p_actor, null,
      case when p_is_admin then 'platform_admin.granted' else 'platform_admin.withdrawn' end, 'user', p_user_id::text,
      jsonb_build_object('platform_admin', v_was), jsonb_build_object('platform_admin', p_is_admin), p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.set_platform_admin(uuid, boolean, text, text, text) is
  'Makes a user an operator of the platform, or no longer one: {outcome: done | not_found}.';
revoke all on function public.set_platform_admin(uuid, boolean, text, text, text) from public, anon, authenticated;
grant execute on function public.set_platform_admin(uuid, boolean, text, text, text) to service_role;

-- schemas/administration/set_state.sql

create function public.set_state(
  p_kind text, p_id text, p_state text, p_actor text, p_reason text, p_request_id text, p_pool text default null
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_organization_id uuid;
begin
  case p_kind
    when 'user' then
      select case when suspended_at is null then 'active' else 'suspended' end into v_before
      from public.users where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.users set suspended_at = case when p_state = 'suspended' then now() end where id = p_id::uuid;
      end if;
    when 'organization' then
      select case when suspended_at is null then 'active' else 'suspended' end, id into v_before, v_organization_id
      from public.organizations where id = p_id::uuid for update;
      if v_before is not null and v_before <> p_state then
        update public.organizations set suspended_at = case when p_state = 'suspended' then now() end
        where id = p_id::uuid;
      end if;
    when 'api_key' then
      select status, organization_id into v_before, v_organization_id
      from public.api_keys where id = p_id::uuid and masked <> '' for update;
      if v_before = 'revoked' then
        return jsonb_build_object('outcome', 'revoked');
      end if;
      if v_before is not null and v_before <> p_state then
        update public.api_keys set status = p_state where id = p_id::uuid;
      end if;
    when 'model' then
      select state into v_before from public.router_pool_models where alias = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pool_models set state = p_state where alias = p_id;
      end if;
    when 'pool' then
      select state into v_before from public.router_pools where name = p_id for update;
      if v_before is not null and v_before <> p_state then
        update public.router_pools set state = p_state where name = p_id;
      end if;
    when 'target' then
      -- A router without a row is active within its pool.
      perform 1 from public.router_pools where name = p_pool for update;
      if found then
        select coalesce((select t.state from public.router_targets t where t.pool = p_pool and t.url = p_id), 'active')
        into v_before;
        if v_before <> p_state then
          insert into public.router_targets (pool, url, state) values (p_pool, p_id, p_state)
          on conflict (pool, url) do update set state = excluded.state;
        end if;
      end if;
    else
      raise exception 'there is no state of a %', p_kind using errcode = 'invalid_parameter_value';
  end case;
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_before <> p_state then
    perform private.audit('admin', p_actor, v_organization_id, p_kind || '.state_changed', p_kind,
      case when p_kind = 'target' then p_pool || ' ' || p_id else p_id end, jsonb_build_object('state', v_before),
      jsonb_build_object('state', p_state), p_request_id, p_reason);
  end if;
  return jsonb_build_object('outcome', 'done', 'before', v_before, 'after', p_state);
end $$;
comment on function public.set_state(text, text, text, text, text, text, text) is
  'Puts a user, organization, api_key, model, pool or target (its URL, with p_pool) into a state, with an audit entry where that changes it: {outcome: done, before, after} or {outcome: not_found | revoked}.';
revoke all on function public.set_state(text, text, text, text, text, text, text) from public, anon, authenticated;
grant execute on function public.set_state(text, text, text, text, text, text, text) to service_role;

-- schemas/api_keys/find_key.sql

create function public.find_key(p_secret_hash text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'key_id', k.id, 'organization_id', k.organization_id, 'plan', plan.id, 'models', k.models,
    'status', k.status, 'expires_at', k.expires_at, 'limits', private.key_limits(plan.id, k.requests_per_minute))
  from public.api_keys k
  cross join lateral (select private.current_plan(k.organization_id) as id) plan
  where k.secret_hash = p_secret_hash
$$;
comment on function public.find_key(text) is
  'The key with this hash: {key_id, organization_id, plan, models, status, expires_at, limits}, or null.';
revoke all on function public.find_key(text) from public, anon, authenticated;
grant execute on function public.find_key(text) to service_role;

-- schemas/api_keys/key_status.sql

-- Revocation is final. The dates follow the status, so writers set nothing but the status.
create function private.key_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and old.status = 'revoked' and new.status <> 'revoked' then
    raise exception 'a revoked key stays revoked' using errcode = 'restrict_violation';
  end if;
  new.revoked_at := case when new.status = 'revoked' then coalesce(new.revoked_at, now()) end;
  new.disabled_at := case when new.status = 'disabled' then coalesce(new.disabled_at, now()) end;
  new.updated_at := now();
  return new;
end $$;
comment on function private.key_status() is 'Trigger: dates follow the status of a key; revoked is final.';
revoke all on function private.key_status() from public, anon, authenticated;

create trigger key_status before insert or update on public.api_keys
  for each row execute function private.key_status();

-- schemas/api_keys/update_last_used.sql

-- A part of record_usage. Keys are locked in the order of their ids, so concurrent calls queue up behind each other.
create function private.update_last_used(p_changed public.usage_events[]) returns void
language plpgsql set search_path = '' as $$
begin
  with used as (
    select c.key_id, max(c.admitted_at) as at from unnest(p_changed) c group by c.key_id
  ), locked as (
    select k.id, used.at from public.api_keys k join used on used.key_id = k.id
    where k.last_used_at is null or k.last_used_at < used.at
    order by k.id
    for no key update of k
  )
  update public.api_keys k set last_used_at = locked.at from locked where k.id = locked.id;
end $$;
comment on function private.update_last_used(public.usage_events[]) is
  'Sets the last use of the keys of these events, where it is later than what is known.';
revoke all on function private.update_last_used(public.usage_events[]) from public, anon, authenticated;
grant execute on function private.update_last_used(public.usage_events[]) to service_role;

-- schemas/audit/audit.sql

-- Functions that act for a person write here what they did, in the same transaction.
create function private.audit(
  p_actor_type text, p_actor text, p_organization_id uuid, p_action text, p_target_type text, p_target_id text,
  p_before jsonb, p_after jsonb, p_request_id text, p_reason text default ''
) returns void
language sql set search_path = '' as $$
  insert into public.audit_log (actor_type, actor, organization_id, action, target_type, target_id, before, after,
                                request_id, reason)
  values (p_actor_type, p_actor, p_organization_id, p_action, p_target_type, p_target_id, p_before, p_after,
          p_request_id, coalesce(p_reason, ''))
$$;
comment on function private.audit(text, text, uuid, text, text, text, jsonb, jsonb, text, text) is
  'Writes one entry of the audit log.';
revoke all on function private.audit(text, text, uuid, text, text, text, jsonb, jsonb, text, text)
  from public, anon, authenticated;
grant execute on function private.audit(text, text, uuid, text, text, text, jsonb, jsonb, text, text) to service_role;

-- schemas/billing/billing_standing.sql

-- What the billing page shows beside the windows.
create function public.billing_standing(p_organization_id uuid) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'plan', private.current_plan(p_organization_id),
    'plan_since', (select s.started_at from public.plan_subscriptions s
                   where s.organization_id = p_organization_id and s.ended_at is null),
    'balance_nanousd', coalesce(b.balance_nanousd, 0),
    'held_nanousd', coalesce(b.held_nanousd, 0),
    'month_tokens', (select coalesce(sum(h.prompt_tokens + h.completion_tokens - h.uncounted_tokens), 0)::bigint
                     from public.usage_hourly h
                     where h.organization_id = p_organization_id and h.hour >= m.start),
    'month_cost_nanousd', (select coalesce(sum(h.cost_nanousd), 0)::bigint from public.usage_hourly h
                           where h.organization_id = p_organization_id and h.hour >= m.start),
    'month_start', m.start)
  from (select date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' as start) m
  left join public.credit_balances b on b.organization_id = p_organization_id
$$;
comment on function public.billing_standing(uuid) is
  'Plan, since when, balance, what is held of it, and counted tokens and cost of the calendar month (UTC): {plan, plan_since, balance_nanousd, held_nanousd, month_tokens, month_cost_nanousd, month_start}.';
revoke all on function public.billing_standing(uuid) from public, anon, authenticated;
grant execute on function public.billing_standing(uuid) to service_role;

-- schemas/billing/grant_credit.sql

-- A key share lock on the organisation is enough to write for it, and neither waits for recordings of its usage nor holds
-- them up.
create function public.grant_credit(
  p_organization_id uuid, p_amount_nanousd bigint, p_source_id text, p_actor text, p_reason text, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_entry public.billing_ledger;
begin
  perform 1 from public.organizations where id = p_organization_id for key share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, actor, occurred_at)
  values (p_organization_id, 'credit', p_amount_nanousd, p_source_id, p_reason, p_actor, now())
  on conflict on constraint billing_ledger_once do nothing
  returning * into v_entry;
  if v_entry.id is not null then
    perform private.audit('admin', p_actor, p_organization_id, 'credit.granted', 'organization',
      p_organization_id::text, null, jsonb_build_object('amount_nanousd', p_amount_nanousd), p_request_id, p_reason);
  else
    select * into v_entry from public.billing_ledger where kind = 'credit' and source_id = p_source_id;
    if v_entry.organization_id <> p_organization_id or v_entry.amount_nanousd <> p_amount_nanousd then
      return jsonb_build_object('outcome', 'used_otherwise');
    end if;
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_entry.id, 'created_at', v_entry.created_at,
    'balance_nanousd', (select b.balance_nanousd from public.credit_balances b
                        where b.organization_id = p_organization_id));
end $$;
comment on function public.grant_credit(uuid, bigint, text, text, text, text) is
  'A ledger entry that adds to a balance, once for each p_source_id: {outcome: done, id, created_at, balance_nanousd} or {outcome: not_found | used_otherwise}.';
revoke all on function public.grant_credit(uuid, bigint, text, text, text, text) from public, anon, authenticated;
grant execute on function public.grant_credit(uuid, bigint, text, text, text, text) to service_role;

-- schemas/billing/keep_balance.sql

-- Whoever writes to the ledger, the balance follows. Usage on an allowance costs nothing and touches no row.
create function private.keep_balance() returns trigger
language plpgsql set search_path = '' as $$
begin
  insert into public.credit_balances as b (organization_id, balance_nanousd)
  select a.organization_id, sum(a.amount_nanousd) from added a
  where a.amount_nanousd <> 0
  group by 1
  order by 1
  on conflict (organization_id) do update set balance_nanousd = b.balance_nanousd + excluded.balance_nanousd;
  return null;
end $$;
comment on function private.keep_balance() is 'Trigger: adds new entries of the ledger to the balances of their organisations.';
revoke all on function private.keep_balance() from public, anon, authenticated;

create trigger keep_balance after insert on public.billing_ledger referencing new table as added
  for each statement execute function private.keep_balance();

-- schemas/billing/move_holds.sql

-- Locks every row it will need in one statement, in the order of the key, including those that only the ledger's trigger
-- changes: so two recordings never wait for each other in a circle.
create function private.move_holds(p_organizations uuid[], p_amounts bigint[]) returns void
language sql set search_path = '' as $$
  insert into public.credit_balances as b (organization_id, held_nanousd)
  select m.organization_id, sum(m.amount)
  from unnest(p_organizations, p_amounts) as m (organization_id, amount)
  group by 1
  order by 1
  on conflict (organization_id) do update set held_nanousd = b.held_nanousd + excluded.held_nanousd
$$;
comment on function private.move_holds(uuid[], bigint[]) is 'Adds these amounts to what these organisations hold; 0 only locks the row.';
revoke all on function private.move_holds(uuid[], bigint[]) from public, anon, authenticated;
grant execute on function private.move_holds(uuid[], bigint[]) to service_role;

-- schemas/billing/price_of_ending.sql

-- What each outcome of a request costs. layers/shared/portal/usage/pricing.py has the same table, with its reasons; a test
-- holds the two equal.
create function private.price_of_ending(
  p_ending text, p_prompt_tokens bigint, p_completion_tokens bigint, p_input bigint, p_output bigint
) returns bigint
language sql immutable set search_path = '' as $$
  select case
    when p_ending = 'ok' or (p_ending = 'cancelled' and p_completion_tokens > 0)
    then p_prompt_tokens * p_input + p_completion_tokens * p_output
    else 0 end
$$;
comment on function private.price_of_ending(text, bigint, bigint, bigint, bigint) is
  'Nano-USD for one request: prompt and produced tokens when it ended ok, or its client went away after the model had begun; 0 when the client left before that, when it failed, ran into the deadline or was abandoned.';
revoke all on function private.price_of_ending(text, bigint, bigint, bigint, bigint) from public, anon, authenticated;
grant execute on function private.price_of_ending(text, bigint, bigint, bigint, bigint) to service_role;

-- schemas/billing/reconcile_credit.sql

-- One statement, so that it sees whole transactions only: recordings may go on beside it.
create function public.reconcile_credit(p_after uuid default null, p_limit integer default 100) returns jsonb
language sql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
  with page as (
    select o.id as organization_id from public.organizations o
    where p_after is null or o.id > p_after
    order by o.id limit p_limit
  ), compared as (
    select p.organization_id, coalesce(b.balance_nanousd, 0) as balance, coalesce(b.held_nanousd, 0) as held,
           (select coalesce(sum(l.amount_nanousd), 0)::bigint from public.billing_ledger l
            where l.organization_id = p.organization_id and l.amount_nanousd <> 0) as entries,
           (select coalesce(sum(e.hold_nanousd), 0)::bigint from public.usage_events e
            where e.organization_id = p.organization_id and e.state = 'admitted' and e.hold_nanousd > 0) as holds
    from page p left join public.credit_balances b using (organization_id)
  ), differences as (
    select c.organization_id, 'balance_differs' as difference, c.entries as expected, c.balance as found
    from compared c where c.entries <> c.balance
    union all
    select c.organization_id, 'hold_differs', c.holds, c.held from compared c where c.holds <> c.held
  )
  select jsonb_build_object(
    'organizations', count(*),
    'balance_nanousd', coalesce(sum(c.balance), 0), 'held_nanousd', coalesce(sum(c.held), 0),
    'next', case when count(*) = p_limit then (select max(p.organization_id::text) from page p) end,
    'differences', (select coalesce(jsonb_agg(to_jsonb(d)), '[]') from differences d))
  from compared c
$$;
comment on function public.reconcile_credit(uuid, integer) is
  'Compares the balances of p_limit organisations after p_after with the ledger, and their holds with requests under way: {organizations, balance_nanousd, held_nanousd, next, differences: [{difference: balance_differs | hold_differs, organization_id, expected, found}]}. Pass next back as p_after.';
revoke all on function public.reconcile_credit(uuid, integer) from public, anon, authenticated;
grant execute on function public.reconcile_credit(uuid, integer) to service_role;

-- schemas/billing/refund_retries.sql

-- Run after the fact, because the tries of one request settle in any order, or at the same moment in two recordings that
-- cannot see each other. Worked out anew from all that is known each time: a try that is recorded late can only raise
-- what is due, and the ledger takes the difference. Tokens are treated like money: of a retry only those count towards a
-- quota that it has beyond the longest try.
create function public.refund_retries(p_now timestamptz default now(), p_back interval default '1 hour')
returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_group record;
  v_try record;
  v_best integer;
  v_last_retry integer[];
  v_dearest bigint[];
  v_longest bigint[];
  v_money bigint;
  v_tokens bigint;
  v_refunds jsonb := '[]';
begin
  perform pg_advisory_xact_lock(hashtextextended('public.refund_retries', 0));
  for v_group in
    select distinct l.key_id, l.fingerprint from public.request_logs l
    where l.client_retry > 0 and l.fingerprint is not null
      and l.admitted_at > p_now - p_back and l.admitted_at <= p_now
  loop
    v_last_retry := '{}';
    v_dearest := '{}';
    v_longest := '{}';
    for v_try in
      select l.request_id, coalesce(l.client_retry, 0) as retry, -u.amount_nanousd as charged,
             -u.amount_nanousd - e.cost_nanousd as refunded, e.total_tokens as counted, e.uncounted_tokens as uncounted
      from public.request_logs l
      join public.billing_ledger u on u.kind = 'usage' and u.source_id = l.request_id
      join public.usage_events e on e.request_id = l.request_id
        and private.price_of_ending(e.ending, e.prompt_tokens, e.completion_tokens, 1, 1) > 0
      where l.key_id = v_group.key_id and l.fingerprint = v_group.fingerprint
        and l.admitted_at > p_now - p_back - interval '24 hours' and l.admitted_at <= p_now
      order by l.admitted_at, retry, l.request_id
    loop
      -- The newest chain of tries that lacks this one. Each takes a number once, so one purchase covers no more
      -- than one try of each number.
      select max(c.number) into v_best from unnest(v_last_retry) with ordinality as c (last_retry, number)
      where c.last_retry < v_try.retry;
      if v_best is null then
        v_last_retry := v_last_retry || v_try.retry;
        v_dearest := v_dearest || v_try.charged;
        v_longest := v_longest || v_try.counted;
        continue;
      end if;
      v_money := least(v_try.charged, v_dearest[v_best]);
      v_tokens := least(v_try.counted, v_longest[v_best]);
      v_last_retry[v_best] := v_try.retry;
      v_dearest[v_best] := greatest(v_try.charged, v_dearest[v_best]);
      v_longest[v_best] := greatest(v_try.counted, v_longest[v_best]);
      if v_money > v_try.refunded or v_tokens > v_try.uncounted then
        v_refunds := v_refunds || jsonb_build_object('request_id', v_try.request_id, 'in_all', v_money,
          'amount', greatest(v_money - v_try.refunded, 0), 'tokens', greatest(v_tokens - v_try.uncounted, 0));
      end if;
    end loop;
  end loop;

  -- Requests, hours, days, then money: in the order in which record_usage takes them.
  perform 1 from public.usage_events e
  where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))
  order by e.request_id for update;
  update public.usage_events e
  set cost_nanousd = e.cost_nanousd - r.amount, uncounted_tokens = e.uncounted_tokens + r.tokens
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint, tokens bigint)
  where e.request_id = r.request_id;
  insert into public.usage_hourly as h (organization_id, hour, model, key_id, cost_nanousd, uncounted_tokens)
  select e.organization_id, date_trunc('hour', e.admitted_at, 'UTC'), e.model, e.key_id, -sum(r.amount), sum(r.tokens)
  from jsonb_to_recordset(v_refunds) as r (request_id text, amount bigint, tokens bigint)
  join public.usage_events e using (request_id)
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (organization_id, hour, model, key_id) do update
    set cost_nanousd = h.cost_nanousd + excluded.cost_nanousd,
        uncounted_tokens = h.uncounted_tokens + excluded.uncounted_tokens;
  perform private.mark_usage_days(array(
    select e from public.usage_events e
    where e.request_id in (select r.request_id from jsonb_to_recordset(v_refunds) as r (request_id text))));
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, reason, occurred_at)
  select e.organization_id, 'refund', r.amount, r.request_id || '/' || r.in_all,
         'The same request, tried again.', p_now
  from jsonb_to_recordset(v_refunds) as r (request_id text, in_all bigint, amount bigint)
  join public.usage_events e using (request_id)
  where r.amount > 0
  order by r.request_id;

  return jsonb_build_object('refunded', jsonb_array_length(v_refunds));
end $$;
comment on function public.refund_retries(timestamptz, interval) is
  'Gives back what repetitions of a request (client_retry > 0, same key and fingerprint, within 24 hours) cost beyond its dearest try and counted beyond its longest, for repetitions of the last p_back: {refunded}. Safe to run twice and concurrently.';
revoke all on function public.refund_retries(timestamptz, interval) from public, anon, authenticated;
grant execute on function public.refund_retries(timestamptz, interval) to service_role;

-- schemas/billing/write_usage_entries.sql

-- A part of record_usage: the balance follows by the ledger's trigger.
create function private.write_usage_entries(p_changed public.usage_events[], p_batch bigint) returns void
language plpgsql set search_path = '' as $$
begin
  insert into public.billing_ledger (organization_id, kind, amount_nanousd, source_id, occurred_at)
  select c.organization_id, 'usage', -c.cost_nanousd, c.request_id, c.settled_at
  from unnest(p_changed) c
  where c.settled_batch = p_batch
  order by c.request_id
  on conflict on constraint billing_ledger_once do nothing;
end $$;
comment on function private.write_usage_entries(public.usage_events[], bigint) is
  'Writes the ledger entries of the requests whose end a call of record_usage brought, once for each.';
revoke all on function private.write_usage_entries(public.usage_events[], bigint) from public, anon, authenticated;
grant execute on function private.write_usage_entries(public.usage_events[], bigint) to service_role;

-- schemas/organizations/change_member_role.sql

create function public.change_member_role(
  p_organization_id uuid, p_actor uuid, p_user_id uuid, p_role text, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_by text;
  v_before text;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  v_by := private.role_in(p_organization_id, p_actor);
  v_before := private.role_in(p_organization_id, p_user_id);
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if v_by is null or v_by = 'member' or (v_by = 'admin' and 'owner' in (v_before, p_role)) then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_before = p_role then
    return jsonb_build_object('outcome', 'done');
  end if;
  if private.is_last_owner(p_organization_id, p_user_id) then
    return jsonb_build_object('outcome', 'last_owner');
  end if;
  update public.organization_members set role = p_role
  where organization_id = p_organization_id and user_id = p_user_id;
  if p_role = 'member' then
    perform private.withdraw_invitations_by(p_organization_id, p_user_id);
  end if;
  perform private.audit('user', p_actor::text, p_organization_id, 'member.role_changed', 'user', p_user_id::text,
    jsonb_build_object('role', v_before), jsonb_build_object('role', p_role), p_request_id);
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.change_member_role(uuid, uuid, uuid, text, text) is
  'Gives a member another role: {outcome: done | not_found | not_permitted | last_owner}. Only owners touch owners.';
revoke all on function public.change_member_role(uuid, uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.change_member_role(uuid, uuid, uuid, text, text) to service_role;

-- schemas/organizations/create_organization.sql

-- Each change of an organisation is one call that decides and writes under a lock on the organisation's row, so two calls
-- at once cannot leave it without an owner. A refusal is an answer, {"outcome": ...}, and changes nothing.
create function public.create_organization(
  p_id uuid, p_user_id uuid, p_name text, p_most integer, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_organization public.organizations;
begin
  perform 1 from public.users where id = p_user_id for update;  -- one at a time, so that the count holds
  select * into v_organization from public.organizations where id = p_id and created_by = p_user_id and kind = 'team';
  if v_organization.id is null then
    if (select count(*) from public.organizations where created_by = p_user_id and kind = 'team') >= p_most then
      return jsonb_build_object('outcome', 'too_many');
    end if;
    insert into public.organizations (id, name, kind, created_by) values (p_id, p_name, 'team', p_user_id)
    returning * into v_organization;
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization.id, p_user_id, 'owner');
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization.id, 'free');
    perform private.audit('user', p_user_id::text, v_organization.id, 'organization.created', 'organization',
      v_organization.id::text, null, jsonb_build_object('name', p_name), p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done', 'id', v_organization.id, 'created_at', v_organization.created_at);
end $$;
comment on function public.create_organization(uuid, uuid, text, integer, text) is
  'A team of this user on the free plan, made once for each p_id: {outcome: done, id, created_at} or {outcome: too_many}.';
revoke all on function public.create_organization(uuid, uuid, text, integer, text) from public, anon, authenticated;
grant execute on function public.create_organization(uuid, uuid, text, integer, text) to service_role;

-- schemas/organizations/follow_clerk_organization.sql

create function public.follow_clerk_organization(
  p_user_id uuid, p_clerk_organization_id text, p_name text, p_role text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_new constant uuid := gen_random_uuid();
  v_organization_id uuid;
  v_before text;
begin
  -- Waits for an erasure that is under way; then there is nobody left to follow.
  perform 1 from public.users where id = p_user_id and erased_at is null for share;
  if not found then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  -- Makes it or locks the one there is.
  insert into public.organizations as o (id, name, kind, clerk_organization_id)
  values (v_new, left(p_name, 100), 'team', p_clerk_organization_id)
  on conflict on constraint organizations_clerk_once do update set name = o.name
  returning o.id into v_organization_id;
  if v_organization_id = v_new then
    insert into public.plan_subscriptions (organization_id, plan) values (v_organization_id, 'free');
    perform private.audit('system', 'clerk', v_organization_id, 'organization.created', 'organization',
      v_organization_id::text, null, jsonb_build_object('clerk_organization_id', p_clerk_organization_id), null);
  end if;
  v_before := private.role_in(v_organization_id, p_user_id);
  if v_before is distinct from p_role then
    insert into public.organization_members (organization_id, user_id, role)
    values (v_organization_id, p_user_id, p_role)
    on conflict (organization_id, user_id) do update set role = excluded.role;
    perform private.audit('system', 'clerk', v_organization_id,
      case when v_before is null then 'member.joined' else 'member.role_changed' end, 'user', p_user_id::text,
      case when v_before is not null then jsonb_build_object('role', v_before) end,
      jsonb_build_object('role', p_role), null);
  end if;
  return jsonb_build_object('outcome', 'done', 'organization_id', v_organization_id);
end $$;
comment on function public.follow_clerk_organization(uuid, text, text, text) is
  'Writes down what a token of Clerk says: makes the organisation that mirrors Clerk''s, once and on the free plan, and the membership in it: {outcome: done, organization_id} or {outcome: not_found}.';
revoke all on function public.follow_clerk_organization(uuid, text, text, text) from public, anon, authenticated;
grant execute on function public.follow_clerk_organization(uuid, text, text, text) to service_role;

-- schemas/organizations/is_last_owner.sql

create function private.is_last_owner(p_organization_id uuid, p_user_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.organization_members m
                 where m.organization_id = p_organization_id and m.user_id = p_user_id and m.role = 'owner')
     and not exists (select from public.organization_members m
                     where m.organization_id = p_organization_id and m.user_id <> p_user_id and m.role = 'owner')
$$;
comment on function private.is_last_owner(uuid, uuid) is 'Whether the organisation would have no owner without this user.';
revoke all on function private.is_last_owner(uuid, uuid) from public, anon, authenticated;
grant execute on function private.is_last_owner(uuid, uuid) to service_role;

-- schemas/organizations/remove_member.sql

create function public.remove_member(p_organization_id uuid, p_actor uuid, p_user_id uuid, p_request_id text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_by text;
  v_before text;
begin
  perform 1 from public.organizations where id = p_organization_id for update;
  v_by := private.role_in(p_organization_id, p_actor);
  v_before := private.role_in(p_organization_id, p_user_id);
  if v_before is null then
    return jsonb_build_object('outcome', 'not_found');
  end if;
  if p_actor <> p_user_id and (v_by is null or v_by = 'member' or (v_by = 'admin' and v_before = 'owner')) then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if private.is_last_owner(p_organization_id, p_user_id) then
    return jsonb_build_object('outcome', 'last_owner');
  end if;
  delete from public.organization_members where organization_id = p_organization_id and user_id = p_user_id;
  perform private.withdraw_invitations_by(p_organization_id, p_user_id);
  perform private.audit('user', p_actor::text, p_organization_id,
    case when p_actor = p_user_id then 'member.left' else 'member.removed' end, 'user', p_user_id::text,
    jsonb_build_object('role', v_before), null, p_request_id);
  return jsonb_build_object('outcome', 'done', 'keys_in_force', (
    select count(*) from public.api_keys k
    where k.organization_id = p_organization_id and k.created_by = p_user_id and k.status = 'active' and k.masked <> ''
      and (k.expires_at is null or k.expires_at > now())));
end $$;
comment on function public.remove_member(uuid, uuid, uuid, text) is
  'Takes a member out, or lets them leave: {outcome: done, keys_in_force} or {outcome: not_found | not_permitted | last_owner}.';
revoke all on function public.remove_member(uuid, uuid, uuid, text) from public, anon, authenticated;
grant execute on function public.remove_member(uuid, uuid, uuid, text) to service_role;

-- schemas/organizations/rename_organization.sql

create function public.rename_organization(p_organization_id uuid, p_actor uuid, p_name text, p_request_id text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before text;
  v_kind text;
begin
  select name, kind into v_before, v_kind from public.organizations where id = p_organization_id for update;
  if coalesce(private.role_in(p_organization_id, p_actor), '') not in ('owner', 'admin') then
    return jsonb_build_object('outcome', 'not_permitted');
  end if;
  if v_before <> p_name then
    update public.organizations set name = p_name where id = p_organization_id;
    perform private.audit('user', p_actor::text, p_organization_id, 'organization.renamed', 'organization',
      p_organization_id::text,
      -- A personal one is named for a person, who could not be erased from the log.
      case v_kind when 'team' then jsonb_build_object('name', v_before) end,
      case v_kind when 'team' then jsonb_build_object('name', p_name) end, p_request_id);
  end if;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.rename_organization(uuid, uuid, text, text) is
  'Renames an organisation: {outcome: done | not_permitted}.';
revoke all on function public.rename_organization(uuid, uuid, text, text) from public, anon, authenticated;
grant execute on function public.rename_organization(uuid, uuid, text, text) to service_role;

-- schemas/organizations/role_in.sql

create function private.role_in(p_organization_id uuid, p_user_id uuid) returns text
language sql stable set search_path = '' as $$
  select m.role from public.organization_members m
  where m.organization_id = p_organization_id and m.user_id = p_user_id
$$;
comment on function private.role_in(uuid, uuid) is 'The user''s role in the organisation, or null.';
revoke all on function private.role_in(uuid, uuid) from public, anon, authenticated;
grant execute on function private.role_in(uuid, uuid) to service_role;

-- schemas/policy/policy_snapshot.sql

-- Everything besides the API key that admission depends on, as one document.
create function public.policy_snapshot() returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'models', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'alias', m.alias, 'pool', m.pool, 'state', m.state, 'display_name', m.display_name,
        'description', m.description, 'context_tokens', m.context_tokens, 'created_at', m.created_at)
        order by m.position, m.alias), '[]')
      from public.router_pool_models m),
    'pools', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'name', p.name, 'state', p.state, 'targets', (
          select coalesce(jsonb_agg(jsonb_build_object('url', t.url, 'state', t.state) order by t.url), '[]')
          from public.router_targets t where t.pool = p.name)) order by p.name), '[]')
      from public.router_pools p),
    'plans', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', p.id, 'models', p.models, 'concurrent_streams', p.concurrent_streams,
        'monthly_tokens', p.monthly_tokens) order by p.position, p.id), '[]')
      from public.plans p),
    'organization_models', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', o.organization_id, 'models', o.models)
        order by o.organization_id), '[]')
      from (select a.organization_id, array_agg(a.model order by a.model) as models
            from public.model_access_policies a group by a.organization_id) o),
    -- Key services learn of another plan late. A first plan is no change.
    'changed_plans', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', s.organization_id, 'plan', s.plan)
        order by s.organization_id), '[]')
      from public.plan_subscriptions s
      where s.ended_at is null and s.organization_id in (
        select e.organization_id from public.plan_subscriptions e where e.ended_at > private.key_service_lags_since())),
    -- A suspended person's own organisation is suspended with them; a team they belong to is not.
    'suspended_organizations', (
      select coalesce(jsonb_agg(s.id order by s.id), '[]')
      from (select o.id from public.organizations o where o.suspended_at is not null
            union
            select o.id from public.users u join public.organizations o on o.created_by = u.id
            where u.suspended_at is not null and o.kind = 'personal') s),
    'over_quota_organizations', (
      select coalesce(jsonb_agg(q.organization_id order by q.organization_id), '[]')
      from (select s.organization_id
            from public.plans p
            join public.plan_subscriptions s on s.plan = p.id and s.ended_at is null
            join public.usage_hourly h on h.organization_id = s.organization_id
              and h.hour >= date_trunc('month', now() at time zone 'UTC') at time zone 'UTC'
            where p.monthly_tokens is not null
            group by s.organization_id, p.monthly_tokens
            having sum(h.prompt_tokens + h.completion_tokens - h.uncounted_tokens) >= p.monthly_tokens) q),
    -- Nothing left but what is held. An organisation without a row has never had credit.
    'out_of_credit_organizations', (
      select coalesce(jsonb_agg(jsonb_build_object('organization_id', s.organization_id,
        'balance_nanousd', coalesce(b.balance_nanousd, 0), 'held_nanousd', coalesce(b.held_nanousd, 0))
        order by s.organization_id), '[]')
      from public.plans p
      join public.plan_subscriptions s on s.plan = p.id and s.ended_at is null
      left join public.credit_balances b on b.organization_id = s.organization_id
      where p.charging = 'prepaid' and coalesce(b.balance_nanousd - b.held_nanousd, 0) <= 0),
    -- Streams in flight as far as they have been recorded; one whose end nobody tells counts until its deadline.
    'crowded_organizations', (
      select coalesce(jsonb_agg(c.organization_id order by c.organization_id), '[]')
      from (select u.organization_id, count(*) as streams
            from public.usage_events u
            where u.state = 'admitted' and u.stream and u.deadline_at > now()
            group by u.organization_id) c
      join public.plans p on p.id = private.current_plan(c.organization_id)
      where c.streams >= p.concurrent_streams),
    -- Expired ones are among them, because an expiry that was moved forward (a rotation) is a change that the key
    -- service learns late too.
    'revoked_keys', (
      select coalesce(jsonb_agg(k.id order by k.id), '[]')
      from (select r.id from public.api_keys r where r.revoked_at > private.key_service_lags_since()
            union
            select d.id from public.api_keys d
            where d.status = 'disabled' and d.disabled_at > private.key_service_lags_since()
            union
            select e.id from public.api_keys e
            where e.expires_at > private.key_service_lags_since() and e.expires_at <= now()) k))
$$;
comment on function public.policy_snapshot() is
  'Models, pools and targets with their states, entitlements, plans'' limits beside the windows, organisations that are suspended, over quota, out of credit or crowded, and what the key service may not go by yet: changed plans, and keys revoked, disabled or expired.';
revoke all on function public.policy_snapshot() from public, anon, authenticated;
grant execute on function public.policy_snapshot() to service_role;

-- schemas/request_logs/forget_request_logs.sql

create function public.forget_request_logs(p_days integer, p_limit integer default 5000) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_logs bigint;
begin
  delete from public.request_logs where request_id in
    (select request_id from public.request_logs where admitted_at < v_before limit p_limit);
  get diagnostics v_logs = row_count;
  -- Addresses of people who were invited once are personal data too.
  delete from public.organization_invitations where id in
    (select id from public.organization_invitations where expires_at < v_before limit p_limit);
  return jsonb_build_object('forgotten', v_logs);
end $$;
comment on function public.forget_request_logs(integer, integer) is
  'Deletes request logs older than so many days, at most p_limit at a time, and invitations that expired as long ago: {forgotten}.';
revoke all on function public.forget_request_logs(integer, integer) from public, anon, authenticated;
grant execute on function public.forget_request_logs(integer, integer) to service_role;

-- schemas/request_logs/request_logs_page.sql

create function public.request_logs_page(
  p_organization_id uuid default null, p_key_id uuid default null, p_request_id text default null,
  p_before timestamptz default null, p_before_id text default null, p_limit integer default 50
) returns jsonb
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan as $$
declare
  v_size integer := least(greatest(coalesce(p_limit, 50), 1), 1000);
  v_page jsonb;
begin
  with found as (
    select r.*, row_number() over (order by r.admitted_at desc, r.request_id desc) as n
    from public.request_logs r
    where (p_organization_id is null or r.organization_id = p_organization_id)
      and (p_key_id is null or r.key_id = p_key_id)
      and (p_request_id is null or r.request_id = p_request_id)
      and (p_before is null or (r.admitted_at, r.request_id) < (p_before, coalesce(p_before_id, '')))
    order by r.admitted_at desc, r.request_id desc
    limit v_size + 1
  )
  select jsonb_build_object(
    'logs', coalesce(jsonb_agg(to_jsonb(f) - 'n' order by f.n) filter (where f.n <= v_size), '[]'),
    'next', case when count(*) > v_size then
      (select jsonb_build_object('before', l.admitted_at, 'before_id', l.request_id)
       from found l where l.n = v_size) end)
  into v_page from found f;
  return v_page;
end $$;
comment on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) is
  'Request logs of an organisation, a key or one request, newest first: {logs: […], next: {before, before_id} or null}.';
revoke all on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) from public, anon, authenticated;
grant execute on function public.request_logs_page(uuid, uuid, text, timestamptz, text, integer) to service_role;
