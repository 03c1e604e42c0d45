#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| hearth_postgres::fuzz::pid_file(input));
