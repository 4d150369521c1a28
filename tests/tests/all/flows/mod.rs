//! Steps of flows are addresses of their own, which survive reload, Back, other tabs, a change of
//! language, and answers that were lost.

mod leading;
mod lost_answers;
mod notices;
mod out_of_date;
mod steps;
