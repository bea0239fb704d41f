import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { usePortal } from "@/lib/portal";

export function SessionsCard() {
  const { session } = usePortal();
  const [error, setError] = useState<unknown>(null);
  const signOut = (everywhere: boolean) => {
    setError(null);
    session.signOut(everywhere).catch(setError);
  };
  return (
    <Card>
      <CardHeader title="Sessions" note="Signing out does not affect API keys" />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {error !== null && <ErrorMessage error={error} />}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => signOut(false)}>Sign out here</Button>
          <Button onClick={() => signOut(true)}>Sign out everywhere</Button>
        </div>
      </div>
    </Card>
  );
}
