import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { DialogActions } from "@/components/ui/dialog";
import { Field, Input, Select, Textarea } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { ADMIN } from "@/lib/api/admin-queries";
import { usePortal } from "@/lib/portal";
import type { Action, Answers } from "./action";

const REASON_MAX = 500;

/** Asks for what the action needs and why, does it, and tells the outcome. */
export function ActionForm({ action, onClose }: { action: Action; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const tell = useNotice();
  const [attempt] = useState(() => crypto.randomUUID());
  const { register, handleSubmit, formState } = useForm<Answers>();
  const { errors } = formState;
  const act = useMutation({
    mutationFn: (answers: Answers) => action.run(api, answers, attempt),
    onSuccess: (told) => {
      tell(told);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [ADMIN] }),
  });
  const submit = handleSubmit((answers) => act.mutate(answers));
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {act.isError && <ErrorNote error={act.error} />}
      {action.fields?.map(({ name, label, hint, placeholder, pattern, options }) => (
        <Field key={name} label={label} hint={hint} error={errors[name]?.message}>
          {(given) =>
            options ? (
              <Select {...given} {...register(name)}>
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
                {...given}
                {...register(name, {
                  required: pattern?.message ?? "Fill this in.",
                  ...(pattern && { pattern }),
                })}
              />
            )
          }
        </Field>
      ))}
      <Field label="Reason" hint="For the audit log." error={errors.reason?.message}>
        {(given) => (
          <Textarea
            rows={2}
            autoFocus
            maxLength={REASON_MAX}
            placeholder="asked for by the customer, ticket 42"
            {...given}
            {...register("reason", { validate: (typed) => typed.trim() !== "" || "Say why." })}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look={action.isHarmful ? "danger" : "primary"} busy={act.isPending}>
          {action.verb}
        </Button>
      </DialogActions>
    </form>
  );
}
