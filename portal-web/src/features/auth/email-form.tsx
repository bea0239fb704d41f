import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { emailForm, type EmailForm as Values } from "./credentials";

/** Sends an e-mail with a link, either to sign in or to reset the password. */
export function EmailForm({
  submitLabel,
  send,
  confirmation,
}: {
  submitLabel: string;
  send: (email: string) => Promise<void>;
  confirmation: (email: string) => string;
}) {
  const [submitError, setSubmitError] = useState<unknown>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>({
    resolver: standardSchemaResolver(emailForm),
    defaultValues: { email: "" },
  });
  const submit = handleSubmit(async ({ email }) => {
    setSubmitError(null);
    await send(email).then(() => setSentTo(email), setSubmitError);
  });

  if (sentTo) {
    return (
      <p role="status" className="rounded-lg bg-accent-soft px-4 py-3 text-ink">
        {confirmation(sentTo)}
      </p>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field label="E-mail" error={formState.errors.email?.message}>
        {(control) => <Input type="email" autoComplete="username" {...control} {...register("email")} />}
      </Field>
      <Button type="submit" variant="primary" size="large" busy={formState.isSubmitting}>
        {submitLabel}
      </Button>
    </form>
  );
}
