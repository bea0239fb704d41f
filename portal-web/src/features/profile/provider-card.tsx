import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ErrorNote } from "@/components/ui/states";
import type { ProviderForms } from "@/lib/session";

/** Where the provider has its own page for address, password and second factor. */
export function ProviderCard({ forms }: { forms: ProviderForms }) {
  const [fault, setFault] = useState<unknown>(null);
  const open = () => {
    setFault(null);
    forms.openProfile().catch(setFault);
  };
  return (
    <Card>
      <CardHeader title="Sign-in" note="Address, password and second factor" />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {fault !== null && <ErrorNote error={fault} />}
        <Button className="justify-self-start" onClick={open}>
          Manage sign-in
        </Button>
      </div>
    </Card>
  );
}
