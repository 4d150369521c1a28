//! A call of a store: plain data, so that it can be made of the model and of the store under test, and
//! again of fresh ones when a sequence is shrunk.

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use widgets_core::clock::Timestamp;
use widgets_core::stores::Stores;

use super::answer::Answer;
use crate::fixture::{Fixture, ReadEvents};
use crate::setup::at;

/// What calls are made of.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) stores: Stores,
    pub(super) events: ReadEvents,
}

impl From<&Fixture> for Subject {
    fn from(fixture: &Fixture) -> Self {
        Self {
            stores: fixture.stores.clone(),
            events: Arc::clone(&fixture.events),
        }
    }
}

type Make = dyn Fn(Subject) -> BoxFuture<'static, Answer> + Send + Sync;

/// A call with all of its arguments.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) at: Timestamp,
    pub(super) arguments: String,
    pub(super) make: Arc<Make>,
}

impl Call {
    pub(super) async fn of(&self, subject: &Subject) -> Answer {
        (self.make)(subject.clone()).await
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let passed = self.at.since(at(0)).as_micros();
        let (seconds, micros) = (passed / 1_000_000, passed % 1_000_000);
        write!(
            f,
            "at {seconds}.{micros:06} s  {}({})",
            self.method, self.arguments
        )
    }
}

/// An argument as text; of what goes along with a write, its rows of the outbox.
pub(super) fn shown(name: &str, argument: &dyn fmt::Debug) -> String {
    let text = format!("{argument:?}");
    let rows = text.split_once("outbox: ").filter(|_| name == "change");
    let text = rows.map_or(text.as_str(), |(_, rows)| rows.trim_end_matches(" }"));
    format!("{name} = {text}")
}

/// Makes a [`Call`] of a method from its arguments: `call!(world, accounts.find_account(&account);
/// account = world.account())`. What gives two of them is told apart: `account and session = ..`. Behind
/// the method stands `.map(all)` where what is found does not show all of itself. Where a call is more
/// than one of a method, an expression over `stores` stands in a block instead:
/// `call!(world, method |stores| { .. }; ..)`.
macro_rules! call {
    ($world:expr, $boundary:ident . $method:ident ( $($argument:expr),* ) $(.map($all:path))?;
        $($($name:ident)and+ = $value:expr),+ $(,)?) => {
        call!($world, $method |stores| {
                let answer = stores.$boundary.$method($($argument),*).await;
                $(let answer = answer.map(|found| found.map($all));)?
                answer
            };
            $($($name)and+ = $value),+)
    };
    ($world:expr, $method:ident |$stores:ident| $made:block;
        $($($name:ident)and+ = $value:expr),+ $(,)?) => {{
        $(
            #[allow(unused_parens, clippy::redundant_locals, reason = "one name, or one there is")]
            let ($($name),+) = $value;
        )+
        let arguments = [$($($crate::model::call::shown(stringify!($name), &$name)),+),+];
        $world.call(stringify!($method), arguments.join(", "), move |subject| {
            $($(let $name = Clone::clone(&$name);)+)+
            let $stores = subject.stores;
            let made = async move $made;
            Box::pin(async move { $crate::model::answer::Answer::of(&made.await) })
        })
    }};
}

/// The generator: of each method its arguments, and how they are drawn; or, after `@`, what makes its calls.
macro_rules! calls {
    ($world:expr, $asked:ident; $(
        $boundary:ident . $method:ident ( $($argument:expr),* ) $(.map($all:path))? :
        $($($name:ident)and+ = $value:expr),+;
    )+ $(@$other:ident: $made:expr;)*) => {{
        $(if $asked == stringify!($method) {
            return Some(call!($world, $boundary.$method($($argument),*) $(.map($all))?;
                $($($name)and+ = $value),+));
        })+
        $(if $asked == stringify!($other) {
            return Some($made);
        })*
        None
    }};
}

pub(super) use {call, calls};
