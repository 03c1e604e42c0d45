//! Reads the signatures of the commands, and writes the functions that call them and the permission to call them.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use syn::{
    Attribute, Expr, FnArg, GenericArgument, Item, ItemFn, Lit, Macro, Meta, Pat, PathArguments, ReturnType, Token,
    Type, punctuated::Punctuated, visit::Visit,
};

/// The types of arguments that Tauri passes to a command by itself.
const PASSED_BY_TAURI: [&str; 4] = ["AppHandle", "State", "WebviewWindow", "Window"];

/// Words that name an argument in Rust and cannot in TypeScript.
const RESERVED: [&str; 6] = ["class", "default", "delete", "export", "function", "new"];

/// A command as its Rust function declares it, with its types in TypeScript's words.
pub(super) struct Command {
    /// The path in the list of handlers, as in `commands::about::about`.
    pub(super) path: String,
    name: String,
    docs: Vec<String>,
    arguments: Vec<(String, String)>,
    answer: String,
}

impl Command {
    fn read(module: &str, function: &ItemFn, types: &mut Types) -> Result<Self, String> {
        let name = function.sig.ident.to_string();
        let docs = docs(&function.attrs);
        if docs.is_empty() {
            return Err(format!("the command `{name}` says nothing about itself"));
        }
        let explain = |error| format!("the command `{name}` {error}");
        let arguments = function.sig.inputs.iter().filter_map(|input| argument(input, types).transpose());
        let arguments = arguments.collect::<Result<_, _>>().map_err(explain)?;
        let answer = answer(&function.sig.output, types).map_err(explain)?;
        Ok(Self { path: format!("commands::{module}::{name}"), name, docs, arguments, answer })
    }

    /// Returns whether it reads, writes or sends something of an account, which it is told.
    fn is_of_account(&self) -> bool {
        self.arguments.iter().any(is_account)
    }

    /// Returns the function that calls it. That of an account's command is given the account by what is around it.
    fn typescript(&self) -> String {
        let name = camel_case(&self.name);
        let given = self.arguments.iter().filter(|argument| !is_account(argument));
        let parameters: Vec<_> = given.map(|(name, ty)| format!("{}: {ty}", variable(name))).collect();
        let passed: Vec<_> = self.arguments.iter().map(|(name, _)| passed(name)).collect();
        let passed = if passed.is_empty() { String::new() } else { format!(", {{ {} }}", passed.join(", ")) };
        let function = format!("({}) => call<{}>(\"{}\"{passed})", parameters.join(", "), self.answer, self.name);
        let docs = jsdoc(&self.docs);
        if self.is_of_account() {
            format!("{docs}{name}: {function},\n")
        } else {
            format!("{docs}export const {name} = {function};\n")
        }
    }
}

/// Translates types into TypeScript, and keeps which of the app's own ones it has met.
struct Types<'a> {
    declared: &'a BTreeSet<String>,
    used: BTreeSet<String>,
}

impl Types<'_> {
    fn translate(&mut self, ty: &Type) -> Result<String, String> {
        match ty {
            Type::Reference(reference) => self.translate(&reference.elem),
            Type::Tuple(tuple) if tuple.elems.is_empty() => Ok("null".to_owned()),
            Type::Path(_) => self.translate_named(ty),
            _ => Err("uses a type without a name, which cannot be translated into TypeScript".to_owned()),
        }
    }

    fn translate_named(&mut self, ty: &Type) -> Result<String, String> {
        let name = name(ty).unwrap_or_default();
        Ok(match name.as_str() {
            "String" | "str" => "string".to_owned(),
            "bool" => "boolean".to_owned(),
            "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "isize" | "usize" | "f32" | "f64" => {
                "number".to_owned()
            }
            "Option" => format!("{} | null", self.translate(parameter(ty)?)?),
            "Vec" => format!("Array<{}>", self.translate(parameter(ty)?)?),
            own if self.declared.contains(own) => {
                self.used.insert(own.to_owned());
                own.to_owned()
            }
            _ => return Err(format!("uses the type `{name}`, which src-tauri/types.rs does not declare")),
        })
    }
}

/// Returns whether an argument is the account that a command is for. Commands of the list of accounts call theirs a key.
fn is_account((name, ty): &(String, String)) -> bool {
    name == "account" && ty == "AccountKey"
}

/// The commands of a folder, and the functions that call them.
pub(super) fn read(folder: &Path, declared: &BTreeSet<String>) -> Result<(Vec<Command>, String), String> {
    let mut types = Types { declared, used: BTreeSet::new() };
    let mut commands = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let module = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for item in parse(&path)?.items {
            if let Item::Fn(function) = item
                && function.attrs.iter().any(is_command)
            {
                commands.push(Command::read(&module, &function, &mut types)?);
            }
        }
    }
    commands.sort_by(|one, other| one.name.cmp(&other.name));
    let used: Vec<_> = types.used.into_iter().collect();
    let mut text =
        format!("import {{ call }} from \"./call\";\nimport type {{ {} }} from \"./types\";\n", used.join(", "));
    let (of_account, others): (Vec<&Command>, Vec<_>) = commands.iter().partition(|command| command.is_of_account());
    for command in others {
        let _ = write!(text, "\n{}", command.typescript());
    }
    text += "\n/** The commands that read, write or send something of an account: all of this one. */\n";
    text += "export const callsOf = (account: AccountKey) => ({\n";
    for command in of_account {
        for line in command.typescript().lines() {
            let _ = writeln!(text, "    {line}");
        }
    }
    text += "});\n";
    Ok((commands, text))
}

/// The permission to call the commands, as Tauri reads it.
pub(super) fn permission(commands: &[Command]) -> String {
    let mut text =
        "[[permission]]\nidentifier = \"commands\"\ndescription = \"All commands of the app.\"\ncommands.allow = [\n"
            .to_owned();
    for command in commands {
        let _ = writeln!(text, "    \"{}\",", command.name);
    }
    text + "]\n"
}

/// The paths that a source file gives to `generate_handler!`.
pub(super) fn handlers(file: &Path) -> Result<BTreeSet<String>, String> {
    struct Handlers(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Handlers {
        fn visit_macro(&mut self, called: &'ast Macro) {
            if called.path.segments.last().is_some_and(|last| last.ident == "generate_handler") {
                let paths = called.parse_body_with(Punctuated::<syn::Path, Token![,]>::parse_terminated);
                self.0.extend(paths.into_iter().flatten().map(|path| written(&path)));
            }
        }
    }
    let mut handlers = Handlers(BTreeSet::new());
    handlers.visit_file(&parse(file)?);
    Ok(handlers.0)
}

fn parse(path: &Path) -> Result<syn::File, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn is_command(attribute: &Attribute) -> bool {
    written(attribute.path()) == "tauri::command"
}

fn written(path: &syn::Path) -> String {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    names.join("::")
}

fn docs(attributes: &[Attribute]) -> Vec<String> {
    let line = |attribute: &Attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(line).collect()
}

fn argument(input: &FnArg, types: &mut Types) -> Result<Option<(String, String)>, String> {
    let FnArg::Typed(argument) = input else { return Err("is a method".to_owned()) };
    if name(&argument.ty).is_some_and(|name| PASSED_BY_TAURI.contains(&name.as_str())) {
        return Ok(None);
    }
    let Pat::Ident(pattern) = &*argument.pat else { return Err("has an argument without a name".to_owned()) };
    Ok(Some((camel_case(&pattern.ident.to_string()), types.translate(&argument.ty)?)))
}

fn answer(output: &ReturnType, types: &mut Types) -> Result<String, String> {
    match output {
        ReturnType::Default => Ok("null".to_owned()),
        ReturnType::Type(_, ty) if name(ty).as_deref() == Some("Result") => types.translate(parameter(ty)?),
        ReturnType::Type(_, ty) => types.translate(ty),
    }
}

/// The name of a type without its path: `State` of `tauri::State<'_, T>`.
fn name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}

/// The type between the angle brackets of a generic type.
fn parameter(ty: &Type) -> Result<&Type, String> {
    if let Type::Path(path) = ty
        && let Some(last) = path.path.segments.last()
        && let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return Ok(inner);
    }
    Err("uses a generic type without its parameter".to_owned())
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |text, word| {
        let (initial, rest) = word.split_at(word.len().min(1));
        text + &initial.to_ascii_uppercase() + rest
    })
}

fn variable(argument: &str) -> String {
    if RESERVED.contains(&argument) { format!("{argument}_") } else { argument.to_owned() }
}

fn passed(argument: &str) -> String {
    let variable = variable(argument);
    if variable == argument { variable } else { format!("{argument}: {variable}") }
}

fn jsdoc(lines: &[String]) -> String {
    match lines {
        [line] => format!("/** {line} */\n"),
        _ => format!("/**\n{} */\n", lines.iter().fold(String::new(), |text, line| text + " * " + line + "\n")),
    }
}
