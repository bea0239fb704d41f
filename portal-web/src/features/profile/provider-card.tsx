import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Card, CardHeader } from "@/components/ui/layout/card";
import type { ProviderForms } from "@/lib/session/provider";

/** Opens the sign-in provider's page for e-mail address, password and second factor. */
export function ProviderCard({ forms }: { forms: ProviderForms }) {
  const [error, setError] = useState<unknown>(null);
  const open = () => {
    setError(null);
    forms.openProfile().catch(setError);
  };
  return (
    <Card>
      <CardHeader title="Sign-in" note="E-mail address, password and second factor" />
      <div className="grid gap-3 px-4 pt-3 pb-5 sm:px-5">
        {error !== null && <ErrorMessage error={error} />}
        <Button className="justify-self-start" onClick={open}>
          Manage sign-in
        </Button>
      </div>
    </Card>
  );
}
