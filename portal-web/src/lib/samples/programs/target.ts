/** The environment variable that samples read the key from. */
export const KEY_VARIABLE = "CORTENSOR_API_KEY";

export interface Target {
  baseUrl: string;
  /** Inlined into the sample; only right after the key was created. */
  key?: string | undefined;
}
