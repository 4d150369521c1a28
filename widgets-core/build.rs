//! Turns the message files into typed functions: a message that is missing in one language, or
//! takes other arguments there, does not build.
//!
//! Each room keeps its messages beside its code (`src/rooms/<room>/messages/<language>.ftl`),
//! the words that all share are in `src/ui/messages/<language>.ftl`. The generator wants one folder
//! a language, so the files are gathered first, each under the name of its room.
//!
//! It also compresses the files that pages load.

#[path = "build/assets.rs"]
mod assets;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, build_from_locales_folder};

fn main() -> ExitCode {
    if let Err(error) = assets::compress() {
        println!("cargo::error=the files that pages load could not be compressed: {error}");
        return ExitCode::FAILURE;
    }
    match gather() {
        Ok(options) => build_from_locales_folder(options),
        Err(error) => {
            println!("cargo::error=the message files could not be gathered: {error}");
            ExitCode::FAILURE
        }
    }
}

fn gather() -> Result<BuildOptions, Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let locales = out.join("locales");
    if locales.exists() {
        fs::remove_dir_all(&locales)?;
    }
    collect("ui", Path::new("src/ui"), &locales)?;
    for room in fs::read_dir("src/rooms")? {
        let room = room?;
        collect(&room.file_name().to_string_lossy(), &room.path(), &locales)?;
    }
    let path = |name: &str| out.join(name).to_string_lossy().into_owned();
    Ok(BuildOptions::default()
        .with_locales_folder(&path("locales"))
        .with_output_file_path(&path("l10n.rs"))
        .with_ftl_output(FtlOutputOptions::single_file(&path("translations.ftl")))
        .with_prefix("")
        .with_lint_level(LintLevel::Strict))
}

/// Copies `<folder>/messages/<language>.ftl` to `<locales>/<language>/<room>.ftl`.
fn collect(room: &str, folder: &Path, locales: &Path) -> Result<(), Box<dyn Error>> {
    let messages = folder.join("messages");
    if !messages.is_dir() {
        return Ok(());
    }
    for file in fs::read_dir(messages)? {
        let file = file?.path();
        let language = file.file_stem().ok_or("a message file without a name")?;
        let folder = locales.join(language);
        fs::create_dir_all(&folder)?;
        fs::copy(&file, folder.join(format!("{room}.ftl")))?;
    }
    Ok(())
}
