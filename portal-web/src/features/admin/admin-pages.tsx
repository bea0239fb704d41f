import type { ReactNode } from "react";
import { Link, Route, Routes, useLocation } from "react-router";
import { cn } from "@/components/ui/class-names";
import { KeyPage } from "./accounts/key-page";
import { OrganizationPage } from "./accounts/organization-page";
import { UserPage } from "./accounts/user-page";
import { ADMIN_PATHS } from "./admin-paths";
import { AuditPage } from "./audit/audit-page";
import { RequestPage } from "./requests/request-page";
import { AdminSearchPage } from "./search/search-page";
import { ServingPage } from "./serving/serving-page";

export function AdminPages({ notFound }: { notFound: ReactNode }) {
  return (
    <>
      <AdminNavigation />
      <Routes>
        <Route index element={<AdminSearchPage />} />
        <Route path="users/:id" element={<UserPage />} />
        <Route path="organizations/:id" element={<OrganizationPage />} />
        <Route path="keys/:id" element={<KeyPage />} />
        <Route path="requests/:id" element={<RequestPage />} />
        <Route path="serving" element={<ServingPage />} />
        <Route path="audit-log" element={<AuditPage />} />
        <Route path="*" element={notFound} />
      </Routes>
    </>
  );
}

const SECTIONS: readonly { to: string; label: string }[] = [
  { to: ADMIN_PATHS.search, label: "Search" },
  { to: ADMIN_PATHS.serving, label: "Models and pools" },
  { to: ADMIN_PATHS.audit(), label: "Audit log" },
];

/** The pages of users, organisations, keys and requests belong to the search section. */
function AdminNavigation() {
  const { pathname } = useLocation();
  const current = SECTIONS.findLast(({ to }) => pathname.startsWith(to))?.to;
  return (
    <nav aria-label="Admin" className="-mt-2 mb-6 border-line border-b">
      <ul className="-mb-px flex gap-1">
        {SECTIONS.map(({ to, label }) => (
          <li key={to}>
            <Link
              to={to}
              aria-current={to === current || undefined}
              className={cn(
                "flex h-10 items-center whitespace-nowrap border-b-2 px-3 text-sm",
                to === current
                  ? "border-accent font-medium text-ink"
                  : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
