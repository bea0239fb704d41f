import { Field, Input, Select, Textarea } from "@/components/ui/field";
import type { Model } from "@/lib/api/queries";
import type { Dialect } from "@/lib/samples/call";
import {
  isOffered,
  labelOf,
  type ParameterFields,
  type ParameterName,
  placeholderOf,
  type Read,
} from "./parameters";

const SHOWN: readonly ParameterName[] = ["max_tokens", "temperature", "top_p", "seed", "stop"];

export interface Settings {
  dialect: Dialect;
  model: string;
  system: string;
  stream: boolean;
  fields: ParameterFields;
}

export function SettingsPanel({
  settings,
  models,
  read,
  onChange,
}: {
  settings: Settings;
  models: readonly Model[];
  read: Read;
  onChange: (by: Partial<Settings>) => void;
}) {
  const { dialect, fields } = settings;
  return (
    <div className="grid gap-4 p-4 sm:px-5">
      <Field label="Model">
        {(given) => (
          <Select
            {...given}
            value={settings.model}
            onChange={(event) => onChange({ model: event.target.value })}
          >
            {models.map((model) => (
              <option key={model.id} value={model.id} disabled={model.status !== "available"}>
                {model.id}
                {model.status === "available" ? "" : " (not available)"}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {dialect !== "cortensor" && (
        <Field label="System message">
          {(given) => (
            <Textarea
              {...given}
              rows={3}
              value={settings.system}
              placeholder="How the model should behave"
              onChange={(event) => onChange({ system: event.target.value })}
            />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 items-start gap-x-3 gap-y-4">
        {SHOWN.filter((name) => isOffered(name, dialect)).map((name) => (
          <Field
            key={name}
            label={labelOf(name)}
            error={read.faults[name]}
            {...(name === "max_tokens" ? { className: "col-span-2" } : {})}
          >
            {(given) => (
              <Input
                {...given}
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
        Stream the answer
      </label>
    </div>
  );
}
