import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { useNotice } from "@/components/notices";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Field, Input } from "@/components/ui/field";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorNote } from "@/components/ui/states";
import { ok } from "@/lib/api/client";
import { type Me, meQuery } from "@/lib/api/queries";
import { formatDate } from "@/lib/format";
import { usePortal } from "@/lib/portal";

const nameForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.maxLength(200, "At most 200 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot hold control characters."),
    ),
});
type NameForm = z.infer<typeof nameForm>;

export function IdentityCard({ me }: { me: Me | undefined }) {
  return (
    <Card>
      <CardHeader title="Identity" />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pt-3 pb-5 sm:px-5">
        <NameForm name={me?.user.display_name} />
        <dl className="grid gap-2.5 border-line border-t pt-4">
          <Fact name="E-mail">{me && (me.user.email ?? "none")}</Fact>
          <Fact name="Account since">{me && formatDate(new Date(me.user.created_at))}</Fact>
        </dl>
      </div>
    </Card>
  );
}

function NameForm({ name }: { name: string | undefined }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const tell = useNotice();
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<NameForm>({
    resolver: standardSchemaResolver(nameForm),
    values: { name: name ?? "" },
  });
  const submit = handleSubmit(async (form) => {
    setFault(null);
    try {
      await ok(api.PATCH("/portal/profile", { body: { display_name: form.name } }));
      tell("Your name is saved.");
      await queries.invalidateQueries({ queryKey: meQuery(api).queryKey });
      void queries.invalidateQueries({ queryKey: ["members"] });
    } catch (error) {
      setFault(error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      {fault !== null && <ErrorNote error={fault} />}
      <Field
        label="Name"
        hint="Members of your teams see it."
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
        {(given) => (
          <Input autoComplete="name" disabled={name === undefined} {...given} {...register("name")} />
        )}
      </Field>
    </form>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline justify-between gap-4">
      <dt className="whitespace-nowrap text-ink-2">{name}</dt>
      <dd className="min-w-0 truncate">{children ?? <Skeleton className="h-4 w-36" />}</dd>
    </div>
  );
}
