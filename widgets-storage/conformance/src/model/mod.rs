//! The core of the kit: random sequences of calls answer as the model does, which is the stores in
//! memory.
//!
//! A seed gives a sequence of calls: every method of the contract, with arguments that aim at what
//! earlier calls left, at moments that go on, stand still, or lie just before, on and just behind
//! the end of something. Each call is made of the model and of the store under test and must be
//! answered alike; every few calls much of what can be read is read, the audit trail included.
//!
//! A sequence that is answered otherwise is shrunk: calls are left out, over fresh stores, as long as
//! some answer still differs. What stays is printed with both answers.
//!
//! A run by default has to meet every method, and every answer of every method. So a method that is
//! added to the contract, or an outcome to a method, fails here by its name until the generator
//! makes it.
//!
//! Seeds are fixed, so a run is the same everywhere. `WIDGETS_SEED` is the first seed (1 if it is not
//! set) and `WIDGETS_SEQUENCES` the number of sequences, for longer runs and for one sequence again.

mod aiming;
mod answer;
mod call;
mod calls;
mod comparing;
mod dice;
mod met;
mod part;
pub(crate) mod repeating;
mod shrinking;
mod world;

pub use comparing::{Effort, answers_as_the_model_does, sequences_answer_as_the_model_does};
pub use part::Part;
