-- Actions on organisations, users, keys, plans and pools.

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
  request_id text collate "C"
);
comment on table public.audit_log is 'Every admin and key action. Append-only. No secrets, no prompts.';
comment on column public.audit_log.id is 'Number of the entry, in order of writing.';
comment on column public.audit_log.occurred_at is 'When the action happened.';
comment on column public.audit_log.actor_type is
  'user: a member in their own organisation; admin: an operator; system: a job.';
comment on column public.audit_log.actor is 'User id, or name of the job.';
comment on column public.audit_log.organization_id is 'The organisation affected. Null: the platform.';
comment on column public.audit_log.action is 'The action as subject.verb, such as api_key.revoked.';
comment on column public.audit_log.target_type is 'Type of the object acted on: api_key, organization, pool and so on.';
comment on column public.audit_log.target_id is 'Id of the object acted on.';
comment on column public.audit_log.reason is 'Reason given by the person who acted; may be empty.';
comment on column public.audit_log.before is 'The changed fields before the action.';
comment on column public.audit_log.after is 'The changed fields after the action.';
comment on column public.audit_log.request_id is 'Id of the portal API request that caused it.';

create index audit_log_organization on public.audit_log (organization_id, id desc);
create index audit_log_target on public.audit_log (target_type, target_id, id desc);
create index audit_log_actor on public.audit_log (actor, id desc);

create trigger append_only before update or delete on public.audit_log
  for each row execute function private.reject_change();
create trigger append_only_truncate before truncate on public.audit_log
  for each statement execute function private.reject_change();

alter table public.audit_log enable row level security;
revoke all on table public.audit_log from anon, authenticated, service_role;
revoke all on sequence public.audit_log_id_seq from anon, authenticated, service_role;
grant select, insert on table public.audit_log to service_role;
grant select (id, occurred_at, actor_type, actor, organization_id, action, target_type, target_id, reason, before,
              after, request_id) on table public.audit_log to portal_control_plane;
create policy control_plane_reads on public.audit_log for select to portal_control_plane using (true);
