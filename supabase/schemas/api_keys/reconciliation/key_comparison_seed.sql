-- The one row: nothing that was written before the database was made has to be told to the key service.

insert into private.key_comparison default values;
