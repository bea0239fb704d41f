import type { AuditFilter } from "@/lib/api/admin-queries";
import { PATHS } from "@/lib/paths";

const pathOf = (kind: string) => (id: string) => `${PATHS.admin}/${kind}/${encodeURIComponent(id)}`;

/** Paths of the admin pages. */
export const ADMIN_PATHS = {
  search: PATHS.admin,
  user: pathOf("users"),
  organization: pathOf("organizations"),
  key: pathOf("keys"),
  request: pathOf("requests"),
  serving: `${PATHS.admin}/serving`,
  /** A target or router, by its id. */
  target: (id: string) => `${PATHS.admin}/serving#${id}`,
  audit: (filter: AuditFilter = {}) => {
    const search = new URLSearchParams(filter as Record<string, string>).toString();
    return `${PATHS.admin}/audit-log${search && `?${search}`}`;
  },
} as const;
