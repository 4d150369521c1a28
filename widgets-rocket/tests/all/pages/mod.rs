//! The widgets' own pages.

mod answers;
mod mounting;
