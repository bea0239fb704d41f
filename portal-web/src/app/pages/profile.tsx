import { lazy, Suspense } from "react";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { ProfilePage } from "@/features/profile/profile-page";
import { OrganizationsCard } from "@/features/team/organizations/organizations-card";

const MembersCard = lazy(async () => ({
  default: (await import("@/features/team/members/members-card")).MembersCard,
}));

export function ProfileRoute() {
  const placeholder = <Skeleton className="h-36 rounded-xl lg:col-span-2" />;
  return (
    <ProfilePage
      team={(me) => (
        <>
          <OrganizationsCard me={me} />
          {me ? (
            <Suspense fallback={placeholder}>
              <MembersCard key={me.organization.id} me={me} />
            </Suspense>
          ) : (
            placeholder
          )}
        </>
      )}
    />
  );
}
