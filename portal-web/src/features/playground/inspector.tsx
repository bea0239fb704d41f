import { useState } from "react";
import { Link } from "react-router";
import { Card, CardHeader } from "@/components/ui/card";
import { CodeText } from "@/components/ui/code-block";
import { RequestId } from "@/components/ui/states";
import { Tabs } from "@/components/ui/tabs";
import { formatDuration, formatWhole } from "@/lib/format";
import { PATHS } from "@/lib/paths";
import { wire } from "@/lib/samples/call";
import { EventList } from "./event-list";
import { type Run, speedOf } from "./run";

/** What went over the wire, and how fast. */
export function Inspector({ run }: { run: Run | null }) {
  const [tab, setTab] = useState<"events" | "headers" | "request">("events");
  return (
    <Card className="mt-5 min-w-0">
      <CardHeader
        title="Last call"
        aside={
          run?.requestId && (
            <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
              <RequestId id={run.requestId} />
              {run.httpStatus === 200 && (
                <Link
                  to={`${PATHS.usage}?request=${run.requestId}`}
                  className="whitespace-nowrap text-accent text-sm underline-offset-4 hover:underline"
                >
                  In usage
                </Link>
              )}
            </span>
          )
        }
      />
      {run === null ? (
        <p className="px-4 py-8 text-center text-ink-3">Its timing, raw events and headers appear here.</p>
      ) : (
        <>
          <Timing run={run} />
          <Tabs
            label="Last call"
            value={tab}
            onChange={setTab}
            tabs={[
              {
                name: "events",
                label: `Events (${formatWhole(run.events.length)})`,
                content: <EventList run={run} />,
              },
              { name: "headers", label: "Headers", content: <Headers run={run} /> },
              {
                name: "request",
                label: "Request",
                content: (
                  <CodeText
                    language="json"
                    label="Body of the request"
                    code={JSON.stringify(wire(run.call).body, null, 2)}
                  />
                ),
              },
            ]}
          />
        </>
      )}
    </Card>
  );
}

function Timing({ run }: { run: Run }) {
  const speed = speedOf(run);
  const time = (value: number | null) => (value === null ? "–" : formatDuration(value));
  const count = (value: number | null) => (value === null ? "–" : formatWhole(value));
  const figures: [string, string][] = [
    ["First token", time(run.firstTextAt)],
    ["Speed", speed === null ? "–" : `${speed.toFixed(1)} tokens/s`],
    ["Whole answer", time(run.endedAt)],
    ["Tokens", `${count(run.inputTokens)} in, ${count(run.outputTokens)} out`],
    ["Status", run.httpStatus === null ? "–" : String(run.httpStatus)],
    ["Ended by", run.status === "stopped" ? "you" : (run.finish ?? (run.error ? "error" : "–"))],
  ];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-4 sm:grid-cols-3 sm:px-5 lg:grid-cols-6">
      {figures.map(([name, value]) => (
        <div key={name} className="min-w-0">
          <dt className="text-ink-3 text-sm">{name}</dt>
          <dd className="figures truncate font-medium" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Headers({ run }: { run: Run }) {
  if (run.headers.length === 0) return <p className="px-4 py-8 text-center text-ink-3">No answer came.</p>;
  return (
    <dl className="grid gap-1.5 px-4 py-4 font-mono text-[0.8125rem] sm:px-5">
      {run.headers.map(([name, value]) => (
        <div key={name} className="grid gap-x-4 sm:grid-cols-[20rem_minmax(0,1fr)]">
          <dt className="text-ink-2">{name}</dt>
          <dd className="break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
