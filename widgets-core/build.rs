//! Generates code and compresses assets at build time. Reports all problems at once.

#[path = "build/assets.rs"]
mod assets;
#[path = "build/messages.rs"]
mod messages;
#[path = "build/tree.rs"]
mod tree;

#[path = "src/i18n/check.rs"]
mod check;

use std::process::ExitCode;

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build");
    if let Err(error) = assets::compress() {
        println!("cargo::error=the files that pages load could not be compressed: {error}");
        return ExitCode::FAILURE;
    }
    match messages::build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}
