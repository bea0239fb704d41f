export interface Searchable {
  id: string;
  title: string;
  text: string;
}

export interface Hit {
  id: string;
  title: string;
  /** The text around the first match; empty if only the title matches. */
  excerpt: string;
}

const CONTEXT_CHARS = 44;

/** Sections that contain every word of `query`, title matches first. */
export function search(sections: readonly Searchable[], query: string): Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const matches = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return sections
    .filter(({ title, text }) => matches(`${title} ${text}`))
    .map(({ id, title, text }) => ({
      id,
      title,
      excerpt: excerpt(text, first),
      isTitleMatch: matches(title),
    }))
    .sort((a, b) => Number(b.isTitleMatch) - Number(a.isTitleMatch))
    .map(({ isTitleMatch: _, ...hit }) => hit);
}

function excerpt(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  if (at < 0) return "";
  const start = Math.max(0, at - CONTEXT_CHARS);
  const end = Math.min(text.length, at + word.length + CONTEXT_CHARS);
  const cut = text.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "…" : ""}${cut}${end < text.length ? "…" : ""}`;
}
