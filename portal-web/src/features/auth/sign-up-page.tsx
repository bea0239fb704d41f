import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link, Navigate, useSearchParams } from "react-router";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { nextPath, PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useSignInMethods } from "@/lib/session/use-sign-in-methods";
import { useStore } from "@/lib/state/store";
import { AuthLayout, linkClasses } from "./auth-layout";
import { MIN_PASSWORD, type SignUpForm, signUpForm } from "./credentials";
import { ProviderForm } from "./provider-form";

const DESCRIPTION = "Start on the free plan and make your first call within a minute.";

export function SignUpPage() {
  const { session, signIn } = usePortal();
  const { status } = useStore(session);
  const [search] = useSearchParams();
  const next = nextPath(search);
  if (status === "signed-in") return <Navigate to={next} replace />;
  if (signIn.kind === "methods") return <SignUp next={next} />;
  return (
    <AuthLayout title="Create an account" description={DESCRIPTION}>
      <ProviderForm forms={signIn} form="sign-up" next={next} />
    </AuthLayout>
  );
}

function SignUp({ next }: { next: string }) {
  const signIn = useSignInMethods();
  const [submitError, setSubmitError] = useState<unknown>(null);
  const [unconfirmed, setUnconfirmed] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<SignUpForm>({
    resolver: standardSchemaResolver(signUpForm),
    defaultValues: { name: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (account) => {
    setSubmitError(null);
    await signIn
      .signUp({ ...account, next })
      .then((isSignedIn) => isSignedIn || setUnconfirmed(account.email), setSubmitError);
  });

  const signInLink = (
    <Link to={withNext(PATHS.signIn, next)} className={linkClasses}>
      Sign in
    </Link>
  );
  if (unconfirmed) {
    return (
      <AuthLayout
        title="Check your inbox"
        description={`We sent a link to ${unconfirmed}.`}
        footer={<>Already confirmed? {signInLink}</>}
      >
        <p role="status" className="text-ink-2">
          Open the link to confirm your address. Then your account is ready.
        </p>
      </AuthLayout>
    );
  }
  return (
    <AuthLayout
      title="Create an account"
      description={DESCRIPTION}
      footer={<>Already have an account? {signInLink}</>}
    >
      <form onSubmit={submit} noValidate className="grid gap-4">
        {submitError !== null && <ErrorMessage error={submitError} />}
        <Field
          label="Name"
          aside={<span className="text-ink-3 text-sm">optional</span>}
          error={errors.name?.message}
        >
          {(control) => <Input autoComplete="name" autoFocus {...control} {...register("name")} />}
        </Field>
        <Field label="E-mail" error={errors.email?.message}>
          {(control) => <Input type="email" autoComplete="username" {...control} {...register("email")} />}
        </Field>
        <Field
          label="Password"
          hint={`At least ${MIN_PASSWORD} characters.`}
          error={errors.password?.message}
        >
          {(control) => (
            <Input type="password" autoComplete="new-password" {...control} {...register("password")} />
          )}
        </Field>
        <Button type="submit" variant="primary" size="large" busy={isSubmitting} className="mt-1">
          Create account
        </Button>
      </form>
    </AuthLayout>
  );
}
