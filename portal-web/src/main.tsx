import "./styles.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app";
import { NotConfiguredPage } from "./app/not-configured-page";
import { openPortal } from "./app/open-portal";
import { createRouter } from "./app/router";
import { loadConfig } from "./lib/config";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root.");
const page = createRoot(root);

// The code of the page that was asked for arrives while the configuration does.
const router = createRouter();
try {
  const portal = await openPortal(await loadConfig());
  void portal.session.restore();
  page.render(<App portal={portal} router={router} />);
} catch (error) {
  page.render(<NotConfiguredPage error={error} />);
}
