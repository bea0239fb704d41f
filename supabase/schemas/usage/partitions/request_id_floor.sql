-- Bounds for the partitions of usage_events and for reading them by time: request ids start with their time.
create function private.request_id_floor(p_at timestamptz) returns text
language sql immutable set search_path = '' as $$
  select 'req_' || string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', ((m.ms >> (5 * place)) & 31)::integer + 1, 1), '' order by place desc)
  from (select floor(extract(epoch from p_at) * 1000)::bigint as ms) m, generate_series(0, 9) as place
$$;
comment on function private.request_id_floor(timestamptz) is 'Lower bound of the request ids of this time and later.';
revoke all on function private.request_id_floor(timestamptz) from public, anon, authenticated;
grant execute on function private.request_id_floor(timestamptz) to service_role;
