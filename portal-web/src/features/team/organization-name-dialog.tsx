import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";

const nameForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, "Give it a name."),
      z.maxLength(100, "At most 100 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot hold control characters."),
    ),
});
type NameForm = z.infer<typeof nameForm>;

interface OrganizationNameDialogProps {
  title: string;
  description?: string;
  /** The name it has; none yet: a new organisation's. */
  name?: string;
  submit: string;
  onSubmit: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the name of an organisation: a new one's, or another for one that is there. */
export function OrganizationNameDialog(props: OrganizationNameDialogProps) {
  const { title, description, onClose } = props;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      title={title}
      {...(description ? { description } : {})}
    >
      <OrganizationNameForm {...props} />
    </Dialog>
  );
}

function OrganizationNameForm({ name = "", submit: label, onSubmit, onClose }: OrganizationNameDialogProps) {
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<NameForm>({
    resolver: standardSchemaResolver(nameForm),
    defaultValues: { name },
  });
  const submit = handleSubmit(async (form) => {
    setFault(null);
    await onSubmit(form.name).catch(setFault);
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fault !== null && <ErrorNote error={fault} />}
      <Field label="Name" error={formState.errors.name?.message}>
        {(given) => (
          <Input autoFocus autoComplete="off" placeholder="Acme research" {...given} {...register("name")} />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" busy={formState.isSubmitting}>
          {label}
        </Button>
      </DialogActions>
    </form>
  );
}
