create function private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.touch() is 'Trigger: sets updated_at.';
revoke all on function private.touch() from public, anon, authenticated;
