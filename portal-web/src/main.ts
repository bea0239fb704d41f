import "./styles/index.css";
import { bootstrap } from "./app/bootstrap";
import { buildPortal } from "./app/build-portal";
import { loadPage } from "./app/pages";
import { loadConfig } from "./lib/config";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");

void start(root);

/** Request the page's data before loading the code that renders it; both take about as long. */
async function start(element: HTMLElement): Promise<void> {
  try {
    const portal = await buildPortal(await loadConfig());
    const queries = bootstrap(portal, location);
    const view = import("./app/view");
    loadPage(location.pathname, portal.session.current.status === "signed-out");
    (await view).show(element, portal, queries);
  } catch (error) {
    await showStartupError(element, error);
  }
}

async function showStartupError(element: HTMLElement, error: unknown): Promise<void> {
  try {
    (await import("./app/view")).showStartupError(element, error);
  } catch (loadError) {
    reportError(loadError);
    element.role = "alert";
    element.textContent = "The portal could not be loaded. Check your connection, then reload.";
  }
}
