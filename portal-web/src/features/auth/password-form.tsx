import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { useSignInMethods } from "@/lib/use-sign-in-methods";
import { type SignInForm, signInForm } from "./credentials";

/** E-mail and password. `email` given: whose session is to be resumed. */
export function PasswordForm({ email, forgotten }: { email?: string; forgotten?: ReactNode }) {
  const signIn = useSignInMethods();
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<SignInForm>({
    resolver: standardSchemaResolver(signInForm),
    defaultValues: { email: email ?? "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ email, password }) => {
    setFault(null);
    await signIn.signIn(email, password).catch(setFault);
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fault !== null && <ErrorNote error={fault} />}
      <Field label="E-mail" error={errors.email?.message}>
        {(given) => (
          <Input type="email" autoComplete="username" autoFocus={!email} {...given} {...register("email")} />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message} aside={forgotten}>
        {(given) => (
          <Input
            type="password"
            autoComplete="current-password"
            autoFocus={Boolean(email)}
            {...given}
            {...register("password")}
          />
        )}
      </Field>
      <Button type="submit" look="primary" size="large" busy={isSubmitting} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
