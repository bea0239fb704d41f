create function public.count_sign_up(p_user_id uuid, p_network text, p_max_count integer) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  perform 1 from public.users where id = p_user_id and sign_up_counted_at is null for no key update;
  if not found then
    return jsonb_build_object('outcome', 'done');
  end if;
  -- One statement decides and counts, so concurrent sign-ups cannot exceed the number.
  insert into private.sign_ups as s (network, accounts) values (left(p_network, 64), 1)
  on conflict (network) do update
    set started_at = case when s.started_at <= now() - interval '1 day' then now() else s.started_at end,
        accounts = case when s.started_at <= now() - interval '1 day' then 1 else s.accounts + 1 end
    where s.started_at <= now() - interval '1 day' or s.accounts < p_max_count;
  if not found then
    return jsonb_build_object('outcome', 'too_many', 'retry_after', (
      select ceil(extract(epoch from s.started_at + interval '1 day' - now()))::integer
      from private.sign_ups s where s.network = left(p_network, 64)));
  end if;
  update public.users set sign_up_counted_at = now() where id = p_user_id;
  return jsonb_build_object('outcome', 'done');
end $$;
comment on function public.count_sign_up(uuid, text, integer) is
  'Counts an account against its network, once: {outcome: done}, or {outcome: too_many, retry_after} in seconds, which counts nothing.';
revoke all on function public.count_sign_up(uuid, text, integer) from public, anon, authenticated;
grant execute on function public.count_sign_up(uuid, text, integer) to service_role, portal_control_plane;
