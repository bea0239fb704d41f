import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { useSignInMethods } from "@/lib/use-sign-in-methods";

const passwordForm = z.object({ password: z.string().check(z.minLength(8, "At least 8 characters.")) });
type PasswordForm = z.infer<typeof passwordForm>;

/** Also where the link of a password reset leads. */
export function PasswordCard() {
  const signIn = useSignInMethods();
  const tell = useNotice();
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState, reset } = useForm<PasswordForm>({
    resolver: standardSchemaResolver(passwordForm),
    defaultValues: { password: "" },
  });
  const submit = handleSubmit(async ({ password }) => {
    setFault(null);
    try {
      await signIn.changePassword(password);
      reset();
      tell("Your password is changed.");
    } catch (error) {
      setFault(error);
    }
  });
  return (
    <Card id="password">
      <CardHeader title="Password" />
      <form onSubmit={submit} noValidate className="grid gap-4 px-4 pt-3 pb-5 sm:px-5">
        {fault !== null && <ErrorNote error={fault} />}
        <Field label="New password" error={formState.errors.password?.message}>
          {(given) => (
            <Input type="password" autoComplete="new-password" {...given} {...register("password")} />
          )}
        </Field>
        <Button type="submit" busy={formState.isSubmitting} className="justify-self-start">
          Change password
        </Button>
      </form>
    </Card>
  );
}
