//! Generates typed functions from the message files, after validating them. The generator alone
//! would only warn about a message missing in one language, and omit it from all. Lists the messages
//! that are prepared when a language is loaded (see `i18n::words`).

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs};

use fluent_typed::{BuildOptions, FtlOutputOptions, LintLevel, try_build_from_locales_folder};

use super::tree;

/// Validates and generates. Returns one error per line.
pub(crate) fn build() -> Result<(), Vec<String>> {
    let problems = tree::problems(Path::new("src")).map_err(|error| vec![error.to_string()])?;
    if !problems.is_empty() {
        return Err(problems);
    }
    generate().map_err(|error| error.to_string().lines().map(str::to_owned).collect())
}

/// The generator expects one folder per language, so the files are copied first, named by widget.
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
    let generated = fs::read_to_string(path("l10n.rs"))?;
    let words = [texts(&generated), patterns(&generated)].concat();
    fs::write(path("words.rs"), words)?;
    Ok(())
}

/// A `texts!` with every generated function that takes no arguments.
fn texts(generated: &str) -> String {
    let functions = generated.lines().filter_map(|line| {
        let function = line.trim_start().strip_prefix("pub fn ")?;
        function.strip_suffix("(&self) -> String {")
    });
    let names: Vec<&str> = functions.collect();
    format!("texts! {{ {} }}\n", names.join(" "))
}

/// A `patterns!` with every generated function that takes only texts, the id of its message, and the
/// name of each argument. Such a function sets its arguments one by one, then formats the message.
fn patterns(generated: &str) -> String {
    let mut found = String::new();
    let mut lines = generated.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(function) = line.strip_prefix("pub fn ") else {
            continue;
        };
        let name = function.split_once('<').map(|(name, _)| name);
        let Some(name) = name.filter(|_| function.ends_with("-> String {")) else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "}");
        let body: Vec<&str> = body.collect();
        let arguments = body.iter().filter_map(|line| {
            let (name, value) = line.strip_prefix("args.set(")?.split_once(", ")?;
            Some((name, value.strip_suffix(".as_ref());")))
        });
        let arguments = arguments.map(|(name, value)| Some(format!("{} = {name}", value?)));
        let id = body.iter().find_map(|line| {
            let id = line.strip_prefix("self.0.msg(")?;
            id.strip_suffix(", Some(args)).unwrap()")
        });
        if let (Some(arguments), Some(id)) = (arguments.collect::<Option<Vec<_>>>(), id) {
            let arguments = arguments.join(", ");
            found.push_str(&format!("{name} = {id} ({arguments});\n"));
        }
    }
    format!("patterns! {{\n{found}}}\n")
}

/// Sets the folder's modification times to the epoch. The generator tells cargo to rebuild when the
/// folder changes, but every build creates it anew, so core would be rebuilt each time. A failure
/// only has that consequence.
fn age(path: &Path) {
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        age(&entry.path());
    }
    if let Ok(file) = fs::File::open(path) {
        let _ = file.set_modified(SystemTime::UNIX_EPOCH);
    }
}
