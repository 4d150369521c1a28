//! Compresses static files with brotli at build time, at the highest quality.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files, below `src/ui`.
const ASSETS: [&str; 2] = ["style.css", "widgets.js"];

/// Writes each file to `<OUT_DIR>/<name>.br`.
pub(crate) fn compress() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for name in ASSETS {
        let mut file = fs::File::open(Path::new("src/ui").join(name))?;
        let mut compressed = fs::File::create(out.join(format!("{name}.br")))?;
        brotli::BrotliCompress(&mut file, &mut compressed, &Default::default())?;
    }
    Ok(())
}
