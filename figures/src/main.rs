//! The figures of docs/figures.md. Each is made by
//! `cargo bench -p widgets-figures -- WHICH` and printed as a table of Markdown:
//!
//! - `instructions`: instructions and allocations of a request, which valgrind counts;
//! - `pages`: what pages cost beside bare axum handlers that answer recorded pages;
//! - `weights`: how heavy every page is;
//! - `sign-ins`: sign-ins a second, and how long pages take while they queue;
//! - `memory`: what the process holds;
//! - `start`: how long it takes until the first answer;
//! - `scale`: what signing in, sweeping and the like cost among many rows; a number behind it is how many
//!   millions of sessions and events there are.
//!
//! `sign-ins`, `memory` and `start` measure the release build of the demo, which has to be built before:
//! `cargo build --release -p axum-demo`. `tests/figures` makes all of them.

mod bare;
mod demo;
mod http;
mod instructions;
mod memory;
mod pages;
mod queue;
mod scale;
mod seed;
mod server;
mod sign_ins;
mod start;
mod weights;

fn main() {
    if let Some(role) = server::Role::from_arguments() {
        return role.serve();
    }
    if let Some(asking) = instructions::Asking::from_arguments() {
        return asking.run();
    }
    // Cargo adds an argument of its own.
    let mut arguments = std::env::args().skip(1).filter(|own| own != "--bench");
    let which = arguments.next();
    let number = arguments.next().and_then(|own| own.parse().ok());
    match which.as_deref() {
        Some("instructions") => instructions::count(),
        Some("pages") => pages::compare(),
        Some("weights") => weights::weigh(),
        Some("sign-ins") => sign_ins::measure(),
        Some("memory") => memory::measure(),
        Some("start") => start::measure(),
        Some("scale") => scale::measure(number),
        _ => {
            panic!("which figures? instructions, pages, weights, sign-ins, memory, start or scale")
        }
    }
}
