// The fonts that pictures are taken with: the Debian packages fonts-inter and fonts-noto-core.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * The fonts people have where pages are read, and nothing else of this machine's: without them
 * Chromium falls back to fonts that make every page look wrong.
 */
export function fonts() {
  const cache = mkdtempSync(join(tmpdir(), "widgets-fonts-"));
  const file = join(cache, "fonts.conf");
  const family = (name, chosen) => `
    <match target="pattern"><test name="family"><string>${name}</string></test>
      <edit name="family" mode="prepend" binding="strong"><string>${chosen}</string></edit></match>`;
  const text = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
    <fontconfig><dir>/usr/share/fonts</dir><cachedir>${cache}</cachedir>
    ${family("system-ui", "Inter")}${family("sans-serif", "Inter")}</fontconfig>`;
  writeFileSync(file, text);
  return {
    env: { FONTCONFIG_FILE: file },
    remove: () => rmSync(cache, { recursive: true, force: true }),
  };
}
