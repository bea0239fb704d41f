import { useQuery } from "@tanstack/react-query";
import { Code } from "lucide-react";
import { useState } from "react";
import { CodeTabs } from "@/components/code-tabs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { PageHeader } from "@/components/ui/page-header";
import { Segmented } from "@/components/ui/segmented";
import { ErrorState } from "@/components/ui/states";
import { modelsQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { sample } from "@/lib/samples";
import { type Call, DIALECTS, type Dialect, type Turn } from "@/lib/samples/call";
import { useStore } from "@/lib/store";
import { Conversation } from "./conversation";
import { Inspector } from "./inspector";
import { KeyPanel } from "./key-panel";
import { NOTHING_SET, readParameters } from "./parameters";
import { type Settings, SettingsPanel } from "./settings-panel";
import { useRun } from "./use-run";

const DIALECT_OPTIONS = (Object.keys(DIALECTS) as Dialect[]).map((value) => ({
  value,
  label: DIALECTS[value].label,
}));

export function PlaygroundPage() {
  const { api, config, keyInHand } = usePortal();
  const key = useStore(keyInHand);
  const catalogue = useQuery(modelsQuery(api));
  const models = catalogue.data?.data.filter((model) => model.included && model.status !== "disabled") ?? [];
  const [settings, setSettings] = useState<Settings>({
    dialect: "openai",
    model: "",
    system: "",
    stream: true,
    fields: NOTHING_SET,
  });
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [draft, setDraft] = useState("");
  const [showsCode, setShowsCode] = useState(false);
  const { run, isRunning, start, stop, clear } = useRun();

  const model = settings.model || (models.find(({ status }) => status === "available")?.id ?? "");
  const read = readParameters(settings.fields, settings.dialect);
  const callWith = (said: readonly Turn[]): Call => ({
    dialect: settings.dialect,
    model,
    system: settings.dialect === "cortensor" ? "" : settings.system.trim(),
    turns: said,
    stream: settings.stream,
    parameters: read.parameters,
  });

  const text = draft.trim();
  const isRetry = text === "" && turns.at(-1)?.role === "user";
  const blocked =
    key === null
      ? "Paste an API key first."
      : model === ""
        ? withoutModel(catalogue.status)
        : faultIn(read.faults);
  const canSend = blocked === null && !isRunning && (text !== "" || isRetry);

  const send = async () => {
    if (!canSend || key === null) return;
    const said: Turn[] = isRetry ? [...turns] : [...withoutOpenTurn(turns), { role: "user", text }];
    setTurns(said);
    setDraft("");
    const done = await start(callWith(said), { baseUrl: config.api_url, key: key.secret });
    if (done.status !== "failed" && done.text) setTurns([...said, { role: "assistant", text: done.text }]);
  };
  const startAnew = () => {
    stop();
    clear();
    setTurns([]);
  };
  const forCode = text
    ? [...withoutOpenTurn(turns), { role: "user" as const, text }]
    : turns.length > 0
      ? turns
      : HELLO;

  return (
    <>
      <PageHeader
        title="Playground"
        actions={
          <>
            {turns.length > 0 && <Button onClick={startAnew}>Start anew</Button>}
            <Button onClick={() => setShowsCode(true)}>
              <Code size={16} aria-hidden="true" />
              View code
            </Button>
          </>
        }
      >
        Call the API and see exactly what comes back.
      </PageHeader>
      <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem] lg:grid-rows-[auto_1fr]">
        <Card className="lg:col-start-2">
          <KeyPanel />
        </Card>
        <Card className="flex min-w-0 flex-col lg:col-start-1 lg:row-span-2 lg:row-start-1">
          <div className="border-line border-b p-2">
            <Segmented
              label="Dialect"
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
            blocked={blocked}
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
              read={read}
              onChange={(by) => setSettings({ ...settings, ...by })}
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
          code={(language) => sample(callWith(forCode), language, { baseUrl: config.api_url })}
        />
      </Dialog>
    </>
  );
}

const HELLO: readonly Turn[] = [{ role: "user", text: "Say hello." }];

/** A turn that never got its answer is replaced by the next one. */
function withoutOpenTurn(turns: readonly Turn[]): readonly Turn[] {
  return turns.at(-1)?.role === "user" ? turns.slice(0, -1) : turns;
}

/** Why there is no model to call. */
function withoutModel(catalogue: "pending" | "error" | "success"): string {
  return {
    pending: "Models are being loaded.",
    error: "Models could not be loaded.",
    success: "No model is available.",
  }[catalogue];
}

function faultIn(faults: object): string | null {
  return Object.keys(faults).length > 0 ? "A parameter cannot be sent as it is." : null;
}
