import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { cn } from "@/components/ui/class-names";
import { Button } from "@/components/ui/controls/button";
import { Card } from "@/components/ui/layout/card";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { useFirstCall } from "@/lib/samples/use-first-call";

export function StepList({
  completed,
  isUsagePage,
  onFinish,
}: {
  completed: { key: boolean; call: boolean };
  isUsagePage: boolean;
  onFinish: () => void;
}) {
  const { config } = usePortal();
  const call = useFirstCall();
  const isComplete = completed.key && completed.call && isUsagePage;
  return (
    <Card className="mb-6 min-w-0 px-4 py-5 sm:px-6" aria-label="First steps">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold text-md">
          {isComplete ? "You are set up" : "Make your first call in three steps"}
        </h2>
        {isComplete && (
          <Button size="small" onClick={onFinish}>
            Done
          </Button>
        )}
      </div>
      <ol className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
        <Step number={1} title="Create an API key" isDone={completed.key}>
          {!completed.key && (
            <Button asChild variant="primary" className="mt-2.5">
              <Link to={`${PATHS.keys}?create=1`}>Create key</Link>
            </Button>
          )}
        </Step>
        <Step number={2} title="Make a call with it" isDone={completed.call}>
          {completed.key && !completed.call && (
            <>
              <p className="mb-3 text-ink-2">
                From a terminal, with your key in <code className="font-mono text-sm">CORTENSOR_API_KEY</code>
                , or in the{" "}
                <Link to={PATHS.playground} className="text-accent underline underline-offset-4">
                  playground
                </Link>
                .
              </p>
              <CodeTabs
                label="First call"
                code={(language) => sample(call, language, { baseUrl: config.api_url })}
              />
            </>
          )}
        </Step>
        <Step number={3} title="See it in your usage" isDone={completed.call && isUsagePage}>
          {completed.call && !isUsagePage && (
            <Button asChild variant="primary" className="mt-2.5">
              <Link to={PATHS.usage}>Open usage</Link>
            </Button>
          )}
        </Step>
      </ol>
    </Card>
  );
}

function Step({
  number,
  title,
  isDone,
  children,
}: {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}) {
  return (
    <li className="flex gap-3.5">
      <span
        aria-hidden="true"
        className={cn(
          "mt-px flex size-6 shrink-0 items-center justify-center rounded-full font-medium text-sm",
          isDone ? "bg-good-soft text-good" : "bg-sunken text-ink-2",
        )}
      >
        {isDone ? <Check size={14} strokeWidth={2.5} /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className={isDone ? "text-ink-3" : "font-medium"}>
          {title}
          <span className="sr-only">{isDone ? " (done)" : ""}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
