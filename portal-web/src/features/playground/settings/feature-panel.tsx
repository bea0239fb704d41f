import { Button } from "@/components/ui/controls/button";
import { Field, Select, Textarea } from "@/components/ui/controls/field";
import { SAMPLE_SCHEMA, SAMPLE_TOOLS } from "./definitions";
import type { Capability, FeatureFields, ParsedFeatures } from "./feature-settings";

/** The fields for tools and JSON output, as far as the model offers them. */
export function FeaturePanel({
  fields,
  parsed,
  capabilities,
  onChange,
}: {
  fields: FeatureFields;
  parsed: ParsedFeatures;
  capabilities: readonly Capability[];
  onChange: (changes: Partial<FeatureFields>) => void;
}) {
  if (capabilities.length === 0)
    return <p className="text-ink-3 text-sm">This model has neither tools nor JSON output.</p>;
  const tools = parsed.call.tools ?? [];
  return (
    <>
      {capabilities.includes("tools") && (
        <Definition
          label="Tools"
          hint="A JSON list of functions that the model may call."
          text={fields.tools}
          error={parsed.errors.tools}
          sample={SAMPLE_TOOLS}
          onChange={(text) => onChange({ tools: text })}
        />
      )}
      {tools.length > 0 && (
        <Field label="Tool choice">
          {(control) => (
            <Select
              {...control}
              value={choiceValue(parsed)}
              onChange={(event) => onChange({ choice: event.target.value })}
            >
              <option value="auto">The model decides</option>
              <option value="required">Any tool, required</option>
              <option value="none">No tool</option>
              {tools.map(({ name }) => (
                <option key={name} value={`tool:${name}`}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {capabilities.includes("json") && (
        <Definition
          label="JSON schema"
          hint="The answer is JSON that fits it. In a strict schema each object requires all its properties and allows no others."
          text={fields.schema}
          error={parsed.errors.schema}
          sample={SAMPLE_SCHEMA}
          onChange={(text) => onChange({ schema: text })}
        />
      )}
    </>
  );
}

function choiceValue({ call: { choice = "auto" } }: ParsedFeatures): string {
  return typeof choice === "string" ? choice : `tool:${choice.name}`;
}

function Definition({
  label,
  hint,
  text,
  error,
  sample,
  onChange,
}: {
  label: string;
  hint: string;
  text: string;
  error: string | undefined;
  sample: string;
  onChange: (text: string) => void;
}) {
  const isEmpty = text.trim() === "";
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      aside={
        <Button
          variant="ghost"
          size="small"
          className="-my-1.5"
          aria-label={isEmpty ? `Insert a sample: ${label}` : `Clear ${label}`}
          onClick={() => onChange(isEmpty ? sample : "")}
        >
          {isEmpty ? "Sample" : "Clear"}
        </Button>
      }
    >
      {(control) => (
        <Textarea
          {...control}
          rows={isEmpty ? 2 : 8}
          value={text}
          spellCheck={false}
          autoComplete="off"
          className="font-mono text-[0.8125rem] leading-5"
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
