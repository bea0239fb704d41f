-- The only row. Nothing written before the database existed can be missing at the key service.

insert into private.key_comparison default values;
