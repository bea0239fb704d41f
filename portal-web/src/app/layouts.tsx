import { Navigate, Outlet, useLocation } from "react-router";
import { SignInAgain } from "@/features/auth/sign-in-again";
import { PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import { Shell } from "./shell/shell";

/** Pages of somebody's account. */
export function AccountLayout() {
  const { session } = usePortal();
  const now = useStore(session);
  const { pathname, search, hash } = useLocation();
  if (now.status === "signed-out") {
    return <Navigate to={withNext(PATHS.signIn, pathname + search + hash)} replace />;
  }
  return (
    <>
      {/* Whoever signs in where somebody else was finds nothing of what they typed. */}
      <Shell>{"identity" in now && <Outlet key={now.identity.id} />}</Shell>
      <SignInAgain />
    </>
  );
}

/** Pages for everybody. */
export function OpenLayout() {
  return (
    <>
      <Shell>
        <Outlet />
      </Shell>
      <SignInAgain />
    </>
  );
}
