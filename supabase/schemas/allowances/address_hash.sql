-- One mailbox has many spellings: capitals, a tag after +, and at Gmail dots and a second domain.
create function private.address_hash(p_email text) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(
    case when domain in ('gmail.com', 'googlemail.com') then replace(mailbox, '.', '') || '@gmail.com'
         else mailbox || '@' || domain end, 'UTF8')), 'hex')
  from (select split_part(regexp_replace(address, '@[^@]*$', ''), '+', 1) as mailbox,
               substring(address from '[^@]*$') as domain
        from (select lower(btrim(p_email)) as address) a) parts
$$;
comment on function private.address_hash(text) is
  'Hash of a mailbox: the same for all spellings of one e-mail address.';
revoke all on function private.address_hash(text) from public, anon, authenticated;
grant execute on function private.address_hash(text) to service_role;
