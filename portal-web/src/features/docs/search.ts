export interface Searchable {
  id: string;
  title: string;
  text: string;
}

export interface Hit {
  id: string;
  title: string;
  /** The text around the first match; empty where only the title matches. */
  excerpt: string;
}

const AROUND = 44;

/** Sections that hold every word of `query`, those that have it in their title first. */
export function search(sections: readonly Searchable[], query: string): Hit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (first === undefined) return [];
  const isIn = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return sections
    .filter(({ title, text }) => isIn(`${title} ${text}`))
    .map(({ id, title, text }) => ({ id, title, excerpt: excerpt(text, first), isTitle: isIn(title) }))
    .sort((a, b) => Number(b.isTitle) - Number(a.isTitle))
    .map(({ isTitle: _, ...hit }) => hit);
}

function excerpt(text: string, word: string): string {
  const at = text.toLowerCase().indexOf(word);
  if (at < 0) return "";
  const start = Math.max(0, at - AROUND);
  const end = Math.min(text.length, at + word.length + AROUND);
  const cut = text.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "…" : ""}${cut}${end < text.length ? "…" : ""}`;
}
