//! What the widget keeps.

use std::sync::{Arc, Mutex};

/// The greetings so far.
#[derive(Debug, Clone, Default)]
pub struct Greetings(Arc<Mutex<Vec<String>>>);

impl Greetings {
    /// All of them.
    pub fn all(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    /// Adds one.
    pub fn add(&self, greeting: &str) {
        self.0.lock().unwrap().push(greeting.to_owned());
    }
}
