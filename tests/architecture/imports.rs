//! Reads which module of a crate uses items of which other one, from its sources.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use syn::{
    Attribute, File, Item, ItemUse, Path as SynPath, UseTree, Visibility,
    visit::{self, Visit},
};

/// A module, by the names on the path to it from the root.
pub(crate) type Module = Vec<String>;

/// The sources of a crate.
pub(crate) struct Imports {
    sources: BTreeMap<Module, Source>,
}

/// The imports and exports of a file.
#[derive(Default)]
struct Source {
    /// The paths that it uses, as they are written.
    used: Vec<Vec<String>>,
    /// The items of other modules that it offers: the name here, and the path there.
    reexports: BTreeMap<String, Vec<String>>,
}

impl Imports {
    /// Reads all files below the folder of the root module. Code for tests alone is left out.
    pub(crate) fn read(root: &Path) -> Self {
        let mut imports = Self { sources: BTreeMap::new() };
        imports.read_folder(root, &Vec::new());
        imports
    }

    fn read_folder(&mut self, folder: &Path, module: &Module) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let child = || [module.as_slice(), std::slice::from_ref(&name)].concat();
            if path.is_dir() {
                self.read_folder(&path, &child());
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let module = match name.as_str() {
                    "lib" | "mod" => module.clone(),
                    // Programs of their own, and files of tests alone.
                    "main" | "build" | "types" => continue,
                    name if name.ends_with("tests") => continue,
                    _ => child(),
                };
                let file = syn::parse_file(&fs::read_to_string(&path).unwrap()).unwrap();
                self.sources.insert(module, Source::of(&file));
            }
        }
    }

    /// Returns for each module those that it uses.
    pub(crate) fn graph(&self) -> BTreeMap<Module, BTreeSet<Module>> {
        let targets = |(module, source): (&Module, &Source)| {
            let mut targets: BTreeSet<Module> =
                source.used.iter().filter_map(|path| self.resolve(module, path)).collect();
            targets.remove(module);
            (module.clone(), targets)
        };
        self.sources.iter().map(targets).collect()
    }

    /// Finds the module that has what a path names, unless that is of another crate.
    fn resolve(&self, module: &Module, path: &[String]) -> Option<Module> {
        let (first, mut rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.clone(),
            "super" => module[..module.len().checked_sub(1)?].to_vec(),
            child if self.has(module, child) => [module.as_slice(), &[child.to_owned()]].concat(),
            _ => return None,
        };
        while let Some((next, after)) = rest.split_first() {
            if next == "super" {
                at.pop();
            } else if self.has(&at, next) {
                at.push(next.clone());
            } else if let Some(target) = self.sources.get(&at).and_then(|source| source.reexports.get(next)) {
                return self.resolve(&at, target);
            } else {
                break;
            }
            rest = after;
        }
        self.sources.contains_key(&at).then_some(at)
    }

    fn has(&self, module: &Module, child: &str) -> bool {
        let path = [module.as_slice(), &[child.to_owned()]].concat();
        self.sources.keys().any(|known| known.starts_with(&path))
    }
}

impl Source {
    fn of(file: &File) -> Self {
        let mut source = Self::default();
        source.visit_file(file);
        source
    }

    fn add(&mut self, tree: &UseTree, path: &[String], is_reexport: bool) {
        let with = |name: &dyn ToString| [path, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(next) => self.add(&next.tree, &with(&next.ident), is_reexport),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add(tree, path, is_reexport)),
            UseTree::Name(name) if name.ident == "self" => self.used.push(path.to_vec()),
            UseTree::Name(name) if is_reexport => {
                self.reexports.insert(name.ident.to_string(), with(&name.ident));
            }
            UseTree::Name(name) => self.used.push(with(&name.ident)),
            UseTree::Rename(name) if is_reexport => {
                self.reexports.insert(name.rename.to_string(), with(&name.ident));
            }
            UseTree::Rename(name) => self.used.push(with(&name.ident)),
            UseTree::Glob(_) => self.used.push(path.to_vec()),
        }
    }
}

impl<'ast> Visit<'ast> for Source {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add(&item.tree, &[], !matches!(item.vis, Visibility::Inherited));
    }

    /// To whom an item is visible says nothing of what it uses.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_path(&mut self, path: &'ast SynPath) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if names.len() > 1 {
            self.used.push(names);
        }
        visit::visit_path(self, path);
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|condition| condition == "test")
    })
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
