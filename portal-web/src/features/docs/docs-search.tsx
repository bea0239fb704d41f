import { Search } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { Input } from "@/components/ui/field";
import { CONTENTS } from "./contents";
import { type Hit, search } from "./search";

/** Searches what the page shows, this installation's own names included. */
export function DocsSearch() {
  const [query, setQuery] = useState("");
  const hits = query.trim() === "" ? null : search(shownSections(), query);
  return (
    <div className="relative">
      <Search
        size={15}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3"
        aria-hidden="true"
      />
      <Input
        type="search"
        aria-label="Search the docs"
        placeholder="Search"
        className="pl-9"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && setQuery("")}
      />
      {hits && (
        <div className="absolute inset-x-0 top-full z-20 mt-1.5 rounded-xl border border-line bg-surface p-1 shadow-raised lg:right-auto lg:w-80">
          <p role="status" className="sr-only">
            {hits.length} found
          </p>
          {hits.length === 0 && <p className="px-3 py-2.5 text-ink-3">Nothing found.</p>}
          <ul>
            {hits.map((hit) => (
              <Found key={hit.id} hit={hit} onChoose={() => setQuery("")} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Found({ hit, onChoose }: { hit: Hit; onChoose: () => void }) {
  return (
    <li>
      <Link to={`#${hit.id}`} onClick={onChoose} className="block rounded-lg px-3 py-2 hover:bg-sunken">
        <span className="block font-medium">{hit.title}</span>
        {hit.excerpt && <span className="block truncate text-ink-3 text-sm">{hit.excerpt}</span>}
      </Link>
    </li>
  );
}

function shownSections() {
  return CONTENTS.flatMap(({ sections }) =>
    sections.map(({ id, title }) => ({ id, title, text: document.getElementById(id)?.textContent ?? "" })),
  );
}
