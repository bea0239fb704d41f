// Loaded into every command of @supabase/lite (`node --import`).
//
// Its PGlite connection grants every table and sequence to anon, authenticated and service_role before the first request
// that carries a role, over the grants of the migrations: a member could read columns such as api_keys.secret_hash.
// Hosted Supabase does not. The roles themselves hold (each request runs with SET LOCAL ROLE), so it is enough not to grant.

import { PgliteConnection } from "@supabase/lite/pglite";

if (typeof PgliteConnection.prototype.ensureRlsContext !== "function") {
  throw new Error("@supabase/lite no longer has ensureRlsContext: find out whether it keeps the grants of the migrations.");
}
PgliteConnection.prototype.ensureRlsContext = async () => true;
