import { cn } from "@/components/ui/class-names";
import type { ServingState, StatusWindow } from "@/lib/api/status";
import { describeStates, STATE_LABELS } from "./states";

/** Heights differ as well as colours, so that the strip can be read without seeing colours. */
const BARS: Readonly<Record<ServingState, string>> = {
  operational: "h-full bg-good",
  degraded: "h-2/3 bg-warn",
  unavailable: "h-1/3 bg-bad",
};

/** One bar for each step of a window, the newest on the right; an empty place is a step without data. */
export function StateStrip({
  states,
  startsAt,
  stepMs,
  step,
  formatStep,
}: {
  states: StatusWindow["states"];
  startsAt: string;
  stepMs: number;
  /** Name of one step: `minute`. */
  step: string;
  formatStep: (at: Date) => string;
}) {
  const start = new Date(startsAt).getTime();
  return (
    <>
      <span className="sr-only">{describeStates(states, step)}</span>
      <span aria-hidden="true" className="flex h-7 items-end gap-px sm:gap-0.5">
        {states.map((state, index) => (
          <span
            key={index}
            title={`${formatStep(new Date(start + index * stepMs))}: ${state ? STATE_LABELS[state] : "No data"}`}
            className="flex h-full min-w-px flex-1 items-end rounded-[2px] bg-sunken"
          >
            {state && <span className={cn("w-full rounded-[2px]", BARS[state])} />}
          </span>
        ))}
      </span>
    </>
  );
}
