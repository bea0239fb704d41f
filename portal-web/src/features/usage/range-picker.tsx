import { useState } from "react";
import { Input } from "@/components/ui/controls/field";
import { Segmented } from "@/components/ui/controls/segmented";
import { type DateRange, datesOf, isDateRange, RANGES, type Range } from "./ranges";

const CUSTOM = "custom";

/** Selects a named range, or a custom start and end date. */
export function RangePicker({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const isCustom = typeof range !== "string";
  return (
    <>
      <Segmented
        label="Time range"
        value={isCustom ? CUSTOM : range}
        options={[...RANGES, { value: CUSTOM, label: "Custom" }]}
        onChange={(selected) => onChange(selected === CUSTOM ? datesOf(range, new Date()) : selected)}
        className="max-sm:w-full"
      />
      {isCustom && <DateFields key={`${range.start} ${range.end}`} dates={range} onChange={onChange} />}
    </>
  );
}

function DateFields({ dates, onChange }: { dates: DateRange; onChange: (dates: DateRange) => void }) {
  const [typed, setTyped] = useState(dates);
  const change = (next: DateRange) => {
    setTyped(next);
    if (isDateRange(next)) onChange(next);
  };
  const isInvalid = !isDateRange(typed);
  return (
    <fieldset className="flex min-w-0 items-center gap-2 max-sm:w-full">
      <legend className="sr-only">Dates, in UTC</legend>
      <Input
        type="date"
        fieldSize="small"
        className="min-w-0"
        aria-label="Start date"
        aria-invalid={isInvalid}
        value={typed.start}
        onChange={(event) => change({ ...typed, start: event.target.value })}
      />
      <span aria-hidden="true" className="text-ink-3">
        –
      </span>
      <Input
        type="date"
        fieldSize="small"
        className="min-w-0"
        aria-label="End date"
        aria-invalid={isInvalid}
        value={typed.end}
        onChange={(event) => change({ ...typed, end: event.target.value })}
      />
    </fieldset>
  );
}
