import type { Call } from "./call";
import { curl } from "./programs/curl";
import { javascriptProgram } from "./programs/javascript";
import { pythonProgram } from "./programs/python";
import type { Target } from "./programs/target";

export { KEY_VARIABLE } from "./programs/target";

export type Language = "curl" | "python" | "javascript";

export const LANGUAGES: readonly { name: Language; label: string }[] = [
  { name: "curl", label: "curl" },
  { name: "python", label: "Python" },
  { name: "javascript", label: "JavaScript" },
];

const PROGRAMS = { curl, python: pythonProgram, javascript: javascriptProgram } as const;

/** `call` as a program that runs without changes. */
export function sample(call: Call, language: Language, target: Target): string {
  return PROGRAMS[language](call, target);
}
