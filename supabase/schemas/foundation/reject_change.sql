create function private.reject_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'rows of %.% are never changed or removed: write a new row that corrects the old one',
    tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;
comment on function private.reject_change() is 'Trigger: makes a table append-only for every role.';
revoke all on function private.reject_change() from public, anon, authenticated;
