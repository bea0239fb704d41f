import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import * as z from "zod/mini";
import { Button } from "@/components/ui/controls/button";
import { Field, Input, Select } from "@/components/ui/controls/field";
import { ErrorMessage } from "@/components/ui/feedback/error-state";
import { Dialog, DialogActions } from "@/components/ui/overlays/dialog";
import { ApiError } from "@/lib/api/api-error";
import { ok } from "@/lib/api/client";
import { invitationsQuery, type NewInvitation, type Organization, type Role } from "@/lib/api/queries";
import { usePortal } from "@/lib/portal";
import { grantableRoles } from "../permissions";
import { ROLE_NAMES, ROLE_NOTES } from "../roles";
import { InvitationLink } from "./invitation-link";

const inviteForm = z.object({
  email: z
    .string()
    .check(z.trim(), z.minLength(1, "Enter an e-mail address."), z.email("Enter a valid e-mail address.")),
  role: z.enum(["owner", "admin", "member"]),
});
type InviteFormValues = z.infer<typeof inviteForm>;

/** Asks whom to invite, then shows the link to share once: the portal does not send e-mail. */
export function InviteDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const { api } = usePortal();
  const queries = useQueryClient();
  const [created, setCreated] = useState<NewInvitation | null>(null);

  const invite = async (body: InviteFormValues) => {
    const path = { organization_id: organization.id };
    const { token, ...invitation } = await ok(
      api.POST("/portal/organizations/{organization_id}/invitations", { params: { path }, body }),
    );
    if (token !== null) setCreated({ ...invitation, token });
    void queries.invalidateQueries({ queryKey: invitationsQuery(api, organization.id).queryKey });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => isOpen || onClose()}
      dismissible={created === null}
      title={created ? "Share the link" : `Invite someone to ${organization.name}`}
      description={
        created
          ? `The portal does not send e-mail. Only ${created.email} can accept the invitation. The link is not shown again.`
          : "You get a link to share, valid for seven days."
      }
    >
      {created && <InvitationLink invitation={created} onDone={onClose} />}
      {!created && <InviteForm roles={grantableRoles(organization)} onSubmit={invite} onCancel={onClose} />}
    </Dialog>
  );
}

function InviteForm({
  roles,
  onSubmit,
  onCancel,
}: {
  roles: readonly Role[];
  onSubmit: (form: InviteFormValues) => Promise<void>;
  onCancel: () => void;
}) {
  const [submitError, setSubmitError] = useState<unknown>(null);
  const { register, handleSubmit, formState, setError, watch } = useForm<InviteFormValues>({
    resolver: standardSchemaResolver(inviteForm),
    defaultValues: { email: "", role: "member" },
  });
  const { errors, isSubmitting } = formState;
  const submit = handleSubmit(async (form) => {
    setSubmitError(null);
    try {
      await onSubmit(form);
    } catch (error) {
      if (error instanceof ApiError && error.param === "email") setError("email", { message: error.message });
      else setSubmitError(error);
    }
  });
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {submitError !== null && <ErrorMessage error={submitError} />}
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <Input
            type="email"
            autoFocus
            autoComplete="off"
            placeholder="grace@example.com"
            {...control}
            {...register("email")}
          />
        )}
      </Field>
      <Field label="Role" hint={ROLE_NOTES[watch("role")]}>
        {(control) => (
          <Select {...control} {...register("role")}>
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
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Create link
        </Button>
      </DialogActions>
    </form>
  );
}
