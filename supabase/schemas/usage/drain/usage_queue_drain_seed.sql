-- The only row. Of a new queue nothing is known.

insert into private.usage_queue_drain default values;
