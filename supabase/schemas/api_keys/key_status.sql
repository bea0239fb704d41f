-- Revocation is final. The trigger sets the dates, so writers set only the status.
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
comment on function private.key_status() is
  'Trigger: sets disabled_at and revoked_at by the status of a key, and rejects leaving the status revoked.';
revoke all on function private.key_status() from public, anon, authenticated;

create trigger key_status before insert or update on public.api_keys
  for each row execute function private.key_status();
