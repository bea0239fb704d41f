import type { Api } from "@/lib/api/client";

/** Fields that an action may have besides the reason. */
export type ActionFieldName = "plan" | "amount" | "deadline" | "weight" | "tier" | "limit";
export type ActionInput = Readonly<Record<ActionFieldName | "reason", string>>;

export interface ActionField {
  name: ActionFieldName;
  label: string;
  hint?: string;
  placeholder?: string;
  /** What the field holds when the form opens. */
  initial?: string;
  /** Whether it may be left empty. */
  isOptional?: boolean;
  pattern?: { value: RegExp; message: string };
  /** The options of a select; without them the field is a text input. */
  options?: readonly { value: string; label: string }[];
}

/** An operator's action on one object, recorded in the audit log with its reason. */
export interface AdminAction {
  /** Label of the button. */
  verb: string;
  /** Title of the dialog, naming the object. */
  title: string;
  /** What it does, and how soon. */
  effect: string;
  /** Whether it takes service away from customers. */
  isHarmful?: boolean;
  fields?: readonly ActionField[];
  /** Run the action and return the message to show. A retry with the same `idempotencyKey` has no second effect. */
  run: (api: Api, input: ActionInput, idempotencyKey: string) => Promise<string>;
}
