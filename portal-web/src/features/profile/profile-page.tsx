import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/states";
import { type Me, meQuery } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { DataCard } from "./data-card";
import { ProviderCard } from "./provider-card";
import { SessionsCard } from "./sessions-card";
import { ThemeCard } from "./theme-card";

// Forms, and what checks them, arrive after the rest of the page.
const IdentityCard = lazy(async () => ({ default: (await import("./identity-card")).IdentityCard }));
const PasswordCard = lazy(async () => ({ default: (await import("./password-card")).PasswordCard }));

/** `team` shows the organisations of whoever is signed in, and the members of one of them. */
export function ProfilePage({ team }: { team: (me: Me | undefined) => ReactNode }) {
  const { api, config, signIn } = usePortal();
  const me = useQuery(meQuery(api));
  return (
    <>
      <PageHeader title="Profile">You, your organisations, and this browser.</PageHeader>
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
        {signIn.kind === "forms" && <ProviderCard forms={signIn} />}
        <SessionsCard />
        <ThemeCard />
        <DataCard me={me.data} />
      </div>
    </>
  );
}
