#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| hearth_cli::fuzz::config_file(input));
