import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/controls/button";
import { Field, Input, Select, Textarea } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { useToast } from "@/components/ui/feedback/toasts";
import { DialogActions } from "@/components/ui/overlays/dialog";
import { ADMIN } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import type { ActionInput, AdminAction } from "./admin-action";

const REASON_MAX = 500;

/** Asks for the action's fields and the reason, runs it, and shows the result. */
export function ActionForm({ action, onClose }: { action: AdminAction; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { register, handleSubmit, formState } = useForm<ActionInput>({
    defaultValues: Object.fromEntries(action.fields?.map(({ name, initial }) => [name, initial]) ?? []),
  });
  const { errors } = formState;
  const run = useMutation({
    mutationFn: (input: ActionInput) => action.run(api, input, idempotencyKey),
    onSuccess: (message) => {
      toast(message);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [ADMIN] }),
  });
  const submit = handleSubmit((input) => run.mutate(input));
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {run.isError && <ErrorMessage error={run.error} />}
      {action.fields?.map(({ name, label, hint, placeholder, pattern, options, isOptional }) => (
        <Field key={name} label={label} hint={hint} error={errors[name]?.message}>
          {(control) =>
            options ? (
              <Select {...control} {...register(name)}>
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {option.label}
                  </option>
                ))}
              </Select>
            ) : (
              <Input
                autoComplete="off"
                placeholder={placeholder}
                {...control}
                {...register(name, {
                  required: isOptional ? false : (pattern?.message ?? "This field is required."),
                  ...(pattern && { pattern }),
                })}
              />
            )
          }
        </Field>
      ))}
      <Field label="Reason" hint="Recorded in the audit log." error={errors.reason?.message}>
        {(control) => (
          <Textarea
            rows={2}
            autoFocus
            maxLength={REASON_MAX}
            placeholder="requested by the customer, ticket 42"
            {...control}
            {...register("reason", { validate: (reason) => reason.trim() !== "" || "Enter a reason." })}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant={action.isHarmful ? "danger" : "primary"} busy={run.isPending}>
          {action.verb}
        </Button>
      </DialogActions>
    </form>
  );
}
