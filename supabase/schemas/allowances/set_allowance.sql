-- Whoever inserts an organisation cannot forget or choose its allowance.
create function private.set_allowance() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.allowance_id is null then
    -- Locked, because verifying an address may replace the allowance of a new account.
    select u.allowance_id into new.allowance_id from public.users u where u.id = new.created_by for share;
    new.allowance_id := coalesce(new.allowance_id, gen_random_uuid());
  end if;
  return new;
end $$;
comment on function private.set_allowance() is
  'Trigger: a new organisation has the allowance of the person who creates it.';
revoke all on function private.set_allowance() from public, anon, authenticated;

create trigger set_allowance before insert on public.organizations
  for each row execute function private.set_allowance();
