// The stage for pictures: a demo, the gallery and staged hosts, before a browser that has the fonts.
import { browser, start, startGallery, startHosts } from "./demo.mjs";
import { fonts } from "./fonts.mjs";

/** Runs `work` with a browser and what states are shown on. `port` is the first of some that are free. */
export async function onStage(port, options, work) {
  const own = fonts();
  const demo = await start("axum-demo", port, { ...options, named: true });
  const gallery = await startGallery(port + 1);
  const calm = await start("axum-demo", port + 60, { ...options, named: true, fresh: 900 });
  const { hosts, stop } = await startHosts(port + 2);
  const chrome = await browser(own.env);
  try {
    await work(chrome, { origin: demo.origin, gallery: gallery.origin, calm: calm.origin, hosts, ...demo.stage() });
  } finally {
    await chrome.close();
    demo.stop();
    gallery.stop();
    calm.stop();
    stop();
    own.remove();
  }
}
