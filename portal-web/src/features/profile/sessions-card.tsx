import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/states";
import { usePortal } from "@/lib/portal";

export function SessionsCard() {
  const { session } = usePortal();
  const [fault, setFault] = useState<unknown>(null);
  const signOut = (everywhere: boolean) => {
    setFault(null);
    session.signOut(everywhere).catch(setFault);
  };
  return (
    <Card>
      <CardHeader title="Sessions" note="API keys are not touched by signing out" />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {fault !== null && <ErrorNote error={fault} />}
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => signOut(false)}>Sign out here</Button>
          <Button onClick={() => signOut(true)}>Sign out everywhere</Button>
        </div>
      </div>
    </Card>
  );
}
