import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { useToast } from "@/components/ui/feedback/toasts";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { useSignInMethods } from "@/lib/session/use-sign-in-methods";

const passwordForm = z.object({ password: z.string().check(z.minLength(8, "At least 8 characters.")) });
type PasswordFormValues = z.infer<typeof passwordForm>;

/** A password reset link opens this card too. */
export function PasswordCard() {
  const signIn = useSignInMethods();
  const toast = useToast();
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState, reset } = useForm<PasswordFormValues>({
    resolver: standardSchemaResolver(passwordForm),
    defaultValues: { password: "" },
  });
  const submit = handleSubmit(async ({ password }) => {
    setSubmitError(null);
    try {
      await signIn.changePassword(password);
      reset();
      toast("Password changed.");
    } catch (error) {
      setSubmitError(error);
    }
  });
  return (
    <Card id="password">
      <CardHeader title="Password" />
      <form onSubmit={submit} noValidate className="grid gap-4 px-4 pt-3 pb-5 sm:px-5">
        {submitError !== null && <ErrorMessage error={submitError} />}
        <Field label="New password" error={formState.errors.password?.message}>
          {(control) => (
            <Input type="password" autoComplete="new-password" {...control} {...register("password")} />
          )}
        </Field>
        <Button type="submit" busy={formState.isSubmitting} className="justify-self-start">
          Change password
        </Button>
      </form>
    </Card>
  );
}
