//! Tests that no module depends on one that depends on it, and no folder of the shell on one above it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod imports;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use imports::{Imports, Module};

/// The folders whose modules are checked.
const CRATES: [&str; 7] = [
    "src-tauri",
    "crates/api/src",
    "crates/backup/src",
    "crates/cli/src",
    "crates/client/src",
    "crates/postgres/src",
    "crates/server/src",
];

/// The modules of the server, from the top: each may use those below it.
const SERVER: [&str; 18] = [
    "serve",
    "metrics",
    "routes",
    "openapi",
    "extract",
    "state",
    "administration",
    "mail",
    "config",
    "events",
    "auth",
    "seen",
    "store",
    "http",
    "domain",
    "error",
    "sqlstate",
    "repeats",
];

/// The folders of the shell, from the top: each may use those below it.
const SHELL: [&str; 9] = ["commands", "desktop", "accounts", "sync", "event_bus", "storage", "model", "error", "i18n"];

type Graph = BTreeMap<Module, BTreeSet<Module>>;

fn imports(root: &str) -> Graph {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Imports::read(&repository.join(root)).graph()
}

/// Finds a module that leads to itself, and the path there.
fn circle(graph: &Graph) -> Option<Vec<Module>> {
    fn walk(graph: &Graph, path: &mut Vec<Module>, done: &mut BTreeSet<Module>) -> Option<Vec<Module>> {
        let here = path.last()?.clone();
        for next in graph.get(&here).into_iter().flatten() {
            if let Some(at) = path.iter().position(|module| module == next) {
                return Some(path[at..].iter().chain([next]).cloned().collect());
            }
            if done.contains(next) {
                continue;
            }
            path.push(next.clone());
            let found = walk(graph, path, done);
            if found.is_some() {
                return found;
            }
            path.pop();
        }
        done.insert(here);
        None
    }
    let mut done = BTreeSet::new();
    graph.keys().find_map(|module| walk(graph, &mut vec![module.clone()], &mut done))
}

#[test]
fn modules_import_in_no_circle() {
    for root in CRATES {
        let graph = imports(root);
        let names = |modules: Vec<Module>| modules.iter().map(|module| module.join("::")).collect::<Vec<_>>();
        assert_eq!(circle(&graph).map(names), None, "{root} has modules that import each other");
    }
}

#[test]
fn shell_folders_import_downwards() {
    assert_imports_downwards("src-tauri", &SHELL);
}

#[test]
fn server_modules_import_downwards() {
    assert_imports_downwards("crates/server/src", &SERVER);
}

fn assert_imports_downwards(root: &str, order: &[&str]) {
    let floor = |module: &Module| order.iter().position(|name| module.first().is_some_and(|first| first == name));
    let graph = imports(root);
    for name in order {
        assert!(graph.keys().any(|module| module.first().is_some_and(|first| first == name)), "{name} is gone");
    }
    for (module, targets) in graph {
        for target in targets {
            let (Some(from), Some(to)) = (floor(&module), floor(&target)) else { continue };
            assert!(from <= to, "{} uses {}, which is above it", module.join("::"), target.join("::"));
        }
    }
}

#[test]
fn circle_is_found() {
    let module = |name: &str| vec![name.to_owned()];
    let edge = |from: &str, to: &[&str]| (module(from), to.iter().map(|name| module(name)).collect());
    assert_eq!(circle(&Graph::from([edge("a", &["b", "c"]), edge("b", &["c"]), edge("c", &[])])), None);
    let found = circle(&Graph::from([edge("a", &["b"]), edge("b", &["c"]), edge("c", &["b"])]));
    assert_eq!(found, Some(vec![module("b"), module("c"), module("b")]));
}
