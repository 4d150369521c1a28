//! Turns the message files into typed functions, once they keep the rules. The generator by itself
//! only warns of a message that one language lacks, and leaves it out of all.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, try_build_from_locales_folder};

use super::tree;

/// Checks and generates; the errors are told line by line.
pub(crate) fn build() -> Result<(), Vec<String>> {
    let problems = tree::problems(Path::new("src")).map_err(|error| vec![error.to_string()])?;
    if !problems.is_empty() {
        return Err(problems);
    }
    generate().map_err(|error| error.to_string().lines().map(str::to_owned).collect())
}

/// The generator wants one folder a language, so the files are gathered first, each under the name
/// of its widget.
fn generate() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let locales = out.join("locales");
    if locales.exists() {
        fs::remove_dir_all(&locales)?;
    }
    for file in tree::files(Path::new("src"))? {
        let folder = locales.join(&file.language);
        fs::create_dir_all(&folder)?;
        fs::copy(&file.path, folder.join(format!("{}.ftl", file.widget)))?;
    }
    let path = |name: &str| out.join(name).to_string_lossy().into_owned();
    let options = BuildOptions::default()
        .with_locales_folder(&path("locales"))
        .with_output_file_path(&path("l10n.rs"))
        .with_ftl_output(FtlOutputOptions::single_file(&path("translations.ftl")))
        .with_prefix("")
        .with_lint_level(LintLevel::Strict)
        .without_format();
    try_build_from_locales_folder(options)?;
    age(&locales);
    Ok(())
}

/// Makes the folder look as old as can be. The generator tells cargo to build again when it has
/// changed, and it is made anew while building: so core would be built again each time. Where the
/// system does not allow it, that is all that comes of it.
fn age(path: &Path) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        age(&entry.path());
    }
    if let Ok(file) = fs::File::open(path) {
        let _ = file.set_modified(SystemTime::UNIX_EPOCH);
    }
}
