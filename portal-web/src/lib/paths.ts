/** Where everything is. */
export const PATHS = {
  usage: "/portal/usage",
  keys: "/portal/api-keys",
  billing: "/portal/billing",
  docs: "/portal/docs",
  profile: "/portal/profile",
  invitation: "/portal/invitation",
  playground: "/portal/playground",
  admin: "/portal/admin",
  signIn: "/sign-in",
  signUp: "/sign-up",
  goodbye: "/goodbye",
} as const;

/** The page that an address leads to; the address itself where none is there. */
export function pagePath(pathname: string): string {
  if (pathname === "/" || pathname === "/portal") return PATHS.usage;
  return pathname.startsWith(`${PATHS.admin}/`) ? PATHS.admin : pathname;
}

/** The page somebody asked for before signing in, from an address; only pages of the portal. */
export function nextPath(search: URLSearchParams): string {
  const next = search.get("next") ?? "";
  return /^\/portal\/[\w/-]*([?#][^\\]*)?$/.test(next) ? next : PATHS.usage;
}

export function withNext(path: string, next: string): string {
  return next === PATHS.usage ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** The link to pass on to who is invited. The token stands after `#`: no server is told of it. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}${PATHS.invitation}#${token}`;
}
