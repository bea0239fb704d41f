create function private.set_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.set_updated_at() is 'Trigger: sets updated_at.';
revoke all on function private.set_updated_at() from public, anon, authenticated;
