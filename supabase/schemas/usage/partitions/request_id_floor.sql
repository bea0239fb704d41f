-- The bounds of usage_events' partitions: request ids begin with their time.
create function private.request_id_floor(p_at timestamptz) returns text
language sql immutable set search_path = '' as $$
  select 'req_' || string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((m.ms >> (5 * place)) & 31)::integer + 1, 1), '' order by place desc)
  from (select (extract(epoch from p_at) * 1000)::bigint as ms) m, generate_series(0, 9) as place
$$;
comment on function private.request_id_floor(timestamptz) is 'What every request id of that moment and later is not before.';
revoke all on function private.request_id_floor(timestamptz) from public, anon, authenticated;
