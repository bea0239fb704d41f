import "./styles.css";
import { enter } from "./app/enter";
import { openPortal } from "./app/open-portal";
import { loadPage } from "./app/pages";
import { loadConfig } from "./lib/config";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

void begin(root);

/** What the page shows is asked for before the code that draws it is run, which takes as long as the answers do. */
async function begin(element: HTMLElement): Promise<void> {
  try {
    const portal = await openPortal(await loadConfig());
    const queries = enter(portal, location);
    const view = import("./app/view");
    loadPage(location.pathname, portal.session.current.status === "signed-out");
    (await view).show(element, portal, queries);
  } catch (error) {
    await showFault(element, error);
  }
}

async function showFault(element: HTMLElement, error: unknown): Promise<void> {
  try {
    (await import("./app/view")).showFault(element, error);
  } catch (fault) {
    reportError(fault);
    element.role = "alert";
    element.textContent = "The portal could not be loaded. Check your connection, then reload.";
  }
}
