//! The logic of the widget.

use widgets_core::Problem;

use super::model::Greeting;
use super::store::Greetings;

/// Puts a greeting on the list.
pub async fn greet(greetings: Greetings, greeting: &Greeting) -> Result<(), Problem> {
    greetings.add(&greeting.0);
    Ok(())
}
