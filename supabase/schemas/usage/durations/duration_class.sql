-- Durations are counted by class, and each class is 25 % longer than the one before. Counts can be added up over any
-- rows; percentiles cannot.
create function private.duration_class(p_ms double precision) returns integer
language sql immutable parallel safe set search_path = '' as $$
  select least(greatest(ceil(ln(greatest(p_ms, 1)) / ln(1.25)), 0), 63)::integer + 1
$$;
comment on function private.duration_class(double precision) is
  'Class of a duration in milliseconds, 1 to 64: class n ends at 1.25^(n-1) ms, the last starts at 21 minutes.';
revoke all on function private.duration_class(double precision) from public, anon, authenticated;
grant execute on function private.duration_class(double precision) to service_role;
