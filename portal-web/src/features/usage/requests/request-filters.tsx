import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { Input, Select } from "@/components/ui/controls/field";
import type { UsageEvent, UsageSummary } from "@/lib/api/queries";
import type { Filter } from "../use-view";
import { isOutcome, OUTCOMES } from "./outcome";

/** The filters of the request list, and the search by request id. */
export function RequestFilters({
  filter,
  usage,
  rows,
  onChange,
  onFind,
}: {
  filter: Filter;
  /** Its models and keys are the options. */
  usage: UsageSummary | undefined;
  rows: readonly UsageEvent[] | undefined;
  onChange: (filter: Filter) => void;
  onFind: (requestId: string) => void;
}) {
  const { model, key_id, outcome } = filter;
  const { model: _model, ...anyModel } = filter;
  const { key_id: _key, ...anyKey } = filter;
  const { outcome: _outcome, ...anyOutcome } = filter;
  return (
    <div className="mt-3 flex flex-wrap gap-2 px-4 sm:px-5">
      <FilterSelect
        label="Model"
        all="All models"
        value={model}
        options={withSelected(
          (usage?.by_model ?? []).map(({ model: name }) => [name, name]),
          model,
        )}
        onChange={(selected) => onChange(selected ? { ...filter, model: selected } : anyModel)}
      />
      <FilterSelect
        label="Key"
        all="All keys"
        value={key_id}
        options={withSelected(
          (usage?.by_key ?? []).map(({ key_id: id, name }) => [id, name]),
          key_id,
          rows?.find((row) => row.key_id === key_id)?.key_name ?? "Selected key",
        )}
        onChange={(selected) => onChange(selected ? { ...filter, key_id: selected } : anyKey)}
      />
      <FilterSelect
        label="Status"
        all="Any status"
        value={outcome}
        options={Object.entries(OUTCOMES)}
        onChange={(selected) => onChange(isOutcome(selected) ? { ...filter, outcome: selected } : anyOutcome)}
      />
      <FindById onFind={onFind} />
    </div>
  );
}

function FilterSelect({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (selected: string) => void;
}) {
  return (
    <div className="max-sm:grow max-sm:basis-[40%] sm:w-36">
      <Select
        fieldSize="small"
        aria-label={label}
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{all}</option>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** Add the selected value to the options, even if the range has no usage of it. */
function withSelected(
  options: readonly (readonly [string, string])[],
  selected: string | undefined,
  label = selected,
): readonly (readonly [string, string])[] {
  return selected === undefined || options.some(([value]) => value === selected)
    ? options
    : [...options, [selected, label ?? selected]];
}

function FindById({ onFind }: { onFind: (requestId: string) => void }) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const requestId = new FormData(event.currentTarget).get("request");
    if (typeof requestId !== "string" || requestId.trim() === "") return;
    onFind(requestId.trim());
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={submit} className="relative grow max-sm:basis-full sm:ml-auto sm:max-w-64">
      <Search
        size={14}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
      <Input
        type="search"
        name="request"
        fieldSize="small"
        autoComplete="off"
        spellCheck={false}
        aria-label="Find by request ID"
        placeholder="Find by request ID"
        className="pl-8"
      />
    </form>
  );
}
