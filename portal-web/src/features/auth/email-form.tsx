import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { emailForm, type EmailForm as Values } from "./credentials";

/** Sends an e-mail with a link: to sign in with, or to choose a new password with. */
export function EmailForm({
  action,
  send,
  sent,
}: {
  action: string;
  send: (email: string) => Promise<void>;
  sent: (email: string) => string;
}) {
  const [fault, setFault] = useState<unknown>(null);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<Values>({
    resolver: standardSchemaResolver(emailForm),
    defaultValues: { email: "" },
  });
  const submit = handleSubmit(async ({ email }) => {
    setFault(null);
    await send(email).then(() => setSentTo(email), setFault);
  });

  if (sentTo) {
    return (
      <p role="status" className="rounded-lg bg-accent-soft px-4 py-3 text-ink">
        {sent(sentTo)}
      </p>
    );
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fault !== null && <ErrorNote error={fault} />}
      <Field label="E-mail" error={formState.errors.email?.message}>
        {(given) => <Input type="email" autoComplete="username" {...given} {...register("email")} />}
      </Field>
      <Button type="submit" look="primary" size="large" busy={formState.isSubmitting}>
        {action}
      </Button>
    </form>
  );
}
