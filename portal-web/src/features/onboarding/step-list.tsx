import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cn } from "@/components/ui/class-names";
import { PATHS } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { useFirstCall } from "@/lib/use-first-call";

export function StepList({
  taken,
  seesUsage,
  onFinish,
}: {
  taken: { key: boolean; call: boolean };
  seesUsage: boolean;
  onFinish: () => void;
}) {
  const { config } = usePortal();
  const call = useFirstCall();
  const isAllTaken = taken.key && taken.call && seesUsage;
  return (
    <Card className="mb-6 min-w-0 px-4 py-5 sm:px-6" aria-label="First steps">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="font-semibold text-md">
          {isAllTaken ? "You are set up" : "Your first call, in three steps"}
        </h2>
        {isAllTaken && (
          <Button size="small" onClick={onFinish}>
            Done
          </Button>
        )}
      </div>
      <ol className="mt-4 grid grid-cols-[minmax(0,1fr)] gap-4">
        <Step number={1} title="Create an API key" isTaken={taken.key}>
          {!taken.key && (
            <Button asChild look="primary" className="mt-2.5">
              <Link to={`${PATHS.keys}?create=1`}>Create key</Link>
            </Button>
          )}
        </Step>
        <Step number={2} title="Make a call with it" isTaken={taken.call}>
          {taken.key && !taken.call && (
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
                label="A first call"
                code={(language) => sample(call, language, { baseUrl: config.api_url })}
              />
            </>
          )}
        </Step>
        <Step number={3} title="See it in your usage" isTaken={taken.call && seesUsage}>
          {taken.call && !seesUsage && (
            <Button asChild look="primary" className="mt-2.5">
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
  isTaken,
  children,
}: {
  number: number;
  title: string;
  isTaken: boolean;
  children: ReactNode;
}) {
  return (
    <li className="flex gap-3.5">
      <span
        aria-hidden="true"
        className={cn(
          "mt-px flex size-6 shrink-0 items-center justify-center rounded-full font-medium text-sm",
          isTaken ? "bg-good-soft text-good" : "bg-sunken text-ink-2",
        )}
      >
        {isTaken ? <Check size={14} strokeWidth={2.5} /> : number}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className={isTaken ? "text-ink-3" : "font-medium"}>
          {title}
          <span className="sr-only">{isTaken ? " (done)" : ""}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
