import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import type { AuditFilter } from "@/lib/api/admin-queries";

export const FILTERS: readonly { name: keyof AuditFilter; label: string; placeholder: string }[] = [
  { name: "action", label: "Action", placeholder: "api_key.state_changed" },
  { name: "target_id", label: "Done to", placeholder: "id or name" },
  { name: "actor", label: "Done by", placeholder: "user id, or system" },
  { name: "organization_id", label: "Organisation", placeholder: "organisation id" },
];

/** What the log is narrowed to. Mount it anew when `filter` changes. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter;
  onChange: (filter: Record<string, string>) => void;
}) {
  const narrow = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const given = FILTERS.map(({ name }) => [name, String(typed.get(name)).trim()]);
    onChange(Object.fromEntries(given.filter(([, value]) => value !== "")));
  };
  return (
    <search>
      <form
        onSubmit={narrow}
        className="mb-5 grid grid-cols-2 items-end gap-3 lg:grid-cols-[repeat(4,1fr)_auto]"
      >
        {FILTERS.map(({ name, label, placeholder }) => (
          <Field key={name} label={label}>
            {({ "aria-invalid": _, ...given }) => (
              <Input
                {...given}
                name={name}
                defaultValue={filter[name] ?? ""}
                placeholder={placeholder}
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
        ))}
        <span className="flex gap-2 max-lg:col-span-2">
          <Button type="submit" look="primary" className="h-10">
            Filter
          </Button>
          {Object.keys(filter).length > 0 && (
            <Button look="quiet" className="h-10" onClick={() => onChange({})}>
              Clear
            </Button>
          )}
        </span>
      </form>
    </search>
  );
}
