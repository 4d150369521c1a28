//! Turns the message files of the rooms into typed functions.

fn main() {}
