import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link, Navigate, useSearchParams } from "react-router";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { nextPath, PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import { useSignInMethods } from "@/lib/use-sign-in-methods";
import { AuthFrame, linkClasses } from "./auth-frame";
import { MIN_PASSWORD, type SignUpForm, signUpForm } from "./credentials";
import { ProviderForm } from "./provider-form";

const LEAD = "A free plan, a key, and your first call within a minute.";

export function SignUpPage() {
  const { session, signIn } = usePortal();
  const { status } = useStore(session);
  const [search] = useSearchParams();
  const next = nextPath(search);
  if (status === "signed-in") return <Navigate to={next} replace />;
  if (signIn.kind === "methods") return <SignUp next={next} />;
  return (
    <AuthFrame title="Create an account" lead={LEAD}>
      <ProviderForm forms={signIn} form="sign-up" next={next} />
    </AuthFrame>
  );
}

function SignUp({ next }: { next: string }) {
  const signIn = useSignInMethods();
  const [fault, setFault] = useState<unknown>(null);
  const [toConfirm, setToConfirm] = useState<string | null>(null);
  const { register, handleSubmit, formState } = useForm<SignUpForm>({
    resolver: standardSchemaResolver(signUpForm),
    defaultValues: { name: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (account) => {
    setFault(null);
    await signIn.signUp({ ...account, next }).then((isIn) => isIn || setToConfirm(account.email), setFault);
  });

  const signInLink = (
    <Link to={withNext(PATHS.signIn, next)} className={linkClasses}>
      Sign in
    </Link>
  );
  if (toConfirm) {
    return (
      <AuthFrame
        title="Check your inbox"
        lead={`We sent a link to ${toConfirm}.`}
        below={<>Confirmed? {signInLink}</>}
      >
        <p role="status" className="text-ink-2">
          Open it to confirm the address. Your account is ready then.
        </p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title="Create an account" lead={LEAD} below={<>Have an account? {signInLink}</>}>
      <form onSubmit={submit} noValidate className="grid gap-4">
        {fault !== null && <ErrorNote error={fault} />}
        <Field
          label="Name"
          aside={<span className="text-ink-3 text-sm">optional</span>}
          error={errors.name?.message}
        >
          {(given) => <Input autoComplete="name" autoFocus {...given} {...register("name")} />}
        </Field>
        <Field label="E-mail" error={errors.email?.message}>
          {(given) => <Input type="email" autoComplete="username" {...given} {...register("email")} />}
        </Field>
        <Field
          label="Password"
          hint={`At least ${MIN_PASSWORD} characters.`}
          error={errors.password?.message}
        >
          {(given) => (
            <Input type="password" autoComplete="new-password" {...given} {...register("password")} />
          )}
        </Field>
        <Button type="submit" look="primary" size="large" busy={isSubmitting} className="mt-1">
          Create account
        </Button>
      </form>
    </AuthFrame>
  );
}
