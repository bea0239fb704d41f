import type { AuditEntry } from "@/lib/api/admin-queries";
import { formatUsd } from "@/lib/format/numbers";

export interface FieldChange {
  field: string;
  /** Null if the field did not exist before. */
  before: string | null;
  after: string;
}

/** The changed fields of an audit entry. A change of a router has those of each of its targets, by its id. */
export function changesOf({ before, after }: Pick<AuditEntry, "before" | "after">): FieldChange[] {
  return fieldChanges(before, after, "");
}

type Values = AuditEntry["before"];

function fieldChanges(before: Values, after: Values, prefix: string): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].flatMap((field) => {
    const [old, now] = [before?.[field], after?.[field]];
    if (isTarget(field)) return fieldChanges(old as Values, now as Values, `${field} `);
    return {
      field: prefix + field,
      before: before && field in before ? formatValue(field, old) : null,
      after: after && field in after ? formatValue(field, now) : "none",
    };
  });
}

const isTarget = (field: string) => field.startsWith("tgt_");

function formatValue(field: string, value: unknown): string {
  if (value === null) return "none";
  if (field.endsWith("_nanousd") && typeof value === "number") return formatUsd(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}
