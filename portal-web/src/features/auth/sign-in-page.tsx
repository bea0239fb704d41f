import { type ReactNode, useState } from "react";
import { Link, Navigate, useLocation, useSearchParams } from "react-router";
import { ErrorNote } from "@/components/ui/states";
import type { SignInMethod } from "@/lib/config";
import { nextPath, PATHS, withNext } from "@/lib/paths";
import { usePortal } from "@/lib/portal";
import { useStore } from "@/lib/store";
import { useSignInMethods } from "@/lib/use-sign-in-methods";
import { AuthFrame, linkClasses } from "./auth-frame";
import { EmailForm } from "./email-form";
import { faultOfLink } from "./link-fault";
import { type MailWay, OtherWays } from "./other-ways";
import { PasswordForm } from "./password-form";
import { ProviderForm } from "./provider-form";

type Way = MailWay | "password_reset";

const LEAD = "To your keys, usage and limits.";

export function SignInPage() {
  const { session, signIn } = usePortal();
  const { status } = useStore(session);
  const [search] = useSearchParams();
  const next = nextPath(search);
  if (status === "signed-in") return <Navigate to={next} replace />;
  if (signIn.kind === "methods") return <SignIn next={next} />;
  return (
    <AuthFrame title="Sign in" lead={LEAD}>
      <ProviderForm forms={signIn} form="sign-in" next={next} />
    </AuthFrame>
  );
}

function SignIn({ next }: { next: string }) {
  const { config } = usePortal();
  const signIn = useSignInMethods();
  const { methods } = config.auth;
  const [way, setWay] = useState<Way | null>(firstWay(methods));
  const fault = faultOfLink(useLocation());

  const forms: Readonly<Record<Way, ReactNode>> = {
    password: (
      <PasswordForm
        forgotten={
          methods.includes("password_reset") && (
            <button
              type="button"
              className={`${linkClasses} text-sm`}
              onClick={() => setWay("password_reset")}
            >
              Forgotten?
            </button>
          )
        }
      />
    ),
    magic_link: (
      <EmailForm
        key="link"
        action="E-mail me a sign-in link"
        send={(email) => signIn.sendLink(email, next)}
        sent={(email) => `We sent a link to ${email}. Open it on this device to sign in.`}
      />
    ),
    password_reset: (
      <EmailForm
        key="reset"
        action="E-mail me a reset link"
        send={(email) => signIn.sendPasswordReset(email)}
        sent={(email) => `If ${email} has an account, a link to choose a new password is on its way.`}
      />
    ),
  };

  return (
    <AuthFrame
      title={way === "password_reset" ? "Reset your password" : "Sign in"}
      lead={way === "password_reset" ? "We send a link to your address." : LEAD}
      below={
        <>
          New here?{" "}
          <Link to={withNext(PATHS.signUp, next)} className={linkClasses}>
            Create an account
          </Link>
        </>
      }
    >
      {fault && (
        <div className="mb-4">
          <ErrorNote error={fault} />
        </div>
      )}
      {way && forms[way]}
      <OtherWays methods={methods} way={way} choose={setWay} />
    </AuthFrame>
  );
}

/** Null: nothing but wallets. */
function firstWay(methods: readonly SignInMethod[]): Way | null {
  if (methods.includes("password")) return "password";
  return methods.includes("magic_link") ? "magic_link" : null;
}
