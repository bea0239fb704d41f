create function private.serving_state(p_up real, p_degraded real, p_down real) returns text
language sql immutable parallel safe set search_path = '' as $$
  select case when coalesce(p_up + p_degraded + p_down, 0) <= 0 then null
              when p_down * 2 > p_up + p_degraded + p_down then 'unavailable'
              when p_down > 0 or p_degraded * 10 > p_up + p_degraded + p_down then 'degraded'
              else 'operational' end
$$;
comment on function private.serving_state(real, real, real) is
  'State of a stretch of time by its seconds up, degraded and down: unavailable if it was down for more than half of it, degraded if it was down at all or degraded for more than a tenth, else operational. Null: nobody looked.';
revoke all on function private.serving_state(real, real, real) from public, anon, authenticated;
grant execute on function private.serving_state(real, real, real) to service_role;
