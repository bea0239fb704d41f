import type { ReactNode } from "react";
import { Link, Route, Routes, useLocation } from "react-router";
import { cn } from "@/components/ui/class-names";
import { KeyPage } from "./accounts/key-page";
import { OrganizationPage } from "./accounts/organization-page";
import { UserPage } from "./accounts/user-page";
import { ADDRESS } from "./addresses";
import { AuditPage } from "./audit/audit-page";
import { FindPage } from "./find/find-page";
import { RequestPage } from "./requests/request-page";
import { ServingPage } from "./serving/serving-page";

export function AdminPages({ notFound }: { notFound: ReactNode }) {
  return (
    <>
      <Sections />
      <Routes>
        <Route index element={<FindPage />} />
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
  { to: ADDRESS.find, label: "Find" },
  { to: ADDRESS.serving, label: "Models and pools" },
  { to: ADDRESS.audit(), label: "Audit log" },
];

/** Pages of what was found belong to where it was found. */
function Sections() {
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
