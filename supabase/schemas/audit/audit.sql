-- Functions that act for a person call this in the same transaction.
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
