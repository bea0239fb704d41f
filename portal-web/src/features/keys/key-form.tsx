import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/controls/button";
import { Field, Input, Select } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { DialogActions } from "@/components/ui/overlays/dialog";
import { ApiError } from "@/lib/api/api-error";
import { type ApiKey, modelsQuery } from "@/lib/api/queries";
import { formatDate } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";

const keyForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, "Enter a name."),
      z.maxLength(100, "At most 100 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot contain control characters."),
    ),
  expiry: z.string(),
  perMinute: z
    .string()
    .check(z.regex(/^([1-9]\d{0,5}|1000000)?$/, "Enter a whole number from 1 to 1,000,000.")),
  models: z.array(z.string()),
});
type KeyFormValues = z.infer<typeof keyForm>;

const KEEP = "keep";
const EXPIRIES: readonly [string, string][] = [
  ["", "Never"],
  ["7", "In 7 days"],
  ["30", "In 30 days"],
  ["90", "In 90 days"],
  ["365", "In a year"],
];

/** The settings of a new or edited key, as the API takes them. */
export interface KeySettings {
  name: string;
  /** Omitted if unchanged. */
  expires_at?: string | null;
  requests_per_minute: number | null;
  models: string[] | null;
}

/** The form for the settings of a new key, or of the existing `apiKey`. */
export function KeyForm({
  apiKey,
  submit: label,
  onSubmit,
  onCancel,
}: {
  apiKey?: ApiKey;
  submit: string;
  onSubmit: (settings: KeySettings) => Promise<void>;
  onCancel: () => void;
}) {
  const { api } = usePortal();
  const { data: models } = useQuery(modelsQuery(api));
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError } = useForm<KeyFormValues>({
    resolver: standardSchemaResolver(keyForm),
    defaultValues: {
      name: apiKey?.name ?? "",
      expiry: apiKey?.expires_at ? KEEP : "",
      perMinute: apiKey?.requests_per_minute?.toString() ?? "",
      models: apiKey?.models ?? [],
    },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (form) => {
    setSubmitError(null);
    try {
      await onSubmit(settingsOf(form));
    } catch (error) {
      if (error instanceof ApiError && error.param === "name") setError("name", { message: error.message });
      else setSubmitError(error);
    }
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field label="Name" hint="Where the key is used. Shown next to its usage." error={errors.name?.message}>
        {(control) => (
          <Input
            autoFocus
            autoComplete="off"
            placeholder="staging server"
            {...control}
            {...register("name")}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label="Expires"
          {...(apiKey?.rotated_at && { hint: "The key was rotated: it ends then, or earlier." })}
        >
          {(control) => (
            <Select {...control} {...register("expiry")}>
              {apiKey?.expires_at && (
                <option value={KEEP}>{formatDate(new Date(apiKey.expires_at))} (unchanged)</option>
              )}
              {expiriesOf(apiKey).map(([days, text]) => (
                <option key={days} value={days}>
                  {text}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Requests per minute" error={errors.perMinute?.message}>
          {(control) => (
            <Input
              inputMode="numeric"
              autoComplete="off"
              placeholder="plan default"
              {...control}
              {...register("perMinute")}
            />
          )}
        </Field>
      </div>
      {models && (
        <fieldset>
          <legend className="mb-1.5 font-medium text-sm">Models</legend>
          <div className="grid gap-1.5 sm:grid-cols-2">
            {models.data.map(({ id }) => (
              <label key={id} className="flex min-h-6 items-center gap-2">
                <input type="checkbox" className="size-4 accent-accent" value={id} {...register("models")} />
                <span className="truncate">{id}</span>
              </label>
            ))}
          </div>
          <p className="mt-1.5 text-ink-3 text-sm">
            If none is selected, all models of the plan are allowed.
          </p>
        </fieldset>
      )}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          {label}
        </Button>
      </DialogActions>
    </form>
  );
}

/** The expiries to choose from: of a rotated key, only earlier ones than it has. */
function expiriesOf(apiKey?: ApiKey): readonly [string, string][] {
  if (!apiKey?.rotated_at || !apiKey.expires_at) return EXPIRIES;
  const end = Date.parse(apiKey.expires_at);
  return EXPIRIES.filter(([days]) => days !== "" && Date.now() + Number(days) * 86_400_000 < end);
}

function settingsOf({ name, expiry, perMinute, models }: KeyFormValues): KeySettings {
  const settings = {
    name,
    requests_per_minute: perMinute === "" ? null : Number(perMinute),
    models: models.length === 0 ? null : models,
  };
  if (expiry === KEEP) return settings;
  const expires_at = expiry === "" ? null : new Date(Date.now() + Number(expiry) * 86_400_000).toISOString();
  return { ...settings, expires_at };
}
