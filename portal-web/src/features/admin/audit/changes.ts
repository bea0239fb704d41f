import type { AuditEntry } from "@/lib/api/admin-queries";
import { formatUsd } from "@/lib/format";

export interface FieldChange {
  field: string;
  /** Null: there was none before. */
  before: string | null;
  after: string;
}

/** Field by field, how it was and how it is. */
export function changesOf({ before, after }: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].map((field) => ({
    field,
    before: before && field in before ? shown(field, before[field]) : null,
    after: after && field in after ? shown(field, after[field]) : "none",
  }));
}

function shown(field: string, value: unknown): string {
  if (value === null) return "none";
  if (field.endsWith("_nanousd") && typeof value === "number") return formatUsd(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
