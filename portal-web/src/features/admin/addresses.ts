import type { AuditFilter } from "@/lib/api/admin-queries";
import { PATHS } from "@/lib/paths";

const each = (kind: string) => (id: string) => `${PATHS.admin}/${kind}/${encodeURIComponent(id)}`;

/** Where each page of operators is, so that it can be linked to and passed on. */
export const ADDRESS = {
  find: PATHS.admin,
  user: each("users"),
  organization: each("organizations"),
  key: each("keys"),
  request: each("requests"),
  serving: `${PATHS.admin}/serving`,
  audit: (filter: AuditFilter = {}) => {
    const search = new URLSearchParams(filter as Record<string, string>).toString();
    return `${PATHS.admin}/audit-log${search && `?${search}`}`;
  },
} as const;
