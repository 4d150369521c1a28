//! Lines that hooks, subscribers and observers of a host write down.

use crate::prelude::*;
use std::fmt::Debug;
use std::future::ready;
use std::sync::Mutex;

/// The lines so far.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Adds a line.
    pub fn push(&self, line: impl Into<String>) {
        self.0.lock().unwrap().push(line.into());
    }

    /// Takes all lines out.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }

    /// Adds every event that is delivered.
    pub fn events(&self, builder: WidgetsBuilder) -> WidgetsBuilder {
        let log = self.clone();
        builder.subscribe(move |event| {
            log.push(format!("{event:?}"));
            ready(Ok(()))
        })
    }

    /// Adds every action of that type that took place.
    pub fn after<I: Debug + Send + Sync + 'static>(
        &self,
        builder: WidgetsBuilder,
    ) -> WidgetsBuilder {
        let log = self.clone();
        builder.after(move |_: RequestCtx, input: Arc<I>| {
            log.push(format!("after {input:?}"));
            ready(())
        })
    }
}
