/** The paths of all pages. */
export const PATHS = {
  usage: "/portal/usage",
  keys: "/portal/api-keys",
  billing: "/portal/billing",
  docs: "/portal/docs",
  profile: "/portal/profile",
  invitation: "/portal/invitation",
  playground: "/portal/playground",
  admin: "/portal/admin",
  status: "/status",
  signIn: "/sign-in",
  signUp: "/sign-up",
  accountDeleted: "/account-deleted",
} as const;

/** The path of the page that is shown at `pathname`; `pathname` itself if there is none. */
export function pagePath(pathname: string): string {
  if (pathname === "/" || pathname === "/portal") return PATHS.usage;
  return pathname.startsWith(`${PATHS.admin}/`) ? PATHS.admin : pathname;
}

/** Where to go after sign-in: the `next` parameter if it is a page of the portal, otherwise usage. */
export function nextPath(search: URLSearchParams): string {
  const next = search.get("next") ?? "";
  return /^\/portal\/[\w/-]*([?#][^\\]*)?$/.test(next) ? next : PATHS.usage;
}

export function withNext(path: string, next: string): string {
  return next === PATHS.usage ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The link to share with the invitee. The token is in the fragment, so it is never sent to a server. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}${PATHS.invitation}#${token}`;
}
