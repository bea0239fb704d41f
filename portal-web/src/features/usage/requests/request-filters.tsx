import { Search } from "lucide-react";
import type { FormEvent } from "react";
import { Input, Select } from "@/components/ui/field";
import type { UsageEvent, UsageSummary } from "@/lib/api/queries";
import type { Filter } from "../use-view";
import { ENDINGS, isEnding } from "./ending";

/** Which requests are listed; and the way to one by its id. */
export function RequestFilters({
  filter,
  usage,
  rows,
  onChange,
  onFind,
}: {
  filter: Filter;
  /** What was used in the range is offered. */
  usage: UsageSummary | undefined;
  rows: readonly UsageEvent[] | undefined;
  onChange: (filter: Filter) => void;
  onFind: (requestId: string) => void;
}) {
  const { model, key_id, ending } = filter;
  const { model: _model, ...anyModel } = filter;
  const { key_id: _key, ...anyKey } = filter;
  const { ending: _ending, ...anyEnding } = filter;
  return (
    <div className="mt-3 flex flex-wrap gap-2 px-4 sm:px-5">
      <Choice
        label="Model"
        all="All models"
        value={model}
        options={withChosen(
          (usage?.by_model ?? []).map(({ model: name }) => [name, name]),
          model,
        )}
        onChange={(chosen) => onChange(chosen ? { ...filter, model: chosen } : anyModel)}
      />
      <Choice
        label="Key"
        all="All keys"
        value={key_id}
        options={withChosen(
          (usage?.by_key ?? []).map(({ key_id: id, name }) => [id, name]),
          key_id,
          rows?.find((row) => row.key_id === key_id)?.key_name ?? "The key in the address",
        )}
        onChange={(chosen) => onChange(chosen ? { ...filter, key_id: chosen } : anyKey)}
      />
      <Choice
        label="Status"
        all="Any status"
        value={ending}
        options={Object.entries(ENDINGS)}
        onChange={(chosen) => onChange(isEnding(chosen) ? { ...filter, ending: chosen } : anyEnding)}
      />
      <FindById onFind={onFind} />
    </div>
  );
}

function Choice({
  label,
  all,
  value,
  options,
  onChange,
}: {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly (readonly [value: string, words: string])[];
  onChange: (chosen: string) => void;
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
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** What the address names stays to be seen, even where nothing of it is in the range. */
function withChosen(
  options: readonly (readonly [string, string])[],
  chosen: string | undefined,
  words = chosen,
): readonly (readonly [string, string])[] {
  return chosen === undefined || options.some(([value]) => value === chosen)
    ? options
    : [...options, [chosen, words ?? chosen]];
}

function FindById({ onFind }: { onFind: (requestId: string) => void }) {
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get("request");
    if (typeof typed !== "string" || typed.trim() === "") return;
    onFind(typed.trim());
    event.currentTarget.reset();
  };
  return (
    <form onSubmit={find} className="relative grow max-sm:basis-full sm:ml-auto sm:max-w-64">
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
        aria-label="Find by request id"
        placeholder="Find by request id"
        className="pl-8"
      />
    </form>
  );
}
