#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| widgets_core::fuzz::ranges(data));
