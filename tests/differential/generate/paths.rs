//! Generates paths that are spelled otherwise than the API spells them.

use fastrand::Rng;

use super::{pick, values};
use crate::request::{Request, Target};

/// Spells the path of a request otherwise.
pub(super) fn change(rng: &mut Rng, request: &mut Request) {
    let path = request.path_text();
    let other = match rng.u8(0..10) {
        // The other spelling, which everybody uses now and then.
        0..3 => path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned),
        3 => id(rng, request, &path),
        4 => {
            request.target = Target::Elsewhere;
            pick(rng, &values::ELSEWHERE).to_owned()
        }
        _ => junk(rng, &path),
    };
    request.path = if other.is_empty() { b"/".to_vec() } else { other.into_bytes() };
}

/// Another id, or the same one in other digits.
fn id(rng: &mut Rng, request: &mut Request, path: &str) -> String {
    let Some((before, name)) = path.rsplit_once('/').filter(|(_, name)| !name.is_empty()) else {
        return path.to_owned();
    };
    if !matches!(request.target, Target::Post(_) | Target::User) {
        return path.to_owned();
    }
    let spelled = match rng.u8(0..8) {
        0 => format!("+{name}"),
        1 => format!("0{name}"),
        2 => format!("%20{name}"),
        3 => format!("{name}.0"),
        4 => format!("{name}.5"),
        5 => format!("{name}x"),
        _ => {
            if request.target != Target::User {
                request.target = Target::Post(None);
            }
            values::no_id(rng).to_owned()
        }
    };
    format!("{before}/{spelled}")
}

fn junk(rng: &mut Rng, path: &str) -> String {
    match rng.u8(0..12) {
        0 => format!("/{path}"),
        1 => format!("{path}//"),
        2 => path.replacen('/', "//", 2),
        3 => format!("/.{path}"),
        4 => format!("/x/..{path}"),
        5 => format!("{path}/."),
        6 => format!("{path}/%2e%2e/"),
        7 => path.replacen("s/", "s%2F", 1),
        8 => path.replacen('o', "%6f", 1),
        9 => format!("{path}%ff"),
        10 => format!("{path}ä"),
        _ => format!("{path};v=1"),
    }
}
