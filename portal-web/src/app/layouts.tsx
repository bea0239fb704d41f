import { Navigate, Outlet, useLocation } from "react-router";
import { SessionExpiredDialog } from "@/features/auth/session-expired-dialog";
import { PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/state/store";
import { Shell } from "./shell/shell";

/** Pages that require sign-in. */
export function AccountLayout() {
  const { session } = usePortal();
  const state = useStore(session);
  const { pathname, search, hash } = useLocation();
  if (state.status === "signed-out") {
    return <Navigate to={withNext(PATHS.signIn, pathname + search + hash)} replace />;
  }
  return (
    <>
      {/* Keyed by user: another user who signs in must not see what the previous one typed. */}
      <Shell>{"identity" in state && <Outlet key={state.identity.id} />}</Shell>
      <SessionExpiredDialog />
    </>
  );
}

/** Pages that do not require sign-in. */
export function PublicLayout() {
  return (
    <>
      <Shell>
        <Outlet />
      </Shell>
      <SessionExpiredDialog />
    </>
  );
}
