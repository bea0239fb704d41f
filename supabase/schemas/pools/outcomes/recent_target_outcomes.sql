create function public.recent_target_outcomes(p_since timestamptz) returns jsonb
language sql stable security definer set search_path = '' as $$
  select coalesce(jsonb_agg(to_jsonb(r) order by r.bucket, r.target), '[]')
  from (select * from private.target_outcomes o
        where o.bucket >= greatest(date_bin('5 seconds', p_since, '2000-01-01 00:00+00'), now() - interval '1 hour')
        order by o.bucket desc, o.target limit 5000) r
$$;
comment on function public.recent_target_outcomes(timestamptz) is
  'How attempts at targets ended whose requests ended at p_since or later: [{target, bucket, ok, unreachable, rejected, busy, timed_out, interrupted, cancelled, no_text, ttft_ms: [up to 50]}] by 5 seconds and target, of the last hour, the newest 5,000. The 5 seconds of p_since are whole, and the newest may still grow.';
revoke all on function public.recent_target_outcomes(timestamptz) from public, anon, authenticated;
grant execute on function public.recent_target_outcomes(timestamptz) to service_role, portal_pool_monitor;
