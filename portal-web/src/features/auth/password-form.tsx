import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { useSignInMethods } from "@/lib/session/use-sign-in-methods";
import { type SignInForm, signInForm } from "./credentials";

/** Sign-in with e-mail and password. `email` prefills the address of an expired session. */
export function PasswordForm({ email, resetLink }: { email?: string; resetLink?: ReactNode }) {
  const signIn = useSignInMethods();
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<SignInForm>({
    resolver: standardSchemaResolver(signInForm),
    defaultValues: { email: email ?? "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async ({ email, password }) => {
    setSubmitError(null);
    await signIn.signIn(email, password).catch(setSubmitError);
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input
            type="email"
            autoComplete="username"
            autoFocus={!email}
            {...control}
            {...register("email")}
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message} aside={resetLink}>
        {(control) => (
          <Input
            type="password"
            autoComplete="current-password"
            autoFocus={Boolean(email)}
            {...control}
            {...register("password")}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="large" busy={isSubmitting} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
