/** `Free` for `free`; the API returns only the id. */
export function planName(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
}
