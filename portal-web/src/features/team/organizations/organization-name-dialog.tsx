import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/controls/button";
import { Field, Input } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";

const nameForm = z.object({
  name: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, "Enter a name."),
      z.maxLength(100, "At most 100 characters."),
      z.regex(/^[^\p{Cc}]*$/u, "A name cannot contain control characters."),
    ),
});
type OrganizationNameValues = z.infer<typeof nameForm>;

interface OrganizationNameDialogProps {
  title: string;
  description?: string;
  /** The current name; omitted for a new organisation. */
  name?: string;
  submit: string;
  onSubmit: (name: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the name of a new organisation, or the new name of an existing one. */
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
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState } = useForm<OrganizationNameValues>({
    resolver: standardSchemaResolver(nameForm),
    defaultValues: { name },
  });
  const submit = handleSubmit(async (form) => {
    setSubmitError(null);
    await onSubmit(form.name).catch(setSubmitError);
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field label="Name" error={formState.errors.name?.message}>
        {(control) => (
          <Input
            autoFocus
            autoComplete="off"
            placeholder="Acme research"
            {...control}
            {...register("name")}
          />
        )}
      </Field>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={formState.isSubmitting}>
          {label}
        </Button>
      </DialogActions>
    </form>
  );
}
