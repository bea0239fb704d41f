-- Revocation is final, and so is the end of a rotated key. The trigger sets the dates, so writers set only the status.
create function private.key_status() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if old.status = 'revoked' and new.status <> 'revoked' then
      raise exception 'a revoked key stays revoked' using errcode = 'restrict_violation';
    end if;
    -- Only an undone rotation (discard_key) clears rotated_at, and gives back the expiry.
    if old.rotated_at is not null and new.rotated_at is not null
       and (new.expires_at is null or new.expires_at > old.expires_at) then
      raise exception 'the expiry of a rotated key is never moved to a later time' using errcode = 'restrict_violation';
    end if;
    if new.expires_at is distinct from old.expires_at then
      -- Equal to rotated_at while a rotation was the last to change it.
      new.expiry_changed_at := coalesce(
        case when new.rotated_at is distinct from old.rotated_at then new.rotated_at end, clock_timestamp());
    end if;
  end if;
  new.revoked_at := case when new.status = 'revoked' then coalesce(new.revoked_at, now()) end;
  new.disabled_at := case when new.status = 'disabled' then coalesce(new.disabled_at, now()) end;
  new.updated_at := now();
  return new;
end $$;
comment on function private.key_status() is
  'Trigger: sets the dates of a key''s status and expiry, and rejects leaving the status revoked and a later expiry of a rotated key.';
revoke all on function private.key_status() from public, anon, authenticated;

create trigger key_status before insert or update on public.api_keys
  for each row execute function private.key_status();
