import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Skeleton } from "@/components/ui/feedback/skeleton";
import { useToast } from "@/components/ui/feedback/toasts";
import { Card, CardHeader } from "@/components/ui/layout/card";
import { ok } from "@/lib/api/client";
import { type Me, meQuery } from "@/lib/api/queries";
import { formatDate } from "@/lib/format/times";
import { usePortal } from "@/lib/portal";

const nameForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.maxLength(200, "At most 200 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot contain control characters."),
    ),
});
type NameFormValues = z.infer<typeof nameForm>;

export function IdentityCard({ me }: { me: Me | undefined }) {
  return (
    <Card>
      <CardHeader title="Identity" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-3 pb-5 sm:px-5">
        <NameForm name={me?.user.display_name} />
        <dl className="grid gap-2.5 border-line border-t pt-4">
          <IdentityField name="E-mail">{me && (me.user.email ?? "none")}</IdentityField>
          <IdentityField name="Account created">
            {me && formatDate(new Date(me.user.created_at))}
          </IdentityField>
        </dl>
      </div>
    </Card>
  );
}

function NameForm({ name }: { name: string | undefined }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const toast = useToast();
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<NameFormValues>({
    resolver: standardSchemaResolver(nameForm),
    values: { name: name ?? "" },
  });
  const submit = handleSubmit(async (form) => {
    setSubmitError(null);
    try {
      await ok(api.PATCH("/portal/profile", { body: { display_name: form.name } }));
      toast("Name saved.");
      await queries.invalidateQueries({ queryKey: meQuery(api).queryKey });
      void queries.invalidateQueries({ queryKey: ["members"] });
    } catch (error) {
      setSubmitError(error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field
        label="Name"
        hint="Visible to members of your teams."
        error={formState.errors.name?.message}
        aside={
          <Button
            type="submit"
            size="small"
            busy={formState.isSubmitting}
            disabled={!formState.isDirty && !formState.isSubmitting}
          >
            Save
          </Button>
        }
      >
        {(control) => (
          <Input autoComplete="name" disabled={name === undefined} {...control} {...register("name")} />
        )}
      </Field>
    </form>
  );
}

function IdentityField({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="min-w-0 truncate">{children ?? <Skeleton className="h-4 w-36" />}</dd>
    </div>
  );
}
