/** `free` as `Free`: the API names plans by id only. */
export function planName(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1).replaceAll("-", " ");
}
