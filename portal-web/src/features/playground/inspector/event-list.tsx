import { formatDuration } from "@/lib/format/times";
import type { Run } from "../call/run";

/** Rows shown at most, the newest ones; the timeline shows all events. */
const MAX_ROWS = 400;

/** The raw events, each with its time. */
export function EventList({ run }: { run: Run }) {
  if (run.events.length === 0) return <p className="px-4 py-8 text-center text-ink-3">No events yet.</p>;
  const hidden = Math.max(0, run.events.length - MAX_ROWS);
  return (
    <div>
      <Timeline run={run} />
      <section
        aria-label="Events"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-80 overflow-auto pb-3"
      >
        {hidden > 0 && (
          <p className="px-4 py-1 text-ink-3 text-sm sm:px-5">{hidden} earlier events are not shown.</p>
        )}
        <table className="w-full font-mono text-[0.8125rem]">
          <thead className="sr-only">
            <tr>
              <th>Time</th>
              <th>Event</th>
              <th>Data</th>
            </tr>
          </thead>
          <tbody>
            {run.events.slice(hidden).map((event, index) => (
              <tr key={hidden + index} className="align-top hover:bg-sunken/60">
                <td className="whitespace-nowrap py-0.5 pr-4 pl-4 text-right text-ink-3 sm:pl-5">
                  {formatDuration(event.at)}
                </td>
                <td className="whitespace-nowrap py-0.5 pr-4 text-ink-2 max-sm:hidden">{event.name}</td>
                <td className="w-full break-all py-0.5 pr-4">{event.data}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** The time of each event; stalls are visible as gaps. */
function Timeline({ run }: { run: Run }) {
  const end = run.endedAt ?? run.events.at(-1)?.at ?? 1;
  const at = (time: number) => `${(time / Math.max(end, 1)) * 100}%`;
  return (
    <div className="px-4 pt-4 pb-2 sm:px-5" aria-hidden="true">
      <svg aria-hidden="true" width="100%" height="22" className="block overflow-visible">
        <line x1="0" x2="100%" y1="11" y2="11" className="stroke-line" />
        {run.events.map((event, index) => (
          <line
            key={index}
            x1={at(event.at)}
            x2={at(event.at)}
            y1="6"
            y2="16"
            strokeOpacity="0.55"
            className="stroke-chart-1"
          />
        ))}
        {run.firstTextAt !== null && (
          <line
            x1={at(run.firstTextAt)}
            x2={at(run.firstTextAt)}
            y1="1"
            y2="21"
            strokeWidth="2"
            className="stroke-chart-2"
          />
        )}
      </svg>
      <div className="figures flex justify-between text-ink-3 text-xs">
        <span>sent</span>
        <span>{formatDuration(end)}</span>
      </div>
    </div>
  );
}
