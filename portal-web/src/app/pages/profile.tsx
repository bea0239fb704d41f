import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { ProfilePage } from "@/features/profile/profile-page";
import { OrganizationsCard } from "@/features/team/organizations-card";

const MembersCard = lazy(async () => ({
  default: (await import("@/features/team/members-card")).MembersCard,
}));

export function ProfileRoute() {
  const place = <Skeleton className="h-36 rounded-xl lg:col-span-2" />;
  return (
    <ProfilePage
      team={(me) => (
        <>
          <OrganizationsCard me={me} />
          {me ? (
            <Suspense fallback={place}>
              <MembersCard key={me.organization.id} me={me} />
            </Suspense>
          ) : (
            place
          )}
        </>
      )}
    />
  );
}
