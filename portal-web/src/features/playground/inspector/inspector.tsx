import { useState } from "react";
import { Link } from "react-router";
import { RequestId } from "@/components/ui/feedback/request-id";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { Tabs } from "@/components/ui/layout/tabs";
import { CodeText } from "@/components/ui/text/code-block";
import { formatWhole } from "@/lib/format/numbers";
import { formatDuration } from "@/lib/format/times";
import { PATHS } from "@/lib/paths";
import { toWire } from "@/lib/samples/wire";
import { type Run, speedOf } from "../call/run";
import { EventList } from "./event-list";

/** Request, response and timing of the last call. */
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
                  View in usage
                </Link>
              )}
            </span>
          )
        }
      />
      {run === null ? (
        <p className="px-4 py-8 text-center text-ink-3">
          The timing, raw events and headers of a call appear here.
        </p>
      ) : (
        <>
          <CallTiming run={run} />
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
              { name: "headers", label: "Headers", content: <ResponseHeaders run={run} /> },
              {
                name: "request",
                label: "Request",
                content: (
                  <CodeText
                    language="json"
                    label="Request body"
                    code={JSON.stringify(toWire(run.call).body, null, 2)}
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

function CallTiming({ run }: { run: Run }) {
  const speed = speedOf(run);
  const time = (value: number | null) => (value === null ? "–" : formatDuration(value));
  const count = (value: number | null) => (value === null ? "–" : formatWhole(value));
  const figures: [string, string][] = [
    ["Time to first token", time(run.firstTextAt)],
    ["Speed", speed === null ? "–" : `${speed.toFixed(1)} tokens/s`],
    ["Latency", time(run.endedAt)],
    ["Tokens", `${count(run.inputTokens)} in, ${count(run.outputTokens)} out`],
    ["HTTP status", run.httpStatus === null ? "–" : String(run.httpStatus)],
    [
      "Finish reason",
      run.status === "stopped" ? "stopped by you" : (run.finish ?? (run.error ? "error" : "–")),
    ],
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

function ResponseHeaders({ run }: { run: Run }) {
  if (run.headers.length === 0) return <p className="px-4 py-8 text-center text-ink-3">No response.</p>;
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
