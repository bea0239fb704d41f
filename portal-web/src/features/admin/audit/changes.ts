import type { AuditEntry } from "@/lib/api/admin-queries";
import { formatUsd } from "@/lib/format/numbers";

export interface FieldChange {
  field: string;
  /** Null if the field did not exist before. */
  before: string | null;
  after: string;
}

/** The changed fields of an audit entry. */
export function changesOf({ before, after }: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].map((field) => ({
    field,
    before: before && field in before ? formatValue(field, before[field]) : null,
    after: after && field in after ? formatValue(field, after[field]) : "none",
  }));
}

function formatValue(field: string, value: unknown): string {
  if (value === null) return "none";
  if (field.endsWith("_nanousd") && typeof value === "number") return formatUsd(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
