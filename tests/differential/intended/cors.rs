//! Lists intended differences in what pages of other origins are told.

use super::{Case, Entry};
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "cors: no credentials",
        reason: "pages of any origin may call, but never with cookies, which the API does not know",
        explains: |_, difference| {
            difference.place == "header access-control-allow-credentials" && difference.right.is_none()
        },
    },
    Entry {
        name: "cors: any origin",
        reason: "so the allowed origin is always *, also where nobody asked",
        explains: |case, difference| {
            let left = difference.left.as_ref().and_then(|left| left.as_str().map(str::to_owned));
            difference.place == "header access-control-allow-origin"
                && difference.right == Some("*".into())
                && (left.is_none() || left == case.request.header("origin"))
        },
    },
    Entry {
        name: "cors: no Vary",
        reason: "and caches need not tell origins apart",
        explains: |_, difference| {
            let origin = |value: &str| value.starts_with("Origin");
            difference.place == "header vary"
                && difference.left.as_ref().and_then(|left| left.as_str()).is_some_and(origin)
        },
    },
    Entry {
        name: "cors: exposed headers",
        reason: "pages may read the links to further pages and when to try again",
        explains: |_, difference| {
            difference.place == "header access-control-expose-headers" && difference.left.is_none()
        },
    },
    Entry {
        name: "cors: preflight",
        reason: "all methods are allowed as *, and the answer has no body",
        explains: |case, difference| {
            let method =
                difference.place == "header access-control-allow-methods" && difference.right == Some("*".into());
            let others = ["body", "header content-type", "header allow"];
            is_preflight(case) && (method || others.contains(&difference.place.as_str()))
        },
    },
    Entry {
        name: "cors: refused preflight",
        reason: "what a page may do is said in the headers alone; the browser draws the conclusion",
        explains: |case, difference| is_preflight(case) && difference.place == "status" && case.left.status == 400,
    },
    Entry {
        name: "OPTIONS",
        reason: "every OPTIONS is answered as a preflight, also one that does not come from a browser",
        explains: |case, _| {
            case.request.method == "OPTIONS" && matches!(case.left.status, 404 | 405) && case.right.status == 200
        },
    },
];

fn is_preflight(case: &Case) -> bool {
    case.request.method == "OPTIONS" && case.request.header("access-control-request-method").is_some()
}
