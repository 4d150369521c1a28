use super::*;

fields! {
    /// What two forms
    /// have in common.
    struct Common {
        /// Where to.
        place: Optional<Text>,
    }
}

fields! {
    /// A form.
    struct Form {
        name: Text,
        password: Secret,
        keep: bool,
        others: Option<bool>,
        common: Common,
    }
}

fn form(sent: &str) -> Form {
    <Form as ReadFields>::read(&Fields::from_urlencoded(sent.as_bytes()).unwrap())
}

#[test]
fn what_is_missing_is_empty() {
    let form = form("name=a&name=b&keep=on");
    assert_eq!((&*form.name, form.name.name()), ("a", "name"));
    assert!(form.keep && form.name.is_sent() && !form.password.is_sent());
    assert_eq!((&**form.password, &**form.common.place), ("", ""));
}

#[test]
fn a_checkbox_is_ticked_where_one_of_its_values_says_so() {
    for (sent, ticked) in [
        ("", None),
        ("others=false&others=true", Some(true)),
        ("others=true", Some(true)),
        ("others=false", Some(false)),
        ("others=", Some(false)),
    ] {
        assert_eq!(form(sent).others, ticked, "{sent}");
    }
}

#[test]
fn a_checkbox_is_true_or_false() {
    let readable = |sent: &str| {
        <Form as ReadFields>::are_readable(&Fields::from_json(sent.as_bytes()).unwrap())
    };
    for sent in ["true", "false", "null", r#""on""#, r#""""#, "[false, true]"] {
        assert!(
            readable(&format!(r#"{{"keep":{sent},"name":0}}"#)),
            "{sent}"
        );
    }
    for sent in ["0", "1", r#""no""#, r#"["on", "off"]"#] {
        assert!(!readable(&format!(r#"{{"keep":{sent}}}"#)), "{sent}");
        assert!(!readable(&format!(r#"{{"others":{sent}}}"#)), "{sent}");
    }
}

#[test]
fn no_value_is_printed() {
    let printed = format!("{:?}", form("name=swordfish&password=swordfish"));
    assert!(printed.contains("password") && !printed.contains("swordfish"));
}

#[test]
fn every_field_is_described_once() {
    let described = <Form as ReadFields>::describe();
    let told: Vec<_> = described
        .fields
        .iter()
        .map(|own| (own.name, own.required))
        .collect();
    let expected = [
        ("name", true),
        ("password", true),
        ("keep", false),
        ("others", false),
        ("place", false),
    ];
    assert_eq!(told, expected);
    assert_eq!(described.docs, "A form.");
    assert_eq!(described.fields[4].schema["description"], "Where to.");
}
