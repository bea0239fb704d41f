interface CachedResponse {
  etag: string;
  body: string;
  headers: Headers;
}

const MAX_ENTRIES = 40;

/**
 * Conditional requests: the last response of each read is sent back as `If-None-Match`, and a 304 is served from
 * here. The browser's own cache cannot do this, because responses of the control plane are `no-store`.
 */
export class EtagCache {
  readonly #entries = new Map<string, CachedResponse>();

  /** Send a read through `send`, with conditional headers if it is cached; `scope` separates organisations. */
  async fetch(
    request: Request,
    scope: string,
    send: (headers: Record<string, string>) => Promise<Response>,
  ): Promise<Response> {
    const key = `${scope} ${request.url}`;
    const cached = this.#entries.get(key);
    const response = await send(cached ? { "if-none-match": cached.etag } : {});
    if (cached && response.status === 304) return new Response(cached.body, { headers: cached.headers });
    const etag = response.headers.get("etag");
    if (response.status === 200 && etag !== null) {
      this.#add(key, { etag, body: await response.clone().text(), headers: response.headers });
    }
    return response;
  }

  clear(): void {
    this.#entries.clear();
  }

  #add(key: string, entry: CachedResponse): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
  }
}
