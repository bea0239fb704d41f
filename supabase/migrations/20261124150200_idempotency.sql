-- Requests under an Idempotency-Key: what ran under one, and its answer for a day.

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
