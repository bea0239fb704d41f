import { useQuery } from "@tanstack/react-query";
import { Code } from "lucide-react";
import { useState } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/controls/button";
import { Segmented } from "@/components/ui/controls/segmented";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { Dialog } from "@/components/ui/overlays/dialog";
import { modelsQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { type Call, DIALECTS, type Dialect, type Turn } from "@/lib/samples/call";
import { useStore } from "@/lib/state/store";
import { Conversation } from "./conversation";
import { Inspector } from "./inspector";
import { KeyPanel } from "./key-panel";
import { EMPTY_FIELDS, parseParameters } from "./parameters";
import { type Settings, SettingsPanel } from "./settings-panel";
import { useRun } from "./use-run";

const DIALECT_OPTIONS = (Object.keys(DIALECTS) as Dialect[]).map((value) => ({
  value,
  label: DIALECTS[value].label,
}));

export function PlaygroundPage() {
  const { api, config, playgroundKey } = usePortal();
  const key = useStore(playgroundKey);
  const catalogue = useQuery(modelsQuery(api));
  const models = catalogue.data?.data.filter((model) => model.included && model.status !== "disabled") ?? [];
  const [settings, setSettings] = useState<Settings>({
    dialect: "openai",
    model: "",
    system: "",
    stream: true,
    fields: EMPTY_FIELDS,
  });
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [draft, setDraft] = useState("");
  const [showsCode, setShowsCode] = useState(false);
  const { run, isRunning, start, stop, clear } = useRun();

  const model = settings.model || (models.find(({ status }) => status === "available")?.id ?? "");
  const parsed = parseParameters(settings.fields, settings.dialect);
  const callWith = (callTurns: readonly Turn[]): Call => ({
    dialect: settings.dialect,
    model,
    system: settings.dialect === "cortensor" ? "" : settings.system.trim(),
    turns: callTurns,
    stream: settings.stream,
    parameters: parsed.parameters,
  });

  const text = draft.trim();
  const isRetry = text === "" && turns.at(-1)?.role === "user";
  const disabledReason =
    key === null
      ? "Paste an API key first."
      : model === ""
        ? noModelReason(catalogue.status)
        : parameterError(parsed.errors);
  const canSend = disabledReason === null && !isRunning && (text !== "" || isRetry);

  const send = async () => {
    if (!canSend || key === null) return;
    const sent: Turn[] = isRetry ? [...turns] : [...withoutUnanswered(turns), { role: "user", text }];
    setTurns(sent);
    setDraft("");
    const done = await start(callWith(sent), { baseUrl: config.api_url, key: key.secret });
    if (done.status !== "failed" && done.text) setTurns([...sent, { role: "assistant", text: done.text }]);
  };
  const startNewConversation = () => {
    stop();
    clear();
    setTurns([]);
  };
  const sampleTurns = text
    ? [...withoutUnanswered(turns), { role: "user" as const, text }]
    : turns.length > 0
      ? turns
      : DEFAULT_TURNS;

  return (
    <>
      <PageHeader
        title="Playground"
        actions={
          <>
            {turns.length > 0 && <Button onClick={startNewConversation}>New conversation</Button>}
            <Button onClick={() => setShowsCode(true)}>
              <Code size={16} aria-hidden="true" />
              View code
            </Button>
          </>
        }
      >
        Call the API and inspect the raw response.
      </PageHeader>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr]">
        <Card className="lg:col-start-2">
          <KeyPanel />
        </Card>
        <Card className="flex min-w-0 flex-col lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <div className="border-line border-b p-2">
            <Segmented
              label="API format"
              value={settings.dialect}
              options={DIALECT_OPTIONS}
              onChange={(dialect) => setSettings({ ...settings, dialect })}
              className="flex"
            />
          </div>
          <Conversation
            turns={turns}
            run={run}
            isRunning={isRunning}
            dialect={settings.dialect}
            draft={draft}
            onDraft={setDraft}
            onSend={() => void send()}
            onStop={stop}
            disabledReason={disabledReason}
          />
        </Card>
        <Card className="lg:col-start-2">
          {catalogue.isError && !catalogue.data ? (
            <ErrorState
              compact
              error={catalogue.error}
              title="Models could not be loaded"
              onRetry={() => void catalogue.refetch()}
            />
          ) : (
            <SettingsPanel
              settings={{ ...settings, model }}
              models={models}
              parsed={parsed}
              onChange={(changes) => setSettings({ ...settings, ...changes })}
            />
          )}
        </Card>
      </div>
      <Inspector run={run} />
      <Dialog
        open={showsCode}
        onOpenChange={setShowsCode}
        wide
        title="This call as code"
        description="The key is read from the environment variable CORTENSOR_API_KEY."
      >
        <CodeTabs
          label="This call"
          code={(language) => sample(callWith(sampleTurns), language, { baseUrl: config.api_url })}
        />
      </Dialog>
    </>
  );
}

const DEFAULT_TURNS: readonly Turn[] = [{ role: "user", text: "Say hello." }];

/** Drop a last user turn that got no response; the next one replaces it. */
function withoutUnanswered(turns: readonly Turn[]): readonly Turn[] {
  return turns.at(-1)?.role === "user" ? turns.slice(0, -1) : turns;
}

/** Why no model can be selected. */
function noModelReason(catalogue: "pending" | "error" | "success"): string {
  return {
    pending: "Loading models…",
    error: "Models could not be loaded.",
    success: "No model is available.",
  }[catalogue];
}

function parameterError(errors: object): string | null {
  return Object.keys(errors).length > 0 ? "Fix the invalid parameter first." : null;
}
