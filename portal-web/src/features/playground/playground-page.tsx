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
import { type Call, DIALECTS, type Dialect, isConversational, type Turn } from "@/lib/samples/call";
import { useStore } from "@/lib/state/store";
import { useRun } from "./call/use-run";
import { Composer } from "./conversation/composer";
import { Conversation } from "./conversation/conversation";
import { answerOf, awaitsAnswer, callsWithoutResult, withoutUnanswered } from "./conversation/history";
import { ResultForm } from "./conversation/result-form";
import { Inspector } from "./inspector/inspector";
import { NO_FEATURES, parseFeatures } from "./settings/feature-settings";
import { KeyPanel } from "./settings/key-panel";
import { EMPTY_FIELDS, parseParameters } from "./settings/parameters";
import { type Settings, SettingsPanel } from "./settings/settings-panel";

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
    features: NO_FEATURES,
  });
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [draft, setDraft] = useState("");
  const [showsCode, setShowsCode] = useState(false);
  const { run, isRunning, start, stop, clear } = useRun();

  const model = settings.model || (models.find(({ status }) => status === "available")?.id ?? "");
  const capabilities = models.find(({ id }) => id === model)?.capabilities ?? [];
  const isConversation = isConversational(settings.dialect);
  const parsed = parseParameters(settings.fields, settings.dialect);
  const features = parseFeatures(settings.features, settings.dialect, capabilities);
  const callWith = (callTurns: readonly Turn[]): Call => ({
    dialect: settings.dialect,
    model,
    system: isConversation ? settings.system.trim() : "",
    turns: callTurns,
    stream: settings.stream,
    parameters: parsed.parameters,
    ...features.call,
  });

  const text = draft.trim();
  const isRetry = text === "" && awaitsAnswer(turns);
  const openCalls = isConversation && !isRunning ? callsWithoutResult(turns) : [];
  const disabledReason =
    key === null
      ? "Paste an API key first."
      : model === ""
        ? noModelReason(catalogue.status)
        : settingsError(parsed.errors, features.errors);
  const canSend = disabledReason === null && !isRunning && (text !== "" || isRetry);

  const perform = async (sent: readonly Turn[]) => {
    if (key === null) return;
    setTurns(sent);
    const done = await start(callWith(sent), { baseUrl: config.api_url, key: key.secret });
    const answer = answerOf(done);
    if (answer) setTurns([...sent, answer]);
  };
  const send = () => {
    if (!canSend) return;
    setDraft("");
    void perform(isRetry ? turns : [...withoutUnanswered(turns), { role: "user", text }]);
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
              className="flex max-sm:grid max-sm:grid-cols-2"
            />
          </div>
          <Conversation
            turns={turns}
            run={run}
            isRunning={isRunning}
            invitation={isConversation ? "Enter a message below." : "Enter a prompt below."}
          >
            {openCalls.length > 0 ? (
              <ResultForm
                calls={openCalls}
                disabledReason={disabledReason}
                onSend={(results) => void perform([...turns, ...results])}
              />
            ) : (
              <Composer
                noun={isConversation ? "Message" : "Prompt"}
                draft={draft}
                isRunning={isRunning}
                disabledReason={disabledReason}
                takesFocus={turns.length > 0}
                onDraft={setDraft}
                onSend={send}
                onStop={stop}
              />
            )}
          </Conversation>
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
              features={features}
              capabilities={capabilities}
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

/** Why no model can be selected. */
function noModelReason(catalogue: "pending" | "error" | "success"): string {
  return {
    pending: "Loading models…",
    error: "Models could not be loaded.",
    success: "No model is available.",
  }[catalogue];
}

function settingsError(parameters: object, features: object): string | null {
  if (Object.keys(parameters).length > 0) return "Fix the invalid parameter first.";
  return Object.keys(features).length > 0 ? "Fix the tools or the schema first." : null;
}
