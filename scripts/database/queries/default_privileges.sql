select format('%s in %s on %s', d.defaclrole::regrole,
              coalesce(nullif(d.defaclnamespace, 0)::regnamespace::text, 'every schema'), d.defaclobjtype),
  jsonb_build_object('grants', pg_temp.grants(d.defaclacl, 'r', d.defaclrole))
from pg_default_acl d
