//! Prepares static files at build time: leaves out comments, makes the style sheet that is in no cascade
//! layer, and compresses with brotli at the highest quality.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files below this folder.
const FOLDER: &str = "src/ui";
/// How the rules begin that are in a layer.
const LAYER: &str = "@layer widgets {\n";

/// Writes each file to `<OUT_DIR>/<name>`, and compressed to `<OUT_DIR>/<name>.br`.
pub(crate) fn compress() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let read = |name| fs::read_to_string(Path::new(FOLDER).join(name));
    let style = read("style.css")?;
    let unlayered = unlayered(&style, &read("unlayered.css")?)?;
    let script = read("widgets.js")?;
    for (name, text) in [
        ("style.css", style),
        ("unlayered.css", unlayered),
        ("widgets.js", script),
    ] {
        let plain = without_comments(&text);
        let mut compressed = fs::File::create(out.join(format!("{name}.br")))?;
        brotli::BrotliCompress(&mut plain.as_bytes(), &mut compressed, &Default::default())?;
        fs::write(out.join(name), plain)?;
    }
    Ok(())
}

/// The sheet with another beginning instead of its layer. The root itself is not below the root.
fn unlayered(style: &str, beginning: &str) -> Result<String, String> {
    let (_, rules) = style
        .split_once(LAYER)
        .ok_or_else(|| format!("style.css has no line {LAYER:?}"))?;
    let rules = rules.replace("\n  .wg-root", "\n  &.wg-root");
    let rules = rules
        .strip_prefix("  .wg-root")
        .map_or_else(|| rules.clone(), |rest| format!("  &.wg-root{rest}"));
    Ok([beginning, &rules].concat())
}

/// The lines that do more than comment. In these files a comment has lines of its own, and a third of the
/// script would be comments.
fn without_comments(text: &str) -> String {
    let mut within = false;
    let lines = text.lines().filter(|line| {
        let line = line.trim();
        let block = within || line.starts_with("/*");
        within = block && !line.ends_with("*/");
        !block && !line.starts_with("//") && !line.is_empty()
    });
    lines.flat_map(|line| [line, "\n"]).collect()
}
