import { type ReactNode, useState } from "react";
import { Link, Navigate, useLocation, useSearchParams } from "react-router";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import type { SignInMethod } from "@/lib/config";
import { nextPath, PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useSignInMethods } from "@/lib/session/use-sign-in-methods";
import { useStore } from "@/lib/state/store";
import { AuthLayout, linkClasses } from "./auth-layout";
import { EmailForm } from "./email-form";
import { emailLinkError } from "./email-link-error";
import { type EmailMethod, OtherSignInMethods } from "./other-sign-in-methods";
import { PasswordForm } from "./password-form";
import { ProviderForm } from "./provider-form";

type FormMethod = EmailMethod | "password_reset";

const DESCRIPTION = "Manage your API keys, usage and limits.";

export function SignInPage() {
  const { session, signIn } = usePortal();
  const { status } = useStore(session);
  const [search] = useSearchParams();
  const next = nextPath(search);
  if (status === "signed-in") return <Navigate to={next} replace />;
  if (signIn.kind === "methods") return <SignIn next={next} />;
  return (
    <AuthLayout title="Sign in" description={DESCRIPTION}>
      <ProviderForm forms={signIn} form="sign-in" next={next} />
    </AuthLayout>
  );
}

function SignIn({ next }: { next: string }) {
  const { config } = usePortal();
  const signIn = useSignInMethods();
  const { methods } = config.auth;
  const [method, setMethod] = useState<FormMethod | null>(defaultMethod(methods));
  const linkError = emailLinkError(useLocation());

  const forms: Readonly<Record<FormMethod, ReactNode>> = {
    password: (
      <PasswordForm
        resetLink={
          methods.includes("password_reset") && (
            <button
              type="button"
              className={`${linkClasses} text-sm`}
              onClick={() => setMethod("password_reset")}
            >
              Forgot password?
            </button>
          )
        }
      />
    ),
    magic_link: (
      <EmailForm
        key="link"
        submitLabel="E-mail me a sign-in link"
        send={(email) => signIn.sendLink(email, next)}
        confirmation={(email) => `We sent a link to ${email}. Open it on this device to sign in.`}
      />
    ),
    password_reset: (
      <EmailForm
        key="reset"
        submitLabel="E-mail me a reset link"
        send={(email) => signIn.sendPasswordReset(email)}
        confirmation={(email) => `If ${email} has an account, a link to choose a new password is on its way.`}
      />
    ),
  };

  return (
    <AuthLayout
      title={method === "password_reset" ? "Reset your password" : "Sign in"}
      description={method === "password_reset" ? "We will send a link to your address." : DESCRIPTION}
      footer={
        <>
          New here?{" "}
          <Link to={withNext(PATHS.signUp, next)} className={linkClasses}>
            Create an account
          </Link>
        </>
      }
    >
      {linkError && (
        <div className="mb-4">
          <ErrorMessage error={linkError} />
        </div>
      )}
      {method && forms[method]}
      <OtherSignInMethods methods={methods} current={method} onSelect={setMethod} />
    </AuthLayout>
  );
}

/** The method whose form is shown first; null if only wallets are enabled. */
function defaultMethod(methods: readonly SignInMethod[]): FormMethod | null {
  if (methods.includes("password")) return "password";
  return methods.includes("magic_link") ? "magic_link" : null;
}
