-- Creates of the portal's API under an Idempotency-Key: what was made under one, for a day.

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
