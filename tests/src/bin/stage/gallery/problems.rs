//! What goes wrong and what is refused: pages to which nothing else in the walk leads.

use std::future::ready;

use widgets_core::Refusal;
use widgets_tests::prelude::*;

/// Endpoints that answer with nothing but a problem.
pub fn endpoints() -> [Endpoint; 3] {
    let problems: [(_, _, fn() -> Problem); 3] = [
        ("fault", "/gallery/fault", || Problem::fault("as shown")),
        ("unavailable", "/gallery/unavailable", || {
            Problem::unavailable("as shown")
        }),
        ("not_entitled", "/gallery/not-entitled", || {
            Refusal::NotEntitled(GRINDER).into()
        }),
    ];
    problems.map(|(name, path, problem)| {
        let answer = move |_: RequestCtx, _: Input| ready::<AnswerResult<()>>(Err(problem()));
        Endpoint::get(name, path, Access::anyone(), answer)
    })
}
