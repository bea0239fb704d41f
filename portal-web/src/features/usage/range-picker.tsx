import { useState } from "react";
import { Input } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { areDays, type Days, daysOf, RANGES, type Range } from "./ranges";

const OWN = "own";

/** How far back, or from which day to which. */
export function RangePicker({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const isOwn = typeof range !== "string";
  return (
    <>
      <Segmented
        label="Range"
        value={isOwn ? OWN : range}
        options={[...RANGES, { value: OWN, label: "Custom" }]}
        onChange={(chosen) => onChange(chosen === OWN ? daysOf(range, new Date()) : chosen)}
        className="max-sm:w-full"
      />
      {isOwn && <DayFields key={`${range.first} ${range.last}`} days={range} onChange={onChange} />}
    </>
  );
}

function DayFields({ days, onChange }: { days: Days; onChange: (days: Days) => void }) {
  const [typed, setTyped] = useState(days);
  const change = (next: Days) => {
    setTyped(next);
    if (areDays(next)) onChange(next);
  };
  const isWrong = !areDays(typed);
  return (
    <fieldset className="flex min-w-0 items-center gap-2 max-sm:w-full">
      <legend className="sr-only">Days, in UTC</legend>
      <Input
        type="date"
        fieldSize="small"
        className="min-w-0"
        aria-label="First day"
        aria-invalid={isWrong}
        value={typed.first}
        onChange={(event) => change({ ...typed, first: event.target.value })}
      />
      <span aria-hidden="true" className="text-ink-3">
        –
      </span>
      <Input
        type="date"
        fieldSize="small"
        className="min-w-0"
        aria-label="Last day"
        aria-invalid={isWrong}
        value={typed.last}
        onChange={(event) => change({ ...typed, last: event.target.value })}
      />
    </fieldset>
  );
}
