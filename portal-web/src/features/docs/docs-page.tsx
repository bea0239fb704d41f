import { Link as LinkIcon } from "lucide-react";
import { Link } from "react-router";
import { cn } from "@/components/ui/class-names";
import { PageHeader } from "@/components/ui/layout/page-header";
import { DocsSearch } from "./docs-search";
import { TABLE_OF_CONTENTS } from "./table-of-contents";
import { useSectionInView } from "./use-section-in-view";

export function DocsPage() {
  const inView = useSectionInView();
  return (
    <div className="lg:grid lg:grid-cols-[minmax(0,1fr)_12rem] lg:gap-x-12">
      <div className="min-w-0">
        <PageHeader title="Docs">
          Reference and guides for the hosted API, with code samples that run as they are.
        </PageHeader>
        <div className="mb-8 lg:hidden">
          <DocsSearch />
        </div>
        {TABLE_OF_CONTENTS.map(({ group, sections }) => (
          <div key={group}>
            {sections.map(({ id, title, Content }) => (
              <section key={id} id={id} aria-labelledby={`${id}-title`} className="mb-14">
                <h2
                  id={`${id}-title`}
                  className="group flex items-center gap-2 border-line border-t pt-6 font-semibold text-lg"
                >
                  {title}
                  <Link
                    to={`#${id}`}
                    aria-label={`Link to ${title}`}
                    className="rounded p-1 text-ink-3 opacity-0 hover:text-ink focus-visible:opacity-100 group-hover:opacity-100"
                  >
                    <LinkIcon size={14} aria-hidden="true" />
                  </Link>
                </h2>
                <Content />
              </section>
            ))}
          </div>
        ))}
      </div>
      <aside className="hidden lg:block" aria-label="Contents">
        <div className="sticky top-20">
          <DocsSearch />
          <nav aria-label="Docs" className="mt-5 grid gap-5">
            {TABLE_OF_CONTENTS.map(({ group, sections }) => (
              <div key={group}>
                <div className="mb-1.5 text-ink-3 text-sm">{group}</div>
                <ul className="grid border-line border-l">
                  {sections.map(({ id, title }) => (
                    <li key={id}>
                      <Link
                        to={`#${id}`}
                        aria-current={inView === id ? "location" : undefined}
                        className={cn(
                          "-ml-px block border-l py-1 pl-3 text-sm",
                          inView === id
                            ? "border-accent font-medium text-accent"
                            : "border-transparent text-ink-2 hover:text-ink",
                        )}
                      >
                        {title}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
        </div>
      </aside>
    </div>
  );
}
