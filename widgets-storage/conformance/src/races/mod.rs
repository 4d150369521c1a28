//! Checks of what happens when many do the same at once, or two what must not both take place.

pub mod challenges;
pub mod ending;
pub mod factors;
pub mod limits;
pub mod outbox;
pub mod owners;
pub mod passkeys;
pub mod passwords;
pub mod profile;
pub mod sessions;

/// Makes a call for each of a [crowd](crate::setup::CROWD) at once, and counts the answers. Each has
/// arguments of its own, made before the start: `crowd!(checks, accounts.drop_pending_form(&token);
/// token = token)`. Who makes the call is told by its number: `crowd!(checks, number => ..)`.
macro_rules! crowd {
    ($checks:ident, $boundary:ident.$method:ident($($argument:expr),*);
        $($name:ident = $value:expr),+ $(,)?) => {
        crowd!($checks, _number => $boundary.$method($($argument),*); $($name = $value),+)
    };
    ($checks:ident, $number:ident => $boundary:ident.$method:ident($($argument:expr),*);
        $($name:ident = $value:expr),+ $(,)?) => {{
        let answers = $checks.crowd(|own, $number| {
            $(let $name = $value;)+
            async move { own.stores.$boundary.$method($($argument),*).await.unwrap() }
        });
        answers.await
    }};
}

use crowd;
