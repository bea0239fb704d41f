import type { Api } from "@/lib/api/client";

/** What may be asked beside the reason. */
export type Asked = "plan" | "amount" | "url" | "state";
export type Answers = Readonly<Record<Asked | "reason", string>>;

export interface ActionField {
  name: Asked;
  label: string;
  hint?: string;
  placeholder?: string;
  pattern?: { value: RegExp; message: string };
  /** To choose from; left out: to type. */
  options?: readonly { value: string; label: string }[];
}

/** Something an operator does to one thing, with a reason, for the audit log. */
export interface Action {
  /** On the button. */
  verb: string;
  /** What is asked, naming the thing. */
  title: string;
  /** What it does, and from when on. */
  effect: string;
  /** Takes something away from customers. */
  isHarmful?: boolean;
  fields?: readonly ActionField[];
  /** Does it, and tells the outcome. Repeating the same `attempt` does nothing twice. */
  run: (api: Api, answers: Answers, attempt: string) => Promise<string>;
}
