create aggregate private.sum_counts(integer[]) (sfunc = private.add_counts, stype = integer[], initcond = '{}');
comment on aggregate private.sum_counts(integer[]) is 'Sums rows of counts, class by class.';
revoke all on function private.sum_counts(integer[]) from public, anon, authenticated;
grant execute on function private.sum_counts(integer[]) to service_role;
