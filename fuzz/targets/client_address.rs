#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| hearth_server::fuzz::client_address(input));
