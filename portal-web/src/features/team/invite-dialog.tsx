import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActions } from "@/components/ui/dialog";
import { Field, Input, Select } from "@/components/ui/field";
import { ErrorNote } from "@/components/ui/states";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { invitationsQuery, type NewInvitation, type Organization, type Role } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { InvitationLink } from "./invitation-link";
import { grantableRoles } from "./permissions";
import { ROLE_NAMES, ROLE_NOTES } from "./roles";

const inviteForm = z.object({
  email: z
    .string()
    .check(z.trim(), z.minLength(1, "Enter an e-mail address."), z.email("This is not an e-mail address.")),
  role: z.enum(["owner", "admin", "member"]),
});
type InviteForm = z.infer<typeof inviteForm>;

/** First whom to invite, then the link to pass on, shown once: the portal sends no mail. */
export function InviteDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const [made, setMade] = useState<NewInvitation | null>(null);

  const invite = async (body: InviteForm) => {
    const path = { organization_id: organization.id };
    const { token, ...invitation } = await ok(
      api.POST("/portal/organizations/{organization_id}/invitations", { params: { path }, body }),
    );
    if (token !== null) setMade({ ...invitation, token });
    void queries.invalidateQueries({ queryKey: invitationsQuery(api, organization.id).queryKey });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      insistent={made !== null}
      title={made ? "Pass the link on" : `Invite somebody to ${organization.name}`}
      description={
        made
          ? `The portal sends no mail. Only ${made.email} can accept with it, once. It is not shown again.`
          : "You get a link to pass on, good for seven days."
      }
    >
      {made && <InvitationLink invitation={made} onDone={onClose} />}
      {!made && <Form roles={grantableRoles(organization)} onSubmit={invite} onCancel={onClose} />}
    </Dialog>
  );
}

function Form({
  roles,
  onSubmit,
  onCancel,
}: {
  roles: readonly Role[];
  onSubmit: (form: InviteForm) => Promise<void>;
  onCancel: () => void;
}) {
  const [fault, setFault] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError, watch } = useForm<InviteForm>({
    resolver: standardSchemaResolver(inviteForm),
    defaultValues: { email: "", role: "member" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (form) => {
    setFault(null);
    try {
      await onSubmit(form);
    } catch (error) {
      if (error instanceof ApiError && error.param === "email") setError("email", { message: error.message });
      else setFault(error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {fault !== null && <ErrorNote error={fault} />}
      <Field label="E-mail" error={errors.email?.message}>
        {(given) => (
          <Input
            type="email"
            autoFocus
            autoComplete="off"
            placeholder="grace@example.com"
            {...given}
            {...register("email")}
          />
        )}
      </Field>
      <Field label="Role" hint={ROLE_NOTES[watch("role")]}>
        {(given) => (
          <Select {...given} {...register("role")}>
            {roles.map((role) => (
              <option key={role} value={role}>
                {ROLE_NAMES[role]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" busy={isSubmitting}>
          Make the link
        </Button>
      </DialogActions>
    </form>
  );
}
