-- Organisations made by people: members, roles, invitations. Each change is one call that decides and writes
-- under a lock on the organisation's row, so two calls at once cannot leave it without an owner.
-- The functions answer {"outcome": ...} instead of raising: a refusal is an answer, and changes nothing.

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

create function private.role_in(p_organization_id uuid, p_user_id uuid) returns text
language sql stable set search_path = '' as $$
  select m.role from public.organization_members m
  where m.organization_id = p_organization_id and m.user_id = p_user_id
$$;
comment on function private.role_in(uuid, uuid) is 'The user''s role in the organisation, or null.';
revoke all on function private.role_in(uuid, uuid) from public, anon, authenticated;
grant execute on function private.role_in(uuid, uuid) to service_role;

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

-- organization_invitations -------------------------------------------------------------------------------

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

alter table public.organization_invitations enable row level security;
revoke all on table public.organization_invitations from anon, authenticated, service_role;
grant select, insert, update, delete on table public.organization_invitations to service_role;

-- functions ----------------------------------------------------------------------------------------------

create function public.create_organization(p_user_id uuid, p_name text, p_most integer, p_request_id text) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_organization public.organizations;
begin
  perform 1 from public.users where id = p_user_id for update;  -- one at a time, so that the count holds
  if (select count(*) from public.organizations where created_by = p_user_id and kind = 'team') >= p_most then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  insert into public.organizations (name, kind, created_by) values (p_name, 'team', p_user_id)
  returning * into v_organization;
  insert into public.organization_members (organization_id, user_id, role)
  values (v_organization.id, p_user_id, 'owner');
  insert into public.plan_subscriptions (organization_id, plan) values (v_organization.id, 'free');
  perform private.audit('user', p_user_id::text, v_organization.id, 'organization.created', 'organization',
    v_organization.id::text, null, jsonb_build_object('name', p_name), p_request_id);
  return jsonb_build_object('outcome', 'done', 'id', v_organization.id, 'created_at', v_organization.created_at);
end $$;
comment on function public.create_organization(uuid, text, integer, text) is
  'A new team of this user on the free plan: {outcome: done, id, created_at} or {outcome: too_many}.';
revoke all on function public.create_organization(uuid, text, integer, text) from public, anon, authenticated;
grant execute on function public.create_organization(uuid, text, integer, text) to service_role;

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

create function private.withdraw_invitations_by(p_organization_id uuid, p_user_id uuid) returns void
language sql set search_path = '' as $$
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and invited_by = p_user_id and state = 'open'
$$;
comment on function private.withdraw_invitations_by(uuid, uuid) is
  'Ends open invitations of somebody who may no longer invite.';
revoke all on function private.withdraw_invitations_by(uuid, uuid) from public, anon, authenticated;
grant execute on function private.withdraw_invitations_by(uuid, uuid) to service_role;

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

create function public.invite_member(
  p_organization_id uuid, p_actor uuid, p_email text, p_role text, p_token_hash text, p_expires_at timestamptz,
  p_most integer, p_request_id text
) returns jsonb
language plpgsql set search_path = '' as $$
declare
  v_organization public.organizations;
  v_by text;
  v_invitation public.organization_invitations;
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
  -- Inviting again replaces: the token before stops working.
  update public.organization_invitations set state = 'withdrawn', answered_at = now()
  where organization_id = p_organization_id and email = p_email and state = 'open';
  if (select count(*) from public.organization_members where organization_id = p_organization_id)
     + (select count(*) from public.organization_invitations
        where organization_id = p_organization_id and state = 'open' and expires_at > now()) >= p_most then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  insert into public.organization_invitations (organization_id, email, role, token_hash, invited_by, expires_at)
  values (p_organization_id, p_email, p_role, p_token_hash, p_actor, p_expires_at)
  returning * into v_invitation;
  -- Not the address: it could not be erased from the log.
  perform private.audit('user', p_actor::text, p_organization_id, 'invitation.created', 'invitation',
    v_invitation.id::text, null, jsonb_build_object('role', p_role), p_request_id);
  return jsonb_build_object('outcome', 'done', 'id', v_invitation.id, 'created_at', v_invitation.created_at);
end $$;
comment on function public.invite_member(uuid, uuid, text, text, text, timestamptz, integer, text) is
  'Invites an address into a team: {outcome: done, id, created_at} or {outcome: not_permitted | personal | suspended | already_member | too_many}.';
revoke all on function public.invite_member(uuid, uuid, text, text, text, timestamptz, integer, text)
  from public, anon, authenticated;
grant execute on function public.invite_member(uuid, uuid, text, text, text, timestamptz, integer, text) to service_role;

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
