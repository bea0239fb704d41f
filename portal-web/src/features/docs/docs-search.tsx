import { Search } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { Input } from "@/components/ui/controls/field";
import { type Hit, search } from "./search";
import { TABLE_OF_CONTENTS } from "./table-of-contents";

/** Searches the rendered page, which includes this deployment's base URL and models. */
export function DocsSearch() {
  const [query, setQuery] = useState("");
  const hits = query.trim() === "" ? null : search(renderedSections(), query);
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
            {hits.length} {hits.length === 1 ? "result" : "results"}
          </p>
          {hits.length === 0 && <p className="px-3 py-2.5 text-ink-3">No results.</p>}
          <ul>
            {hits.map((hit) => (
              <SearchHit key={hit.id} hit={hit} onSelect={() => setQuery("")} />
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function SearchHit({ hit, onSelect }: { hit: Hit; onSelect: () => void }) {
  return (
    <li>
      <Link to={`#${hit.id}`} onClick={onSelect} className="block rounded-lg px-3 py-2 hover:bg-sunken">
        <span className="block font-medium">{hit.title}</span>
        {hit.excerpt && <span className="block truncate text-ink-3 text-sm">{hit.excerpt}</span>}
      </Link>
    </li>
  );
}

function renderedSections() {
  return TABLE_OF_CONTENTS.flatMap(({ sections }) =>
    sections.map(({ id, title }) => ({ id, title, text: document.getElementById(id)?.textContent ?? "" })),
  );
}
