use std::{
    fmt::Write as _,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use super::*;

fn value_of(line: &str) -> Option<String> {
    Dotenv::parse(line).resolve(|_| None).unwrap().remove("KEY")
}

#[test]
fn parses_values_as_python_dotenv_does() {
    for (line, value) in [
        ("KEY=ab$cd0123456789abcdef", "ab$cd0123456789abcdef"),
        ("KEY=key$$$$tail", "key$$$$tail"),
        (r#"KEY=a"quoted"z"#, r#"a"quoted"z"#),
        ("KEY=correct horse battery staple", "correct horse battery staple"),
        ("KEY=It's nice", "It's nice"),
        ("  export KEY = value  # why", "value"),
        ("KEY=a#b", "a#b"),
        ("KEY=#b", "#b"),
        ("KEY= # nothing", ""),
        ("KEY=", ""),
        ("'KEY'='single \\' \\n $x'", "single ' \\n $x"),
        (r#"KEY="two\nlines \$ \" \\""#, "two\nlines \\$ \" \\"),
        ("KEY=\"two\r\nlines\"\r\n", "two\nlines"),
        ("\u{feff}KEY=bom", "bom"),
        ("A=b\nKEY=${A}-${MISSING:-c}-${MISSING}", "b-c-"),
        ("A\nKEY=${A:-default}", ""),
        ("KEY=${A", "${A"),
        ("KEY=first\nKEY=last", "last"),
    ] {
        assert_eq!(value_of(line).as_deref(), Some(value), "{line}");
    }
}

#[test]
fn numbers_and_leaves_out_lines_it_cannot_parse() {
    let parsed = Dotenv::parse("A=1\n\nB=\"open\nC=3\n=no name\nDEBUG\n");
    assert_eq!(parsed.bad_lines, [3, 5]);
    let variables = [("A", Some("1")), ("C", Some("3")), ("DEBUG", None)];
    let variables = variables.map(|(name, value): (&str, Option<&str>)| (name.to_owned(), value.map(str::to_owned)));
    assert_eq!(parsed.variables, variables);
}

#[test]
fn prefers_the_environment_to_the_file() {
    let values =
        Dotenv::parse("A=file\nKEY=${A}").resolve(|name| (name == "A").then(|| "environment".to_owned())).unwrap();
    assert_eq!(values["KEY"], "environment");
}

#[test]
fn refuses_references_that_double_a_value_over_and_over() {
    let mut lines = "A0=x\n".to_owned();
    for line in 1..100 {
        writeln!(lines, "A{line}=${{A{0}}}${{A{0}}}", line - 1).unwrap();
    }
    assert_eq!(Dotenv::parse(&lines).resolve(|_| None), Err(TooLarge));
}

/// Returns the variables that python-dotenv reads in each of these texts.
fn by_python(texts: &[String]) -> Vec<HashMap<String, String>> {
    const PROGRAM: &str = "import io, json, logging, os, sys\n\
            logging.disable()\n\
            os.environ.clear()\n\
            from dotenv.main import DotEnv\n\
            read = lambda text: DotEnv(None, io.StringIO(text, newline=None), override=False).dict().items()\n\
            texts = json.load(sys.stdin)\n\
            json.dump([{k: v for k, v in read(text) if v is not None} for text in texts], sys.stdout)";
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/python/bin/python");
    assert!(python.is_file(), "python-dotenv is not installed: run `make setup` first");
    let mut command = Command::new(python);
    command.args(["-c", PROGRAM]).env("PYTHONUTF8", "1").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(&serde_json::to_vec(texts).unwrap()).unwrap();
    serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn reads_generated_files_as_python_dotenv_does() {
    const PARTS: [&str; 30] = [
        "A",
        "KEY",
        "=",
        "=",
        "=",
        " ",
        " ",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "#",
        "'",
        "\"",
        "\\",
        "$",
        "${",
        "}",
        ":-",
        "${A}",
        "${KEY:-d}",
        "export ",
        "n",
        "é",
        "\u{a0}",
        "\u{1c}",
        "\u{2028}",
        "\u{feff}",
        "text",
    ];
    // A generator of its own, so that each run tries the same texts.
    let mut state = 1_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let texts: Vec<String> = (0..20_000)
        .map(|_| {
            let length = next(24);
            (0..length).map(|_| PARTS[next(PARTS.len())]).collect()
        })
        .collect();
    for (text, expected) in texts.iter().zip(by_python(&texts)) {
        assert_eq!(Dotenv::parse(text).resolve(|_| None).unwrap(), expected, "{text:?}");
    }
}
