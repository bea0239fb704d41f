-- An age and not a time: it comes from the clocks of the queue and of the ingest, and is subtracted from the database's.
create function public.observe_usage_batch(
  p_recorded bigint, p_oldest_seconds double precision, p_now timestamptz default now()
) returns void
language sql security definer set search_path = '' as $$
  insert into private.usage_queue_minutes as m (minute, recorded, oldest_sent_at)
  values (date_trunc('minute', p_now), p_recorded, p_now - make_interval(secs => greatest(p_oldest_seconds, 0)))
  on conflict (minute) do update set
    recorded = m.recorded + excluded.recorded, oldest_sent_at = least(m.oldest_sent_at, excluded.oldest_sent_at)
$$;
comment on function public.observe_usage_batch(bigint, double precision, timestamptz) is
  'Notes a batch that the ingest received: how many of its messages it is done with, and the age of the oldest, also of one that must be delivered again.';
revoke all on function public.observe_usage_batch(bigint, double precision, timestamptz) from public, anon, authenticated;
grant execute on function public.observe_usage_batch(bigint, double precision, timestamptz)
  to service_role, portal_usage_ingest;
