import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { ApiError } from "@/lib/api/api-error";
import { type ApiKey, modelsQuery } from "@/lib/api/queries";
import { formatDate } from "@/lib/format";
import { usePortal } from "@/lib/portal";

const keyForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, "Give the key a name."),
      z.maxLength(100, "At most 100 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot hold control characters."),
    ),
  expiry: z.string(),
  perMinute: z.string().check(z.regex(/^([1-9]\d{0,5}|1000000)?$/, "A whole number from 1 to 1,000,000.")),
  models: z.array(z.string()),
});
type KeyForm = z.infer<typeof keyForm>;

const KEEP = "keep";
const EXPIRIES: readonly [string, string][] = [
  ["", "Never"],
  ["7", "In 7 days"],
  ["30", "In 30 days"],
  ["90", "In 90 days"],
  ["365", "In a year"],
];

/** What the API is asked to make of a key, or to change about one. */
export interface KeyWishes {
  name: string;
  /** Left out: as it is. */
  expires_at?: string | null;
  requests_per_minute: number | null;
  models: string[] | null;
}

/** Asks for everything that can be chosen about a key; `apiKey` is the one to change. */
export function KeyForm({
  apiKey,
  submit: label,
  onSubmit,
  onCancel,
}: {
  apiKey?: ApiKey;
  submit: string;
  onSubmit: (wishes: KeyWishes) => Promise<void>;
  onCancel: () => void;
}) {
  const { api } = usePortal();
  const { data: models } = useQuery(modelsQuery(api));
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError } = useForm<KeyForm>({
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
    setFault(null);
    try {
      await onSubmit(wishesOf(form));
    } catch (error) {
      if (error instanceof ApiError && error.param === "name") setError("name", { message: error.message });
      else setFault(error);
    }
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fault !== null && <ErrorNote error={fault} />}
      <Field label="Name" hint="What will use it: it is shown beside usage." error={errors.name?.message}>
        {(given) => (
          <Input autoFocus autoComplete="off" placeholder="staging server" {...given} {...register("name")} />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Expires">
          {(given) => (
            <Select {...given} {...register("expiry")}>
              {apiKey?.expires_at && (
                <option value={KEEP}>{formatDate(new Date(apiKey.expires_at))}, as it is</option>
              )}
              {EXPIRIES.map(([days, words]) => (
                <option key={days} value={days}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Requests per minute" error={errors.perMinute?.message}>
          {(given) => (
            <Input
              inputMode="numeric"
              autoComplete="off"
              placeholder="as the plan says"
              {...given}
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
          <p className="mt-1.5 text-ink-3 text-sm">None chosen: whatever the plan includes.</p>
        </fieldset>
      )}
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={isSubmitting}>
          {label}
        </Button>
      </DialogActions>
    </form>
  );
}

function wishesOf({ name, expiry, perMinute, models }: KeyForm): KeyWishes {
  const wishes = {
    name,
    requests_per_minute: perMinute === "" ? null : Number(perMinute),
    models: models.length === 0 ? null : models,
  };
  if (expiry === KEEP) return wishes;
  const expires_at = expiry === "" ? null : new Date(Date.now() + Number(expiry) * 86_400_000).toISOString();
  return { ...wishes, expires_at };
}
