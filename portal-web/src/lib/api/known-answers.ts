interface Known {
  tag: string;
  body: string;
  headers: Headers;
}

const MOST = 40;

/**
 * The last answers of reads, by their `ETag`: asked again with it, an answer that still holds is 304, without
 * a body. The browser's own cache cannot do this, because answers of the control plane are not to be stored.
 */
export class KnownAnswers {
  readonly #known = new Map<string, Known>();

  /** Send a read through `send`, with what is known of it; `whose` keeps organisations apart. */
  async read(
    request: Request,
    whose: string,
    send: (headers: Record<string, string>) => Promise<Response>,
  ): Promise<Response> {
    const key = `${whose} ${request.url}`;
    const known = this.#known.get(key);
    const answer = await send(known ? { "if-none-match": known.tag } : {});
    if (known && answer.status === 304) return new Response(known.body, { headers: known.headers });
    const tag = answer.headers.get("etag");
    if (answer.status === 200 && tag !== null) {
      this.#keep(key, { tag, body: await answer.clone().text(), headers: answer.headers });
    }
    return answer;
  }

  forget(): void {
    this.#known.clear();
  }

  #keep(key: string, known: Known): void {
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }
}
