import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { ErrorState } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { Card } from "@/components/ui/layout/card";
import { PageHeader } from "@/components/ui/layout/page-header";
import { type Me, meQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { DataCard } from "./data-card";
import { SessionsCard } from "./sessions-card";
import { ThemeCard } from "./theme-card";

// Only where the provider has forms of its own.
const ProviderCard = lazy(async () => ({ default: (await import("./provider-card")).ProviderCard }));
// The forms and their validation are loaded after the rest of the page.
const IdentityCard = lazy(async () => ({ default: (await import("./identity-card")).IdentityCard }));
const PasswordCard = lazy(async () => ({ default: (await import("./password-card")).PasswordCard }));

/** `team` renders the user's organisations, and the members of the current one. */
export function ProfilePage({ team }: { team: (me: Me | undefined) => ReactNode }) {
  const { api, config, signIn } = usePortal();
  const me = useQuery(meQuery(api));
  return (
    <>
      <PageHeader title="Profile">Your account, your organisations and this browser.</PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        {me.isError && !me.data ? (
          <Card className="lg:col-span-2">
            <ErrorState
              error={me.error}
              title="Your profile could not be loaded"
              onRetry={() => void me.refetch()}
            />
          </Card>
        ) : (
          <>
            <Suspense fallback={<Skeleton className="h-66 rounded-xl" />}>
              <IdentityCard me={me.data} />
            </Suspense>
            {team(me.data)}
          </>
        )}
        {config.auth.methods.includes("password") && (
          <Suspense fallback={<Skeleton className="h-48 rounded-xl" />}>
            <PasswordCard />
          </Suspense>
        )}
        {signIn.kind === "forms" && (
          <Suspense fallback={<Skeleton className="h-32 rounded-xl" />}>
            <ProviderCard forms={signIn} />
          </Suspense>
        )}
        <SessionsCard />
        <ThemeCard />
        <DataCard me={me.data} />
      </div>
    </>
  );
}
