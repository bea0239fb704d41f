-- Called by policies. The token's subject is compared as text, because Clerk's subjects are not uuids, which auth.uid()
-- requires. In an organisation that Clerk manages, a membership counts only while the token names the organisation with
-- the same role.
-- Security definer: it reads memberships, which the policy on memberships depends on.
--
-- The policies of the tables call this function, and it reads those tables. It is created before them, without a check
-- of its body.
set check_function_bodies = off;
create function private.member_orgs(p_roles text[] default null) returns setof uuid
language sql stable security definer set search_path = '' as $$
  with token as (
    select auth.jwt() ->> 'sub' as subject, private.token_provider() as provider, c.organization_id,
           case when c.role in ('admin', 'org:admin') then 'owner' else 'member' end as role
    from (select case when auth.jwt() ->> 'v' = '2' then auth.jwt() -> 'o' ->> 'id'
                 else auth.jwt() ->> 'org_id' end as organization_id,
                 case when auth.jwt() ->> 'v' = '2' then auth.jwt() -> 'o' ->> 'rol'
                 else auth.jwt() ->> 'org_role' end as role) c
  )
  select m.organization_id
  from token t
  join public.users u on u.auth_subject = t.subject and u.auth_provider = t.provider
  join public.organization_members m on m.user_id = u.id
  join public.organizations o on o.id = m.organization_id
  where u.suspended_at is null
    and (p_roles is null or m.role = any (p_roles))
    and (o.clerk_organization_id is null or (o.clerk_organization_id = t.organization_id and m.role = t.role))
$$;
comment on function private.member_orgs(text[]) is
  'Organisations of the caller''s token, optionally only those where they hold one of these roles. One that Clerk manages counts only while the token names it with the same role. Empty for suspended users.';
revoke all on function private.member_orgs(text[]) from public, anon, authenticated;
grant execute on function private.member_orgs(text[]) to authenticated, service_role;
reset check_function_bodies;
