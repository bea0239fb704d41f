import { Field, Input, Select, Textarea } from "@/components/ui/controls/field";
import type { Model } from "@/lib/api/queries";
import { type Dialect, isConversational } from "@/lib/samples/call";
import { FeaturePanel } from "./feature-panel";
import type { Capability, FeatureFields, ParsedFeatures } from "./feature-settings";
import {
  isSupported,
  labelOf,
  type ParameterFields,
  type ParameterName,
  type ParsedParameters,
  placeholderOf,
} from "./parameters";

const PARAMETERS: readonly ParameterName[] = ["max_tokens", "temperature", "top_p", "seed", "stop"];

export interface Settings {
  dialect: Dialect;
  model: string;
  system: string;
  stream: boolean;
  fields: ParameterFields;
  features: FeatureFields;
}

export function SettingsPanel({
  settings,
  models,
  parsed,
  features,
  capabilities,
  onChange,
}: {
  settings: Settings;
  models: readonly Model[];
  parsed: ParsedParameters;
  features: ParsedFeatures;
  /** Of the selected model. */
  capabilities: readonly Capability[];
  onChange: (changes: Partial<Settings>) => void;
}) {
  const { dialect, fields } = settings;
  return (
    <div className="grid gap-4 p-4 sm:px-5">
      <Field label="Model">
        {(control) => (
          <Select
            {...control}
            value={settings.model}
            onChange={(event) => onChange({ model: event.target.value })}
          >
            {models.map((model) => (
              <option key={model.id} value={model.id} disabled={model.status !== "available"}>
                {model.id}
                {model.status === "available" ? "" : " (unavailable)"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {isConversational(dialect) && (
        <Field label="System message">
          {(control) => (
            <Textarea
              {...control}
              rows={3}
              value={settings.system}
              placeholder="How the model should behave"
              onChange={(event) => onChange({ system: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
        {PARAMETERS.filter((name) => isSupported(name, dialect)).map((name) => (
          <Field
            key={name}
            label={labelOf(name)}
            error={parsed.errors[name]}
            {...(name === "max_tokens" ? { className: "col-span-2" } : {})}
          >
            {(control) => (
              <Input
                {...control}
                inputMode={name === "stop" ? "text" : "decimal"}
                autoComplete="off"
                value={fields[name]}
                placeholder={placeholderOf(name, dialect)}
                onChange={(event) => onChange({ fields: { ...fields, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
      <label className="flex items-center gap-2.5">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={settings.stream}
          onChange={(event) => onChange({ stream: event.target.checked })}
        />
        Stream the response
      </label>
      {isConversational(dialect) && (
        <FeaturePanel
          fields={settings.features}
          parsed={features}
          capabilities={capabilities}
          onChange={(changes) => onChange({ features: { ...settings.features, ...changes } })}
        />
      )}
    </div>
  );
}
