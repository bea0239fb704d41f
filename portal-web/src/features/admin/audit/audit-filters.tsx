import type { FormEvent } from "react";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import type { AuditFilter } from "@/lib/api/admin-queries";

export const FILTERS: readonly { name: keyof AuditFilter; label: string; placeholder: string }[] = [
  { name: "action", label: "Action", placeholder: "api_key.state_changed" },
  { name: "target_id", label: "Target", placeholder: "ID or name" },
  { name: "actor", label: "Actor", placeholder: "user ID, or system" },
  { name: "organization_id", label: "Organisation", placeholder: "organisation ID" },
];

/** The filter form of the audit log. Its fields are uncontrolled: remount it when `filter` changes. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter;
  onChange: (filter: Record<string, string>) => void;
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = FILTERS.map(({ name }) => [name, String(form.get(name)).trim()]);
    onChange(Object.fromEntries(values.filter(([, value]) => value !== "")));
  };
  return (
    <search>
      <form
        onSubmit={submit}
        className="mb-5 grid grid-cols-2 items-end gap-3 lg:grid-cols-[repeat(4,1fr)_auto]"
      >
        {FILTERS.map(({ name, label, placeholder }) => (
          <Field key={name} label={label}>
            {({ "aria-invalid": _, ...control }) => (
              <Input
                {...control}
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
          <Button type="submit" variant="primary" className="h-10">
            Filter
          </Button>
          {Object.keys(filter).length > 0 && (
            <Button variant="ghost" className="h-10" onClick={() => onChange({})}>
              Clear
            </Button>
          )}
        </span>
      </form>
    </search>
  );
}
